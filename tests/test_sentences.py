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
    # What is quoted whole, a claim on its card, is written as whoever said it wrote it.
    own = [line for line in said if not re.fullmatch("[“«].*[”»]", line)]
    assert [line for line in own if _BROKEN.search(line)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_are_grammatical(heard: dict[str, list[str]], code: str) -> None:
    said = [line.strip() for line in heard[code] if line.startswith("    ")]
    assert [line for line in said if _UNGRAMMATICAL[code].search(line)] == []


# Short forms belong on axes, and a dash is no preposition.
_SHORT = re.compile(
    r"\d\W?(?:bn|Md|mld|mln)\b|\d{4} – \d"
    r"|\b[TQK][1-4] \d{4}|\b\d(?:st|nd|rd|th|er|e) (?:quarter|trimestre|kwartaal)"
)


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_have_no_short_forms(heard: dict[str, list[str]], code: str) -> None:
    said = [line.strip() for line in heard[code] if line.startswith("    ")]
    assert [line for line in said if _SHORT.search(line)] == []


def test_short_forms_are_found() -> None:
    for text in (
        "US$2.6bn",
        "2,6\u00a0Md\u00a0$US",
        "US$ 2,6 mld.",
        "3e kwartaal 2020",
        "T3 2020",
        "31 mei 2013 – 31 mei 2024",
    ):
        assert _SHORT.search(text), text


def test_each_kind_of_value_is_kept_twice_at_most() -> None:
    heard = Heard()
    for year in range(2000, 2010):
        heard.note("In %(when)s", f"In {year}", {"when": year})
    heard.note("In %(when)s", "In <b>March</b> 2022", {"when": "<b>March</b> 2022"})
    assert heard.messages() == {"In %(when)s": ["In 2000", "In 2001", "In March 2022"]}
    assert shape("<time>31 décembre 2022</time>") == "9 a 9"
    assert _UNGRAMMATICAL["fr"].search("Par rapport à 31 décembre 2022 : une hausse")


_ABOVE = re.compile(r"<(figcaption|caption)>(.*?)</\1>|<span class=\"tile-value\">(.*?)</span>", re.DOTALL)
_TWICE = re.compile(r"\b(?P<unit>\w{4,})\b[^:]*\((?P=unit)\)", re.IGNORECASE)


def texts(pattern: re.Pattern[str], html: str) -> list[str]:
    """What stands in the elements that a pattern finds, without marks."""
    return [" ".join(re.sub(r"<[^>]*>", "", found[0]).split()) for found in pattern.finditer(html)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_headlines_and_captions_are_in_words(site: Path, code: str) -> None:
    assert len(headlines(site, code)) > 50
    assert _TWICE.search("Places d’accueil (places), 2013")
    assert not _TWICE.search("Applicants (persons)")


def headlines(site: Path, code: str) -> list[str]:
    """What stands above tables and charts: it has no short sum or quarter, and no unit that its title names."""
    found = [
        text
        for path in sorted((site / code).rglob("index.html"))
        for text in texts(_ABOVE, path.read_text(encoding="utf-8"))
    ]
    assert [text for text in found if _SHORT.search(text) or _TWICE.search(text)] == []
    return found


_FAMILY = re.compile(r"<ol class=\"steps family\">.*?</ol>", re.DOTALL)


def test_an_act_is_not_amended_by_itself(site: Path) -> None:
    assert len(amending(site)) > 1


def amending(site: Path) -> list[str]:
    """The items of the lists of acts that amend another: none is that other, each leads to another page."""
    pages = [path.read_text(encoding="utf-8") for path in sorted((site / "en" / "legislation").glob("*/index.html"))]
    items = [item for page in pages for found in _FAMILY.finditer(page) for item in found[0].split("<li>")[1:]]
    assert [item for item in items if not item.startswith("<a href=")] == []
    return items
