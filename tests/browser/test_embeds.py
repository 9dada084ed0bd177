"""Figures on other sites: the value that the address names, what is newer than it, and that one can't be served."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_the_address_chooses_the_value(page: Page, small_address: str, code: str) -> None:
    address = f"{small_address}data/figures/applicants.{code}.html"
    page.goto(address)
    expect(page.locator(".newest")).to_be_visible()
    expect(page.locator(".pinned:visible")).to_have_count(0)
    expect(page.locator("#unserved")).to_be_hidden()
    page.goto(f"{address}#2020")
    expect(page.locator(".newest")).to_be_hidden()
    expect(page.locator(".pinned:visible")).to_have_attribute("id", "2020")
    expect(page.locator(".pinned:visible .newer")).to_be_visible()
    expect(page.locator("#unserved")).to_be_hidden()


def test_a_value_that_is_not_there_is_said_to_be_missing(page: Page, small_address: str) -> None:
    page.goto(f"{small_address}data/figures/applicants.en.html#1850.forced")
    expect(page.locator("#unserved")).to_be_visible()
    expect(page.locator(".newest")).to_be_visible()
    page.evaluate("location.hash = '2020'")
    expect(page.locator("#unserved")).to_be_hidden()
