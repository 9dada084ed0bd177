"""A sheet of an Excel workbook → a table, in one pass (ECMA-376: a package of XML parts that name each other).

openpyxl reads a workbook whole, or one of results and formulas as a stream, without bounds on either; calamine holds
the rectangle around all cells, however few they are. Here only what is written costs anything. What numbers mean (days,
formats of numbers) is asked of openpyxl.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from factsite.importing.archive import Archive
from factsite.importing.markup import branches
from factsite.importing.parts import read_book, sheet_part
from factsite.importing.sheet import SheetReader
from factsite.importing.styles import read_numbers, read_strings
from factsite.importing.table import MAX_CELLS, MAX_COLUMNS, FileRow, FileTable, table, unreadable
from factsite.records.mapping import Mapping
from factsite.telling import UNSAID, told

MAX_TAGS = 60_000_000


def read_workbook(path: Path, mapping: Mapping) -> FileTable:
    """Read a sheet (the first, if the mapping names none). A cell's line is its row, its column the letter's number.

    Raises:
        UnreadableError: it is no workbook, has no such sheet, or a cell holds a formula without its result; going
            through the rows raises it too.
    """
    chosen = _Chosen(path, mapping)
    rows = chosen.rows()
    head = next(rows, None)
    if head is None:
        what = told("the first sheet of the workbook is empty")
        if mapping.sheet:
            what = told("the sheet “{sheet}” is empty", sheet=mapping.sheet)
        raise unreadable(path, what, told("Get the file again."))
    used = len(head.cells) - next((n for n, cell in enumerate(reversed(head.cells)) if cell), 0)
    head.cells = head.cells[:used]
    made = table(path, head, _of_width(path, rows, used), lambda row, column: column + 1)
    made.count = lambda: chosen.count(used)
    return made


def _of_width(path: Path, rows: Iterator[FileRow], width: int) -> Iterator[FileRow]:
    for row in rows:
        if any(row.cells[width:]):
            beyond = next(number for number, cell in enumerate(row.cells) if number >= width and cell)
            raise unreadable(path, told("this row has cells to the right of the head"), UNSAID, row.line, beyond + 1)
        if len(row.cells) != width:
            row.cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        yield row


class _Chosen:
    """The sheet that a mapping names."""

    def __init__(self, path: Path, mapping: Mapping) -> None:
        self._path, self._mapping = path, mapping
        self._values = 0

    def rows(self) -> Iterator[FileRow]:
        """The rows from the head on that hold anything."""
        with Archive(self._path) as archive:
            book = read_book(archive)
            part = sheet_part(archive, book, self._mapping)
            self._values = _count_values(archive, part)
            strings = read_strings(archive, book)
            sheet = SheetReader(self._path, strings, read_numbers(archive, book))
            yield from sheet.rows(branches(self._path, archive.chunks(part), "sheetData"), self._mapping.header)

    def count(self, width: int) -> int:
        """How many rows there must be below the head for all values; each has ``width`` of them at most."""
        above = (self._mapping.header - 1) * MAX_COLUMNS
        return max(0, self._values - above - width) // width


def _count_values(archive: Archive, part: str) -> int:
    """Unpack a sheet once without taking it apart: that is fast, and tells whether it is whole and within bounds.

    Returns:
        How many values it holds, or a few less.
    """
    tags = values = 0
    for chunk in archive.chunks(part):
        tags += chunk.count(b"<")
        values += chunk.count(b"</v>") + chunk.count(b"</is>")
        if tags > MAX_TAGS:
            raise unreadable(
                archive.path,
                told("the sheet holds more than {limit} cells", limit=MAX_CELLS),
                told("Get a part of it."),
            )
    return values
