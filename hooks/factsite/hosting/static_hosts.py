"""``_headers``: what static hosts such as Netlify and Cloudflare Pages say beside the files, read from the site itself.

They know folders, not patterns, and put together what several rules say of one header. So no two rules here name the
same header for one address, and each is said of a whole folder: all that stands beside the pages to embed may stand in
a frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factsite.hosting.addressed import Whereabouts, whereabouts
from factsite.hosting.policy import ALWAYS, CACHE, CSP, DOCUMENT, EMBED, FILE, FOR_EVER, INDEX_PARTS, PAGE, TRANSPORT
from factsite.rendering.addresses import CATALOGUE
from factsite.rendering.shipped import ASSETS
from factsite.rendering.shipped import FOLDER as SHIPPED

HEADERS_FILE = "_headers"


def headers_file(base: str, languages: Iterable[str]) -> str:
    """The whole file, for a site at an address."""
    where = whereabouts(base, languages)
    blocks = [f"{where.path}{pattern}\n" + _lines(found) for pattern, found in _rules(where)]
    return "".join(blocks)


def _rules(where: Whereabouts) -> Iterator[tuple[str, dict[str, str]]]:
    """Rules that don’t overlap in what they say; the first is of everything."""
    yield "*", {**ALWAYS, **DOCUMENT, TRANSPORT[0]: TRANSPORT[1]}
    for page in ("", "index.html", "404.html", CATALOGUE, f"{CATALOGUE}index.html"):
        yield page, {CSP: PAGE.headers[CSP]}
    for code in where.languages:
        yield f"{code}/*", {name: value for name, value in PAGE.headers.items() if name not in DOCUMENT}
    yield f"{CATALOGUE}figures/*", {CSP: EMBED.headers[CSP]}
    for folder in (CATALOGUE, ASSETS, SHIPPED):
        yield f"{folder}*", FILE.headers
    for folder in (SHIPPED, *(f"{code}/pagefind/{part}/" for code in where.languages for part in INDEX_PARTS)):
        yield f"{folder}*", {CACHE: FOR_EVER}


def _lines(headers: dict[str, str]) -> str:
    return "".join(f"  {name}: {value}\n" for name, value in headers.items())
