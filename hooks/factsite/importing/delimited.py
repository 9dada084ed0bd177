r"""CSV, SDMX-CSV and Eurostat's TSV → a table, line by line.

SDMX-CSV: https://github.com/sdmx-twg/sdmx-csv; the TSV of Eurostat's bulk download: one row per series, its codes in
the first cell (``freq,unit,geo\TIME_PERIOD``), one column per period, flags after the value (``12345 b``, ``: c``).
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from factsite.documents.cells import SEPARATORS, cell_starts, other_separator
from factsite.documents.text import FORBIDDEN, UnreadableError
from factsite.importing.table import (
    MAX_CELLS,
    MAX_LINES,
    MAX_ROW,
    FileRow,
    FileTable,
    Place,
    shown,
    table,
    unreadable,
)
from factsite.problems import Problem
from factsite.records.codes import FileFormat
from factsite.records.mapping import CONFIDENTIALITY, FLAGS, VALUE, Mapping
from factsite.records.observation_status import Flag
from factsite.telling import told

_UPDATE = "LAST UPDATE"
_CHUNK = 1024 * 1024


def read_csv(path: Path, mapping: Mapping) -> FileTable:
    """Read a CSV with a head, or an SDMX-CSV, whose codes of confidentiality are joined to the flags.

    Raises:
        UnreadableError: it is no such file; going through the rows raises it too.
    """
    head, rows = _head_and_rows(path, mapping.separator, mapping.header)
    made = table(path, head, rows, _place(mapping.separator))
    made.count = lambda: _count(path, mapping.separator, mapping.header)
    if mapping.format is FileFormat.SDMX_CSV:
        made.rows = _with_confidentiality(made, _with_update(made, made.rows))
    return made


def read_tsv(path: Path) -> FileTable:
    """Read a TSV of Eurostat as one row per observation, with the columns of an SDMX-CSV.

    Raises:
        UnreadableError: it is no such file; going through the rows raises it too.
    """
    head, lines = _head_and_rows(path, "\t", 1)
    names, mark, period = head.cells[0].partition("\\")
    if not mark:
        raise unreadable(path, told("the first cell isn’t “code,code,…\\TIME_PERIOD”, as in the TSV of Eurostat"))
    wide = table(path, head, lines, _place("\t"))
    columns = [name.strip() for name in names.split(",")]

    def place(row: FileRow, column: int) -> int:
        if column >= len(columns):
            return _place("\t")(row, row.cell)
        starts = cell_starts(row.source.partition("\t")[0])
        return starts[min(column, len(starts) - 1)]

    titles = FileRow(head.line, [*columns, period.strip(), VALUE, FLAGS], head.source)
    made = table(path, titles, (), place)
    made.problems = wide.problems
    made.rows = _long(wide, len(columns))
    made.count = lambda: _count(path, "\t", 1) * (len(head.cells) - 1)
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


def _head_and_rows(path: Path, separator: str, header: int) -> tuple[FileRow, Iterator[FileRow]]:
    cut = _look_through(path, separator)
    rows = _rows(path, separator, header)
    head = next(rows, None)  # another encoding shows here
    if cut is not None:
        raise cut
    if head is None:
        raise unreadable(path, told("the file has no head"))
    if (column := other_separator(head.source, separator)) is not None:
        sign = head.source[column - 1]
        what = told(
            "the columns are separated by {separators}, not by {other}",
            separators=SEPARATORS[sign],
            other=SEPARATORS[separator],
        )
        remedy = told("Say so in the import of the figure: “separator”.")
        raise UnreadableError(Problem(path, head.line, column, "separator", what, remedy, source=head.source.rstrip()))
    return head, rows


def _look_through(path: Path, separator: str) -> UnreadableError | None:
    """Count lines and cells before any is taken apart, and see that the file ends with a line.

    Returns:
        The error of a file whose last line isn't whole.

    Raises:
        UnreadableError: there are too many.
    """
    lines = cells = 0
    last = b"\n"
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            lines += chunk.count(b"\n")
            cells += chunk.count(separator.encode())
            last = chunk[-1:]
    if lines > MAX_LINES:
        raise unreadable(
            path,
            told("the file has {lines} lines; {limit} is the limit", lines=lines, limit=MAX_LINES),
            told("Get a part of it."),
        )
    if cells > MAX_CELLS:
        raise unreadable(
            path,
            told("the file has more than {limit} cells", limit=MAX_CELLS),
            told("Get a part of it, such as one country."),
        )
    if last == b"\n":
        return None
    what = told("the file ends in the middle of a line, as if it had been cut off")
    return unreadable(path, what, told("Get the file again; if it is whole, add a line end at its end."), lines + 1)


def _count(path: Path, separator: str, header: int) -> int:
    """The rows below the head, of a file whose rows before any that can't be read are no longer than they may be."""
    with path.open("rb") as file:
        # Quotes, separators and line ends are the same in every text that includes ASCII.
        lines = (line.decode("latin-1") for line in iter(lambda: file.readline(MAX_ROW + 1), b""))
        reader, count = csv.reader(lines, delimiter=separator, strict=True), -1
        try:
            for cells in reader:
                count += bool(cells) and reader.line_num >= header
        except csv.Error:
            pass  # told where it is reached
    return max(0, count)


class _Lines:
    """The lines of a UTF-8 file, checked one by one; ``first`` and ``start`` are those of the row being read."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file
        self._number = 0
        self.begin()

    def begin(self) -> None:
        """Say that the next line begins a row."""
        self._room, self.first, self.start = MAX_ROW, "", self._number + 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._file.readline(self._room + 1)
        if not raw:
            raise StopIteration
        self._number += 1
        self._room -= len(raw)
        if self._room < 0:
            what = told(
                "this row has more than {limit} bytes, as if line ends were missing or a quote weren’t closed",
                limit=MAX_ROW,
            )
            raise unreadable(
                self._path, what, told("Get the file again, or check its quotes and line ends."), self.start
            )
        text = self._decoded(raw)
        if self.start == self._number:
            self.first = text
        return text

    def _decoded(self, raw: bytes) -> str:
        if self._number == 1:
            raw = raw.removeprefix(BOM_UTF8)
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            what, remedy = (
                told("the file isn't UTF-8 here"),
                told("Get it in UTF-8, or turn it into UTF-8 and keep the original."),
            )
            where = Problem(self._path, self._number, error.start + 1, "encoding", what, remedy, source="")
            raise UnreadableError(where) from error
        if text.endswith("\r\n"):
            text = text[:-2] + "\n"
        if not text[:-1].isprintable() and (found := FORBIDDEN.search(text)):
            what = told("an invisible control character (U+{ord}) stands here", ord=f"{ord(found[0]):04X}")
            remedy = told("Get the file again: it may be damaged, or in another encoding than UTF-8.")
            line, column, source = self._number, found.start() + 1, text.rstrip("\n").replace("\0", " ")
            raise UnreadableError(Problem(self._path, line, column, "control-character", what, remedy, source=source))
        return text


def _rows(path: Path, separator: str, header: int) -> Iterator[FileRow]:
    with path.open("rb") as file:
        lines = _Lines(path, file)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        try:
            for cells in reader:
                if cells and reader.line_num >= header:
                    yield FileRow(lines.start, list(map(str.strip, cells)), lines.first)
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


def _with_confidentiality(made: FileTable, rows: Iterator[FileRow]) -> Iterator[FileRow]:
    """Join our flag to those of what is confidential (any code but F, free, in CONF_STATUS)."""
    if not {FLAGS, CONFIDENTIALITY} <= set(made.columns):
        yield from rows
        return
    flags, secret = made.columns.index(FLAGS), made.columns.index(CONFIDENTIALITY)
    for row in rows:
        if row.cells[secret] not in {"", "F"} and Flag.CONFIDENTIAL not in row.cells[flags]:
            cells = list(row.cells)
            cells[flags] += Flag.CONFIDENTIAL
            row.cells = cells
        yield row
