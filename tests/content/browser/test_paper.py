"""The largest tables of the real site on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.test_paper import is_whole, pytestmark
from factsite.rendering.site import Site

__all__ = ["pytestmark"]


@pytest.mark.parametrize("identifier", ["immigration-by-citizenship", "naturalisation-of-refugees"])
def test_the_tables_with_most_columns_lose_none(page: Page, address: str, model: Site, identifier: str) -> None:
    """The one has 24 years of 239 citizenships, the other words in place of numbers."""
    is_whole(page, address + model.addresses.of(f"figures/{identifier}", "fr"))
