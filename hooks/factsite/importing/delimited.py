r"""CSV, SDMX-CSV and Eurostat's TSV → a table, line by line.

SDMX-CSV: https://github.com/sdmx-twg/sdmx-csv; the TSV of Eurostat's bulk download: one row per series, its codes in
the first cell (``freq,unit,geo\TIME_PERIOD``), one column per period, flags after the value (``12345 b``, ``: c``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from factsite.documents.cells import SEPARATORS, cell_starts, other_separator
from factsite.documents.text import FORBIDDEN, UnreadableError
from factsite.importing.encodings import Lettering, look_through, opened_text
from factsite.importing.heading import Head, take_head, without_footer
from factsite.importing.remarks import Remark, Remarks
from factsite.importing.table import MAX_ROW, FileRow, FileTable, Place, shown, table, unreadable
from factsite.problems import Problem
from factsite.records.codes import FileFormat
from factsite.records.mapping import FLAGS, VALUE, Mapping
from factsite.telling import told

_UPDATE = "LAST UPDATE"
# Marks of the direction of writing and of joining, which change no text (the controls that reorder it are refused).
MARKS = re.compile("[\u061c\u200e\u200f\ufeff]")


def read_csv(path: Path, mapping: Mapping) -> FileTable:
    """Read a CSV with a head, or an SDMX-CSV.

    Raises:
        UnreadableError: it is no such file; going through the rows raises it too.
    """
    remarks = Remarks()
    head, rows, lettering = _head_and_rows(path, mapping.separator, mapping, remarks)
    named = set(mapping.named_columns())
    rows = without_footer(rows, mapping.footer, remarks)
    if mapping.format is FileFormat.SDMX_CSV:
        rows = _without_labels(head.row, rows)
    made = table(path, head.row, rows, _place(mapping.separator), named=named, ended=lettering.ended)
    made.levels, line = head.levels, head.row.line
    made.remarks = remarks
    made.count = lambda: _count(path, lettering.encoding, mapping.separator, line)
    if mapping.format is FileFormat.SDMX_CSV:
        made.rows = _with_update(made, made.rows)
    return made


def _without_labels(head: FileRow, rows: Iterator[FileRow]) -> Iterator[FileRow]:
    """Take the labels from the columns of an SDMX-CSV that has both (REF_AREA: Reference area), and from their codes.

    A head may also say how the parts of a cell are separated: STRUCTURE[;].
    """
    both = {number for number, name in enumerate(head.cells) if ": " in name}
    head.cells = [re.sub(r"\[.\]$", "", name.partition(": ")[0]) for name in head.cells]
    if not both:
        return rows
    return (_without_label(row, both) for row in rows)


def _without_label(row: FileRow, both: set[int]) -> FileRow:
    row.cells = [cell.partition(": ")[0] if number in both else cell for number, cell in enumerate(row.cells)]
    return row


def read_tsv(path: Path, mapping: Mapping) -> FileTable:
    """Read a TSV of Eurostat as one row per observation, with the columns of an SDMX-CSV.

    Raises:
        UnreadableError: it is no such file; going through the rows raises it too.
    """
    remarks = Remarks()
    found, lines, lettering = _head_and_rows(path, "\t", mapping.model_copy(update={"header": (1,)}), remarks)
    head = found.row
    names, mark, period = head.cells[0].partition("\\")
    if not mark:
        raise unreadable(path, told("the first cell isn’t “code,code,…\\TIME_PERIOD”, as in the TSV of Eurostat"))
    wide = table(path, head, lines, _place("\t"), ended=lettering.ended)
    columns = [name.strip() for name in names.split(",")]

    def place(row: FileRow, column: int) -> int:
        if column >= len(columns):
            return _place("\t")(row, row.cell)
        starts = cell_starts(row.source.partition("\t")[0])
        return starts[min(column, len(starts) - 1)]

    titles = FileRow(head.line, [*columns, period.strip(), VALUE, FLAGS], head.source)
    made = table(path, titles, (), place)
    made.problems = wide.problems
    made.remarks = wide.remarks = remarks
    made.rows = _long(wide, len(columns))
    made.count = lambda: _count(path, lettering.encoding, "\t", 1) * (len(head.cells) - 1)
    return made


def _long(wide: FileTable, codes: int) -> Iterator[FileRow]:
    """One row per cell of a TSV."""
    labels = [label.strip() for label in wide.columns[1:]]
    for row in wide.rows:
        found = [code.strip() for code in row.cells[0].split(",")]
        if len(found) != codes:
            what = told(
                "“{cells}” has {number} codes, the head names {codes}",
                cells=shown(row.cells[0]),
                number=len(found),
                codes=codes,
            )
            wide.note(row, 0, "import-file", what, told("Get the file again."))
            continue
        for number, label in enumerate(labels, 1):
            value, _, flags = row.cells[number].partition(" ")
            yield FileRow(row.line, [*found, label, value, flags.strip()], row.source, number)


def _place(separator: str) -> Place:
    """Where a cell starts; the rest of a row that goes on in the next line counts as the end of its first."""

    def place(row: FileRow, column: int) -> int:
        starts = cell_starts(row.source, separator)
        return starts[min(column, len(starts) - 1)]

    return place


def _head_and_rows(
    path: Path, separator: str, mapping: Mapping, remarks: Remarks
) -> tuple[Head, Iterator[FileRow], Lettering]:
    lettering = look_through(path, separator, mapping.encoding)
    if lettering.guessed:
        remarks.add(Remark.ENCODING, lettering.encoding)
    if not lettering.ended:
        remarks.add(Remark.NO_END)
    head, rows = take_head(_rows(path, separator, lettering.encoding, remarks), mapping)
    if head is None:
        raise unreadable(path, told("the file has no head"))
    head.tell(remarks, found=mapping.header is None)
    if (column := other_separator(head.row.source, separator)) is not None:
        sign = head.row.source[column - 1]
        what = told(
            "the columns are separated by {separators}, not by {other}",
            separators=SEPARATORS[sign],
            other=SEPARATORS[separator],
        )
        remedy = told("Say so in the import of the figure: “separator”.")
        source = head.row.source.rstrip()
        raise UnreadableError(Problem(path, head.row.line, column, "separator", what, remedy, source=source))
    return head, rows, lettering


def _count(path: Path, encoding: str, separator: str, header: int) -> int:
    """The rows below the head, of a file whose rows before any that can't be read are no longer than they may be."""
    with opened_text(path, encoding) as file:
        lines = iter(lambda: file.readline(MAX_ROW + 1), "")
        reader, count = csv.reader(lines, delimiter=separator, strict=True), -1
        try:
            for cells in reader:
                count += bool(cells) and reader.line_num >= header
        except csv.Error:
            pass  # told where it is reached
    return max(0, count)


class _Lines:
    """The lines of a text file, checked one by one; ``first`` and ``start`` are those of the row being read."""

    def __init__(self, path: Path, file: TextIO, remarks: Remarks) -> None:
        self._path, self._file, self._remarks = path, file, remarks
        self._number = 0
        self.begin()

    def begin(self) -> None:
        """Say that the next line begins a row."""
        self._room, self.first, self.start = MAX_ROW, "", self._number + 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = self._file.readline(self._room + 1)
        if not text:
            raise StopIteration
        self._number += 1
        self._room -= len(text)
        if self._room < 0:
            what = told(
                "this row has more than {limit} bytes, as if line ends were missing or a quote weren’t closed",
                limit=MAX_ROW,
            )
            raise unreadable(
                self._path, what, told("Get the file again, or check its quotes and line ends."), self.start
            )
        text = self._plain(text)
        if self.start == self._number:
            self.first = text
        return text

    def _plain(self, text: str) -> str:
        if text[:-1].isprintable():
            return text
        if MARKS.search(text):
            self._remarks.add(Remark.MARKS)
            text = MARKS.sub("", text)
        if found := FORBIDDEN.search(text):
            what = told("an invisible control character (U+{ord}) stands here", ord=f"{ord(found[0]):04X}")
            remedy = told("Get the file again: it may be damaged, or in another encoding (“encoding” of the import).")
            line, column, source = self._number, found.start() + 1, text.rstrip("\n").replace("\0", " ")
            raise UnreadableError(Problem(self._path, line, column, "control-character", what, remedy, source=source))
        return text


def _rows(path: Path, separator: str, encoding: str, remarks: Remarks) -> Iterator[FileRow]:
    """The rows that hold anything but separators."""
    with opened_text(path, encoding) as file:
        lines = _Lines(path, file, remarks)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        try:
            for cells in reader:
                found = list(map(str.strip, cells))
                if any(found):
                    yield FileRow(lines.start, found, lines.first)
                lines.begin()
        except csv.Error as error:
            what = told("the CSV can’t be read from here on: {error}", error=str(error))
            raise unreadable(path, what, told("Get the file again, or check its quotes."), lines.start) from error


def _with_update(made: FileTable, rows: Iterator[FileRow]) -> Iterator[FileRow]:
    """Remember the publisher's day of last update, from the first row that has it."""
    column = made.columns.index(_UPDATE) if _UPDATE in made.columns else None
    for row in rows:
        if column is not None and made.updated is None and row.cells[column]:
            made.updated = row.cells[column]
        yield row
