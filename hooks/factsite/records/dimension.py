"""What content/data/dimensions.yml says of a dimension: its codes, in the order in which they are shown."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from factsite.problems import RuleError
from factsite.records.model import Model
from factsite.records.scalars import CodeText, Text
from factsite.telling import told

# What pandas, R, readr, pyarrow and polars take for a missing value where nothing tells them otherwise
# (https://pandas.pydata.org/docs/reference/api/pandas.read_csv.html, “na_values”).
READ_AS_MISSING = frozenset({"NA", "N/A", "NULL", "NaN", "None", "n/a", "nan", "null", "-nan", "-NaN"})


def _not_read_as_missing(code: str) -> str:
    if code in READ_AS_MISSING:
        what = told("programs read “{code}” as a missing value: who downloads the data would lose its rows", code=code)
        raise RuleError("misread-code", what, told("Choose another code; a country needs none, it is in ISO 3166."))
    return code


SafeCode = Annotated[CodeText, AfterValidator(_not_read_as_missing)]


class Colour(StrEnum):
    """The colours of charts, told apart by colour-blind readers; what each looks like stands in the style sheet."""

    BLUE = "blue"
    ORANGE = "orange"
    GREEN = "green"
    PURPLE = "purple"
    OCHRE = "ochre"
    GREY = "grey"

    @property
    def variable(self) -> str:
        """The variable of the style sheet."""
        return f"c{list(Colour).index(self) + 1}"


class DimensionCodes(Model):
    """A dimension of figures, such as sex or citizenship; names of its codes stand in the labels of each language."""

    codes: list[SafeCode] = []
    """The codes in the order in which they are shown"""
    total: SafeCode | None = None
    """The code that stands for the whole"""
    countries: bool = False
    """`true` where ISO 3166 codes of countries may stand too; CLDR names them"""
    aggregates: list[SafeCode] = []
    """Codes that are never added to their members, such as `EU27_2020`"""
    ordered: bool = False
    """`true` where the codes are shown in their order, not by size, as ages are"""
    colours: dict[CodeText, Colour] = {}
    """The colour that a code has on every chart: `blue`, `orange`, `green`, `purple`, `ochre` or `grey`"""


class DimensionLabels(Model):
    """What a dimension and its codes are called in a language."""

    name: Text
    """The name of the dimension"""
    codes: dict[CodeText, Text] = {}
    """The name of each code"""
