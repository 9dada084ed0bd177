"""Built pages as lists of elements, for tests that ask what a page holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

# The digest in the name of a style or script (``factsite.rendering.shipped``).
_DIGEST = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
LANGUAGES = ("en", "fr", "nl")
# What stands in the address of a choice on a list only, whether of words or of codes.
CHOICE = re.compile(r"/(?:by|par|per)/[^/]+/[^/]+/$")


@dataclass
class Document(HTMLParser):
    """The elements of a page in order: name and attributes; the text of the title and of headings."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """The attributes of every element of a name that has these values."""
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]

    def alternates(self) -> dict[str, str]:
        """The hreflang links: language to address."""
        return {link["hreflang"]: link["href"] for link in self.all("link", rel="alternate") if "hreflang" in link}

    def canonical(self) -> str | None:
        """The canonical address."""
        return next((link["href"] for link in self.all("link", rel="canonical")), None)

    def is_redirect(self) -> bool:
        """Whether the page only leads elsewhere."""
        return bool(self.all("meta", **{"http-equiv": "refresh"}))


def read(path: Path) -> Document:
    """Read a built page, once for all tests as long as the file stays the same; it is only looked at."""
    found = path.stat()
    return _read(path, found.st_mtime_ns, found.st_ino)


@cache
def _read(path: Path, _changed: int, _file: int) -> Document:
    document = Document()
    document.feed(path.read_text(encoding="utf-8"))
    return document


def pages(site: Path) -> dict[str, Document]:
    """Every page of the languages, by address; redirects, not-found pages and lists by facet are left out."""
    return {address: document for address, document in _all(site).items() if not CHOICE.search(address)}


def choices(site: Path) -> dict[str, Document]:
    """Every list by facet, by address."""
    return {address: document for address, document in _all(site).items() if CHOICE.search(address)}


@cache
def _all(site: Path) -> dict[str, Document]:
    found = {}
    for code in LANGUAGES:
        for path in sorted((site / code).rglob("index.html")):
            document = read(path)
            if not document.is_redirect():
                found[path.parent.relative_to(site).as_posix() + "/"] = document
    return found


def plain_name(address: str) -> str:
    """The name that a style or script has in the theme: ``static/site.3f2a9c01b7de.css`` → ``site.css``."""
    return _DIGEST.sub("", address.rpartition("/")[2])
