"""The observations of a figure as tables: tidy with codes for programs, and in words for people.

What other sources say of the same stands in tables of its own: in that of the series, a sum would count it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from factsite.publishing.columns import coded_columns, labelled_columns, other_columns
from factsite.publishing.dataset import Dataset
from factsite.publishing.delimited import Cell, Rows, csv_parts
from factsite.records.figure import Observation
from factsite.records.observation_status import Status
from factsite.records.scalars import Span
from factsite.rendering.addresses import value_key

# The value of this site has this number; those of other sources follow it.
OWN = "0"


def tidy(dataset: Dataset) -> Iterator[str]:
    """One row per observation (https://r4ds.hadley.nz/data-tidy), with the value of this site."""
    return _coded(dataset, lambda: (row for row in tidy_rows(dataset) if row["alternative"] == OWN))


def tidy_others(dataset: Dataset) -> Iterator[str]:
    """One row per value that another source gives for the same, numbered by ``alternative``; the same columns."""
    return _coded(dataset, lambda: (row for row in tidy_rows(dataset) if row["alternative"] != OWN))


def _coded(dataset: Dataset, found: Callable[[], Iterator[dict[str, Cell]]]) -> Iterator[str]:
    columns = [column.name for column in coded_columns(dataset)]
    return csv_parts(columns, lambda: ([row[name] for name in columns] for row in found()))


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


def labelled_rows(dataset: Dataset, reader: str) -> Iterator[list[Cell]]:
    """The values of this site with names in a language, under their head; numbers and days stay what they are."""
    view, figure = dataset.views[reader], dataset.figure
    yield [column.titles[reader] for column in labelled_columns(dataset)]
    unit, words = view.language.name(figure.unit), _Words(dataset, reader)
    for point in dataset.observations:
        status = words.status(point)
        source = dataset.source_title(figure.source_of(point), reader)
        cells: list[Cell] = [point.value, *([point.numerator, point.denominator] if figure.shows_parts else [])]
        cells += [_others_in_words(dataset, point, reader)] if dataset.has_other_values else []
        yield [*words.fixed(point), *cells, unit, status, source, dataset.note(point.note, reader)]


def other_rows(dataset: Dataset, reader: str) -> Rows:
    """What other sources say, with names in a language, each beside the value of this site, under their head."""
    unit = dataset.views[reader].language.name(dataset.figure.unit)
    rows: Rows = [[column.titles[reader] for column in other_columns(dataset)]]
    words = _Words(dataset, reader)
    for point in dataset.observations:
        fixed = words.fixed(point) if point.alternatives else []
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


class _Words:
    """The words of the observations of a figure in a language: each is found once."""

    def __init__(self, dataset: Dataset, reader: str) -> None:
        self._dataset, self._view = dataset, dataset.views[reader]
        self._spans: dict[str, list[Cell]] = {}
        self._codes: dict[int, list[Cell]] = {}
        self._statuses: dict[tuple[Status, bool], str] = {}

    def fixed(self, point: Observation) -> list[Cell]:
        """The cells that say of what a value is."""
        period = point.period
        span = self._spans.get(period.text)
        if span is None:
            span = self._spans[period.text] = [self._view.language.span(period), period.start, period.end]
        codes = self._codes.get(id(point.codes))  # many observations hold the same dictionary of codes
        if codes is None:
            codes = self._codes[id(point.codes)] = list(self._named(point))
        return [*span, *codes]

    def status(self, point: Observation) -> str:
        """What is said of a value."""
        key = (point.status, point.value is None)
        if key not in self._statuses:
            self._statuses[key] = ", ".join(self._view.status(point.status.shown_with(point.value)))
        return self._statuses[key]

    def _named(self, point: Observation) -> Iterator[Cell]:
        for name, code in zip(self._dataset.figure.dimensions, self._dataset.codes(point), strict=True):
            yield self._view.code_name(name, point.codes.get(name, ""))
            if self._dataset.has_countries(name):
                yield code


def _others_in_words(dataset: Dataset, point: Observation, reader: str) -> str:
    """The other values as a text, which no sum takes."""
    language = dataset.views[reader].language
    unit = dataset.figure.unit
    return language.semicolon.join(
        f"{language.quantity(other.value, unit)} ({dataset.source_title(other.source, reader)})"
        for other in point.alternatives
    )
