"""The settings of Caddy for a site: a Caddyfile, or a part of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from factsite.hosting.addressed import Whereabouts
from factsite.hosting.media import LONGER, TYPES
from factsite.hosting.policy import ALWAYS, ASK_AGAIN, CACHE, FOR_EVER, GROUPS, PAGE, TRANSPORT, UNCHANGING
from factsite.hosting.security import ADDRESS as SECURITY

_SERVED = ("file_server {", "\tprecompressed br gzip", "}")


def caddy(where: Whereabouts, root: str, address: str = "") -> str:
    """The settings for a site whose files stand in ``root``; ``address`` is that of Caddy’s block, else its host."""
    lines = [f"{address or where.host or ':80'} {{", *_inner(_site(where, root)), "}"]
    return "\n".join([*lines, ""])


def _site(where: Whereabouts, root: str) -> Iterator[str]:
    yield f'root * "{root}"'
    # Inside, addresses are those within the site; a route keeps its lines in order: what is said last holds.
    below = where.path != "/"
    yield from _block(f"handle_path {where.path}*" if below else "handle", _block("route", _answers()))
    if below:
        yield f"redir {where.path.rstrip('/')} {where.path} permanent"
        yield from _block(f"handle /{SECURITY}", _SERVED)
        yield from _block("handle", ["error 404"])
    yield from _block("handle_errors", _block("route", _missing(where)))


def _answers() -> Iterator[str]:
    yield from _headers("", {**ALWAYS, CACHE: ASK_AGAIN})
    yield from _transport()
    yield from ("@writing not method GET HEAD", "respond @writing 405")
    yield f"@unchanging path_regexp ^/{UNCHANGING}$"
    yield from _headers("@unchanging ", {CACHE: FOR_EVER})
    before: list[str] = []
    for group in GROUPS:
        fits = f"path_regexp ^/{group.pattern}$"
        yield from _block(f"@{group.name}", [fits, *(f"not {other}" for other in before)])
        yield from _headers(f"@{group.name} ", group.headers)
        before.append(fits)
    yield from _types()
    yield from _SERVED


def _types() -> Iterator[str]:
    """What kind of file each is: by itself Caddy asks the machine."""
    endings: defaultdict[str, list[str]] = defaultdict(list)
    for ending, media in [*((f".{ending}", media) for ending, media in TYPES.items()), *LONGER.items()]:
        endings[media].append(ending)
    for number, (media, found) in enumerate(endings.items()):
        yield f"@type{number} path {' '.join(f'*{ending}' for ending in found)}"
        yield f'header @type{number} Content-Type "{media}"'


def _transport() -> Iterator[str]:
    """Over an encrypted connection only; behind a server that encrypts, the one to this may be plain."""
    for name, matcher in (("secure", "protocol https"), ("forwarded", "header X-Forwarded-Proto https")):
        yield f"@{name} {matcher}"
        yield from _headers(f"@{name} ", dict([TRANSPORT]))


def _missing(where: Whereabouts) -> Iterator[str]:
    """The not-found page of the language in which the address is, with what is said of a page."""
    yield from _headers("", {**ALWAYS, **PAGE.headers, CACHE: ASK_AGAIN, "Content-Type": TYPES["html"]})
    yield "header -Access-Control-Allow-Origin"
    yield from _transport()
    for code in where.languages:
        yield f"@{code} path {where.path}{code}/*"
        yield f"rewrite @{code} /{code}/404.html"
    yield f"@other not path {' '.join(f'/{code}/404.html' for code in where.languages)}"
    yield "rewrite @other /404.html"
    yield from _SERVED


def _headers(matcher: str, found: Mapping[str, str]) -> Iterator[str]:
    yield from _block(f"header {matcher}".rstrip(), (f'{name} "{value}"' for name, value in found.items()))


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{head} {{"
    yield from _inner(lines)
    yield "}"


def _inner(lines: Iterable[str]) -> Iterator[str]:
    yield from ("\t" + line for line in lines)
