"""Rows of cells → CSV: with commas for programs, and as offices open it in a language, read right by default.

Programs guess the type of a column from its first rows: a column that is empty there, or holds whole numbers only,
gets a type that what follows doesn’t fit. So the rows that show what a column holds stand first, where they don’t
come by themselves (``shown_early``), and the numbers of a column have as many decimals each (``evenly``).
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
Rows = list[list[Cell]]
# Fewer than the rows from which any program guesses: polars takes 100, DuckDB 20,480, pyarrow a megabyte.
_FIRST = 50
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
    return _written(([plain(cell) for cell in row] for row in rows), ",")


def as_office_csv(rows: Iterable[Iterable[Cell]], decimal: str) -> str:
    """Write rows so that a spreadsheet opens them with a double click where numbers have this sign before decimals.

    Excel takes the separators of the system: where decimals follow a comma, semicolons part the columns. It reads
    UTF-8 only after a byte order mark.
    """

    def office(cell: Cell) -> str:
        return plain(cell).replace(".", decimal) if isinstance(cell, Decimal) else plain(cell)

    return _BYTE_ORDER_MARK + _written(([office(cell) for cell in row] for row in rows), office_separator(decimal))


def office_separator(decimal: str) -> str:
    """What parts the columns where decimals follow a sign."""
    return ";" if decimal == "," else ","


def _written(rows: Iterable[list[str]], separator: str) -> str:
    buffer = io.StringIO()
    put: Callable[[list[str]], Any] = csv.writer(buffer, delimiter=separator, lineterminator=_LINE_END).writerow
    for row in rows:
        put(row)
    return buffer.getvalue()


def evenly(rows: Rows) -> Rows:
    """The same rows, with as many decimals in each number of a column as its longest has: 43.0, 43.5."""
    more = {}
    for column, cells in enumerate(zip(*rows, strict=True)):
        places = max((decimals(cell) for cell in cells if isinstance(cell, Decimal)), default=0)
        if places:
            more[column] = places
    if not more:
        return rows
    found = [list(row) for row in rows]
    for column, places in more.items():
        step = Decimal(1).scaleb(-places)
        for row in found:
            cell = row[column]
            if isinstance(cell, Decimal):
                row[column] = cell.quantize(step)
    return found


def decimals(value: Decimal | None) -> int:
    """How many decimals a number has."""
    exponent = value.as_tuple().exponent if value is not None else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def shown_early(rows: Rows) -> Rows:
    """The same rows; those that are the first to show a kind of cell in a column come first, if they came late.

    Numbers count as one kind: ``evenly`` has made them so.
    """
    if len(rows) <= _FIRST:
        return rows
    late = sorted({number for cells in zip(*rows, strict=True) for number in _late(cells)})
    there = set(late)
    return [rows[number] for number in late] + [row for number, row in enumerate(rows) if number not in there]


def _late(cells: tuple[Cell, ...]) -> Iterator[int]:
    """The places of the cells of a column that are the first of their kind, but for those that come early anyway."""
    kinds: set[str] = {""}
    texts: set[Cell] = set()
    for number, cell in enumerate(cells):
        if cell is None or (isinstance(cell, str) and cell in texts):
            continue
        if isinstance(cell, str):
            texts.add(cell)
        if (kind := _kind(cell)) not in kinds:
            kinds.add(kind)
            if number >= _FIRST:
                yield number


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
