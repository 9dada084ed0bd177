"""What readers open keeps to the guidelines too; the contrasts that axe can’t tell are measured on what is painted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from browser.access import SCHEMES, Judged, judged
from browser.opened import opened

pytestmark = pytest.mark.browser
# Pages of the rich site, on which all can be opened that readers can open anywhere.
PAGES = (
    *("en/figures/residents/", "en/figures/each-year/", "fr/legislation/", "nl/woordenlijst/", "nl/zoeken/"),
    *("en/explained/reception/", "fr/a-propos/sources/"),
)
EVERYWHERE = {
    *(".skip", ".definition:popover-open", ".readout:not([hidden])", "[aria-sort]", ".facet[open]", "main", ".choose"),
    "main details[open]",
}
# A ground that axe doesn’t look into.
GROUND = "background: linear-gradient({0}, {0})"


@pytest.mark.parametrize("width", [320, 1280])
def test_what_readers_open_holds(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    found, parts, wide = Judged(), set(), []
    for target in PAGES:
        page.goto(address + target)
        for part in opened(page):
            parts.add(part)
            found.add(judged(page, part))
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(f"{target}: {part}")
    context.close()
    assert found.faults == []
    assert found.undecided == []
    assert wide == []
    assert parts == EVERYWHERE | ({".menu-small[open]"} if width < 1000 else set())
    assert found.measured > 0


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        (f'<p style="{GROUND.format("#ddd")}">a plain text</p>', ""),
        (f'<p style="{GROUND.format("#666")}">a plain text</p>', "not of 4.5"),
        (f'<p style="{GROUND.format("#666")}; font-size: 24px">a large text</p>', ""),
        (f'<p style="{GROUND.format("#444")}; font-size: 24px">a large text</p>', "not of 3.0"),
        (f'<p style="{GROUND.format("#ddd")}; opacity: .4">a faint text</p>', "not of 4.5"),
        (f'<p style="{GROUND.format("#ddd")}">words and <a href="#x" style="color: #ccc">a link</a></p>', "not of 4.5"),
        ('<svg width="9" height="9"><rect width="90" height="90" fill="#999"/><text y="9">a</text></svg>', ""),
        ('<svg width="9" height="9"><rect width="90" height="90" fill="#555"/><text y="9">a</text></svg>', "of 4.5"),
        (f'<p>under<b style="display: block; margin-top: -2em; height: 3em; position: relative; '
         f'{GROUND.format("#ddd")}"></b></p>', "nothing can be seen"),
    ],
)  # fmt: skip
def test_what_axe_leaves_undecided_is_measured(page: Page, markup: str, told: str) -> None:
    """The colour of a text on the ground that it has where it stands, point by point."""
    page.set_content(
        f"<!doctype html><html lang=en><title>x</title><style>p {{width: 20em}}</style><main><h1>x</h1>{markup}</main>"
    )
    found = judged(page)
    said = [*found.faults, *found.undecided]
    assert found.measured >= len(SCHEMES)
    assert len(said) == (len(SCHEMES) if told else 0), said
    assert all(told in one for one in said)
