"""How people write days and numbers where they live, and how they are written here: remedies, never readings."""

from __future__ import annotations

import re
from datetime import date

from factsite.telling import UNSAID, Told, told

_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})")
# Quarters: Q1, T1 (trimestre, trimester), K1 (kwartaal), 1Q.
_QUARTER = re.compile(
    r"([0-9]{4})[-/. ]?[QTKqtk]([1-4])|([1-4])[QTKqtk][-/. ]?([0-9]{4})|[QTKqtk]([1-4])[-/. ]?([0-9]{4})"
)
_SPACES = re.compile("(?<=[0-9])[ \u00a0\u202f'’](?=[0-9]{3}(?![0-9]))")
_DECIMAL_COMMA = re.compile(r"(-?[0-9]+),([0-9]+)")
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_THOUSANDS = re.compile(r"(-?[0-9]{1,3}(?:[.,][0-9]{3})+)(?:[.,]([0-9]+))?")


def period_here(text: str) -> Told:
    """What to write for a period that is written as elsewhere: 31/12/2024 is 2024-12-31; nothing if it is none."""
    if re.fullmatch(r"[0-9]{4}-Q[0-9]", text):
        return told("The quarters of a year are Q1 to Q4.")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        return told("The months of a year are 01 to 12.")
    found = _rewritten(text.strip())
    return told("Write “{period}”.", period=found) if found else UNSAID


def number_here(text: str) -> Told:
    """What to write for a number that is written as elsewhere: 1,5 is 1.5; nothing if it is none."""
    plain = _SPACES.sub("", text.strip().removesuffix("%").strip())
    if found := _DECIMAL_COMMA.fullmatch(plain):
        point = f"{found[1]}.{found[2]}"
        if len(found[2]) == 3 and len(found[1].lstrip("-")) <= 3 and found[1].lstrip("-") != "0":
            joined = found[1] + found[2]
            return told("Write {joined}, or {point} if the comma is a decimal comma.", joined=joined, point=point)
        return told("Write {number}, with a point for the decimals.", number=point)
    if found := _THOUSANDS.fullmatch(plain):
        whole = re.sub("[.,]", "", found[1])
        plain = f"{whole}.{found[2]}" if found[2] else whole
    if _PLAIN.fullmatch(plain) and text.rstrip().endswith("%"):
        return told("Write {number}; that it is a percentage says its unit (such as “unit: percent”).", number=plain)
    if _PLAIN.fullmatch(plain) and plain != text:
        return told("Write {number}, with nothing between the digits and no sign after them.", number=plain)
    if found := re.fullmatch(r"(-?)0+([0-9]+)", plain):
        return told("Write {number}, without zeros before it.", number=found[1] + found[2])
    return UNSAID


def _rewritten(text: str) -> str:
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
        return _day(year, month, day) or _day(year, day, month)
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(*map(int, found.groups()))
    if found := _MONTH_FIRST.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    if found := _QUARTER.fullmatch(text):
        in_year = found[1] or found[4] or found[6]
        return f"{in_year}-Q{found[2] or found[3] or found[5]}"
    if found := _YEAR_MONTH.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    return ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _month(year: int, month: int) -> str:
    return f"{year}-{month:02d}" if 1 <= month <= 12 else ""
