"""Each question of docs/questions.md is answered on a page that has the heading, two clicks from home at most."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import join, normpath

import pytest

from content.real import real_content
from documents import LANGUAGES, read
from factsite.deriving.passages import passages
from factsite.rendering.addresses import Addresses
from projects import ROOT

_ROW = re.compile(
    r"^\| (\d+) \| .* \| \[([a-z0-9/-]+)\]\(\.\./content/en/([a-z0-9/-]+)\.md#?([a-z0-9-]*)\)", re.MULTILINE
)
ROWS = _ROW.findall((ROOT / "docs" / "questions.md").read_text(encoding="utf-8"))


def followed(site: Path, page: str) -> set[str]:
    """The pages to which a page links, as addresses within the site."""
    found = set()
    for link in read(site / page / "index.html").all("a"):
        path = link["href"].partition("#")[0]
        if path and "://" not in path and path.endswith("/"):
            found.add(normpath(join(page, path)) + "/")
    return found


def test_there_are_forty() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, 41))


@pytest.mark.parametrize(("page", "anchor"), sorted({(page, anchor) for _, page, _, anchor in ROWS if anchor}))
def test_the_page_has_the_heading(page: str, anchor: str) -> None:
    translation = real_content().entries[page].translations["en"]
    assert anchor in passages(translation)[-1].parsed.anchors


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_answer_is_two_clicks_from_home(site: Path, code: str) -> None:
    addresses = Addresses(real_content())
    once = followed(site, f"{code}/")
    twice = once.union(*(followed(site, page) for page in sorted(once) if (site / page / "index.html").is_file()))
    assert {page for _, page, *_ in ROWS if addresses.of(page, code) not in twice} == set()
