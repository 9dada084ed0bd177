"""Golden queries: what people type into the search of the real site leads to what they look for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from content.golden import golden_queries, missed
from factsite.content import Content

pytestmark = pytest.mark.browser
WANTED, LEAST = 0.95, 100


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_golden_queries_find_what_they_mean(page: Page, address: str, content: Content, code: str) -> None:
    queries = golden_queries(content, code)
    assert len(queries) >= LEAST
    found = missed(page, address, content, code)
    print(f"{code}: {len(queries) - len(found)} of {len(queries)}", *found.items(), sep="\n")  # noqa: T201
    assert len(found) <= (1 - WANTED) * len(queries), found
