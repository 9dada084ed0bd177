"""A table and a mapping → the observations that the publisher's file holds."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from factsite.content import Content, DimensionFacts
from factsite.documents.series import MAX_ROWS
from factsite.documents.text import UnreadableError
from factsite.importing.notation import CodeReader, read_flags, read_period, read_value
from factsite.importing.table import MAX_COUNTED, FileRow, FileTable, shown
from factsite.problems import Problem, RuleError, did_you_mean
from factsite.records.figure import Figure
from factsite.records.mapping import Mapping
from factsite.records.observation_status import NOTHING_SAID, Flag, Status, parse_status
from factsite.telling import UNSAID, told

T = TypeVar("T")
# Of the values of a filtered column, those that a remedy may propose.
_PROPOSED = 1_000
# Of the texts of periods and values, those that are remembered at a time.
_REMEMBERED = 20_000
# A number of so many digits, none of them a zero at its front, is plain in every notation.
_SHORT = 16
# After so many rows, in which a file that is wrong as a whole shows it, all of them are counted.
_TRIED = 2 * MAX_COUNTED
_NONE: dict[str, str] = {}
Codes = tuple[tuple[str, str], ...]
Key = tuple[str, Codes]


def key_of(period: str, codes: dict[str, str]) -> Key:
    """What tells an observation of a figure from the others: its period and its codes."""
    return period, tuple(sorted(codes.items()))


@dataclass(slots=True)
class Observed:
    """What a file says of one observation, and on which line it says so first. ``own`` are the publisher's own codes.

    ``row`` is kept only where rows are added, as the sum is known when all of them have gone by.
    """

    value: Decimal | None
    status: Status
    own: dict[str, str]
    line: int
    column: int
    row: FileRow | None = None

    def add(self, value: Decimal | None, status: Status, own: dict[str, str]) -> None:
        """Add another row: of the flags all, of the publisher's codes those they share.

        A sum of which a part isn't known isn't known either; a part of less than half the unit, or of which there can
        be none, counts as nothing.
        """
        unknown = _is_unknown(self.value, self.status) or _is_unknown(value, status)
        if status != self.status:
            self.status = self.status.joined(*status)
        if unknown:
            self.value = None
        elif value is not None:
            self.value = value if self.value is None else self.value + value
        if unknown or self.value is not None:
            self.status = self.status.without_nothing()
        if own is not self.own and own != self.own:
            self.own = {column: code for column, code in self.own.items() if own.get(column) == code}


def _is_unknown(value: Decimal | None, status: Status) -> bool:
    """Whether there is a number that isn't known."""
    return value is None and not status.reason.counts_as_nothing


def observe(table: FileTable, figure: Figure, mapping: Mapping, content: Content) -> dict[Key, Observed]:
    """Take the observations of a figure from a table, whose rows are gone through once.

    Raises:
        UnreadableError: a column is missing, something can't be read, or there are more observations than a series
            holds; carries the first problems and says how many more there are.
    """
    observer = _Observer(table, figure, mapping, content)
    try:
        with _collector_at_rest():
            for number, row in enumerate(table.rows):
                if number == _TRIED:
                    observer.refuse_too_many()
                if observer.chooses(row):
                    observer.take(row)
    except UnreadableError as error:
        table.problems.extend(error.problems)
        table.problems.refuse()
    observer.finish()
    table.problems.refuse()
    return observer.found


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Leave Python's search for circles of objects: a million rows make none, and it takes a fifth of their time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class _Codes:
    """What the code cells of a row stand for: keys per column of values; the publisher's own codes by column."""

    own: dict[str, str]
    keys: tuple[Codes, ...]


class _Observer:
    """Goes through the rows; what can't be taken is noted in the table. What repeats is read once."""

    def __init__(self, table: FileTable, figure: Figure, mapping: Mapping, content: Content) -> None:
        self.table, self.figure, self.mapping = table, figure, mapping
        self.found: dict[Key, Observed] = {}
        self._period = table.find(mapping.period)
        self._values = {table.find(column): codes for column, codes in mapping.value_columns.items()}
        self._flags = self._flag_column()
        self._readers: dict[str, tuple[int, CodeReader]] = {}
        self._constants: dict[str, str] = {}
        self._unknown: set[tuple[int, str]] = set()
        for name, dimension in mapping.dimensions.items():
            if dimension.column is None:
                self._constants[name] = dimension.constant or ""
            else:
                facts = content.dimensions.get(name, DimensionFacts([]))
                self._readers[name] = (table.find(dimension.column), CodeReader(name, dimension, facts))
        self._wanted = {
            table.find(column): {values} if isinstance(values, str) else set(values)
            for column, values in mapping.filter.items()
        }
        self._missing = {column: set(values) for column, values in self._wanted.items()}
        self._there: dict[int, set[str]] = {column: set() for column in self._wanted}
        self._periods: dict[str, str | RuleError | None] = {}
        self._numbers: dict[str, Decimal | RuleError | None] = {}
        self._statuses: dict[str, Status | None] = {}
        self._pairs: dict[tuple[str, str], tuple[str, str]] = {}
        self._read: dict[tuple[str, ...], _Codes] = {}

    def _flag_column(self) -> int | None:
        column = self.mapping.flag_column
        return self.table.find(column) if column and (self.mapping.flags or column in self.table.columns) else None

    def chooses(self, row: FileRow) -> bool:
        """Whether a row has what the filter asks for."""
        chosen = True
        for column, values in self._wanted.items():
            cell = row.cells[column]
            if cell in values:
                self._missing[column].discard(cell)
            else:
                chosen = False
                if len(self._there[column]) < _PROPOSED:
                    self._there[column].add(shown(cell))
        return chosen

    def refuse_too_many(self) -> None:
        """Refuse a file that has more rows than a series, if every one of them is an observation.

        Raises:
            UnreadableError: it has.
        """
        mapping = self.mapping
        some = mapping.filter or mapping.sum or mapping.periods.from_ or mapping.periods.to
        if some or any(dimension.ignore for dimension in mapping.dimensions.values()):
            return
        if self.table.count() * len(self._values) > MAX_ROWS:
            raise self._too_many(self.table.head)

    def _too_many(self, row: FileRow) -> UnreadableError:
        what = told("the file gives more than {limit} observations, the limit of a series", limit=MAX_ROWS)
        remedy = told("Take fewer with “filter” and “periods” of the import, or part the figure.")
        return UnreadableError(Problem(self.table.path, row.line, 1, "too-large", what, remedy, source=""))

    def take(self, row: FileRow) -> None:
        """Take the observations of one row."""
        period = self._memo(self._periods, row.cells[self._period], self._read_period)
        if isinstance(period, RuleError):
            self._note(row, self._period, period)
        if not isinstance(period, str):
            return
        read = self._read_codes(row)
        status = self._status(row)
        if read is None or status is None:
            return
        for (column, wide), key in zip(self._values.items(), read.keys, strict=True):
            cell = row.cells[column]
            plain = len(cell) < _SHORT and cell.isdigit() and cell.isascii() and cell[0] != "0"
            value = Decimal(cell) if plain else self._memo(self._numbers, cell, self._read_value)
            if isinstance(value, RuleError):
                self._note(row, column, value)
            elif value is not None and status and Flag.NOT_AVAILABLE in status:
                what = told("the flag {not_available} stands beside a value", not_available=Flag.NOT_AVAILABLE.named)
                self._note(row, column, RuleError("missing-value", what))
            else:
                named = read.own | {self.table.columns[column]: ""} if wide else read.own
                self._add((period, key), value, status, named, row, column)

    @staticmethod
    def _memo(known: dict[str, T], text: str, read: Callable[[str], T]) -> T:
        """Read a cell once, however often it stands in the file; of very many different ones not all are kept."""
        if text in known:
            return known[text]
        if len(known) >= _REMEMBERED:
            known.clear()
        found = known[text] = read(text)
        return found

    def _read_period(self, text: str) -> str | RuleError | None:
        """The period, or None if it isn't to be taken."""
        try:
            period = read_period(text, self.mapping.precision)
        except RuleError as error:
            return error
        limits = self.mapping.periods
        beyond = (limits.from_ and period.start < limits.from_.start) or (limits.to and period.end > limits.to.end)
        return None if beyond else period.text

    def _read_value(self, text: str) -> Decimal | RuleError | None:
        try:
            return read_value(text, self.mapping)
        except RuleError as error:
            return error

    def _read_codes(self, row: FileRow) -> _Codes | None:
        """What the codes of a row stand for; None if the row isn't taken."""
        cells = tuple([row.cells[column] for column, _ in self._readers.values()])
        if cells in self._read:
            return self._read[cells]
        codes, own = dict(self._constants), {}
        for (name, (column, reader)), text in zip(self._readers.items(), cells, strict=True):
            try:
                code = reader.read(text)
            except KeyError:
                self._note_unknown(row, column, reader)
                return None
            if code is None:
                return None
            codes[name] = code
            if code != text:
                own[self.table.columns[column]] = text
        if len(self._read) >= _REMEMBERED:
            self._read.clear()
        read = _Codes(own or _NONE, tuple(self._key(codes | wide) for wide in self._values.values()))
        self._read[cells] = read
        return read

    def _key(self, codes: dict[str, str]) -> Codes:
        """The codes in one order; equal pairs are the same object, as a long series has few."""
        return tuple(self._pairs.setdefault(pair, pair) for pair in sorted(codes.items()))

    def _note_unknown(self, row: FileRow, column: int, reader: CodeReader) -> None:
        """Note an unknown code where it stands first."""
        text = row.cells[column]
        if (column, text) not in self._unknown:
            self._unknown.add((column, text))
            near = UNSAID if self.table.problems.full else did_you_mean(shown(text), reader.candidates())
            remedy = told("Add it under “codes”, or under “ignore”, of “{name}” in the import.", name=reader.name)
            if near:
                remedy = told("{near} {other}", near=near, other=remedy)
            self.table.note(
                row,
                column,
                "code",
                told("“{text}” stands for no code of “{name}”", text=shown(text), name=reader.name),
                remedy,
            )

    def _status(self, row: FileRow) -> Status | None:
        """The flags of a row; None if one of them is no status."""
        if self._flags is None or not row.cells[self._flags]:
            return NOTHING_SAID
        status = self._memo(self._statuses, row.cells[self._flags], _known_flags)
        if status is None:
            what = told("“{cells}” holds a flag that is no observation status", cells=shown(row.cells[self._flags]))
            remedy = told(
                "See “status” in docs/data-dictionary.md; leave “flags” out if the column holds something else."
            )
            self.table.note(row, self._flags, "status", what, remedy)
        return status

    def _add(
        self, key: Key, value: Decimal | None, status: Status, own: dict[str, str], row: FileRow, column: int
    ) -> None:
        status = status if value is not None else status.with_reason()
        old = self.found.get(key)
        if old is None:
            kept = row if self.mapping.sum else None
            self.found[key] = new = Observed(value, status, own, row.line, column, kept)
            if len(self.found) > MAX_ROWS:
                raise self._too_many(row)
            if kept is None:
                self._check_bounds(new, row)
        elif self.mapping.sum:
            old.add(value, status, own)
        else:
            what = told(
                "{key} stands here a second time for the same codes (first on line {line})", key=key[0], line=old.line
            )
            remedy = told("Choose rows with “filter”, or say “sum: true” if they are to be added.")
            self.table.note(row, column, "duplicate-observation", what, remedy)

    def finish(self) -> None:
        """Note what can be said only when all rows have gone by."""
        for column, values in self._missing.items():
            for value in sorted(values):
                what = told(
                    "the filter asks for “{value}”, which the column “{columns}” doesn’t hold",
                    value=value,
                    columns=self.table.columns[column],
                )
                there = self._there[column] | self._wanted[column] - values
                remedy = did_you_mean(value, there) or told("Mend “filter” of the import.")
                self.table.note(self.table.head, column, "import-mapping", what, remedy)
        for found in self.found.values():
            if found.row is not None:
                self._check_bounds(found, found.row)
        if not self.found and not self.table.problems.listed:
            what = told("the file holds no observation that the import of the figure takes")
            self.table.note_row(self.table.head, what, told("Check “filter” and “periods” of the import."))

    def _check_bounds(self, found: Observed, row: FileRow) -> None:
        low, high = self.figure.bounds.min, self.figure.bounds.max
        if found.value is not None and not low <= found.value <= high:
            what = told(
                "{found} is outside the bounds {low} to {high} of the figure",
                found=shown(str(found.value)),
                low=low,
                high=high,
            )
            remedy = told("Check the number; if it is right, widen “bounds”.")
            self.table.note(row, found.column, "out-of-bounds", what, remedy)

    def _note(self, row: FileRow, column: int, error: RuleError) -> None:
        self.table.note(row, column, error.rule, error.message, error.remedy)


def _known_flags(text: str) -> Status | None:
    try:
        return parse_status(read_flags(text))
    except RuleError:
        return None
