"""A sheet of an Excel workbook → a table."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from factsite.importing.table import MAX_BYTES, Row, Table, table, unreadable
from factsite.problems import did_you_mean
from factsite.records.mapping import Mapping


def read_workbook(path: Path, mapping: Mapping) -> Table:
    """Read a sheet (the first, if the mapping names none). A cell's line is its row, its column the letter's number.

    Raises:
        UnreadableError: it is no workbook, has no such sheet, or a cell holds a formula without its result.
    """
    if path.stat().st_size > MAX_BYTES:
        raise unreadable(path, f"the workbook has more than {MAX_BYTES} bytes", "Keep the sheet that is needed only.")
    results, formulas = _open(path, values=True), _open(path, values=False)
    name = mapping.sheet or results.sheetnames[0]
    if name not in results.sheetnames:
        remedy = did_you_mean(name, results.sheetnames)
        raise unreadable(path, f"the workbook has no sheet “{name}”", remedy)
    rows = []
    pairs = zip(results[name].iter_rows(values_only=True), formulas[name].iter_rows(values_only=True), strict=True)
    for line, (values, written) in enumerate(pairs, 1):
        if line < mapping.header or all(value is None for value in written):
            continue
        for column, (value, formula) in enumerate(zip(values, written, strict=True), 1):
            if value is None and formula is not None:
                what = "this cell holds a formula whose result isn’t stored in the file"
                raise unreadable(path, what, "Open the workbook in Excel or LibreOffice and save it.", line, column)
        cells = tuple(_text(value) for value in values)
        rows.append(Row(line, cells, tuple(range(1, len(cells) + 1))))
    if not rows:
        raise unreadable(path, f"the sheet “{name}” is empty")
    used = len(rows[0].cells) - next((n for n, cell in enumerate(reversed(rows[0].cells)) if cell), 0)
    if beyond := next((row for row in rows if any(row.cells[used:])), None):
        raise unreadable(path, "this row has cells to the right of the head", "", beyond.line, used + 1)
    rows = [Row(row.line, row.cells[:used], row.starts[:used]) for row in rows]
    return table(path, rows[0], rows[1:])


def _open(path: Path, *, values: bool) -> Workbook:
    try:
        return load_workbook(path, data_only=values)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError) as error:
        raise unreadable(path, f"this is no Excel workbook, or only a part of one: {error}") from error


def _text(value: object) -> str:
    """The text of a cell: numbers without an exponent, days after ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return str(value).strip()
