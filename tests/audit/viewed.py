"""The real site as its readers see it: every kind of page, language, light and dark, phone and desktop."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from playwright.sync_api import sync_playwright

from audit.kinds import kinds_of_pages
from audit.table import Effort, Row
from browser.access import SCHEMES, axe_version, judged
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


def accessibility_holds(effort: Effort) -> Iterator[Row]:
    """Axe on every kind of page, the Nu checker on all; what they found is kept for the statement on accessibility."""
    with real_site() as (folder, site), served(folder) as address, chromium() as browser:
        pages = list(kinds_of_pages(site))
        chosen = pages[:: max(1, len(pages) // effort.of(len(pages)))]
        found, unsure, doubtful, wide, views = _seen(browser, address, chosen)
        version = axe_version(browser)
        documents = sorted(folder.rglob("*.html"))
        wrong = faults(documents)
    yield Row("axe finds nothing", views, views - len(found), found[0] if found else f"axe {version}")
    told = ", ".join(f"{number} of {rule}" for rule, number in sorted(unsure.items())) or "nothing"
    yield Row("axe leaves nothing undecided", views, views - doubtful, f"for a person to decide: {told}")
    yield Row("no view wider than its screen, nor with WCAG’s spacing", views, views - len(wide), "; ".join(wide[:3]))
    yield Row("pages are valid HTML", len(documents), len(documents) - len(wrong), "; ".join(wrong[:2]) or "no error")
    programs = [
        ProgramResult(name="axe-core", version=version, views=views, faults=len(found)),
        ProgramResult(name="Nu Html Checker", version=nu_version(), views=len(documents), faults=len(wrong)),
    ]
    _keep(
        AccessibilityTest(
            tested=datetime.now(UTC).date(), guidelines="WCAG 2.2", level="AA", pages=len(chosen), programs=programs
        )
    )


def _seen(browser: Browser, address: str, pages: list[str]) -> tuple[list[str], Counter[str], int, list[str], int]:
    """The faults, what axe left undecided by its rules, in how many views, the views that are too wide, all views."""
    found: list[str] = []
    unsure: Counter[str] = Counter()
    wide: list[str] = []
    views = doubtful = 0
    context = browser.new_context()
    page = context.new_page()
    for target in pages:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(address + target)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                violations, undecided = judged(page)
                found += [f"{target} at {width} in {scheme}: {fault}" for fault in violations]
                unsure.update(undecided)
                doubtful += bool(undecided)
                views += 1
            wide += [f"{target} at {width}"] if _is_wide(page, width) else []
    context.close()
    return found, unsure, doubtful, wide, views


def _is_wide(page: Page, width: int) -> bool:
    """Whether a page is wider than its screen, as it is or with the spacing that readers may set."""
    own = int(page.evaluate("document.documentElement.scrollWidth"))
    page.add_style_tag(content=SPACING)
    return max(own, int(page.evaluate("document.documentElement.scrollWidth"))) > width


def _keep(test: AccessibilityTest) -> None:
    head = "# Written by “make audit PROOFS=accessibility”; the page on accessibility says it.\n"
    text = yaml.safe_dump(test.model_dump(mode="json"), sort_keys=False, allow_unicode=True)
    text = text.replace(f"'{test.tested.isoformat()}'", test.tested.isoformat())
    (ROOT / "content" / "data" / TEST).write_text(head + text, encoding="utf-8")
