"""Golden queries: what people type into the search of the real site leads to what they look for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from factsite.content import Content
from factsite.rendering.addresses import Addresses

pytestmark = pytest.mark.browser
FIRST, WANTED, LEAST = 3, 0.95, 100
# Types a query, waits for the answer to it, and gives the first results.
_ASK = """
async ([query, first]) => {
  const field = document.getElementById("query");
  const list = document.getElementById("search-results");
  const answered = new Promise((resolve) => list.addEventListener("answered", resolve, { once: true }));
  field.value = query;
  document.querySelector("form.search").requestSubmit();
  await answered;
  return [...list.querySelectorAll("h2 a")].slice(0, first).map((link) => link.href);
}
"""


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_golden_queries_find_what_they_mean(page: Page, address: str, content: Content, code: str) -> None:
    assert content.search is not None
    addresses, queries = Addresses(content), content.search.queries[code]
    assert len(queries) >= LEAST
    page.goto(address + addresses.of("search", code))
    missed = {}
    for query, paths in queries.items():
        wanted = {address + addresses.of(path, code) for path in paths}
        found = page.evaluate(_ASK, [query, FIRST])
        if wanted.isdisjoint(found):
            missed[query] = [one.removeprefix(address) for one in found]
    print(f"{code}: {len(queries) - len(missed)} of {len(queries)}", *missed.items(), sep="\n")  # noqa: T201
    assert len(missed) <= (1 - WANTED) * len(queries), missed
