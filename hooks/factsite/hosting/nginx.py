"""The settings of nginx for a site: a file for ``/etc/nginx/conf.d/``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from factsite.hosting.addressed import Whereabouts
from factsite.hosting.media import BYTES, LONGER, TYPES
from factsite.hosting.policy import ALWAYS, ASK_AGAIN, CACHE, FOR_EVER, GROUPS, TRANSPORT, UNCHANGING, VARYING
from factsite.hosting.security import ADDRESS as SECURITY

LISTEN = "80"
_IN = "    "


def nginx(where: Whereabouts, root: str, listen: str = LISTEN) -> str:
    """The settings for a site whose files stand in ``root``; ``listen`` is what nginx takes after that word."""
    lines = [
        "# What is said beside each file. Files that were compressed at the build are served as they are: on Debian",
        "# “brotli_static” comes with libnginx-mod-http-brotli-static; without it, take that line away.",
        *_maps(where),
        "server {",
        *(_IN + line if line else "" for line in _server(where, root, listen)),
        "}",
    ]
    return "\n".join([*lines, ""])


def _maps(where: Whereabouts) -> Iterator[str]:
    """A variable for each header whose value depends on the address; an empty one is not sent."""
    start = f"^{re.escape(where.path)}"
    for header in VARYING:
        found = {f"{start}{one.pattern}$": one.headers.get(header, "") for one in GROUPS}
        yield from _map("$uri", _variable(header), found, "")
    yield from _map("$uri", _variable(CACHE), {f"{start}{UNCHANGING}$": FOR_EVER}, ASK_AGAIN)
    # Behind a server that encrypts, the connection to this one may be plain.
    yield from _map("$scheme $http_x_forwarded_proto", _variable(TRANSPORT[0]), {"https$": TRANSPORT[1]}, "")


def _map(source: str, variable: str, found: Mapping[str, str], other: str) -> Iterator[str]:
    yield f'map "{source}" {variable} {{'
    yield from (f'{_IN}"~{pattern}" "{value}";' for pattern, value in found.items())
    yield f'{_IN}default "{other}";'
    yield "}"


def _variable(header: str) -> str:
    return "$factsite_" + header.lower().replace("-", "_")


def _server(where: Whereabouts, root: str, listen: str) -> Iterator[str]:
    yield f"listen {listen};"
    if where.host:
        yield f"server_name {where.host};"
    yield from ("server_tokens off;", "absolute_redirect off;", "index index.html;", "")
    yield from ("gzip off;", "gzip_static on;", "brotli_static on;", "gzip_vary on;", "")
    yield from _types()
    yield ""
    yield from (f'add_header {name} "{value}" always;' for name, value in ALWAYS.items())
    yield from (f"add_header {name} {_variable(name)} always;" for name in (*VARYING, CACHE, TRANSPORT[0]))
    yield ""
    yield from _locations(where, root)


def _types() -> Iterator[str]:
    yield f"default_type {BYTES};"
    yield "types {"
    yield from (f'{_IN}"{media}" {ending};' for ending, media in TYPES.items())
    yield "}"


def _locations(where: Whereabouts, root: str) -> Iterator[str]:
    """A not-found page for each language; types of files whose name ends in more than its last part."""
    path = where.path
    for folder in ("", *(f"{code}/" for code in where.languages)):
        yield from _location(f"{path}{folder}", f'alias "{root}/{folder}";', f"error_page 404 {path}{folder}404.html;")
    for ending, media in LONGER.items():
        pattern = f"^{re.escape(path)}(?<factsite_file>.+{re.escape(ending)})$"
        file = f'alias "{root}/$factsite_file";'
        yield from _location(
            f'~ "{pattern}"', file, f"error_page 404 {path}404.html;", f"types {{}} default_type {media};"
        )
    if path != "/":
        yield from _location(f"= {path.rstrip('/')}", f"return 301 {path};")
        yield from _location(f"= /{SECURITY}", f'alias "{root}/{SECURITY}";')
        yield from _location("/", "return 404;")


def _location(where: str, *lines: str) -> Iterator[str]:
    yield f"location {where} {{"
    yield from (_IN + line for line in lines)
    yield "}"
