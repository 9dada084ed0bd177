"""The columns of the tables of a figure: what each is called in every language, and of which type it is.

The head of a table is made of them, and so is each description of one (CSV on the Web, Data Package): what is declared
is what stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from factsite.deriving.coded import column_of
from factsite.publishing.dataset import Dataset
from factsite.records.codes import N_


class CellType(StrEnum):
    """Of which type the cells of a column are, by their names in XML Schema, as CSV on the Web takes them."""

    TEXT = "string"
    NUMBER = "decimal"
    WHOLE = "integer"
    DAY = "date"


@dataclass(frozen=True)
class Column:
    """A column: its name for programs, its title in each language, its type, whether no cell of it is empty.

    ``is_key`` columns name a row together.
    """

    name: str
    titles: dict[str, str]
    kind: CellType = CellType.TEXT
    required: bool = False
    is_key: bool = False


PERIOD, VALUE = N_("Period"), N_("Value")
_FROM, _TO = N_("From (day)"), N_("To (day)")


def coded_columns(dataset: Dataset) -> list[Column]:
    """Those of the table with codes; the parts of a rate and the publisher's codes where there are any."""
    figure = dataset.figure
    parts = _parts(dataset)
    own = (
        [_said(dataset, "own", N_("Code of the publisher"))] if any(point.own for point in figure.observations) else []
    )
    return [
        _said(dataset, "figure", N_("Figure"), required=True),
        _said(dataset, "period", PERIOD, required=True, is_key=True),
        *(Column(column_of(name), _dimension(dataset, name), required=True, is_key=True) for name in figure.dimensions),
        _said(dataset, "alternative", N_("Number of the other value"), CellType.WHOLE, required=True, is_key=True),
        _said(dataset, "value", VALUE, CellType.NUMBER),
        *parts,
        _said(dataset, "unit", N_("Unit"), required=True),
        _said(dataset, "status", N_("Status")),
        _said(dataset, "source", N_("Source"), required=True),
        *own,
        *_days(dataset),
        _said(dataset, "value_key", N_("Key of the value"), required=True),
    ]


def labelled_columns(dataset: Dataset) -> list[Column]:
    """Those of the table in words."""
    others = [_said(dataset, "other_values", N_("Other sources say"))] if dataset.has_other_values else []
    return [
        *_fixed(dataset),
        _said(dataset, "value", VALUE, CellType.NUMBER),
        *_parts(dataset),
        *others,
        *_said_at_the_end(dataset, "unit", "status", "source", "notes"),
    ]


def other_columns(dataset: Dataset) -> list[Column]:
    """Those of the table of what other sources say, in words: no column has the name of that of the values."""
    return [
        *_fixed(dataset),
        _said(dataset, "other_value", N_("Other value"), CellType.NUMBER, required=True, is_key=True),
        _said(dataset, "other_source", N_("Its source"), required=True, is_key=True),
        _said(dataset, "value_shown", N_("Value shown here"), CellType.NUMBER),
        *_said_at_the_end(dataset, "unit", "notes"),
    ]


def _said_at_the_end(dataset: Dataset, *names: str) -> Iterator[Column]:
    said = {"unit": N_("Unit"), "status": N_("Status"), "source": N_("Source"), "notes": N_("Notes")}
    return (_said(dataset, name, said[name]) for name in names)


def _fixed(dataset: Dataset) -> list[Column]:
    """Of what a value is: its period, in words and as days, and its codes."""
    found = [_said(dataset, "period", PERIOD, required=True, is_key=True), *_days(dataset)]
    for name in dataset.figure.dimensions:
        found.append(Column(column_of(name), _dimension(dataset, name), required=True, is_key=True))
        if dataset.has_countries(name):
            in_iso = {
                code: view.language.say("%(dimension)s (ISO 3166-1 alpha-3)", dimension=view.dimension(name))
                for code, view in dataset.views.items()
            }
            found.append(Column(f"{column_of(name)}_alpha_3", in_iso, required=True))
    return found


def _days(dataset: Dataset) -> list[Column]:
    return [
        _said(dataset, "period_start", _FROM, CellType.DAY, required=True),
        _said(dataset, "period_end", _TO, CellType.DAY, required=True),
    ]


def _parts(dataset: Dataset) -> list[Column]:
    if not dataset.figure.shows_parts:
        return []
    return [
        _said(dataset, "numerator", N_("Numerator"), CellType.NUMBER),
        _said(dataset, "denominator", N_("Denominator"), CellType.NUMBER),
    ]


def _said(
    dataset: Dataset,
    name: str,
    title: str,
    kind: CellType = CellType.TEXT,
    *,
    required: bool = False,
    is_key: bool = False,
) -> Column:
    return Column(name, titles(dataset, title), kind, required, is_key)


def titles(dataset: Dataset, title: str) -> dict[str, str]:
    """A title in every language."""
    return {code: view.language.say(title) for code, view in dataset.views.items()}


def _dimension(dataset: Dataset, name: str) -> dict[str, str]:
    return {code: str(view.dimension(name)) for code, view in dataset.views.items()}
