"""An OpenDocument spreadsheet (.ods), whose sheets are read as events within bounds (OASIS OpenDocument 1.3, part 3).

calamine, which reads it too, says of a percentage only the share of one, and holds whatever is repeated; here a cell
that is shown as 45.2% is one, and only what holds something costs anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from factsite.importing.archive import Archive
from factsite.importing.heading import Merged
from factsite.importing.markup import Handler, run
from factsite.importing.remarks import Remarks
from factsite.importing.sheets import read_sheets
from factsite.importing.styles import number_of
from factsite.importing.table import MAX_COLUMNS, FileRow, FileTable, Numeral, unreadable
from factsite.records.mapping import Mapping
from factsite.telling import told

# Cells that hold something, in all sheets; they are held in memory, as the sheet is chosen by its head.
MAX_HELD = 2_000_000
_MAX_ROWS = 1_048_576
_PART = "content.xml"
_ROWS = "number-rows-repeated"
_COLUMNS = "number-columns-repeated"


def read_ods(path: Path, mapping: Mapping) -> FileTable:
    """Read a sheet of an OpenDocument spreadsheet.

    Raises:
        UnreadableError: it is none, is too large, or has no such sheet.
    """
    remarks = Remarks()
    content = _Content(path)
    with Archive(path) as archive:
        if "META-INF/manifest.xml" in archive.names and any(
            b"encryption-data" in chunk for chunk in archive.chunks("META-INF/manifest.xml")
        ):
            what = told("the spreadsheet (.ods) is protected by a password")
            raise unreadable(path, what, told("Get the file without a password from the publisher."))
        if _PART not in archive.names:
            what = told("this OpenDocument file (.ods) has no content")
            raise unreadable(path, what, told("Get the file again."))
        run(archive.chunks(_PART), content)
    return read_sheets(path, mapping, content, remarks)


@dataclass
class _Sheet:
    rows: list[FileRow] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)


class _Content(Handler):
    """What the spreadsheet holds, sheet by sheet."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.sheets: dict[str, _Sheet] = {}
        self.others: list[str] = []
        self._sheet: _Sheet | None = None
        self._line = self._repeated = self._column = self._held = 0
        self._cells: list[str] = []
        self._kind: dict[str, str] | None = None
        self._note = self._nested = 0

    @property
    def tables(self) -> Sequence[str]:
        """The names of the sheets."""
        return list(self.sheets)

    def rows(self, name: str) -> Iterator[FileRow]:
        """The rows of a sheet that hold anything; each is given once, as what reads them changes them."""
        return (FileRow(row.line, list(row.cells)) for row in self.sheets[name].rows)

    def merged(self, name: str) -> Sequence[Merged]:
        """The merged cells of a sheet."""
        return self.sheets[name].merged

    def count(self, name: str, head: int, width: int) -> int:
        """The rows below the head."""
        return sum(row.line > head for row in self.sheets[name].rows)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """A sheet, a row, a cell or a text in it begins."""
        if name == "table":
            self._nested += 1
            if self._nested == 1:
                self._sheet = self.sheets.setdefault(_of(attributes, "name"), _Sheet())
                self._line = 0
        elif name == "table-row" and self._nested == 1:
            self._repeated, self._column, self._cells = max(1, number_of(_of(attributes, _ROWS))), 0, []
        elif name in {"table-cell", "covered-table-cell"} and self._nested == 1:
            self._kind, self.text = attributes, ""
        elif name == "annotation":
            self._note += 1
        elif name == "p" and self._kind is not None and not self._note:
            self.text += " " if self.text else ""
            self.collecting = True
        elif name in {"s", "tab", "line-break"} and self.collecting:
            self.text += " "

    def end(self, name: str) -> None:
        """A sheet, a row, a cell or a text in it ends."""
        if name == "table":
            self._nested -= 1
        elif name == "annotation":
            self._note -= 1
        elif name == "p":
            self.collecting = False
        elif name in {"table-cell", "covered-table-cell"} and self._kind is not None and self._nested == 1:
            self._end_cell(self._kind)
            self._kind = None
        elif name == "table-row" and self._nested == 1:
            self._end_row()

    def _end_cell(self, attributes: dict[str, str]) -> None:
        times = max(1, number_of(_of(attributes, _COLUMNS)))
        text = self._value(attributes)
        tall, wide = (number_of(_of(attributes, f"number-{kind}-spanned")) for kind in ("rows", "columns"))
        line, column = self._line + 1, self._column + 1
        if self._sheet is not None and max(tall, wide) > 1 and len(self._sheet.merged) < MAX_HELD // 20:
            self._sheet.merged.append(Merged(line, column, line + max(1, tall) - 1, column + max(1, wide) - 1))
        if text:
            if self._column + times > MAX_COLUMNS:
                raise unreadable(self.path, told("a cell lies beyond the last column"), told("Get the file again."))
            self._cells += [""] * (self._column - len(self._cells)) + [text] * times
            self._hold(times)
        self._column = min(self._column + times, MAX_COLUMNS)

    def _end_row(self) -> None:
        if self._cells and self._sheet is not None:
            if self._line + self._repeated > _MAX_ROWS:
                raise unreadable(
                    self.path, told("a row lies beyond the last one of a sheet"), told("Get the file again.")
                )
            self._hold(len(self._cells) * (self._repeated - 1))
            rows = (FileRow(self._line + number + 1, self._cells) for number in range(self._repeated))
            self._sheet.rows.extend(rows)
        self._line = min(self._line + self._repeated, _MAX_ROWS)

    def _hold(self, number: int) -> None:
        self._held += number
        if self._held > MAX_HELD:
            what = told("the spreadsheet holds more than {limit} cells", limit=MAX_HELD)
            raise unreadable(self.path, what, told("Get a part of it, or a CSV."))

    def _value(self, attributes: dict[str, str]) -> str:
        """The text of a cell, whatever form it has; a percentage as it is shown."""
        kind, shown = _of(attributes, "value-type"), " ".join(self.text.split())
        if kind in {"float", "currency", "percentage"}:
            try:
                number = Decimal(_of(attributes, "value"))
            except InvalidOperation:
                return shown
            if not number.is_finite() or abs(number.adjusted()) > 300:
                return shown
            if kind == "percentage":
                return Numeral(f"{_fifteen(number.scaleb(2)):f}%")
            return Numeral(f"{_fifteen(number):f}")
        if kind == "date":
            # A date that is shown as a year or a month is one.
            day = _of(attributes, "date-value").removesuffix("T00:00:00")
            return shown if shown.isdigit() and len(shown) == 4 else day
        if kind == "boolean":
            return _of(attributes, "boolean-value").capitalize()
        return _of(attributes, "string-value") or shown


def _fifteen(number: Decimal) -> Decimal:
    """A number to fifteen digits, as many as programs keep: those beyond are what a computation left over."""
    return Decimal(f"{number:.15g}")


def _of(attributes: dict[str, str], name: str) -> str:
    """An attribute by its name without prefix."""
    return next((text for key, text in attributes.items() if key.rpartition(":")[2] == name), "")
