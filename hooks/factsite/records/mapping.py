"""How the columns and codes of a publisher's file become the observations of a figure, written once in its YAML."""

from __future__ import annotations

from collections.abc import Container, Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from factsite.problems import RuleError
from factsite.records.codes import FileFormat
from factsite.records.common import SourceId
from factsite.records.mapping_parts import (
    PERIOD_WORDS,
    DimensionColumn,
    HeadRows,
    Multiplier,
    Named,
    PeriodRange,
    Sign,
    SignText,
    UnitColumn,
    Wide,
    YearStart,
)
from factsite.records.publication import Publication
from factsite.records.scalars import Slug, Text, Whole
from factsite.telling import told

# The columns that SDMX-CSV has for the period, the value and its flags; Eurostat calls the last OBS_FLAG.
PERIOD, VALUE, FLAGS, STATUS, CONFIDENTIALITY = "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "OBS_STATUS", "CONF_STATUS"
UNIT_MULTIPLIER = "UNIT_MULT"


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[
    list[Text],
    BeforeValidator(_listed),
    Field(min_length=1, max_length=10),
    WithJsonSchema({"type": ["string", "number", "array"], "items": {"type": ["string", "number"]}}),
]


def _encoding(name: str) -> str:
    try:
        plain = "x".encode(name).decode(name) == "x"
    except (LookupError, UnicodeError, ValueError):
        plain = False
    if not plain:
        raise RuleError(
            "import-mapping",
            told("no encoding is called “{name}”", name=name),
            told("Write utf-8, utf-16, windows-1252, latin-1 or another one by its name."),
        )
    return name


class Mapping(Publication):
    """How a publisher's file is read, and where it is published.

    ``precision`` cuts a period to its year, quarter or month: 2015-12-31 for the year 2015. ``missing`` holds what
    stands for a value that isn't there; an empty cell always does. With ``sum``, rows that fall on the same
    observation are added; without it a second one is an error.
    """

    format: FileFormat
    """`sdmx-csv`, `sdmx-ml`, `tsv` (Eurostat's bulk download), `json-stat`, `csv`, `xlsx`, `ods`, `xls` or `xlsb`"""
    source: SourceId | None = None
    """The source of what is imported, where it isn’t that of the figure"""
    encoding: Annotated[Text, AfterValidator(_encoding)] | None = None
    """The encoding of a text file, such as `windows-1252` (default: UTF-8 or UTF-16, else found and told)"""
    separator: Literal[",", ";", "\t", "|"] = ","
    """The sign between the cells of a CSV: a comma (default), a semicolon, a tab (`"\\t"`) or a bar"""
    decimal: Literal[".", ","] = "."
    """The sign before decimals: a point (default) or a comma; numbers of workbooks and JSON need none"""
    thousands: Sign | None = None
    """The sign between thousands, if it is a point or a comma; spaces and apostrophes are known"""
    multiply: Multiplier = Decimal(1)
    """What every value is multiplied by: `1000` for a file in thousands, `100` for shares of one (default 1)"""
    decimals: Annotated[Whole, Field(ge=0, le=6)] | None = None
    """To how many decimals values are rounded (half to even; default: not at all)"""
    missing: Annotated[list[Text], BeforeValidator(_listed)] = [":", "NA"]
    """What stands for a value that isn’t there (default `[":", "NA"]`; an empty cell always does); a sign whose reason
    is known keeps it, such as `[c]`
    """
    signs: dict[Text, SignText] = {}
    """What the publisher’s signs mean, in the place of a value, after it or among the flags: `0`, or letters of a
    `status`: `{"-": 0, "x": c, "*": p}`
    """
    sheet: Text | None = None
    """The sheet of a workbook (default: the first with cells)"""
    dataset: Text | None = None
    """The dataset of a JSON-stat collection or of an SDMX-ML message, by its label, identifier or number"""
    header: HeadRows | None = None
    """The row of the head, or its rows, `[3, 4]` (default: the first that holds the columns named here)"""
    footer: Annotated[Text, Field(max_length=200)] | None = None
    """What the first line below the table begins with, such as `Source`, or how many lines stand below it"""
    fill: Annotated[list[Text], BeforeValidator(_listed)] = []
    """Columns in which an empty cell means what stands above it, as in merged cells"""
    period: Names = [PERIOD]
    """The column of the periods (default `TIME_PERIOD`), or the columns of their parts: `[Year, Month]`"""
    across: Annotated[list[Slug], BeforeValidator(_listed), Field(max_length=10)] = []
    """What stands in the head, row by row, in the place of names: `period`, or `[period, sex]`"""
    precision: Literal["year", "half", "quarter", "month", "week", "day"] | None = None
    """`year`, `half`, `quarter`, `month`, `week` or `day`: what periods are cut to, such as 2015-12-31 to the year"""
    day_first: bool | None = None
    """`true` where 01/02/2021 is the first of February, `false` where it is the second of January"""
    year_starts: YearStart | None = None
    """The month, or the day, on which a fiscal or school year begins, such as `9` or `04-06`: 2021/22 is read by it"""
    year_named: Named | None = None
    """`start` or `end`: the year after which a fiscal year is called that has one only, such as FY2021"""
    periods: PeriodRange = PeriodRange.model_validate({})
    """Only these, both ends included: `{from: "2015", to: "2024"}`; `codes` says what texts stand for, and `ignore`
    names those that aren’t taken
    """
    value: Text = VALUE
    """The column of the values (default `OBS_VALUE`)"""
    flags: Text | None = None
    """The column of the flags (default: `OBS_FLAG` and `OBS_STATUS`, where the file has them); flags are kept, also
    several
    """
    unit: UnitColumn | None = None
    """The column of the units, and what each is worth: `{column: Unit, multiply: {Thousands: 1000, Persons: 1}}`"""
    filter: dict[Text, Text | list[Text]] = {}
    """Only rows that have these: `{geo: BE, citizen: [SY, AF]}`"""
    sum: bool = False
    """`true`: rows that fall on the same observation are added; else a second one is an error"""
    dimensions: dict[Slug, DimensionColumn] = {}
    """Per dimension its `column`, or one code for the whole file (`constant`); `codes` turns the publisher's codes
    into ours; `names: en` accepts country names of CLDR in that language; rows whose code is under `ignore` aren't
    taken
    """
    wide: Wide | None = None
    """Several values in one row: `{columns: {f_total: F, m_total: M}, dimension: sex}`"""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.thousands == self.decimal:
            raise RuleError("import-mapping", told("“thousands” and “decimal” can’t be the same sign"))
        if self.sheet and not self.format.is_workbook:
            raise RuleError("import-mapping", told("only a workbook (such as format: xlsx) has a “sheet”"))
        for name in sorted(self.wide_dimensions()):
            if name in self.dimensions:
                raise RuleError(
                    "import-mapping", told("“{dimension}” stands under “dimensions” and “wide”", dimension=name)
                )
        for name, dimension in self.dimensions.items():
            if dimension.in_rows == (name in self.across):
                what = told("a dimension needs either a “column” of the file or a “constant”")
                if dimension.in_rows:
                    what = told("“{name}” has a column and stands in the head (“across”)", name=name)
                raise RuleError("import-mapping", what)
        if self.wide and self.across:
            raise RuleError("import-mapping", told("“wide” names columns, “across” reads them: one of the two"))
        if self.across and self.header and len(self.header) != len(self.across):
            raise RuleError(
                "import-mapping",
                told("“across” says what stands in each row of the head: both have as many"),
                told("Write “header: [3, 4]” and “across: [period, sex]”."),
            )
        return self

    def wide_dimensions(self) -> set[str]:
        """What “wide” gives for each of its columns: dimensions, or the period."""
        return {name for codes in self.wide.places.values() for name in codes} if self.wide else set()

    @property
    def flag_columns(self) -> tuple[str, ...]:
        """The columns that may hold the flags: the one named, or those that are named so everywhere."""
        return (self.flags,) if self.flags else (FLAGS, STATUS)

    @property
    def flags_are_known(self) -> bool:
        """Whether the file says something of the status, so that none means that there is nothing to say."""
        return bool(self.flags) or not (self.format is FileFormat.CSV or self.format.is_workbook)

    def dimension_names(self, figure: Container[str]) -> set[str]:
        """The dimensions for which the mapping says where their codes stand; ``figure`` are those of the figure."""
        named = set(self.dimensions) | self.wide_dimensions() | set(self.across)
        return {name for name in named if name in figure or name not in PERIOD_WORDS}

    def named_columns(self) -> Iterator[str]:
        """The columns of the file that the mapping names, or that its format has."""
        if PERIOD_WORDS.isdisjoint(self.across) and PERIOD_WORDS.isdisjoint(self.wide_dimensions()):
            yield from self.period
        yield from (dimension.column for dimension in self.dimensions.values() if dimension.column)
        yield from self.filter
        yield from self.fill
        if self.wide:
            yield from self.wide.columns
        elif not self.across:
            yield self.value
        if self.flags:
            yield self.flags
        if self.unit:
            yield self.unit.column
