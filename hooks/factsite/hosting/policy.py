"""What each answer says beside its bytes: what a browser may do with it, and how long it may keep it.

Stated once; the settings of each server are made of it. Addresses are those within the site, without a slash before
them. A pattern is held against the whole address, and says the same to Python, to nginx (PCRE) and to Caddy (RE2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from factsite.rendering.shipped import FOLDER as SHIPPED

CSP, CACHE, ORIGINS, USERS = (
    "Content-Security-Policy",
    "Cache-Control",
    "Access-Control-Allow-Origin",
    "Cross-Origin-Resource-Policy",
)
# Only over an encrypted connection (RFC 6797, 7.2): two years.
TRANSPORT = ("Strict-Transport-Security", "max-age=63072000")


def _policy(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


# A page takes everything from its own site, and nobody puts it into a frame. The search runs WebAssembly.
_OF_PAGES = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_PAGE = _policy(_OF_PAGES)
# A page to embed stands on any site. Its script gives the frame its height and shows values that it doesn’t hold.
_EMBED = _policy(_OF_PAGES | {"script-src": "'self'", "form-action": "'none'", "frame-ancestors": "*"})
# A drawing that is opened by itself: those of editors may hold styles; nothing in one runs or is fetched.
_DRAWING = _policy({"default-src": "'none'", "style-src": "'unsafe-inline'"})

# What no page of the site uses is refused to it, and to whatever it could be made to show.
_FEATURES = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking"),
)
ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
# Said of what is opened by itself: of each style, script and font it would be half a kilobyte that says nothing.
DOCUMENT = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
}
# A name that holds a digest of the bytes never gets others; anything else is asked for again, with its ETag.
FOR_EVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
INDEX_PARTS = ("fragment", "index", "filter")
UNCHANGING = rf"(?:{SHIPPED}|[^/]+/pagefind/(?:{'|'.join(INDEX_PARTS)})/).+"


@dataclass(frozen=True)
class HeaderGroup:
    """Addresses for which the same is said: those that fit ``pattern``, and none of the groups before it."""

    name: str
    pattern: str
    headers: dict[str, str] = field(hash=False)


# Frames without an origin of their own, such as WordPress’s, take styles and scripts from here as from a foreign site.
_OPEN = {USERS: "cross-origin", ORIGINS: "*"}
EMBED = HeaderGroup("embed", r"data/figures/[^/]+\.html", {CSP: _EMBED, USERS: "cross-origin", **DOCUMENT})
PAGE = HeaderGroup("page", r"(?:.*/)?(?:[^/]+\.html)?", {CSP: _PAGE, USERS: "same-origin", **DOCUMENT})
DRAWING = HeaderGroup("drawing", r".+\.svg", {CSP: _DRAWING, **_OPEN, **DOCUMENT})
FILE = HeaderGroup("file", r".+", _OPEN)
# In this order: the first that fits. Pages of a folder end in a slash, or in the name of their file.
GROUPS = (EMBED, PAGE, DRAWING, FILE)
# What is said of some addresses only, or of each in its own way.
VARYING = (CSP, USERS, ORIGINS, *DOCUMENT)


def group(address: str) -> HeaderGroup:
    """The group of an address."""
    return next(one for one in GROUPS if re.fullmatch(one.pattern, address))


def caching(address: str) -> str:
    """How long what stands at an address may be kept."""
    return FOR_EVER if re.fullmatch(UNCHANGING, address) else ASK_AGAIN


def headers(address: str) -> Iterator[tuple[str, str]]:
    """Everything that is said of an address over any connection."""
    yield from ALWAYS.items()
    yield from group(address).headers.items()
    yield CACHE, caching(address)
