"""The smallest values of a record: days as exact as they are known, periods, numbers, identifiers, references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from factsite.problems import RuleError
from factsite.records.habits import number_here, period_here
from factsite.records.slugs import MAX_SLUG
from factsite.records.texts import (
    CODE,
    MAX_CODE,
    MAX_TEXT,
    MAX_TITLE,
    SLUG,
    check_address,
    check_code,
    check_series,
    check_slug,
    check_text,
    check_title,
    shown,
)
from factsite.telling import told

# Bounds, so that whatever is computed from a value is one too: a text, an identifier, a number's digits before and
# after its point, the years of days.
MAX_DIGITS = 15
MAX_DECIMALS = 6
MAX_WHOLE = 10**9
WHOLE_DIGITS = len(str(MAX_WHOLE))
YEARS = (1500, 2199)
# In a JSON Schema of a model: the list of this content to which a value belongs, until the list is known.
LIST, CODES, BESIDE, IDENTIFIERS = "x-list", "codes-of-dimensions", "codes-beside", "identifiers"

# Digits are those of ASCII: “\d”, int() and Decimal() take those of every script.
_YEAR_PART = "(?:1[5-9]|20|21)[0-9]{2}"
_DAY = re.compile(f"({_YEAR_PART})-([0-9]{{2}})-([0-9]{{2}})")
_MONTH = re.compile(f"({_YEAR_PART})-(0[1-9]|1[0-2])")
_YEAR = re.compile(_YEAR_PART)
_QUARTER = re.compile(f"({_YEAR_PART})-Q([1-4])")
_HALF = re.compile(f"({_YEAR_PART})-S([12])")
_WEEK = re.compile(f"({_YEAR_PART})-W(0[1-9]|[1-4][0-9]|5[0-3])")
_OTHER_YEAR = re.compile(r"[0-9]{4}(?:-(?:[0-9]{2}(?:-[0-9]{2})?|Q[1-4]|S[12]|W[0-9]{2}))?")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_BOUNDED = re.compile(f"-?[0-9]{{1,{MAX_DIGITS}}}(?:\\.[0-9]{{1,{MAX_DECIMALS}}})?")
_WHOLE = re.compile(rf"-?(?:0|[1-9][0-9]{{0,{WHOLE_DIGITS - 1}}})")

# What the kinds of period are called in messages.
PRECISIONS = {
    "year": told("year"),
    "half": told("half-year"),
    "quarter": told("quarter"),
    "month": told("month"),
    "week": told("week"),
    "day": told("day"),
    "interval": told("interval"),
}


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


def _week(text: str, year: int, week: int) -> tuple[date, date]:
    """The Monday and the Sunday of a week after ISO 8601, of which a year has 52 or 53."""
    try:
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    except ValueError as error:
        what = told("no calendar has the week “{text}”: {year} has 52 weeks (ISO 8601)", text=text, year=year)
        raise RuleError("period", what, told("Check the week.")) from error


def _refuse_other_years(text: str) -> None:
    if _OTHER_YEAR.fullmatch(text) and not _YEAR.fullmatch(text[:4]):
        first, last = YEARS
        raise RuleError(
            "date",
            told("“{text}” lies outside the years {first} to {last}", text=text, first=first, last=last),
            told("Check the year."),
        )


def _point(text: str) -> tuple[str, date, date]:
    """Read a day, week, month, quarter, half-year or year: its precision, first and last day.

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
    if found := _HALF.fullmatch(text):
        year, half = int(found[1]), int(found[2])
        return "half", date(year, half * 6 - 5, 1), _last_day(year, half * 6)
    if found := _WEEK.fullmatch(text):
        return "week", *_week(text, int(found[1]), int(found[2]))
    if _YEAR.fullmatch(text):
        return "year", date(int(text), 1, 1), date(int(text), 12, 31)
    _refuse_other_years(text)
    what = told("“{text}” is no day (2022-03-01), month (2022-03), quarter (2022-Q1) or year (2022)", text=shown(text))
    remedy = period_here(text) or told("Write the year first, then the month, then the day, with hyphens.")
    raise RuleError("period", what, remedy)


@dataclass(frozen=True)
class Span:
    """A day, week, month, quarter, half-year, year or interval (``a/b``), after ISO 8601; ``unknown`` has no days.

    ``precision`` is ``day``, ``week``, ``month``, ``quarter``, ``half`` (2022-S1, after SDMX), ``year``, ``interval``
    or ``unknown``.
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
    def rhythm(self) -> str:
        """Its precision; of an interval of exactly twelve months, such as a school year, ``twelve-months``."""
        return "twelve-months" if self.precision == "interval" and self.is_year_long else self.precision

    @property
    def is_year_long(self) -> bool:
        """Whether it ends on the day before that on which it started, a year later."""
        after = self.end + timedelta(days=1) if self.end < date.max else self.end
        return (after.year, after.month, after.day) == (self.start.year + 1, self.start.month, self.start.day)

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
    """Read a day, week, month, quarter, half-year, year or interval.

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


@dataclass(frozen=True)
class Ref:
    """Marks a field that holds the identifier of another record, of the kind named."""

    kind: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The name of the list to which its values belong, which the content fills."""
        return {LIST: self.kind}


def _written(pattern: str, wrong: str, *examples: str, **more: object) -> WithJsonSchema:
    """How a value stands in YAML, for programs that help to write it: text in a form, and what to say of another."""
    told = {"patternErrorMessage": wrong, **({"examples": list(examples)} if examples else {})}
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$", **told, **more})


def _not_empty(limit: int) -> WithJsonSchema:
    """A text of some length; without quotation marks what is a number for YAML is a text here."""
    told = {"pattern": r"\S", "patternErrorMessage": "The text is empty.", "maxLength": limit}
    return WithJsonSchema({"type": ["string", "number"], **told})


# A year in YAML is a number.
_OR_YEAR = {"type": ["string", "integer"], "minimum": YEARS[0], "maximum": YEARS[1]}
_POINT = (
    f"{_YEAR_PART}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|-Q[1-4]|-S[12]|-W(?:0[1-9]|[1-4][0-9]|5[0-3]))?"
)
_SPAN = f"{_POINT}(?:/{_POINT})?"
_NO_SPAN = "This is no day (2022-03-01), month (2022-03), quarter (2022-Q1), year (2022) or interval (2014/2020-09)."
_NO_IDENTIFIER = "An identifier is lower-case letters without accents, digits and hyphens."

Day = Annotated[
    date,
    BeforeValidator(_parse_day),
    _written(f"{_YEAR_PART}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", "Write year-month-day.", "2022-03-01"),
]
LooseDay = Annotated[
    Span, PlainValidator(_parse_loose), _written(f"{_SPAN}|unknown", _NO_SPAN, "2022-03-01", "unknown", **_OR_YEAR)
]
NextDay = Annotated[
    Span,
    PlainValidator(_parse_next),
    _written(f"{_SPAN}|not-announced|ended", _NO_SPAN, "2027-06", "not-announced", "ended", **_OR_YEAR),
]
Period = Annotated[
    Span, PlainValidator(parse_span), _written(_SPAN, _NO_SPAN, "2022", "2022-Q1", "2022-03", **_OR_YEAR)
]
Number = Annotated[
    Decimal,
    PlainValidator(parse_number),
    _written(
        f"-?(?:0|[1-9][0-9]{{0,{MAX_DIGITS - 1}}})(?:\\.[0-9]{{1,{MAX_DECIMALS}}})?",
        "Write digits and at most one point, nothing between thousands.",
        "36871",
        "43.5",
        type=["number", "string"],
    ),
]
Whole = Annotated[int, BeforeValidator(_parse_whole), Field(ge=-MAX_WHOLE, le=MAX_WHOLE)]
Slug = Annotated[
    str,
    AfterValidator(check_slug),
    _written(SLUG.pattern, _NO_IDENTIFIER, maxLength=MAX_SLUG, type=["string", "integer"]),
]
CodeText = Annotated[
    str,
    AfterValidator(check_code),
    _written(
        CODE.pattern,
        f"A code is at most {MAX_CODE} letters without accents, digits, hyphens and underscores.",
        type=["string", "integer"],
    ),
]
Series = Annotated[
    str, AfterValidator(check_series), _written(rf"{SLUG.pattern}\.csv", "Name the CSV beside this file.", "x.csv")
]
Address = Annotated[
    str, AfterValidator(check_address), _written("[hH][tT][tT][pP][sS]?://.+", "Write an http(s) address.")
]
Text = Annotated[
    str,
    AfterValidator(check_text),
    _not_empty(MAX_TEXT),
]
Title = Annotated[
    str,
    AfterValidator(check_title),
    _not_empty(MAX_TITLE),
]
