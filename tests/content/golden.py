"""Golden queries: what people type into the search of the real site, and whether it leads to what they look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factsite.content import Content
from factsite.rendering.addresses import Addresses

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIRST = 3
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


def golden_queries(content: Content, code: str) -> dict[str, list[str]]:
    """The queries of a language, each with the pages of which one is to be among the first results."""
    return {query: list(paths) for query, paths in content.search.queries[code].items()} if content.search else {}


def missed(page: Page, address: str, content: Content, code: str) -> dict[str, list[str]]:
    """The queries of a language that don't find what they mean, with what they find first."""
    addresses = Addresses(content)
    page.goto(address + addresses.of("search", code))
    found = {}
    for query, paths in golden_queries(content, code).items():
        wanted = {address + addresses.of(path, code) for path in paths}
        first = page.evaluate(_ASK, [query, FIRST])
        if wanted.isdisjoint(first):
            found[query] = [one.removeprefix(address) for one in first]
    return found
