"""Pages of each kind of the real site in a browser: accessibility, requests, phones, search."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.test_pages import (
    pytestmark,
    search_finds,
    test_accents_and_capitals_do_not_matter,
    test_axe_finds_nothing,
    test_no_page_is_wider_than_the_screen,
    test_nothing_is_fetched_or_stored,
    test_pages_work_without_script,
    test_search_that_finds_nothing_says_so,
)

__all__ = [
    "pytestmark",
    "test_accents_and_capitals_do_not_matter",
    "test_axe_finds_nothing",
    "test_no_page_is_wider_than_the_screen",
    "test_nothing_is_fetched_or_stored",
    "test_pages_work_without_script",
    "test_search_that_finds_nothing_says_so",
]


@pytest.mark.parametrize(
    ("code", "words", "wanted"),
    [
        ("en/search/", "applicants protection", "en/figures/protection-applicants/"),
        ("fr/recherche/", "REUNION familiale regroupement", "fr/"),
        ("fr/recherche/", "procedure ASILE", "fr/comprendre/"),
        ("nl/zoeken/", "hereniging", "nl/uitleg/gezinshereniging/"),
    ],
)
def test_search_finds_pages_of_its_own_language(page: Page, address: str, code: str, words: str, wanted: str) -> None:
    search_finds(page, address, code, words, wanted)
