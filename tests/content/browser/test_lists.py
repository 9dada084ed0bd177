"""Long lists of the real site in a browser: links from before they had parts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
LIST = "en/about/sources/"


def beyond(page: Page, address: str) -> str:
    """The anchor of the last row, which stands in the last part."""
    page.goto(address + LIST)
    found = page.locator(".beyond span").last.get_attribute("id")
    assert found
    page.goto("about:blank")
    return found


def test_a_link_to_a_row_that_stands_in_another_part_goes_on_to_it(page: Page, address: str) -> None:
    anchor = beyond(page, address)
    page.goto(f"{address}{LIST}#{anchor}")
    expect(page).to_have_url(re.compile(rf"/page-\d+/#{anchor}$"))
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_without_script_it_leads_to_the_way_there(browser: Browser, page: Page, address: str) -> None:
    anchor = beyond(page, address)
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{address}{LIST}#{anchor}")
    way = plain.locator(".beyond li").last.get_by_role("link")
    expect(way).to_be_in_viewport()
    way.click()
    expect(plain.locator(f"#{anchor}")).to_have_count(1)
    context.close()
