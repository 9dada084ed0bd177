"""An Excel workbook, whose sheets are read in one pass (ECMA-376: a package of XML parts that name each other).

openpyxl reads a workbook whole, or one of results and formulas as a stream, without bounds on either; calamine holds
the rectangle around all cells, however few they are. Here only what is written costs anything. What numbers mean (days,
formats of numbers) is asked of openpyxl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl.utils.cell import column_index_from_string

from factsite.importing.archive import Archive
from factsite.importing.heading import Merged
from factsite.importing.markup import branches
from factsite.importing.parts import read_book, table_parts
from factsite.importing.remarks import Remarks
from factsite.importing.sheet import SheetReader
from factsite.importing.sheets import read_sheets
from factsite.importing.styles import NumberStyles, read_numbers, read_strings
from factsite.importing.table import MAX_CELLS, MAX_COLUMNS, FileRow, FileTable, unreadable
from factsite.records.mapping import Mapping
from factsite.telling import told

MAX_TAGS = 60_000_000
MAX_MERGED = 100_000
_MERGED = re.compile(rb'mergeCell\s[^<>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_CARRIED = 512


def read_workbook(path: Path, mapping: Mapping) -> FileTable:
    """Read a sheet of a workbook. A cell's line is its row, its column the letter's number.

    Raises:
        UnreadableError: it is no workbook, has no such sheet, or a cell holds a formula without its result; going
            through the rows raises it too.
    """
    remarks = Remarks()
    return read_sheets(path, mapping, _Excel(path, remarks), remarks)


class _Excel:
    """A workbook of Excel; what its sheets share is read once."""

    def __init__(self, path: Path, remarks: Remarks) -> None:
        self._path, self._remarks = path, remarks
        with Archive(path) as archive:
            book = read_book(archive)
            self._parts, self.others = table_parts(book)
            self._strings: list[str] = []
            self._numbers: NumberStyles | None = None
            self._book = book
        self.tables = list(self._parts)
        self._values: dict[str, int] = {}
        self._merged: dict[str, list[Merged]] = {}

    def rows(self, name: str) -> Iterator[FileRow]:
        """The rows of a sheet that hold anything."""
        with Archive(self._path) as archive:
            part = self._parts[name]
            if name not in self._values:
                self._values[name], self._merged[name] = _look_through(archive, part)
            if self._numbers is None:
                self._strings = read_strings(archive, self._book)
                self._numbers = read_numbers(archive, self._book)
            sheet = SheetReader(self._path, self._strings, self._numbers, self._remarks)
            yield from sheet.rows(branches(self._path, archive.chunks(part), "sheetData"))

    def merged(self, name: str) -> Sequence[Merged]:
        """The merged cells of a sheet whose first row was read."""
        return self._merged.get(name, [])

    def count(self, name: str, head: int, width: int) -> int:
        """How many rows there must be below the head for all values; each has ``width`` of them at most."""
        return max(0, self._values[name] - (head - 1) * MAX_COLUMNS - width) // max(1, width)


def _look_through(archive: Archive, part: str) -> tuple[int, list[Merged]]:
    """Unpack a sheet once without taking it apart: that is fast, and tells whether it is whole and within bounds.

    Returns:
        How many values it holds, or a few less; and its merged cells.
    """
    tags = values = 0
    merged: list[Merged] = []
    carried = b""
    for chunk in archive.chunks(part):
        tags += chunk.count(b"<")
        values += chunk.count(b"</v>") + chunk.count(b"</is>")
        if tags > MAX_TAGS:
            raise unreadable(
                archive.path,
                told("the sheet holds more than {limit} cells", limit=MAX_CELLS),
                told("Get a part of it."),
            )
        if b"mergeCell" in chunk or carried:
            # After the cells, and never more than a tag of it lies across two pieces.
            text = carried + chunk
            end = 0
            for found in _MERGED.finditer(text):
                end = found.end()
                if len(merged) < MAX_MERGED:
                    left, right = (column_index_from_string(found[n].decode()) for n in (1, 3))
                    merged.append(Merged(int(found[2]), left, int(found[4]), right))
            carried = text[max(end, len(text) - _CARRIED) :]
        else:
            carried = chunk[-_CARRIED:]
    return values, merged
