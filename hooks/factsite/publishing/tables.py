"""The observations of a figure as tables: tidy with codes for programs, and in words for people.

What other sources say of the same stands in tables of its own: in that of the series, a sum would count it twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from factsite.publishing.columns import coded_columns, labelled_columns, other_columns
from factsite.publishing.dataset import Dataset
from factsite.publishing.delimited import Cell, Rows, as_csv, evenly, shown_early
from factsite.records.figure import Observation
from factsite.records.scalars import Span
from factsite.rendering.addresses import value_key

# The value of this site has this number; those of other sources follow it.
OWN = "0"


def tidy(dataset: Dataset) -> str:
    """One row per observation (https://r4ds.hadley.nz/data-tidy), with the value of this site."""
    return _coded(dataset, (row for row in tidy_rows(dataset) if row["alternative"] == OWN))


def tidy_others(dataset: Dataset) -> str:
    """One row per value that another source gives for the same, numbered by ``alternative``; the same columns."""
    return _coded(dataset, (row for row in tidy_rows(dataset) if row["alternative"] != OWN))


def _coded(dataset: Dataset, found: Iterator[dict[str, Cell]]) -> str:
    columns: list[Cell] = [column.name for column in coded_columns(dataset)]
    rows = [[row[str(name)] for name in columns] for row in found]
    return as_csv([columns, *shown_early(evenly(rows))])


def tidy_rows(dataset: Dataset) -> Iterator[dict[str, Cell]]:
    """Every value of a figure by the names of the columns, those of other sources too."""
    figure, columns = dataset.figure, dataset.columns
    for point in dataset.observations:
        row: dict[str, Cell] = {"figure": dataset.id, "period": point.period.text, "unit": figure.unit.value}
        row |= dict(zip(columns, dataset.codes(point), strict=True))
        row |= {"value": point.value, "numerator": point.numerator, "denominator": point.denominator}
        row |= {
            "status": str(point.status) or None,
            "own": point.own,
            "value_key": f"{dataset.id}/#{value_key(figure, point)}",
        }
        row |= {"period_start": point.period.start, "period_end": point.period.end}
        yield row | {"alternative": OWN, "source": figure.source_of(point)}
        for number, other in enumerate(point.alternatives, 1):
            more: dict[str, Cell] = {"value": other.value, "source": other.source, "alternative": str(number)}
            yield row | more | {"numerator": None, "denominator": None, "status": None, "own": None}


def labelled_rows(dataset: Dataset, reader: str) -> Rows:
    """The values of this site with names in a language, under their head; numbers and days stay what they are."""
    view, figure = dataset.views[reader], dataset.figure
    rows: Rows = [[column.titles[reader] for column in labelled_columns(dataset)]]
    unit = view.language.name(figure.unit)
    for point in dataset.observations:
        status = ", ".join(view.status(point.status.shown_with(point.value)))
        source = dataset.source_title(figure.source_of(point), reader)
        cells: list[Cell] = [point.value, *([point.numerator, point.denominator] if figure.shows_parts else [])]
        cells += [_others_in_words(dataset, point, reader)] if dataset.has_other_values else []
        rows.append([*_fixed(dataset, point, reader), *cells, unit, status, source, dataset.note(point.note, reader)])
    return rows


def other_rows(dataset: Dataset, reader: str) -> Rows:
    """What other sources say, with names in a language, each beside the value of this site, under their head."""
    unit = dataset.views[reader].language.name(dataset.figure.unit)
    rows: Rows = [[column.titles[reader] for column in other_columns(dataset)]]
    for point in dataset.observations:
        fixed = _fixed(dataset, point, reader)
        for other in point.alternatives:
            title = dataset.source_title(other.source, reader)
            rows.append([*fixed, other.value, title, point.value, unit, dataset.note(other.note, reader)])
    return rows


def sortable(rows: Rows, points: Iterable[Observation]) -> Rows:
    """The rows of a table in words as a workbook sorts them: a period that is a day or a year is one in its cell too.

    Args:
        rows: the table, under its head; the period stands first.
        points: the observation of each row.
    """
    head, *rest = rows
    found = ([_sorted_by(point.period, row[0]), *row[1:]] for row, point in zip(rest, points, strict=True))
    return [head, *found]


def _sorted_by(period: Span, words: Cell) -> Cell:
    if period.precision == "day":
        return period.start
    return Decimal(period.start.year) if period.precision == "year" else words


def _fixed(dataset: Dataset, point: Observation, reader: str) -> list[Cell]:
    """The cells that say of what a value is."""
    view, period = dataset.views[reader], point.period
    cells: list[Cell] = [view.language.span(period), period.start, period.end]
    for name, code in zip(dataset.figure.dimensions, dataset.codes(point), strict=True):
        own = point.codes.get(name, "")
        cells.append(view.code_name(name, own))
        if dataset.has_countries(name):
            cells.append(code)
    return cells


def _others_in_words(dataset: Dataset, point: Observation, reader: str) -> str:
    """The other values as a text, which no sum takes."""
    language = dataset.views[reader].language
    unit = dataset.figure.unit
    return "; ".join(
        f"{language.quantity(other.value, unit)} ({dataset.source_title(other.source, reader)})"
        for other in point.alternatives
    )
