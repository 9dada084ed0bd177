"""How the columns and codes of a publisher's file become the observations of a figure, written once in its YAML."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from factsite.problems import RuleError
from factsite.records.codes import FileFormat
from factsite.records.common import SourceId
from factsite.records.model import LanguageCode, Model
from factsite.records.publication import Publication
from factsite.records.scalars import CodeText, Period, Slug, Text, Whole
from factsite.telling import told

# The columns that SDMX-CSV has for the period, the value and its flags.
PERIOD, VALUE, FLAGS, CONFIDENTIALITY = "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG", "CONF_STATUS"
Sign = Annotated[str, Field(min_length=1, max_length=1)]


class DimensionColumn(Model):
    """Where a dimension of ours stands in the file, or the one code (``constant``) that holds for all of it.

    ``codes`` turns the publisher's codes into ours; ``names`` accepts the country names of CLDR in a language too;
    rows with a code in ``ignore`` (aggregates that overlap others) aren't taken.
    """

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["column"]}, {"required": ["constant"]}]})

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

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.column) == bool(self.constant):
            raise RuleError("import-mapping", told("a dimension needs either a “column” of the file or a “constant”"))
        return self


class Wide(Model):
    """Several values in one row: per column of values the code of ``dimension`` for which it stands."""

    columns: Annotated[dict[Text, CodeText], Field(min_length=1)]
    """Each column of values with the code for which it stands"""
    dimension: Slug
    """The dimension to which the codes belong"""


class PeriodRange(Model):
    """The periods to take; both ends belong to it."""

    from_: Annotated[Period | None, Field(alias="from")] = None
    """The first period"""
    to: Period | None = None
    """The last period"""


class Mapping(Publication):
    """How a publisher's file is read, and where it is published.

    ``precision`` cuts a period to its year, quarter or month: 2015-12-31 for the year 2015. ``missing`` holds what
    stands for a value that isn't there; an empty cell always does. With ``sum``, rows that fall on the same
    observation are added; without it a second one is an error.
    """

    format: FileFormat
    """`sdmx-csv`, `tsv` (Eurostat's bulk download), `json-stat`, `csv` or `xlsx`"""
    source: SourceId | None = None
    """The source of what is imported, where it isn’t that of the figure"""
    separator: Literal[",", ";", "\t", "|"] = ","
    """The sign between the cells of a CSV: a comma (default), a semicolon, a tab (`"\\t"`) or a bar"""
    decimal: Literal[".", ","] = "."
    """The sign before decimals: a point (default) or a comma"""
    thousands: Sign | None = None
    """The sign between thousands, if there is one"""
    missing: list[Text] = [":", "NA"]
    """What stands for a value that isn’t there (default `[":", "NA"]`; an empty cell always does)"""
    sheet: Text | None = None
    """The sheet of a workbook (default: the first)"""
    header: Annotated[Whole, Field(ge=1, le=1_000)] = 1
    """The row of the head (default 1)"""
    period: Text = PERIOD
    """The column of the periods (default `TIME_PERIOD`)"""
    precision: Literal["year", "quarter", "month", "day"] | None = None
    """`year`, `quarter`, `month` or `day`: what periods are cut to, such as 2015-12-31 to the year"""
    periods: PeriodRange = PeriodRange.model_validate({})
    """Only these, both ends included: `{from: "2015", to: "2024"}`"""
    value: Text = VALUE
    """The column of the values (default `OBS_VALUE`)"""
    flags: Text | None = None
    """The column of the flags (default, except in `csv` and `xlsx`, `OBS_FLAG`); flags are kept, also several"""
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
        if self.sheet and self.format is not FileFormat.XLSX:
            raise RuleError("import-mapping", told("only a workbook (format: xlsx) has a “sheet”"))
        if self.wide and self.wide.dimension in self.dimensions:
            raise RuleError(
                "import-mapping",
                told("“{dimension}” stands under “dimensions” and “wide”", dimension=self.wide.dimension),
            )
        return self

    @property
    def value_columns(self) -> dict[str, dict[str, str]]:
        """Per column of values the codes for which it stands besides those of the row."""
        if self.wide is None:
            return {self.value: {}}
        return {column: {self.wide.dimension: code} for column, code in self.wide.columns.items()}

    @property
    def flag_column(self) -> str | None:
        """The column of flags: the one named or, in the formats that have one of their own, that one."""
        standard = self.format in {FileFormat.SDMX_CSV, FileFormat.TSV, FileFormat.JSON_STAT}
        return self.flags or (FLAGS if standard else None)

    def dimension_names(self) -> set[str]:
        """The dimensions for which the mapping says where their codes stand."""
        return set(self.dimensions) | ({self.wide.dimension} if self.wide else set())
