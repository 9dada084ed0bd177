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
    expect(page.locator("#filter-status")).to_contain_text(re.compile(r"\d"))
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
    expect(page.locator(".filter")).to_be_hidden()
    page.locator(".filters summary").click()
    choice = page.locator(".filters p").filter(has_text="Level").get_by_role("link").first
    count = int(re.sub(r"\D", "", choice.locator("xpath=following-sibling::span[1]").inner_text()))
    choice.click()
    assert page.locator(".rows > li").count() == count
    context.close()
