"""What content/data/dimensions.yml says of a dimension: its codes, in the order in which they are shown."""

from __future__ import annotations

from factsite.records.model import Model
from factsite.records.scalars import CodeText, Text


class DimensionCodes(Model):
    """A dimension of figures, such as sex or citizenship; names of its codes stand in the labels of each language."""

    codes: list[CodeText] = []
    """The codes in the order in which they are shown"""
    total: CodeText | None = None
    """The code that stands for the whole"""
    countries: bool = False
    """`true` where ISO 3166 codes of countries may stand too; CLDR names them"""
    aggregates: list[CodeText] = []
    """Codes that are never added to their members, such as `EU27_2020`"""
    ordered: bool = False
    """`true` where the codes are shown in their order, not by size, as ages are"""


class DimensionLabels(Model):
    """What a dimension and its codes are called in a language."""

    name: Text
    """The name of the dimension"""
    codes: dict[CodeText, Text] = {}
    """The name of each code"""
