"""The values of the rows of a publisher's file, with their flags, units and SDMX attributes."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from factsite.importing.placing import Layout, ValueColumn
from factsite.importing.remarks import Remark
from factsite.importing.table import FileRow, FileTable, Numeral, shown
from factsite.importing.values import ONE, ValueCell, ValueReader
from factsite.problems import RuleError
from factsite.records.listed import Unit
from factsite.records.mapping import Mapping
from factsite.records.observation_status import NOTHING_SAID, Flag, Status
from factsite.records.publisher_signs import absence_of, confidentiality, read_status
from factsite.telling import told

K = TypeVar("K")
T = TypeVar("T")
# Of the texts of periods and values, those that are remembered at a time.
REMEMBERED = 20_000
_POWER = re.compile(r"-?\d{1,2}")
# Digits that are the same number in every notation.
_PLAIN = re.compile(r"[1-9][0-9]{0,13}|0")


def memo(known: dict[K, T], text: K, read: Callable[[K], T]) -> T:
    """Read a cell once, however often it stands in the file; of very many different ones not all are kept."""
    if text in known:
        return known[text]
    if len(known) >= REMEMBERED:
        known.clear()
    found = known[text] = read(text)
    return found


class ValueTaker:
    """Takes the cells of values of one import; what repeats is read once."""

    def __init__(self, table: FileTable, layout: Layout, mapping: Mapping, unit: Unit) -> None:
        self._table, self._layout, self._mapping = table, layout, mapping
        self._remarks = table.remarks
        self._reader = ValueReader(mapping, unit, formats_known=table.formats_known)
        signs = any(sign.isdigit() for sign in (*mapping.signs, *mapping.missing))
        unsure = unit.percent and not table.formats_known
        self._is_plain = mapping.multiply == 1 and mapping.decimals is None and not signs and not unsure
        self._numbers: dict[tuple[str, bool, Decimal], ValueCell | RuleError] = {}
        self._statuses: dict[str, Status | None] = {}

    def take(
        self, row: FileRow, column: ValueColumn, status: Status, factor: Decimal
    ) -> tuple[Decimal | None, Status] | None:
        """Take one cell of values.

        Args:
            row: the row.
            column: where the cell stands.
            status: what the flags of the row say.
            factor: what the unit of the row is worth.

        Returns:
            The value and its status, or None if it can't be read, which is noted.
        """
        text = row.cells[column.number]
        if column.flags is not None:
            status = status.joined(*self._beside(row, column.flags))
        if self._is_plain and factor is ONE and _PLAIN.fullmatch(text):
            cell: ValueCell | RuleError = ValueCell(Decimal(text))
        else:
            cell = memo(self._numbers, (text, isinstance(text, Numeral), factor), self._read_value)
        if isinstance(cell, RuleError):
            self.note(row, column.number, cell)
            return None
        if cell.status and not (status.says_why and cell.status == NOTHING_SAID.with_reason()):
            status = status.joined(*cell.status)
        value = cell.value
        if value is not None and Flag.NOT_AVAILABLE in status:
            what = told("the flag {not_available} stands beside a value", not_available=Flag.NOT_AVAILABLE.named)
            self.note(row, column.number, RuleError("missing-value", what))
            return None
        if self._is_secret(row):
            if value is not None:
                self._remarks.add(Remark.KEPT_BACK)
            value, status = None, status.joined(Flag.CONFIDENTIAL)
        self._tell(row, text, cell, factor, status)
        return value, status

    def _read_value(self, key: tuple[str, bool, Decimal]) -> ValueCell | RuleError:
        text, exact, factor = key
        try:
            return self._reader.read(Numeral(text) if exact else text, factor)
        except RuleError as error:
            return error

    def _tell(self, row: FileRow, text: str, cell: ValueCell, factor: Decimal, status: Status) -> None:
        """Count what was done with a value, or stood in its place."""
        if isinstance(text, Numeral) and text.endswith("%"):
            self._remarks.add(Remark.PERCENT)
        if cell.scaled:
            self._remarks.add(Remark.MULTIPLIED, f"× {factor * self._mapping.multiply:f}")
        if cell.rounded:
            self._remarks.add(Remark.ROUNDED, text)
        if cell.sign:
            self._remarks.add(Remark.SIGNS, f"{cell.sign} = {status.with_reason() if cell.value is None else 0}")
        column = self._layout.attributes.decimals
        if column is not None and cell.value is not None and row.cells[column].isdigit():
            decimals = len(text.partition(".")[2].rstrip("0"))
            if decimals > int(row.cells[column][:4]):
                self._remarks.add(Remark.DECIMALS, text)

    def factor(self, row: FileRow) -> Decimal | None:
        """What the unit of a row is worth in that of the figure; None if it isn't taken, or can't be read."""
        factor, column = ONE, self._layout.attributes.multiplier
        if column is not None and row.cells[column]:
            text = row.cells[column]
            if not _POWER.fullmatch(text):
                what = told("“{text}” is no power of ten", text=shown(text))
                self.note(row, column, RuleError("number", what, told("Get the file again.")))
                return None
            factor = Decimal(1).scaleb(int(text))
        if self._layout.unit is None or self._mapping.unit is None:
            return factor
        name = row.cells[self._layout.unit]
        if name in self._mapping.unit.ignore:
            self._remarks.add(Remark.IGNORED, name)
            return None
        if name not in self._mapping.unit.multiply:
            what = told("nothing says what the unit “{name}” is worth", name=shown(name))
            remedy = told("Add it under “multiply”, or under “ignore”, of “unit” in the import.")
            self.note(row, self._layout.unit, RuleError("number", what, remedy))
            return None
        return factor * self._mapping.unit.multiply[name]

    def _is_secret(self, row: FileRow) -> bool:
        column = self._layout.attributes.confidentiality
        return column is not None and confidentiality(row.cells[column])

    def status(self, row: FileRow) -> Status | None:
        """The flags of a row; None if one of them is no status."""
        found = NOTHING_SAID
        for column in self._layout.flags:
            text = row.cells[column]
            if not text:
                continue
            status = memo(self._statuses, text, self._known_flags)
            if status is None:
                what = told("“{cells}” holds a flag that is no observation status", cells=shown(text))
                remedy = told(
                    "Say what it means under “signs” of the import, or leave “flags” out if the column holds no flags."
                )
                self._table.note(row, column, "status", what, remedy)
                return None
            found = found.joined(*status) if found else status
        return found

    def _beside(self, row: FileRow, column: int) -> Status:
        """The flags in a column without a name beside one of values; what is none is counted."""
        text = row.cells[column]
        if not text:
            return NOTHING_SAID
        status = memo(self._statuses, text, self._known_flags)
        if status is None:
            self._remarks.add(Remark.UNNAMED, text)
        return status or NOTHING_SAID

    def _known_flags(self, text: str) -> Status | None:
        if text in self._mapping.signs:
            return self._mapping.signs[text].status
        try:
            return read_status(text)
        except RuleError:
            pass
        # PxWeb's JSON-stat has the signs of its tables as statuses: “..”.
        known_sign = absence_of(text)
        if known_sign and (known_sign.certain or text in self._mapping.missing):
            return known_sign.status
        signs = [self._mapping.signs.get(part) for part in re.split(r"[\s,;|/]+", text) if part]
        known = [sign.status for sign in signs if sign is not None]
        return NOTHING_SAID.joined(*(flag for one in known for flag in one)) if len(known) == len(signs) else None

    def note(self, row: FileRow, column: int, error: RuleError) -> None:
        """Note what can't be taken."""
        self._table.note(row, column, error.rule, error.message, error.remedy)
