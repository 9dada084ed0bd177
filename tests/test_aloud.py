"""What a reader hears: no two numbers in a row, no French sentence that begins with a number, one full stop."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aloud import blocks
from documents import CHOICE

LANGUAGES = ("en", "fr", "nl")
# A plain or no-break space between digits; the narrow one parts the thousands of one French number.
_SIDE_BY_SIDE = re.compile(r"\d(?:[\d.,\u202f]*\d)?(?:\u00a0?%)?[ \u00a0]+\d")
# What is one thing though it is written with a space: numbers of dossiers (55 0574/001) and dates in figures.
_ONE_THING = re.compile(r"\b\d{2} \d{4}/\d{3}\b")
_BEGINS = re.compile(r"(?:^|[.?!]\u00a0?[ \u00a0»]+)\d")
_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)|[?!:;]\.|\.[;:]")


@pytest.fixture(scope="module")
def heard(site: Path) -> dict[str, list[tuple[str, bool, str]]]:
    """Of each language the blocks of all pages: page, whether an editor wrote it, text."""
    found: dict[str, list[tuple[str, bool, str]]] = {}
    for code in LANGUAGES:
        rows = found.setdefault(code, [])
        for path in sorted((site / code).rglob("index.html")):
            page = path.parent.relative_to(site).as_posix()
            if not CHOICE.search(f"{page}/"):
                rows += [
                    (page, block.prose and block.tag == "p", block.text) for block in blocks(path.read_text("utf-8"))
                ]
    return found


def faults(heard: list[tuple[str, bool, str]], pattern: re.Pattern[str], *, prose: bool = False) -> list[str]:
    shown = set()
    for page, is_prose, text in heard:
        read_out = _ONE_THING.sub("", text) if is_prose or not prose else ""
        shown |= {
            f"{page}: …{read_out[max(0, hit.start() - 40) : hit.end() + 30]}…" for hit in pattern.finditer(read_out)
        }
    return sorted(shown)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_two_numbers_stand_side_by_side(heard: dict[str, list[tuple[str, bool, str]]], code: str) -> None:
    assert faults(heard[code], _SIDE_BY_SIDE) == []


def test_no_french_sentence_begins_with_a_number(heard: dict[str, list[tuple[str, bool, str]]]) -> None:
    assert faults(heard["fr"], _BEGINS, prose=True) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_ends_twice(heard: dict[str, list[tuple[str, bool, str]]], code: str) -> None:
    assert faults(heard[code], _STOPS) == []


def test_the_tests_hear_what_they_should() -> None:
    html = (
        '<main><p class="summary">En 2023 <data>8</data>.816 personnes. 12 sont parties..</p>'
        '<hr /><p>Sans <a class="cite">1</a> 2 bruit<svg><line /><text>3 4</text></svg></p>'
        "<blockquote><p>5 6</p></blockquote></main>"
    )
    texts = [(block.prose, block.text) for block in blocks(html)]
    assert texts == [(True, "En 2023 8.816 personnes. 12 sont parties.."), (False, "Sans  2 bruit")]
    row = [("page", *texts[0])]
    assert len(faults(row, _SIDE_BY_SIDE)) == len(faults(row, _BEGINS, prose=True)) == len(faults(row, _STOPS)) == 1
