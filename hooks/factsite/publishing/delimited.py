"""Rows of cells → CSV: with commas for programs, and as offices open it in a language, read right by default.

Programs guess the type of a column from its first rows: a column that is empty there, or holds whole numbers only,
gets a type that what follows doesn’t fit. So the rows that show what a column holds stand first, where they don’t
come by themselves, and the numbers of a column have as many decimals each (``csv_parts``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

Cell = str | Decimal | date | None
Row = Sequence[Cell]
Rows = list[list[Cell]]
# Fewer than the rows from which any program guesses: polars takes 100, DuckDB 20,480, pyarrow a megabyte.
_FIRST = 50
# As many letters are written at once; and of so many different texts of a column it is remembered what they are.
_PART, _TEXTS = 1 << 20, 10_000
_BYTE_ORDER_MARK = "\ufeff"
_LINE_END = "\r\n"
_DANGEROUS = frozenset("=+@\t\r-")


def plain(cell: Cell) -> str:
    """A cell as programs read it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe(cell) if cell[:1] in _DANGEROUS else cell
    return format(cell, "f") if isinstance(cell, Decimal) else cell.isoformat()


def safe(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula (https://owasp.org/www-community/attacks/CSV_Injection).

    Numbers, negative ones too, stay as they are.
    """
    if cell[:1] in _DANGEROUS - {"-"} or (cell[:1] == "-" and not cell[1:].replace(".", "", 1).isdigit()):
        return f"'{cell}"
    return cell


def as_csv(rows: Iterable[Iterable[Cell]]) -> str:
    """Write rows as CSV after RFC 4180."""
    return "".join(_written(([plain(cell) for cell in row] for row in rows), ","))


def csv_parts(head: Row, rows: Callable[[], Iterable[Row]], *, titled: bool = False) -> Iterator[str]:
    """Write a table for programs as CSV after RFC 4180, part by part: nothing is kept of it, whatever its length.

    The numbers of a column have as many decimals each as its longest has: 43.0, 43.5. Rows that are the first to show
    a kind of cell in a column come first, if they came late.

    Args:
        head: the names of the columns.
        rows: gives the rows, each time anew.
        titled: whether the names are words, which tell a program that texts may follow.
    """
    survey = _Survey(len(head))
    if titled:
        survey.take(0, head)
    for number, row in enumerate(rows(), int(titled)):
        survey.take(number, row)
    steps = {column: Decimal(1).scaleb(-places) for column, places in enumerate(survey.places) if places}

    def even(row: Row) -> list[str]:
        cells = list(row)
        for column, step in steps.items():
            cell = cells[column]
            if isinstance(cell, Decimal):
                cells[column] = cell.quantize(step)
        return [plain(cell) for cell in cells]

    def ordered() -> Iterator[list[str]]:
        yield [plain(cell) for cell in head]
        yield from map(even, survey.late.values())
        yield from (even(row) for number, row in enumerate(rows(), int(titled)) if number not in survey.late)

    yield from _written(ordered(), ",")


def office_csv_parts(rows: Iterable[Row], decimal: str) -> Iterator[str]:
    """Write rows so that a spreadsheet opens them with a double click where numbers have this sign before decimals.

    Excel takes the separators of the system: where decimals follow a comma, semicolons part the columns. It reads
    UTF-8 only after a byte order mark.
    """

    def office(cell: Cell) -> str:
        return plain(cell).replace(".", decimal) if isinstance(cell, Decimal) else plain(cell)

    yield _BYTE_ORDER_MARK
    yield from _written(([office(cell) for cell in row] for row in rows), office_separator(decimal))


def office_separator(decimal: str) -> str:
    """What parts the columns where decimals follow a sign."""
    return ";" if decimal == "," else ","


def _written(rows: Iterable[list[str]], separator: str) -> Iterator[str]:
    buffer = io.StringIO()
    put: Callable[[list[str]], Any] = csv.writer(buffer, delimiter=separator, lineterminator=_LINE_END).writerow
    for row in rows:
        put(row)
        if buffer.tell() > _PART:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def decimals(value: Decimal | None) -> int:
    """How many decimals a number has."""
    exponent = value.as_tuple().exponent if value is not None else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


class _Survey:
    """What the rows of a table hold, seen one after the other: decimals by column, and the rows that show more late."""

    def __init__(self, columns: int) -> None:
        self.places = [0] * columns
        self.late: dict[int, Row] = {}
        self._kinds: list[set[str]] = [{""} for _ in range(columns)]
        self._texts: list[set[str]] = [set() for _ in range(columns)]

    def take(self, number: int, row: Row) -> None:
        """Look at the row of a number.

        Numbers of one column count as one kind: they get as many decimals each.
        """
        for column, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, str):
                texts = self._texts[column]
                if cell in texts:
                    continue
                if len(texts) < _TEXTS:
                    texts.add(cell)
            elif isinstance(cell, Decimal):
                self.places[column] = max(self.places[column], decimals(cell))
            kinds = self._kinds[column]
            if len(kinds) <= len(_KINDS) and (kind := _kind(cell)) not in kinds:
                kinds.add(kind)
                if number >= _FIRST:
                    self.late[number] = list(row)


_KINDS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("", re.compile("")),
    ("whole", re.compile(r"[+-]?[0-9]+")),
    ("number", re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")),
    ("day", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    ("month", re.compile(r"[0-9]{4}-[0-9]{2}")),
    ("truth", re.compile(r"(?i:t|f|true|false|yes|no|y|n)")),
)


def _kind(cell: str | Decimal | date) -> str:
    """As what a program takes a cell; nothing for an empty one."""
    if not isinstance(cell, str):
        return "number" if isinstance(cell, Decimal) else "day"
    return next((name for name, pattern in _KINDS if pattern.fullmatch(cell)), "text")
