"""Lists in a browser: the field that filters, its address, and the choices without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
LIST = "en/legislation/"


def shown(page: Page) -> int:
    return int(page.locator(".rows > li:visible").count())


def test_words_filter_the_list_and_stand_in_the_address(page: Page, address: str) -> None:
    page.goto(address + LIST)
    every = shown(page)
    page.get_by_label("Filter by words").fill("RECEPTION act")
    few = shown(page)
    assert 0 < few < every
    expect(page.locator("#filter-status")).to_have_text(f"Found: {few} of {every}.")
    expect(page).to_have_url(re.compile(r"\?q=RECEPTION\+act"))
    page.reload()
    assert shown(page) == few
    page.get_by_label("Filter by words").fill("")
    assert shown(page) == every
    expect(page).to_have_url(address + LIST)


def test_choices_work_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + LIST)
    expect(page.locator("#filter")).to_be_hidden()
    way = page.locator(".facet").filter(has_text="Level")
    way.locator("summary").click()
    choice = way.get_by_role("link").first
    count = int(re.sub(r"\D", "", choice.locator("xpath=following-sibling::span[1]").inner_text()))
    choice.click()
    assert page.locator(".rows > li").count() == count
    context.close()


def test_one_list_of_choices_is_open_at_a_time_and_escape_closes_it(page: Page, address: str) -> None:
    page.goto(address + LIST)
    ways = page.locator("details.facet")
    for number in (0, 1):
        ways.nth(number).locator("summary").click()
    expect(ways.nth(0)).not_to_have_attribute("open", "")
    expect(ways.nth(1)).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(ways.nth(1)).not_to_have_attribute("open", "")
    expect(ways.nth(1).locator("summary")).to_be_focused()


def test_letters_and_words_find_a_term(page: Page, address: str) -> None:
    page.goto(f"{address}en/glossary/")
    letters = page.get_by_role("navigation", name="By first letter")
    for link in letters.get_by_role("link").all():
        assert page.locator(link.get_attribute("href") or "").inner_text() == link.inner_text()
    every = page.locator(".glossary > div:visible").count()
    page.get_by_label("Filter by words").fill("reunification")
    assert 0 < page.locator(".glossary > div:visible").count() < every
    expect(letters).to_be_hidden()


@pytest.mark.parametrize("path", [LIST, "fr/engagements/", "nl/woordenlijst/", "nl/cijfers/per/thema/asiel/"])
def test_no_list_is_wider_than_the_screen(page: Page, address: str, path: str) -> None:
    for width in (320, 800, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(address + path)
        for way in page.locator("details.facet").all():
            way.locator("summary").click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_tile_has_no_more_parts_than_rows(page: Page, address: str) -> None:
    """Tiles beside each other share four rows: a fifth part would lie over the fourth."""
    page.goto(f"{address}nl/cijfers/")
    parts = page.locator(".tile").evaluate_all("(tiles) => tiles.map((one) => one.children.length)")
    assert parts
    assert max(parts) <= 4
