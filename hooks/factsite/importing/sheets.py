"""The sheets of any workbook → the table that a mapping asks for: which sheet, its head, its merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from factsite.importing.heading import Head, Merged, take_head, without_footer
from factsite.importing.remarks import Remark, Remarks
from factsite.importing.table import MAX_COLUMNS, FileRow, FileTable, is_number, shown, table, unreadable
from factsite.problems import did_you_mean
from factsite.records.mapping import Mapping
from factsite.telling import Told, quoted, told

# Sheets whose heads are looked at where the mapping names none; a workbook begins with its cover and its notes.
_SEARCHED = 50


class Workbook(Protocol):
    """A workbook that is being read."""

    @property
    def tables(self) -> Sequence[str]:
        """The names of the sheets with cells."""

    @property
    def others(self) -> Sequence[str]:
        """The names of the sheets without: charts, macros."""

    def rows(self, name: str) -> Iterator[FileRow]:
        """The rows of a sheet that hold anything, and before the first of them all that ``merged`` needs."""

    def merged(self, name: str) -> Sequence[Merged]:
        """The merged cells of a sheet whose first row was read."""

    def count(self, name: str, head: int, width: int) -> int:
        """How many rows there must be below the head."""


@dataclass
class _Opened:
    """A sheet with its head, whose rows are being read."""

    name: str
    head: Head
    rows: Iterator[FileRow]


def read_sheets(path: Path, mapping: Mapping, book: Workbook, remarks: Remarks) -> FileTable:
    """Read the sheet that a mapping names, else the first one whose head has what the mapping names.

    Raises:
        UnreadableError: there is no such sheet, or it has no head.
    """
    opened = _open(path, mapping, book, remarks)
    head = opened.head
    head.tell(remarks, found=mapping.header is None)
    passed = [name for name in (*book.tables, *book.others) if name != opened.name] if mapping.sheet is None else []
    for name in passed:
        remarks.add(Remark.SHEETS, name)
    used = len(head.row.cells) - next((n for n, cell in enumerate(reversed(head.row.cells)) if cell), 0)
    beside = used < MAX_COLUMNS
    head.row.cells = [*head.row.cells[:used], *([""] if beside else [])]
    rows = _of_width(path, without_footer(opened.rows, mapping.footer, remarks), used, remarks)
    made = table(path, head.row, rows, lambda row, column: column + 1, named=set(mapping.named_columns()))
    made.open_ended, made.levels, made.remarks = beside, head.levels, remarks
    codes = {number for number, name in enumerate(made.columns) if name and name in _code_columns(mapping)}
    made.rows = _merged_down(made.rows, book.merged(opened.name), codes, remarks)
    made.count = lambda: book.count(opened.name, head.row.line, used)
    return made


def _code_columns(mapping: Mapping) -> set[str]:
    """The columns in which a merged cell holds for all of its rows: all that are named but those of values."""
    values = set(mapping.wide.columns) if mapping.wide else {mapping.value}
    return set(mapping.named_columns()) - values


def _open(path: Path, mapping: Mapping, book: Workbook, remarks: Remarks) -> _Opened:
    if not book.tables:
        what = (
            told("the workbook has charts only, no sheet with cells")
            if book.others
            else told("the workbook has no sheet")
        )
        raise unreadable(path, what, told("Get a file with the numbers."))
    if mapping.sheet is not None:
        return _named(path, mapping, book, mapping.sheet)
    names = {" ".join(name.split()) for name in mapping.named_columns()}
    fallback: str | None = None
    for name in book.tables[:_SEARCHED]:
        head, rows = take_head(book.rows(name), mapping, _Late(book, name))
        if head is None:
            continue
        if names <= set(head.row.cells):
            return _Opened(name, head, rows)
        fallback = fallback or name
        # What was seen in a sheet that isn't read needn't be told.
        remarks.forget(Remark.FORMATS)
        remarks.forget(Remark.YEARS)
    if fallback is None:
        raise unreadable(path, told("the first sheet of the workbook is empty"), told("Get the file again."))
    return _named(path, mapping, book, fallback)


def _named(path: Path, mapping: Mapping, book: Workbook, name: str) -> _Opened:
    if name in book.others:
        what = told("the sheet “{sheet}” holds a chart, no cells", sheet=shown(name))
        remedy = did_you_mean(name, book.tables) or _sheets(book)
        raise unreadable(path, what, remedy)
    if name not in book.tables:
        what = told("the workbook has no sheet “{sheet}”", sheet=shown(name))
        raise unreadable(path, what, did_you_mean(name, map(shown, book.tables)) or _sheets(book))
    head, rows = take_head(book.rows(name), mapping, _Late(book, name))
    if head is None:
        what = told("the sheet “{sheet}” is empty", sheet=shown(name))
        raise unreadable(path, what, told("Get the file again."))
    return _Opened(name, head, rows)


def _sheets(book: Workbook) -> Told:
    return told("Name one of its sheets in the import: {sheets}.", sheets=quoted(map(shown, book.tables[:10])))


class _Late(Sequence[Merged]):
    """The merged cells of a sheet, which are known when its first row was read."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._book, self._name = book, name

    def __getitem__(self, place: int) -> Merged:  # type: ignore[override]
        return self._book.merged(self._name)[place]

    def __len__(self) -> int:
        return len(self._book.merged(self._name))


def _of_width(path: Path, rows: Iterator[FileRow], width: int, remarks: Remarks) -> Iterator[FileRow]:
    """Rows as wide as the head, and one cell wider; words farther to the right are counted."""
    full = min(width + 1, MAX_COLUMNS)
    for row in rows:
        for number, cell in enumerate(row.cells[width:], width):
            if cell and is_number(cell):
                what = told("this row has cells to the right of the head")
                remedy = told("Say under “header” of the import in which rows the head stands.")
                raise unreadable(path, what, remedy, row.line, number + 1)
            if cell and number >= full:
                remarks.add(Remark.UNNAMED, cell)
        if len(row.cells) != full:
            row.cells = [*row.cells[:full], *[""] * (full - len(row.cells))]
        if any(row.cells):
            yield row


def _merged_down(
    rows: Iterator[FileRow], merged: Sequence[Merged], columns: set[int], remarks: Remarks
) -> Iterator[FileRow]:
    """Let a cell that is merged with those below it hold for all of their rows."""
    tall = sorted((one for one in merged if one.bottom > one.top and one.left - 1 in columns), key=lambda one: one.top)
    if not tall:
        yield from rows
        return
    waiting, active = list(reversed(tall)), {}
    for row in rows:
        while waiting and waiting[-1].top <= row.line:
            one = waiting.pop()
            text = row.cells[one.left - 1] if one.top == row.line else ""
            active[one.left - 1] = one, text
        for column, (one, text) in list(active.items()):
            if row.line > one.bottom:
                del active[column]
            elif text and not row.cells[column]:
                row.cells = [*row.cells[:column], text, *row.cells[column + 1 :]]
                remarks.add(Remark.FILLED, text)
        yield row
