"""What stands in files for programs in the place of our own codes and names, so that no program misreads them."""

from __future__ import annotations

from factsite.content import Content
from factsite.localising.names import country_alpha_3, is_country
from factsite.records.figure import Figure

# The columns that every table with codes may have; a dimension with the name of one is told apart by its ending.
FIXED = frozenset({"figure", "period", "alternative", "value", "numerator", "denominator", "unit", "status", "source"})
FIXED |= {"own"}
_TOLD_APART = "_dimension"


def column_of(dimension: str) -> str:
    """The column in which the codes of a dimension stand."""
    return f"{dimension}{_TOLD_APART}" if dimension in FIXED else dimension


def columns_of(figure: Figure) -> list[str]:
    """The columns of the dimensions of a figure, in their order."""
    return [column_of(name) for name in figure.dimensions]


def code_in_files(content: Content, dimension: str, code: str) -> str:
    """A code as programs find it: of a country the one of three letters in ISO 3166.

    With two letters Namibia is NA, which pandas and R read as a missing value. The site’s own codes stay as they are
    (the check refuses those that are read so), and so do those few for which CLDR knows no other.
    """
    facts = content.dimensions.get(dimension)
    if facts is None or not facts.countries or code in facts.codes or code in facts.aggregates:
        return code
    return alpha_3_or_same(code)


def alpha_3_or_same(code: str) -> str:
    """The code of three letters of a country, where CLDR knows one; any other code as it is."""
    if not is_country(code):
        return code
    try:
        return country_alpha_3(code)
    except LookupError:
        return code
