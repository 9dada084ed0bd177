"""How the columns and codes of a publisher's file become the observations of a figure, written once in its YAML."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from factsite.problems import RuleError
from factsite.records.codes import FileFormat
from factsite.records.common import SourceId
from factsite.records.model import LanguageCode, Model
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

    column: Text | None = None
    constant: CodeText | None = None
    codes: dict[Text, CodeText] = {}
    names: LanguageCode | None = None
    ignore: list[Text] = []

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.column) == bool(self.constant):
            raise RuleError("import-mapping", told("a dimension needs either a “column” of the file or a “constant”"))
        return self


class Wide(Model):
    """Several values in one row: per column of values the code of ``dimension`` for which it stands."""

    columns: Annotated[dict[Text, CodeText], Field(min_length=1)]
    dimension: Slug


class PeriodRange(Model):
    """The periods to take; both ends belong to it."""

    from_: Annotated[Period | None, Field(alias="from")] = None
    to: Period | None = None


class Mapping(Model):
    """How a publisher's file is read.

    ``precision`` cuts a period to its year, quarter or month: 2015-12-31 for the year 2015. ``missing`` holds what
    stands for a value that isn't there; an empty cell always does. With ``sum``, rows that fall on the same
    observation are added; without it a second one is an error.
    """

    format: FileFormat
    source: SourceId | None = None
    separator: Literal[",", ";", "\t", "|"] = ","
    decimal: Literal[".", ","] = "."
    thousands: Sign | None = None
    missing: list[Text] = [":", "NA"]
    sheet: Text | None = None
    header: Annotated[Whole, Field(ge=1, le=1_000)] = 1
    period: Text = PERIOD
    precision: Literal["year", "quarter", "month", "day"] | None = None
    periods: PeriodRange = PeriodRange.model_validate({})
    value: Text = VALUE
    flags: Text | None = None
    filter: dict[Text, Text | list[Text]] = {}
    sum: bool = False
    dimensions: dict[Slug, DimensionColumn] = {}
    wide: Wide | None = None

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
