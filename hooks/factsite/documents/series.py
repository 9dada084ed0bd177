"""Long series: a tidy CSV beside the YAML of a figure."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from factsite.documents.cells import SEPARATORS, cell_starts, other_separator
from factsite.documents.events import Tree
from factsite.documents.text import MAX_SERIES, UnreadableError, has_byte_order_mark, read_text
from factsite.documents.tree import Document, Keys, Place
from factsite.problems import Problem, Severity
from factsite.records.texts import MAX_TEXT
from factsite.telling import UNSAID, Told, all_of, told

# As many as a figure of a whole country by citizenship, age and sex has, and a workbook holds.
MAX_ROWS = 1_000_000
MAX_COLUMNS = 50


@dataclass
class SeriesDocument(Document):
    """A figure's YAML whose observations stand in a CSV: places of observations lead into the CSV.

    ``warnings`` holds what is odd about the CSV but didn't keep it from being read.
    """

    csv_path: Path = field(default_factory=Path)
    columns: list[str] = field(default_factory=list)
    csv_lines: Sequence[int] = ()
    warnings: list[Problem] = field(default_factory=list)
    _csv_text: list[str] | None = field(default=None, repr=False)

    def problem(self, rule: str, message: Told, remedy: Told = UNSAID, keys: Keys = ()) -> Problem:
        """Make a problem that points at the value at ``keys``, in the CSV if it is that of an observation."""
        if len(keys) < 2 or keys[0] != "observations" or not isinstance(keys[1], int):
            return super().problem(rule, message, remedy, keys)
        place = self._cell(keys[1], keys[2] if len(keys) > 2 else "")
        return Problem(self.csv_path, place.line, place.column, rule, message, remedy, width=place.width)

    def _cell(self, row: int, column: str | int) -> Place:
        line = self.csv_lines[row]
        if self._csv_text is None:
            self._csv_text = read_text(self.csv_path, MAX_SERIES).split("\n")
        text = self._csv_text[line - 1]
        starts = [*cell_starts(text), len(text) + 2]
        index = self.columns.index(str(column)) if column in self.columns else len(starts)
        if index + 1 >= len(starts):
            return Place(line, 1, max(1, len(text)))
        return Place(line, starts[index], max(1, starts[index + 1] - starts[index] - 1))


@dataclass(frozen=True)
class SeriesRows:
    """The text of a CSV that can be used, the names of its columns, the line of each row, and what is odd about it."""

    path: Path
    columns: list[str]
    lines: Sequence[int]
    warnings: list[Problem]
    text: str = field(repr=False)

    def __iter__(self) -> Iterator[list[str]]:
        """The cells of each row below the head."""
        return islice((row for row in csv.reader(_lines(self.text), strict=True) if row), 1, None)

    def trees(self) -> list[Tree]:
        """The rows as a YAML would have them; an empty cell is no value."""
        found: list[Tree] = []
        for row in self:
            cells: dict[str, Tree] = {column: cell for column, cell in zip(self.columns, row, strict=True) if cell}
            found.append({"value": None, **cells})
        return found


def read_series(path: Path) -> SeriesRows:
    """Read the CSV of a figure; an empty cell is no value.

    Raises:
        UnreadableError: the CSV can't be read, has rows of other lengths than its head, or too much in it.
    """
    text = read_text(path, MAX_SERIES)
    rows = _rows(path, text)
    _, columns = next(rows, (1, list[str]()))
    _refuse_other_separator(path, columns)
    missing = [column for column in ("period", "value") if column not in columns]
    if len(columns) > MAX_COLUMNS:
        what = told("the first row has {number} columns; {limit} is the limit", number=len(columns), limit=MAX_COLUMNS)
        raise UnreadableError(Problem(path, 1, 1, "too-large", what, told("Check the commas.")))
    if missing or len(set(columns)) != len(columns):
        what = told(
            "the first row must name the columns once each, with {listed}",
            listed=all_of(missing) or told("no column twice"),
        )
        remedy = told("Write the names of the columns in the first line, with commas between, such as period,value.")
        raise UnreadableError(Problem(path, 1, 1, "series", what, remedy))
    lines = array("L")
    for line, row in rows:
        if len(row) != len(columns):
            raise UnreadableError(_unequal(path, line, row, columns))
        lines.append(line)
    warnings = [byte_order_mark(path)] if has_byte_order_mark(path) else []
    return SeriesRows(path, columns, lines, warnings, text)


def with_series(document: Document, series: SeriesRows, observations: list[Any]) -> SeriesDocument:
    """Put the rows of a CSV beside the document in place of its observations, as trees or as what was made of them."""
    return SeriesDocument(
        document.path,
        document.text,
        document.data | {"observations": observations},
        document.offset,
        csv_path=series.path,
        columns=series.columns,
        csv_lines=series.lines,
        warnings=series.warnings,
    )


def _unequal(path: Path, line: int, row: list[str], columns: list[str]) -> Problem:
    """The problem of a row with more or fewer cells than the head; a decimal comma makes two of one."""
    at = columns.index("value")
    parts = row[at : at + 2]
    if len(row) == len(columns) + 1 and all(part.lstrip("-").isdigit() for part in parts):
        what = told("the decimal comma in “{number}” makes two cells of one", number=",".join(parts))
        return Problem(path, line, 1, "series", what, told("Write {number}.", number=".".join(parts)))
    what = told("this row has {number} cells, the first has {other}", number=len(row), other=len(columns))
    return Problem(path, line, 1, "series", what, told("Check the commas."))


def byte_order_mark(path: Path) -> Problem:
    """The warning that a CSV starts with a byte order mark, which many programs take for part of the first name."""
    what = told("the file starts with a byte order mark, which other programs read as part of the first column’s name")
    remedy = told(
        "Save it as UTF-8 without a byte order mark (in Excel: “CSV UTF-8” adds one, a plain editor can drop it)."
    )
    return Problem(path, 1, 1, "byte-order-mark", what, remedy, Severity.WARNING)


def _refuse_other_separator(path: Path, columns: list[str]) -> None:
    column = other_separator(columns[0]) if len(columns) == 1 else None
    if column is not None:
        what = told(
            "the columns are separated by {separators}, not by commas", separators=SEPARATORS[columns[0][column - 1]]
        )
        raise UnreadableError(
            Problem(path, 1, column, "separator", what, told("Save the file with commas between cells."))
        )


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, one at a time: a buffer would take four bytes for each letter."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV, the head first, each with the line on which it ends; ``MAX_ROWS`` below the head at most."""
    reader = csv.reader(_lines(text), strict=True)
    number = 0
    try:
        for row in reader:
            if row:
                _refuse_long_cells(path, row, reader.line_num)
                if number > MAX_ROWS:
                    what = told("the series has more than {limit} rows", limit=MAX_ROWS)
                    raise UnreadableError(
                        Problem(path, reader.line_num, 1, "too-large", what, told("Part the figure."))
                    )
                number += 1
                yield reader.line_num, row
    except csv.Error as error:
        what = told("a quotation mark opens or closes in the midst of a cell here, or isn’t closed")
        remedy = told('Put a cell that holds a comma between straight quotation marks, and write " twice within it.')
        raise UnreadableError(Problem(path, reader.line_num, 1, "series", what, remedy)) from error


def _refuse_long_cells(path: Path, row: list[str], line: int) -> None:
    if longest := next((cell for cell in row if len(cell) > MAX_TEXT), None):
        what = told(
            "a cell of this row has {number} characters; {limit} is the limit", number=len(longest), limit=MAX_TEXT
        )
        raise UnreadableError(Problem(path, line, 1, "too-large", what, told("Check the quotes, or shorten the text.")))
