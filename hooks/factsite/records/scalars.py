"""The smallest values of a record: days as exact as they are known, periods, numbers, identifiers, references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainValidator

from factsite.problems import RuleError

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(?:1[0-9]|20|21)\d{2}")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
# RFC 3986: the host ends at the first slash, question mark or hash.
_WEB = re.compile(r"https?://([\w.-]{1,253}(?::\d{1,5})?)(?:[/?#][^\s\"'<>\\^`{|}]*)?", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _real_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleError("date", f"no calendar has the day “{text}”") from error


def _point(text: str) -> tuple[str, date, date]:
    """Read a day, month, quarter or year: its precision, first and last day.

    Raises:
        ValueError: it is none of these, or no such day exists.
    """
    if _DAY.fullmatch(text):
        day = _real_day(text)
        return "day", day, day
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        start = date(int(found[1]), int(found[2]), 1)
        return "month", start, _last_day(start.year, start.month)
    if found := _QUARTER.fullmatch(text):
        year, quarter = int(found[1]), int(found[2])
        return "quarter", date(year, quarter * 3 - 2, 1), _last_day(year, quarter * 3)
    if _YEAR.fullmatch(text):
        return "year", date(int(text), 1, 1), date(int(text), 12, 31)
    raise RuleError("period", f"“{text}” is no day (2022-03-01), month (2022-03), quarter (2022-Q1) or year (2022)")


@dataclass(frozen=True)
class Span:
    """A day, month, quarter, year or interval (``a/b``), after ISO 8601; ``unknown`` has no days.

    ``precision`` is ``day``, ``month``, ``quarter``, ``year``, ``interval`` or ``unknown``.
    """

    text: str
    precision: str
    start: date = date.min
    end: date = date.min

    @property
    def known(self) -> bool:
        """Whether there is any day in it."""
        return self.precision != "unknown"

    @property
    def parts(self) -> tuple[Span, Span]:
        """The two ends of an interval, each as exact as it was written."""
        first, last = self.text.split("/")
        return parse_span(first), parse_span(last)


def parse_span(value: object) -> Span:
    """Read a day, month, quarter, year or interval.

    Raises:
        ValueError: the text is none of these, no such day exists, or the interval ends before it starts.
    """
    text = str(value)
    if "/" not in text:
        precision, start, end = _point(text)
        return Span(text, precision, start, end)
    first, _, last = text.partition("/")
    start, end = _point(first)[1], _point(last)[2]
    if end < start:
        raise RuleError("period", f"“{text}” ends before it starts")
    return Span(text, "interval", start, end)


def _parse_loose(value: object) -> Span:
    return Span("unknown", "unknown") if value == "unknown" else parse_span(value)


def _parse_next(value: object) -> Span:
    return Span("not-announced", "unknown") if value == "not-announced" else parse_span(value)


def _parse_day(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise RuleError("date", f"“{value}” is no day; write year-month-day, such as 2022-03-01")
    return _real_day(value)


def parse_number(value: object) -> Decimal:
    """Read a number with a point for decimals and nothing between thousands.

    Raises:
        ValueError: it is written otherwise.
    """
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise RuleError("number", f"“{value}” is no number; write digits and at most one point, such as 36871 or 43.5")
    return Decimal(value)


def _check_slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise RuleError("identifier", f"“{value}” must be lower-case letters without accents, digits and hyphens")
    return value


def is_web_address(text: str) -> bool:
    """Tell whether a text is an http(s) address that every browser reads alike, with a name that has a dot.

    No quotes, angle brackets, braces, backslashes, spaces or invisible characters; nobody's name before the host.
    """
    found = _WEB.fullmatch(text)
    return bool(found) and "." in found[1].strip(".") and text.isprintable()  # type: ignore[index]


def _check_address(value: str) -> str:
    if not is_web_address(value):
        raise RuleError("address", f"“{value}” is no http(s) address")
    return value


def _check_text(value: str) -> str:
    if not value.strip():
        raise RuleError("empty", "the text is empty")
    return value


@dataclass(frozen=True)
class Ref:
    """Marks a field that holds the identifier of another record, of the kind named."""

    kind: str


Day = Annotated[date, BeforeValidator(_parse_day)]
LooseDay = Annotated[Span, PlainValidator(_parse_loose)]
NextDay = Annotated[Span, PlainValidator(_parse_next)]
Period = Annotated[Span, PlainValidator(parse_span)]
Number = Annotated[Decimal, PlainValidator(parse_number)]
Slug = Annotated[str, AfterValidator(_check_slug)]
Address = Annotated[str, AfterValidator(_check_address)]
Text = Annotated[str, AfterValidator(_check_text)]
