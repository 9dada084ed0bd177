"""Each sentence of the interface with each kind of value that the real site puts into it: whole, and grammatical."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factsite.localising.hearing import Heard, shape

LANGUAGES = ("en", "fr", "nl")
# What no language has: a place that wasn't filled, two stops, two spaces, a sign before a space.
_BROKEN = re.compile(r"%\(|\bNone\b|\.\.|  | ,|\(\)|\( | \)")
_MONTHS = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_UNGRAMMATICAL = {
    "en": re.compile(r"\bon (?:\d{4}\b|[A-Z][a-z]+ \d{4})|\bin \d{1,2} [A-Z]|\b1 [a-z]+s have\b"),
    # “de le”, “à le”, a day without article, a month with one, no elision, a colon without its space.
    "fr": re.compile(
        rf"\b(?:de|à) les? |(?:depuis|à|de|le) le le |(?:depuis|à) \d{{1,2}}(?:er)? {_MONTHS}|"
        rf"\b(?:le|au) {_MONTHS}|\b(?:de|le|la|que|si) (?:août|avril|octobre|États?|il )|[a-zé]:(?! ?//)"
    ),
    "nl": re.compile(
        r"\bop (?:\d{4}\b|[a-z]+ \d{4})|\bsinds op\b|\bin \d{1,2} [a-z]+ \d{4}|\bgeen (?:bekend|genoemd)\b"
    ),
}


@pytest.fixture(scope="module")
def heard(site: Path) -> dict[str, list[str]]:
    """Of each language the lines of its list."""
    folder = site.parent / "sentences"
    return {code: (folder / f"{code}.txt").read_text(encoding="utf-8").splitlines() for code in LANGUAGES}


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_are_whole(heard: dict[str, list[str]], code: str) -> None:
    said = [line.strip() for line in heard[code] if line.startswith("    ")]
    assert len(said) > 200
    assert [line for line in said if _BROKEN.search(line)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_are_grammatical(heard: dict[str, list[str]], code: str) -> None:
    said = [line.strip() for line in heard[code] if line.startswith("    ")]
    assert [line for line in said if _UNGRAMMATICAL[code].search(line)] == []


def test_each_kind_of_value_is_kept_twice_at_most() -> None:
    heard = Heard()
    for year in range(2000, 2010):
        heard.note("In %(when)s", f"In {year}", {"when": year})
    heard.note("In %(when)s", "In <b>March</b> 2022", {"when": "<b>March</b> 2022"})
    assert heard.messages() == {"In %(when)s": ["In 2000", "In 2001", "In March 2022"]}
    assert shape("<time>31 décembre 2022</time>") == "9 a 9"
    assert _UNGRAMMATICAL["fr"].search("Par rapport à 31 décembre 2022 : une hausse")
