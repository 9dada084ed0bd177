"""The parts of a mapping: where the codes, periods, units and heads of a publisher's file stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from factsite.problems import RuleError
from factsite.records.model import LanguageCode, Model
from factsite.records.observation_status import Status, parse_status
from factsite.records.publisher_signs import status_in_words
from factsite.records.scalars import CodeText, Number, Period, Slug, Text, Whole, parse_span
from factsite.telling import told

# A table has no more rows of head than a page has lines, and no more lines before them.
MAX_HEAD_ROWS = 10
MAX_HEAD_LINE = 1_000
# What “across” names besides dimensions.
PERIOD_ACROSS = "period"
# What people call it too, where the figure has no dimension of that name.
PERIOD_WORDS = frozenset({PERIOD_ACROSS, "year", "quarter", "month", "time"})
Sign = Annotated[str, Field(min_length=1, max_length=1)]


class DimensionColumn(Model):
    """Where a dimension of ours stands in the file, or the one code (``constant``) that holds for all of it.

    ``codes`` turns the publisher's codes into ours; ``names`` accepts the country names of CLDR in a language too;
    rows with a code in ``ignore`` (aggregates that overlap others) aren't taken. A dimension whose codes stand in the
    head, which ``across`` names, has neither column nor constant.
    """

    model_config = ConfigDict(json_schema_extra={"not": {"required": ["column", "constant"]}})

    column: Text | None = None
    """The column of the file"""
    constant: CodeText | None = None
    """One code for the whole file, in the place of a column"""
    codes: dict[Text, CodeText] = {}
    """The publisher’s codes, each with ours"""
    names: LanguageCode | None = None
    """A language whose country names are taken too, as CLDR has them"""
    ignore: list[Text] = []
    """Codes whose rows aren’t taken, such as aggregates that overlap others"""

    @property
    def in_rows(self) -> bool:
        """Whether it says where the code of a row stands."""
        return bool(self.column or self.constant)

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if self.column and self.constant:
            raise RuleError("import-mapping", told("a dimension needs either a “column” of the file or a “constant”"))
        return self


class Wide(Model):
    """Several values in one row: per column of values the code of ``dimension``, or the codes, for which it stands."""

    columns: Annotated[dict[Text, Text | dict[Slug, Text]], Field(min_length=1)]
    """Each column of values with the code for which it stands, or with a code of each of several dimensions"""
    dimension: Slug | None = None
    """The dimension to which the codes belong; `period` where they are periods"""

    @property
    def places(self) -> dict[str, dict[str, str]]:
        """Per column of values the codes for which it stands, by dimension."""
        alone = self.dimension or ""
        return {name: dict(code) if isinstance(code, dict) else {alone: code} for name, code in self.columns.items()}

    @model_validator(mode="after")
    def _each_dimension_is_named(self) -> Self:
        if self.dimension is None and any(isinstance(code, str) for code in self.columns.values()):
            raise RuleError("import-mapping", told("“wide” needs the “dimension” to which its codes belong"))
        return self


class PeriodRange(Model):
    """The periods to take; both ends belong to it. ``codes`` says what the publisher's texts stand for."""

    from_: Annotated[Period | None, Field(alias="from")] = None
    """The first period"""
    to: Period | None = None
    """The last period"""
    codes: dict[Text, Annotated[str, AfterValidator(lambda text: parse_span(text).text)]] = {}
    """What the publisher’s texts stand for where nothing else says so: `{"School year 2021": 2021-09/2022-08}`"""
    ignore: list[Text] = []
    """Texts in the place of a period whose rows or columns aren’t taken, such as `Total`"""


class UnitColumn(Model):
    """A column that says in which unit a row is: ``multiply`` says what each unit is worth in ours."""

    column: Text
    """The column of the units"""
    multiply: dict[Text, Number] = {}
    """What each unit is worth in the unit of the figure: `{Thousands: 1000, Persons: 1}`"""
    ignore: list[Text] = []
    """Units whose rows aren’t taken, such as `Percent`"""


def _rows(value: object) -> object:
    """3, “3-4” or a list, as YAML has them."""
    if isinstance(value, str) and (found := re.fullmatch(r"([0-9]{1,4})\s*[-–]\s*([0-9]{1,4})", value)):
        first, last = int(found[1]), int(found[2])
        return tuple(range(first, min(last, first + MAX_HEAD_ROWS) + 1))
    if isinstance(value, list | tuple):
        return tuple(_row(row) for row in value)
    return (_row(value),)


def _row(value: object) -> int:
    text = str(value)
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else 0


def _check_rows(rows: tuple[int, ...]) -> tuple[int, ...]:
    whole = rows and all(1 <= row <= MAX_HEAD_LINE for row in rows) and list(rows) == sorted(set(rows))
    if not whole or len(rows) > MAX_HEAD_ROWS:
        raise RuleError(
            "import-mapping",
            told("“header” is a row, or the rows one below the other, of the first {limit}", limit=MAX_HEAD_LINE),
            told("Write “header: 4”, or “header: [3, 4]” for a head of two rows."),
        )
    return rows


_ROW = {"type": ["integer", "string"], "minimum": 1, "maximum": MAX_HEAD_LINE}
HeadRows = Annotated[
    tuple[Annotated[Whole, Field(ge=1, le=MAX_HEAD_LINE)], ...],
    BeforeValidator(_rows),
    AfterValidator(_check_rows),
    WithJsonSchema({"oneOf": [_ROW, {"type": "array", "items": _ROW, "minItems": 1, "maxItems": MAX_HEAD_ROWS}]}),
]


@dataclass(frozen=True)
class SignMeaning:
    """What a sign in the place of a value, or beside it, means: nought, or a status."""

    status: Status
    zero: bool = False


def _meaning(value: object) -> SignMeaning:
    if isinstance(value, SignMeaning):
        return value
    text = str(value).strip()
    if text == "0":
        return SignMeaning(status=Status(), zero=True)
    found = status_in_words(text)
    return SignMeaning(status=parse_status(text) if found is None else found)


SignText = Annotated[
    SignMeaning,
    PlainValidator(_meaning),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["0", "c", "m", "n", "z", "p", ""]}),
]


def _start(text: object) -> str:
    """The first day of a fiscal or school year, “09-01”, from its month or day."""
    found = re.fullmatch(r"([0-9]{1,2})(?:-([0-9]{1,2}))?", str(text))
    if not found or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2] or 1) <= 28:
        raise RuleError(
            "import-mapping",
            told("“year_starts” is a month, such as 9, or a day, such as 04-06"),
            told("Write the month in which the year begins."),
        )
    return f"{int(found[1]):02}-{int(found[2] or 1):02}"


YearStart = Annotated[
    str, BeforeValidator(_start), WithJsonSchema({"type": ["integer", "string"], "examples": [9, "04-06"]})
]


def _positive(number: Decimal) -> Decimal:
    if number <= 0:
        raise RuleError("import-mapping", told("“multiply” is a number above zero"))
    return number


Multiplier = Annotated[Number, AfterValidator(_positive)]
Named = Literal["start", "end"]
