"""Rows of cells → CSV: with commas for programs, and as offices open it in a language, read right by default.

Programs guess the type of a column from its first rows: a column that is empty there, or holds whole numbers only,
gets a type that what follows doesn’t fit. So the rows that show what a column holds stand first, where they don’t
come by themselves (``shown_early``), and the numbers of a column have as many decimals each (``evenly``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

Cell = str | Decimal | date | None
Rows = list[list[Cell]]
# Fewer than the rows from which any program guesses: polars takes 100, DuckDB 20,480, pyarrow a megabyte.
_FIRST = 50
_BYTE_ORDER_MARK = "\ufeff"
_LINE_END = "\r\n"


def plain(cell: Cell) -> str:
    """A cell as programs read it."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell.isoformat() if isinstance(cell, date) else safe(cell)


def safe(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula (https://owasp.org/www-community/attacks/CSV_Injection).

    Numbers, negative ones too, stay as they are.
    """
    if cell[:1] in "=+@\t\r" or (cell[:1] == "-" and not cell[1:].replace(".", "", 1).isdigit()):
        return f"'{cell}" if cell else cell
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
    decimals = [max((_decimals(cell) for cell in column), default=0) for column in zip(*rows, strict=True)]
    if not any(decimals):
        return rows
    return [
        [
            round(cell, places) + Decimal(0).scaleb(-places) if isinstance(cell, Decimal) and places else cell
            for cell, places in zip(row, decimals, strict=True)
        ]
        for row in rows
    ]


def _decimals(cell: Cell) -> int:
    exponent = cell.as_tuple().exponent if isinstance(cell, Decimal) else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def shown_early(rows: Rows) -> Rows:
    """The same rows; those that are the first to show a kind of cell in a column come first, if they came late."""
    known: list[set[str]] = [set() for _ in rows[0]] if rows else []
    early: list[int] = []
    for number, row in enumerate(rows):
        new = False
        for column, cell in enumerate(row):
            if (kind := _kind(cell)) not in known[column]:
                known[column].add(kind)
                new = new or bool(kind)
        if new and number >= _FIRST:
            early.append(number)
    late = set(early)
    return [rows[number] for number in early] + [row for number, row in enumerate(rows) if number not in late]


_KINDS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("", re.compile("")),
    ("whole", re.compile(r"[+-]?[0-9]+")),
    ("number", re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")),
    ("day", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    ("month", re.compile(r"[0-9]{4}-[0-9]{2}")),
    ("truth", re.compile(r"(?i:t|f|true|false|yes|no|y|n)")),
)


def _kind(cell: Cell) -> str:
    """As what a program takes a cell; nothing for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return "number" if _decimals(cell) else "whole"
    if isinstance(cell, date):
        return "day"
    return next((name for name, pattern in _KINDS if pattern.fullmatch(cell)), "text")
