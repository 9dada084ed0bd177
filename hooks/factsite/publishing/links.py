"""Every internal link of a built site: does its page, file and anchor exist?"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from factsite.telling import told

_ADDRESSES = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "form": "action",
    "iframe": "src",
}


@dataclass(frozen=True, order=True)
class BrokenLink:
    """A link that leads nowhere: the page, the line in its HTML, the address, and why."""

    page: str
    line: int
    address: str
    why: str

    def __str__(self) -> str:
        return told(
            "{page}:{line}: {address}: {why}", page=self.page, line=self.line, address=self.address, why=self.why
        )


@dataclass
class _Page(HTMLParser):
    """The links and anchors of one page."""

    links: list[tuple[int, str]] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    canonical: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if identifier := found.get("id"):
            self.anchors.add(identifier)
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical = found.get("href") or ""
        name = _ADDRESSES.get(tag)
        address = found.get(name) if name else None
        if address and not (tag == "link" and found.get("rel") in {"canonical", "alternate"}):
            self.links.append((self.getpos()[0], address))
        if tag == "meta" and found.get("http-equiv") == "refresh" and "url=" in (found.get("content") or ""):
            self.links.append((self.getpos()[0], (found.get("content") or "").split("url=", 1)[1]))
        popover = found.get("popovertarget")
        if popover:
            self.links.append((self.getpos()[0], f"#{popover}"))


def check_links(folder: Path) -> list[BrokenLink]:
    """Check every link of every page in a folder that doesn't lead to another site.

    Returns:
        The links that lead nowhere, by page and line.
    """
    pages = {path.relative_to(folder).as_posix(): _read(path) for path in sorted(folder.rglob("*.html"))}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    broken = []
    root = _root(pages)
    for name, page in pages.items():
        for line, address in page.links:
            if why := _fault(name, address, root, pages, files):
                broken.append(BrokenLink(name, line, address, why))
    return sorted(broken)


def _root(pages: dict[str, _Page]) -> str:
    """The folder under which the site is published, with a slash at both ends, as its pages say it of themselves.

    The not-found page answers at any address, so its links start there; nothing else starts with a slash.
    """
    for name, page in pages.items():
        path = unquote(urlsplit(page.canonical).path)
        own = name.removesuffix("index.html")
        if own and path.endswith(f"/{own}"):
            return path.removesuffix(own)
    return "/"


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8", errors="replace"))
    return page


def _fault(page: str, address: str, root: str, pages: dict[str, _Page], files: set[str]) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    target = _target(page, unquote(parts.path), root)
    if target.startswith(("../", "/")):
        return told("leads out of the site")
    if target not in files:
        return told("there is no {target}", target=target)
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
        return told("{target} has no anchor “{fragment}”", target=target, fragment=parts.fragment)
    return ""


def _target(page: str, path: str, root: str) -> str:
    """The file to which a way leads; it starts with a slash or “../” if it leads out of the site."""
    if not path:
        return page
    if path.startswith("/"):
        if not path.startswith(root):
            return path
        found = normpath(path.removeprefix(root))
    else:
        found = normpath(join(page.rpartition("/")[0], path))
    return normpath(join(found, "index.html")) if path.endswith("/") or path in {".", ".."} else found
