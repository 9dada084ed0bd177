r"""CSV, SDMX-CSV and Eurostat's TSV → a table.

SDMX-CSV: https://github.com/sdmx-twg/sdmx-csv; the TSV of Eurostat's bulk download: one row per series, its codes in
the first cell (``freq,unit,geo\TIME_PERIOD``), one column per period, flags after the value (``12345 b``, ``: c``).
"""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from pathlib import Path

from factsite.importing.table import MAX_BYTES, Row, Table, table, unreadable
from factsite.problems import Problem
from factsite.reading.cells import SEPARATORS, cell_starts, other_separator
from factsite.reading.text import UnreadableError, read_text
from factsite.records.codes import FileFormat
from factsite.records.mapping import CONFIDENTIALITY, FLAGS, VALUE, Mapping

_UPDATE = "LAST UPDATE"


def read_csv(path: Path, mapping: Mapping) -> Table:
    """Read a CSV with a head, or an SDMX-CSV, whose codes of confidentiality are joined to the flags.

    Raises:
        UnreadableError: it is no such file; carries every problem found.
    """
    head, rows = _head_and_rows(path, mapping.separator, mapping.header)
    updated = None
    if mapping.format is FileFormat.SDMX_CSV and _UPDATE in head.cells:
        column = head.cells.index(_UPDATE)
        updated = next((row.cells[column] for row in rows if len(row.cells) > column and row.cells[column]), None)
    made = table(path, head, rows, updated)
    return _with_confidentiality(made) if mapping.format is FileFormat.SDMX_CSV else made


def read_tsv(path: Path) -> Table:
    """Read a TSV of Eurostat as one row per observation, with the columns of an SDMX-CSV.

    Raises:
        UnreadableError: it is no such file; carries every problem found.
    """
    head, wide = _head_and_rows(path, "\t", 1)
    names, mark, period = head.cells[0].partition("\\")
    if not mark:
        raise unreadable(path, "the first cell isn’t “code,code,…\\TIME_PERIOD”, as in the TSV of Eurostat")
    made = table(path, head, wide)
    columns = tuple(name.strip() for name in names.split(","))
    rows, problems = [], []
    for row in made.rows:
        codes = tuple(code.strip() for code in row.cells[0].split(","))
        if len(codes) != len(columns):
            what = f"“{row.cells[0]}” has {len(codes)} codes, the head names {len(columns)}"
            problems.append(made.problem(row, 0, "import-file", what, "Get the file again."))
            continue
        starts = tuple(cell_starts(row.cells[0]))
        for cell, start, label in zip(row.cells[1:], row.starts[1:], head.cells[1:], strict=True):
            value, _, flags = cell.strip().partition(" ")
            rows.append(Row(row.line, (*codes, label.strip(), value, flags.strip()), (*starts, start, start, start)))
    if problems:
        raise UnreadableError(*problems)
    titles = (*columns, period.strip(), VALUE, FLAGS)
    return table(path, Row(head.line, titles, tuple(1 for _ in titles)), rows)


def _head_and_rows(path: Path, separator: str, header: int) -> tuple[Row, list[Row]]:
    text = read_text(path, MAX_BYTES)
    if not text.endswith("\n"):
        line, what = text.count("\n") + 1, "the file ends in the middle of a line, as if it had been cut off"
        raise unreadable(path, what, "Get the file again; if it is whole, add a line end at its end.", line)
    lines = text.split("\n")
    if len(lines) > header and (column := other_separator(lines[header - 1], separator)) is not None:
        sign = lines[header - 1][column - 1]
        what = f"the columns are separated by {SEPARATORS[sign]}, not by {SEPARATORS[separator]}"
        remedy = "Say so in the import of the figure: “separator”."
        raise UnreadableError(Problem(path, header, column, "separator", what, remedy))
    rows = _rows(path, text, lines, separator, header)
    if not rows:
        raise unreadable(path, "the file has no head")
    return rows[0], rows[1:]


def _rows(path: Path, text: str, lines: list[str], separator: str, header: int) -> list[Row]:
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    ends, found = [0], []
    try:
        for cells in reader:
            ends.append(reader.line_num)
            found.append(cells)
    except csv.Error as error:
        what = f"the CSV can’t be read from here on: {error}"
        raise unreadable(path, what, "Get the file again, or check its quotes.", ends[-1] + 1) from error
    rows = []
    for (start, end), cells in zip(pairwise(ends), found, strict=True):
        if cells and end >= header:
            starts = cell_starts(lines[start], separator)
            starts += [starts[-1]] * (len(cells) - len(starts))  # the rest of a row that goes on in the next line
            rows.append(Row(start + 1, tuple(cell.strip() for cell in cells), tuple(starts)))
    return rows


def _with_confidentiality(made: Table) -> Table:
    """Join the status c to the flags of what is confidential (any code but F, free, in CONF_STATUS)."""
    if not {FLAGS, CONFIDENTIALITY} <= set(made.columns):
        return made
    flags, secret = made.columns.index(FLAGS), made.columns.index(CONFIDENTIALITY)
    rows = []
    for row in made.rows:
        cells = list(row.cells)
        if cells[secret] not in {"", "F"} and "c" not in cells[flags]:
            cells[flags] += "c"
        rows.append(Row(row.line, tuple(cells), row.starts))
    return Table(made.path, made.head, rows, made.updated)
