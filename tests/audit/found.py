"""What readers look at and look for on the real site: the texts of every chart, and the golden queries."""

from __future__ import annotations

from collections.abc import Iterator

from audit.table import Effort, Row
from audit.viewed import chromium, real_site
from browser.texts import WIDTHS, faulty_texts, figure_pages
from browsing import served
from content.golden import FIRST, golden_queries, missed


def charts_are_read(effort: Effort) -> Iterator[Row]:
    """The text boxes of every chart in every language: none over another, cut, or smaller than agreed."""
    with real_site() as (folder, site), served(folder) as address, chromium() as browser:
        pages = figure_pages(site)
        chosen = pages[:: max(1, len(pages) // effort.of(len(pages)))]
        wrong = faulty_texts(browser, address, chosen)
    views = len(chosen) * len(WIDTHS)
    told = next((f"{path} at {width}: {said[0]}" for (path, width), said in wrong.items()), "")
    at = ", ".join(map(str, WIDTHS))
    yield Row("no text of a chart over another, cut or small", views, views - len(wrong), told or f"at {at} pixels")


def queries_are_answered(_: Effort) -> Iterator[Row]:
    """The golden queries of each language; of a hundred five may find it further down (content/data/search.yml)."""
    with real_site() as (folder, site), served(folder) as address, chromium() as browser:
        page = browser.new_page()
        for code in site.content.languages:
            queries, wrong = golden_queries(site.content, code), missed(page, address, site.content, code)
            told = "; ".join(f"not “{query}”" for query in wrong) or "all"
            name = f"golden queries ({code}) find it among the first {FIRST}"
            yield Row(name, len(queries), len(queries) - len(wrong), told)
