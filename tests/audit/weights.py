"""What readers have to fetch, as a real host sends it: the first view of each kind of page, the next, every page."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from audit.hosted import HostedSite, hosted_site
from audit.kinds import kinds_of_pages
from audit.table import Effort, Row
from audit.viewed import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

FIRST, NEXT, LARGEST = 60_000, 30_000, 60_000
_PHONE = {"width": 360, "height": 740}


@dataclass
class View:
    """What came over the line for one page: bytes with their headers, by what kind of thing it was."""

    sent: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.sent.values())

    def __str__(self) -> str:
        parts = (f"{kind.lower()} {size / 1000:.1f}" for kind, size in self.sent.items() if size >= 50)
        return f"{self.total / 1000:.1f} kB ({', '.join(parts)})"


def pages_are_light(effort: Effort) -> Iterator[Row]:
    """The bytes of first and next views as a browser counts them, and of every page compressed as it is sent."""
    del effort
    with hosted_site() as hosted, chromium(hosted.flags) as browser:
        yield from weighed(hosted, browser)


def weighed(hosted: HostedSite, browser: Browser) -> Iterator[Row]:
    """The rows of a site that is being served."""
    kinds = kinds_of_pages(hosted.site)
    first, later = {}, {}
    for target in kinds:
        first[target], later[target] = _views(browser, hosted.address, target)
    yield from _by_kind(kinds, first, later)
    yield _summed(
        "first views of at most 60 kB, all that comes", {one: view.total for one, view in first.items()}, FIRST
    )
    yield _summed("next views of at most 30 kB", {one: view.total for one, view in later.items()}, NEXT)
    documents = {str(path.relative_to(hosted.folder)): _compressed(path) for path in hosted.folder.rglob("*.html")}
    yield _summed("pages of at most 60 kB", documents, LARGEST)


def _views(browser: Browser, address: str, target: str) -> tuple[View, View]:
    """A page as the first that somebody opens, and as the next after the home of its language or another page."""
    with _phone(browser) as fresh:
        first = _fetched(fresh, address + target)
    language = target.partition("/")[0]
    before = f"{language}/" if len(language) == 2 and target != f"{language}/" else "en/404.html"
    with _phone(browser) as warm:
        _fetched(warm, address + before)
        return first, _fetched(warm, address + target)


def _phone(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport=_PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)  # type: ignore[arg-type]


def _fetched(context: BrowserContext, address: str) -> View:
    """Open a page; what its browser had to fetch for it, from the network alone."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    view = View()

    def answered(event: dict[str, object]) -> None:
        kinds[str(event["requestId"])] = str(event["type"])

    def finished(event: dict[str, object]) -> None:
        kind = kinds.get(str(event["requestId"]), "other")
        view.sent[kind] = view.sent.get(kind, 0) + int(float(str(event["encodedDataLength"])))

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    page.close()
    return view


def _by_kind(kinds: Mapping[str, str], first: Mapping[str, View], later: Mapping[str, View]) -> Iterator[Row]:
    """A row for each kind of page: its heaviest first view with what it consists of, its heaviest next."""
    for kind in dict.fromkeys(kinds.values()):
        targets = [one for one in kinds if kinds[one] == kind]
        heaviest = max(targets, key=lambda one: first[one].total)
        held = sum(first[one].total <= FIRST and later[one].total <= NEXT for one in targets)
        most = max(later[one].total for one in targets) / 1000
        yield Row(f"weight: {kind}", len(targets), held, f"first {first[heaviest]}, next {most:.1f} kB")


def _summed(name: str, sizes: Mapping[str, int], most: int) -> Row:
    heaviest = max(sizes, key=lambda one: sizes[one])
    middle, top = statistics.median(sizes.values()) / 1000, sizes[heaviest] / 1000
    measured = f"median {middle:.1f} kB, most {top:.1f} kB ({heaviest})"
    return Row(name, len(sizes), sum(size <= most for size in sizes.values()), measured)


def _compressed(path: Path) -> int:
    small = path.with_name(f"{path.name}.br")
    return (small if small.exists() else path).stat().st_size
