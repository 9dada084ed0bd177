"""The smallest values of a record: days as exact as they are known, periods, numbers, identifiers, references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from factsite.problems import RuleError, printable
from factsite.records.habits import number_here, period_here
from factsite.telling import told

# Bounds, so that whatever is computed from a value is one too: a text, an identifier, a number's digits before and
# after its point, the years of days.
MAX_TEXT = 2_000
MAX_TITLE = 300
MAX_SLUG = 80
MAX_CODE = 40
MAX_DIGITS = 15
MAX_DECIMALS = 6
MAX_WHOLE = 10**9
WHOLE_DIGITS = len(str(MAX_WHOLE))
YEARS = (1500, 2199)

# Digits are those of ASCII: “\d”, int() and Decimal() take those of every script.
_YEAR_PART = "(?:1[5-9]|20|21)[0-9]{2}"
_DAY = re.compile(f"({_YEAR_PART})-([0-9]{{2}})-([0-9]{{2}})")
_MONTH = re.compile(f"({_YEAR_PART})-(0[1-9]|1[0-2])")
_YEAR = re.compile(_YEAR_PART)
_QUARTER = re.compile(f"({_YEAR_PART})-Q([1-4])")
_OTHER_YEAR = re.compile(r"[0-9]{4}(?:-(?:[0-9]{2}(?:-[0-9]{2})?|Q[1-4]))?")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_BOUNDED = re.compile(f"-?[0-9]{{1,{MAX_DIGITS}}}(?:\\.[0-9]{{1,{MAX_DECIMALS}}})?")
_WHOLE = re.compile(rf"-?(?:0|[1-9][0-9]{{0,{WHOLE_DIGITS - 1}}})")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{0,{MAX_CODE - 1}}}")
# After RFC 3986, letters of any script after the host; without the signs that no form of linked data takes.
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+(?::[0-9]{1,5})?(?:[/?#][^\s\"'<>\\^`{|}]*)?", re.IGNORECASE
)

# What the kinds of period are called in messages.
PRECISIONS = {
    "year": told("year"),
    "quarter": told("quarter"),
    "month": told("month"),
    "day": told("day"),
    "interval": told("interval"),
}


def shown(value: object) -> str:
    """A value as a message names it: cut off where it is long, with codes for what can't be printed."""
    text = str(value)
    return printable(text if len(text) <= MAX_SLUG else text[:MAX_SLUG] + "…")


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _real_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleError(
            "date", told("no calendar has the day “{text}”", text=text), told("Check the day and the month.")
        ) from error


def _refuse_other_years(text: str) -> None:
    if _OTHER_YEAR.fullmatch(text) and not _YEAR.fullmatch(text[:4]):
        first, last = YEARS
        raise RuleError(
            "date",
            told("“{text}” lies outside the years {first} to {last}", text=text, first=first, last=last),
            told("Check the year."),
        )


def _point(text: str) -> tuple[str, date, date]:
    """Read a day, month, quarter or year: its precision, first and last day.

    Raises:
        ValueError: it is none of these, or no such day exists.
    """
    if _DAY.fullmatch(text):
        day = _real_day(text)
        return "day", day, day
    if found := _MONTH.fullmatch(text):
        start = date(int(found[1]), int(found[2]), 1)
        return "month", start, _last_day(start.year, start.month)
    if found := _QUARTER.fullmatch(text):
        year, quarter = int(found[1]), int(found[2])
        return "quarter", date(year, quarter * 3 - 2, 1), _last_day(year, quarter * 3)
    if _YEAR.fullmatch(text):
        return "year", date(int(text), 1, 1), date(int(text), 12, 31)
    _refuse_other_years(text)
    what = told("“{text}” is no day (2022-03-01), month (2022-03), quarter (2022-Q1) or year (2022)", text=shown(text))
    remedy = period_here(text) or told("Write the year first, then the month, then the day, with hyphens.")
    raise RuleError("period", what, remedy)


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
    def iso(self) -> str:
        """It as programs read it (ISO 8601): a day, a month or a year; nothing for what has no such form."""
        return self.text if self.precision in {"day", "month", "year"} else ""

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
    if "/" not in text or period_here(text):
        precision, start, end = _point(text)
        return Span(text, precision, start, end)
    first, _, last = text.partition("/")
    start, end = _point(first)[1], _point(last)[2]
    if end < start:
        raise RuleError("period", told("“{text}” ends before it starts", text=text))
    return Span(text, "interval", start, end)


def day_span(day: date) -> Span:
    """A day as a span, for languages that place it in a sentence."""
    return Span(day.isoformat(), "day", day, day)


def _parse_loose(value: object) -> Span:
    return Span("unknown", "unknown") if value == "unknown" else parse_span(value)


def _parse_next(value: object) -> Span:
    return Span(str(value), "unknown") if value in ("not-announced", "ended") else parse_span(value)


def _parse_day(value: object) -> date:
    return value if isinstance(value, date) else parse_day(str(value))


def parse_day(text: str) -> date:
    """Read a day, written as 2022-03-01 and in no other form of ISO 8601.

    Raises:
        RuleError: it is none, or lies outside the years that are taken.
    """
    if not _DAY.fullmatch(text):
        _refuse_other_years(text)
        what = told("“{text}” is no day; write year-month-day, such as 2022-03-01", text=shown(text))
        raise RuleError("date", what, period_here(text))
    return _real_day(text)


def parse_number(value: object) -> Decimal:
    """Read a number with a point for decimals and nothing between thousands.

    Raises:
        RuleError: it is written otherwise, or has more digits than any number of a statistic.
    """
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        what = told(
            "“{value}” is no number; write digits and at most one point, such as 36871 or 43.5", value=shown(value)
        )
        raise RuleError("number", what, number_here(str(value)))
    if not _BOUNDED.fullmatch(value):
        what = told(
            "“{value}” has more than {limit} digits before the point or {other} after it",
            value=shown(value),
            limit=MAX_DIGITS,
            other=MAX_DECIMALS,
        )
        raise RuleError("number", what, told("Check the number."))
    return Decimal(value)


def _parse_whole(value: object) -> int:
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        what = told(
            "“{value}” is no whole number of at most {whole_digits} digits",
            value=shown(value),
            whole_digits=WHOLE_DIGITS,
        )
        raise RuleError("number", what, number_here(str(value)) or told("Write digits only."))
    return int(value)


def check_slug(value: str) -> str:
    """Let an identifier or slug through.

    Raises:
        RuleError: it is none, or too long for the name of a file.
    """
    if not _SLUG.fullmatch(value):
        raise RuleError(
            "identifier",
            told("“{value}” must be lower-case letters without accents, digits and hyphens", value=shown(value)),
        )
    if len(value) > MAX_SLUG:
        what = told(
            "“{value}” has {number} characters; {limit} is the limit",
            value=shown(value),
            number=len(value),
            limit=MAX_SLUG,
        )
        raise RuleError("identifier", what, told("Shorten it: it becomes a name of a file."))
    return value


def check_code(value: str) -> str:
    """Let a code of a dimension through.

    Raises:
        RuleError: it can't stand in an address.
    """
    if not _CODE.fullmatch(value):
        remedy = told("Write at most {limit} letters without accents, digits, hyphens and underscores.", limit=MAX_CODE)
        raise RuleError("identifier", told("“{value}” can’t be a code", value=shown(value)), remedy)
    return value


def check_series(value: str) -> str:
    """Let the name of a CSV through.

    Raises:
        RuleError: it leads elsewhere than beside the YAML, or is no name of a CSV.
    """
    stem = value.removesuffix(".csv")
    if stem == value or len(stem) > MAX_SLUG or not _SLUG.fullmatch(stem):
        remedy = told("Write lower-case letters, digits and hyphens, then “.csv”: no folder, no path.")
        raise RuleError(
            "series", told("“{value}” names no CSV that stands beside the YAML", value=shown(value)), remedy
        )
    return value


def is_web_address(text: str) -> bool:
    """Tell whether a text is an http(s) address that every browser reads alike, with a name that has a dot.

    No quotes, angle brackets, braces, backslashes, spaces or invisible characters; nobody's name before the host.
    """
    return bool(_ADDRESS.fullmatch(text)) and text.isprintable()


def _check_address(value: str) -> str:
    if not is_web_address(value):
        raise RuleError("address", told("“{value}” is no http(s) address", value=shown(value)))
    return _check_length(value, MAX_TEXT)


def check_email(value: str) -> str:
    """Tell an e-mail address from other text, roughly: whether it is read, only a letter can tell.

    Raises:
        RuleError: it is none.
    """
    if not re.fullmatch(r"[^\s@\"'<>]+@[^\s@\"'<>/]+\.[^\s@\"'<>/]+", value):
        raise RuleError("address", told("“{value}” is no e-mail address", value=value))
    return value


def _check_text(value: str) -> str:
    if not value.strip():
        raise RuleError("empty", told("the text is empty"))
    return _check_length(value, MAX_TEXT)


def check_title(value: str) -> str:
    """Let a short text through.

    Raises:
        RuleError: it is empty or too long.
    """
    return _check_length(_check_text(value), MAX_TITLE)


def _check_length(value: str, limit: int) -> str:
    if len(value) > limit:
        raise RuleError(
            "too-large",
            told("this text has {number} characters; {limit} is the limit", number=len(value), limit=limit),
            told("Shorten it."),
        )
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
Whole = Annotated[int, BeforeValidator(_parse_whole), Field(ge=-MAX_WHOLE, le=MAX_WHOLE)]
Slug = Annotated[str, AfterValidator(check_slug)]
CodeText = Annotated[str, AfterValidator(check_code)]
Series = Annotated[str, AfterValidator(check_series)]
Address = Annotated[str, AfterValidator(_check_address)]
Text = Annotated[str, AfterValidator(_check_text)]
Title = Annotated[str, AfterValidator(check_title)]
