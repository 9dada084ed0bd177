"""The real site as its readers see it: every kind of page, language, light and dark, phone and desktop."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from playwright.sync_api import sync_playwright

from audit.kinds import kinds_of_pages
from audit.table import Effort, Row
from browser.access import SCHEMES, Judged, axe_version, judged
from browser.opened import opened
from browsing import FLAGS, served
from factsite.reading.content import read_content
from factsite.records.accessibility import TEST, AccessibilityTest, ProgramResult
from factsite.rendering.site import Site
from nu import faults, nu_version
from projects import DAY, ROOT, SITE_URL, build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (320, 1280)
# What WCAG 1.4.12 lets readers set without losing anything.
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-bottom: 2em !important }"
)


@contextmanager
def real_site() -> Iterator[tuple[Path, Site]]:
    """The real site, built anew, and its model."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "site"
        done = build(ROOT, target)
        if done.returncode:
            raise SystemExit(done.stderr)
        yield target, Site(read_content(ROOT / "content")[0], DAY, SITE_URL)


@contextmanager
def chromium(more: Sequence[str] = ()) -> Iterator[Browser]:
    """The browser of the system, with flags of ours and more."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS, *more])
        yield found
        found.close()


@dataclass
class _Seen(Judged):
    """What was found in all views: of pages as they come, and with what readers open on them."""

    opened: int = 0
    wide: list[str] = field(default_factory=list)
    _known: set[tuple[int, str]] = field(default_factory=set)

    def is_new(self, width: int, texts: list[str]) -> bool:
        """Whether what is opened wasn’t on an earlier page too: the menu, the way past it, a term of many pages."""
        told = (width, "\n".join(texts))
        known = told in self._known
        self._known.add(told)
        return not known


def accessibility_holds(effort: Effort) -> Iterator[Row]:
    """Axe on every kind of page, as it comes and opened, the Nu checker on all; the statement says what they found."""
    with real_site() as (folder, site), served(folder) as address, chromium() as browser:
        pages = list(kinds_of_pages(site))
        chosen = pages[:: max(1, len(pages) // effort.of(len(pages)))]
        seen = _seen(browser, address, chosen)
        version = axe_version(browser)
        documents = sorted(folder.rglob("*.html"))
        wrong = faults(documents)
    told = seen.faults[0] if seen.faults else f"axe {version}; {seen.opened} views of what readers open"
    yield Row("axe finds nothing, on pages as they come and opened", seen.views, seen.views - seen.faulty, told)
    told = seen.undecided[0] if seen.undecided else f"{seen.measured:,} contrasts measured on what is painted"
    yield Row("what axe leaves undecided is measured", seen.views, seen.views - seen.doubtful, told)
    views = seen.views // len(SCHEMES)
    told = "; ".join(seen.wide[:3])
    yield Row("no view wider than its screen, nor with WCAG’s spacing", views, views - len(seen.wide), told)
    yield Row("pages are valid HTML", len(documents), len(documents) - len(wrong), "; ".join(wrong[:2]) or "no error")
    programs = [
        ProgramResult(name="axe-core", version=version, views=seen.views, faults=len(seen.faults)),
        ProgramResult(name="Nu Html Checker", version=nu_version(), views=len(documents), faults=len(wrong)),
    ]
    _keep(
        AccessibilityTest(
            tested=datetime.now(UTC).date(),
            guidelines="WCAG 2.2",
            level="AA",
            pages=len(chosen),
            opened=seen.opened,
            measured=seen.measured,
            programs=programs,
        )
    )


def _seen(browser: Browser, address: str, pages: list[str]) -> _Seen:
    """What is found on pages, on a phone and on a desktop."""
    seen = _Seen()
    context = browser.new_context()
    page = context.new_page()
    for target in pages:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address + target)
            where = f"{target} at {width}"
            seen.add(judged(page))
            for part in opened(page):
                seen.wide += [f"{where}, {part}"] if _width(page) > width else []
                if seen.is_new(width, page.locator(part).all_inner_texts()):
                    seen.add(judged(page, part))
                    seen.opened += len(SCHEMES)
            seen.wide += [where] if _is_wide(page, width) else []
    context.close()
    return seen


def _is_wide(page: Page, width: int) -> bool:
    """Whether a page is wider than its screen, as it is or with the spacing that readers may set."""
    own = _width(page)
    page.add_style_tag(content=SPACING)
    return max(own, _width(page)) > width


def _width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def _keep(test: AccessibilityTest) -> None:
    head = "# Written by “make audit PROOFS=accessibility”; the page on accessibility says it.\n"
    text = yaml.safe_dump(test.model_dump(mode="json"), sort_keys=False, allow_unicode=True)
    text = text.replace(f"'{test.tested.isoformat()}'", test.tested.isoformat())
    (ROOT / "content" / "data" / TEST).write_text(head + text, encoding="utf-8")
