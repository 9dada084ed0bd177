"""How pages stand in lists of results: titles and descriptions that aren't cut."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import pages, read
from factsite.rendering.results import MOST_DESCRIPTION, MOST_TITLE, described, titled
from factsite.rendering.site import Site


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Places", "Places · Migration in Belgium: facts and figures"),
        ("Persons granted protection", "Persons granted protection · Migration in Belgium"),
        (
            "Applicants for international protection according to two",
            "Applicants for international protection according to two",
        ),
        ("x" * 90, "x" * 90),
    ],
)
def test_the_name_of_the_site_stands_where_it_has_room(heading: str, told: str) -> None:
    assert titled(heading, ("Migration in Belgium: facts and figures", "Migration in Belgium")) == told


def test_a_long_summary_ends_with_a_sentence() -> None:
    first, second = "In 2025 there were 34\u202f439 people.", "That is " + "much " * 30 + "less."
    assert described(f"{first} {second}") == first
    assert described(first, "Asylum") == f"Asylum. {first}"
    assert described("") == ""
    assert described("word " * 60).endswith("word…")


@given(st.text(max_size=400), st.text(max_size=50))
def test_no_description_is_longer_than_what_is_shown(summary: str, before: str) -> None:
    assert len(described(summary, before)) <= MOST_DESCRIPTION


def test_pages_say_as_much_as_is_shown(site: Path, model: Site) -> None:
    longest = 0
    for address, document in pages(site).items():
        for one in document.all("meta", name="description"):
            assert len(one["content"]) <= MOST_DESCRIPTION, address
        source = (site / address / "index.html").read_text(encoding="utf-8")
        title = unescape(source.partition("<title>")[2].partition("</title>")[0])
        longest = max(longest, len(title))
        assert len(title) <= MOST_TITLE or " · " not in title or address.startswith("data/"), (address, title)
    assert longest > 0
    assert any(entry.translations for entry in model.content.entries.values())


def test_every_page_says_what_it_is(site: Path, small_site: Path) -> None:
    """Also those that stand in no language's folder, and those that say that something isn't there."""
    for path in (*site.rglob("*.html"), *small_site.rglob("*.html")):
        document = read(path)
        if not document.is_redirect():
            (said,) = document.all("meta", name="description")
            assert 0 < len(said["content"]) <= MOST_DESCRIPTION, path
