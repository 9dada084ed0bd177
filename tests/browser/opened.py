"""What readers open on a page, one after the other: each with the part of the page that has changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# Folded parts of one look are the same but for their words; the first of each are opened.
_FEW = 2
_SOUGHT = {"en": "asylum", "fr": "asile", "nl": "asiel"}
_NOWHERE = "wxyzwxyz"


def opened(page: Page) -> Iterator[str]:
    """Open what can be opened on a page, and give each time the selector of what is new; then it is closed again."""
    for part in (_skip, _menu, _definitions, _readouts, _sorted, _choices, _filtered, _explorer, _results, _folded):
        yield from part(page)


def _visible(page: Page, selector: str) -> list[Locator]:
    return [one for one in page.locator(selector).all() if one.is_visible()]


def _skip(page: Page) -> Iterator[str]:
    """The way past the head of the page, which shows itself to those who use the keyboard."""
    for link in page.locator(".skip").all():
        link.focus()
        yield ".skip"
        link.blur()


def _menu(page: Page) -> Iterator[str]:
    for summary in _visible(page, ".menu-small > summary"):
        summary.click()
        yield ".menu-small[open]"
        summary.click()


def _definitions(page: Page) -> Iterator[str]:
    for button in _visible(page, "button.explain")[:1]:
        button.click()
        yield ".definition:popover-open"
        page.keyboard.press("Escape")


def _readouts(page: Page) -> Iterator[str]:
    """The first value of a chart and the last of another, told beside it: at the edges there is the least room."""
    for drawing, key in zip(_visible(page, ".drawing[data-keys]"), ("Home", "End"), strict=False):
        drawing.press(key)
        yield ".readout:not([hidden])"
        drawing.press("Escape")


def _sorted(page: Page) -> Iterator[str]:
    for head in _visible(page, "table[data-sortable] thead button")[:1]:
        head.click()
        yield "[aria-sort]"


def _choices(page: Page) -> Iterator[str]:
    for summary in _visible(page, ".facet > summary"):
        summary.click()
        yield ".facet[open]"
        summary.click()


def _filtered(page: Page) -> Iterator[str]:
    """A list of which one row is left, and one of which none is."""
    for field in _visible(page, "#filter"):
        for words in (_first_row(page), _NOWHERE):
            field.fill(words)
            yield "main"
        field.fill("")


def _first_row(page: Page) -> str:
    return page.locator(".lists :is(a, dfn)").first.inner_text()


def _explorer(page: Page) -> Iterator[str]:
    for button in _visible(page, ".choose > button"):
        button.click()
        page.locator(".chosen svg, .chosen table").first.wait_for()
        yield ".choose"
        button.click()


def _results(page: Page) -> Iterator[str]:
    for field in _visible(page, "#query"):
        for words in (_SOUGHT[str(page.evaluate("document.documentElement.lang.slice(0, 2)"))], _NOWHERE):
            field.fill(words)
            field.press("Enter")
            page.locator("#search-results h2" if words != _NOWHERE else "#search-results:empty").first.wait_for(
                state="attached"
            )
            yield "main"


def _folded(page: Page) -> Iterator[str]:
    """Parts that are folded, those within the others too; the first few of each look stay open together."""
    for _ in range(2):
        looks = page.evaluate(
            "[...new Set([...document.querySelectorAll('main details')].map((one) => one.className))]"
        )
        alike = (f"main details[class='{look}']" if look else "main details:not([class])" for look in looks)
        for summary in chain.from_iterable(_visible(page, f"{one}:not(.facet) > summary")[:_FEW] for one in alike):
            if not summary.evaluate("(one) => one.parentElement.open"):
                summary.click()
    if page.locator("main details[open]").count():
        yield "main details[open]"
