"""Bare numbers in prose: what looks like one, and which may stand; all texts with their references blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A run without spaces that holds a digit. U+202F and U+00A0 part thousands in French and belong to the run. It is
# tried at the start of a run only and never goes back, so that each sign is read once.
_ENDS = r"\s()\[\]“”„«»\"*_|;:!?"
_RUN = re.compile(rf"(?<![^{_ENDS}])[^{_ENDS}\d]*+\d[^{_ENDS}]*+(?:[\u202f\u00a0]\d{{3}}(?!\d))*+")
# Thousands that are parted by plain spaces, as people type them, are one number.
_SPACED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?: \d{3})+(?!\w)")
_YEAR = r"(?:1[5-9]|20)\d{2}"
_STANDALONE = re.compile(
    rf"{_YEAR}(?:[-–/]{_YEAR})*s?"  # years and spans of years
    rf"|{_YEAR}/\d+(?:/[A-Z]{{2,3}})?"  # numbers of EU acts: 2011/98/EU
    r"|[^\d]*[A-Za-zÀ-ÿ°][-.]?\d.*"  # names that start with letters: COVID-19, C-578/08, n°244
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:\.\d{3})+")
_DECIMAL = re.compile(r"(?:0|[1-9]\d*)(?:[.,]\d+)?")
_LIST_MARK = re.compile(r"^ {0,6}\d+[.)](?= )", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)[^\s)>]+")
_ITEM = r"\d[\w./:-]*"
_KEYWORD = (
    r"(?:articles?|art\.|arts\.|artikel(?:s|en)?|§§?|nos?\.|n°s?|nrs?\.|numéros?|numbers?|nummers?|"
    r"objectives?|objectifs?|doelstelling(?:en)?|sections?|hoofdstuk|chapitre|SDGs?|ODD|SDG’s)"
)
_LEGAL = re.compile(
    rf"(?<!\w){_KEYWORD}\s*+{_ITEM}"
    rf"(?:(?:\s*+(?:,|;|–|-|/|and|or|tot|to|et|ou|à|en|of|met|juncto)\s*+)++(?:§\s*+)?{_ITEM})*",
    re.IGNORECASE,
)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found[0]), text)


def bare_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Find the numbers that must be references: their offsets and texts.

    Years, numbers of articles and cases, names that start with letters (COVID-19), addresses and the marks of
    ordered lists may stand.
    """
    rest = _SPACED.sub(lambda spaced: spaced[0].replace(" ", "\u00a0"), _prepared(text))
    for found in _RUN.finditer(rest):
        number = found[0].strip("*_,.'’‘-–/")
        if re.search(r"\d", number) and not _STANDALONE.fullmatch(_without_elision(number)):
            yield found.start() + found[0].find(number), number


def plain_number(text: str) -> str:
    """A number of a sentence as the data would hold it; “…” where that can’t be told from it alone."""
    digits = re.sub(r"[\u202f\u00a0]", "", text)
    if _GROUPED.fullmatch(digits):
        digits = re.sub("[.,]", "", digits)
    return digits.replace(",", ".") if _DECIMAL.fullmatch(digits) else "…"


def standing_numbers(text: str) -> frozenset[str]:
    """The years that stand in a text, for comparison between languages."""
    return frozenset(re.findall(rf"(?<!\d){_YEAR}(?!\d)", _blank(_ADDRESS, text)))


def _prepared(text: str) -> str:
    rest = text
    for pattern in (_ADDRESS, _LIST_MARK, _LEGAL):
        rest = _blank(pattern, rest)
    return rest


def _without_elision(number: str) -> str:
    return re.sub(r"^[A-Za-z]{1,2}['’](?=\d)", "", number)
