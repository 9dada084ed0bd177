"""The observations of a figure as CSV: tidy with codes for programs, and in words for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from factsite.publishing.dataset import Dataset
from factsite.records.figure import Figure, Observation

Cell = str | Decimal | None


def tidy_columns(figure: Figure) -> list[str]:
    """The columns of the table with codes; the parts of a rate and the publisher's codes where there are any."""
    parts = ["numerator", "denominator"] if figure.shows_parts else []
    own = ["own"] if any(point.own for point in figure.observations) else []
    return ["figure", "period", *figure.dimensions, "alternative", "value", *parts, "unit", "status", "source", *own]


def tidy(dataset: Dataset) -> str:
    """One row per observation (https://r4ds.hadley.nz/data-tidy); ``alternative`` numbers what other sources say."""
    columns = tidy_columns(dataset.figure)
    return as_csv([columns, *([row[name] for name in columns] for row in _tidy_rows(dataset))])


def _tidy_rows(dataset: Dataset) -> Iterator[dict[str, Cell]]:
    figure = dataset.figure
    for point in dataset.observations:
        row: dict[str, Cell] = {"figure": dataset.id, "period": point.period.text, "unit": figure.unit.value}
        row |= {name: point.codes.get(name, "") for name in figure.dimensions}
        row |= {"value": point.value, "numerator": point.numerator, "denominator": point.denominator}
        row |= {"status": str(point.status), "own": point.own or ""}
        yield row | {"alternative": "0", "source": figure.source_of(point)}
        for number, other in enumerate(point.alternatives, 1):
            more: dict[str, Cell] = {"value": other.value, "source": other.source, "alternative": str(number)}
            yield row | more | {"numerator": None, "denominator": None, "status": "", "own": ""}


def labelled_rows(dataset: Dataset, reader: str) -> list[list[Cell]]:
    """The same rows with names in a language, under their head; numbers stay numbers."""
    view, figure = dataset.views[reader], dataset.figure
    say, dimensions = view.language.say, list(figure.dimensions)
    names = [view.dimension(name) for name in dimensions]
    parts = [say("Numerator"), say("Denominator")] if figure.shows_parts else []
    rows: list[list[Cell]] = [
        [say("Period"), *names, say("Value"), *parts, say("Unit"), say("Status"), say("Source"), say("Notes")]
    ]
    unit = view.language.name(figure.unit)
    for point in dataset.observations:
        fixed: list[Cell] = [view.language.span(point.period)]
        fixed += [view.code_name(name, point.codes.get(name, "")) for name in dimensions]
        status = ", ".join(view.status(point.status.shown_with(point.value)))
        source = dataset.sources[figure.source_of(point)].title_for(reader).text
        rows.append([*fixed, point.value, *_parts(figure, point), unit, status, source, view.note(point.note)])
        for other in point.alternatives:
            title = dataset.sources[other.source].title_for(reader).text
            rows.append([*fixed, other.value, *([None] * len(parts)), unit, "", title, view.note(other.note)])
    return rows


def _parts(figure: Figure, point: Observation) -> list[Cell]:
    return [point.numerator, point.denominator] if figure.shows_parts else []


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return format(cell, "f") if isinstance(cell, Decimal) else cell


def safe(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula (https://owasp.org/www-community/attacks/CSV_Injection).

    Numbers, negative ones too, stay as they are.
    """
    if cell[:1] in "=+@\t\r" or (cell[:1] == "-" and not cell[1:].replace(".", "", 1).isdigit()):
        return f"'{cell}" if cell else cell
    return cell


def as_csv(rows: Iterable[Iterable[Cell]]) -> str:
    """Write rows as CSV after RFC 4180."""
    buffer = io.StringIO()
    put: Callable[[list[str]], Any] = csv.writer(buffer, lineterminator="\r\n").writerow
    for row in rows:
        put([safe(_plain(cell)) for cell in row])
    return buffer.getvalue()
