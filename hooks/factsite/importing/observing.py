"""A table and a mapping → the observations that the publisher's file holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from factsite.content import Content, DimensionFacts
from factsite.importing.notation import CodeReader, read_flags, read_period, read_value
from factsite.importing.table import Row, Table
from factsite.problems import Problem, RuleError, did_you_mean
from factsite.reading.text import UnreadableError
from factsite.records.codes import STATUS_NAMES
from factsite.records.figure import Figure
from factsite.records.mapping import Mapping

_WHY_MISSING = {"c", "m", "n", "z"}
Key = tuple[str, tuple[tuple[str, str], ...]]


def key_of(period: str, codes: dict[str, str]) -> Key:
    """What tells an observation of a figure from the others: its period and its codes."""
    return period, tuple(sorted(codes.items()))


@dataclass
class Found:
    """What a file says of one observation, and where it says so first. ``own`` are the publisher's own codes."""

    value: Decimal | None
    status: str
    own: dict[str, str]
    row: Row
    column: int


def observe(table: Table, figure: Figure, mapping: Mapping, content: Content) -> dict[Key, Found]:
    """Take the observations of a figure from a table.

    Raises:
        UnreadableError: a column is missing, or something can't be read; carries every problem found.
    """
    observer = _Observer(table, figure, mapping, content)
    for row in observer.chosen():
        observer.take(row)
    observer.check_bounds()
    if not observer.found and not observer.problems:
        what = "the file holds no observation that the import of the figure takes"
        remedy = "Check “filter” and “periods” of the import."
        observer.problems.append(Problem(table.path, table.head.line, 1, "import-file", what, remedy))
    if observer.problems:
        raise UnreadableError(*sorted(observer.problems))
    return observer.found


class _Observer:
    """Goes through the rows; ``problems`` holds all that can't be taken."""

    def __init__(self, table: Table, figure: Figure, mapping: Mapping, content: Content) -> None:
        self.table, self.figure, self.mapping = table, figure, mapping
        self.found: dict[Key, Found] = {}
        self.problems: list[Problem] = []
        self._period = table.find(mapping.period)
        self._values = {table.find(column): codes for column, codes in mapping.value_columns.items()}
        self._flags = self._flag_column()
        self._codes: dict[str, tuple[int, CodeReader]] = {}
        self._constants: dict[str, str] = {}
        self._unknown: set[tuple[int, str]] = set()
        for name, dimension in mapping.dimensions.items():
            if dimension.column is None:
                self._constants[name] = dimension.constant or ""
            else:
                facts = content.dimensions.get(name, DimensionFacts([]))
                self._codes[name] = (table.find(dimension.column), CodeReader(name, dimension, facts))

    def _flag_column(self) -> int | None:
        column = self.mapping.flag_column
        return self.table.find(column) if column and (self.mapping.flags or column in self.table.columns) else None

    def chosen(self) -> list[Row]:
        """The rows that have what the filter asks for; a value that no row has is a slip of the pen."""
        wanted = {
            self.table.find(column): {values} if isinstance(values, str) else set(values)
            for column, values in self.mapping.filter.items()
        }
        for column, values in wanted.items():
            there = Counter(row.cells[column] for row in self.table.rows)
            for value in sorted(values - there.keys()):
                what = f"the filter asks for “{value}”, which the column “{self.table.columns[column]}” doesn’t hold"
                remedy = did_you_mean(value, there) or "Mend “filter” of the import."
                self.problems.append(self.table.problem(self.table.head, column, "import-mapping", what, remedy))
        return [row for row in self.table.rows if all(row.cells[column] in values for column, values in wanted.items())]

    def take(self, row: Row) -> None:
        """Take the observations of one row."""
        try:
            period = read_period(row.cells[self._period], self.mapping.precision)
        except RuleError as error:
            self._note(row, self._period, error)
            return
        limits = self.mapping.periods
        if (limits.from_ and period.start < limits.from_.start) or (limits.to and period.end > limits.to.end):
            return
        read = self._read_codes(row)
        status = self._status(row)
        if read is None or status is None:
            return
        codes, own = read
        for column, wide in self._values.items():
            try:
                value = read_value(row.cells[column], self.mapping)
            except RuleError as error:
                self._note(row, column, error)
                continue
            if value is not None and "m" in status:
                self._note(row, column, RuleError("missing-value", "the flag m (not available) stands beside a value"))
                continue
            named = own | {self.table.columns[column]: ""} if wide else own
            letters = status if value is not None or _WHY_MISSING & set(status) else status + "m"
            self._add(key_of(period.text, codes | wide), Found(value, letters, named, row, column))

    def _read_codes(self, row: Row) -> tuple[dict[str, str], dict[str, str]] | None:
        """Our codes and, where they differ, the publisher's by column; None if the row isn't taken."""
        codes, own = dict(self._constants), {}
        for name, (column, reader) in self._codes.items():
            text = row.cells[column]
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
        return codes, own

    def _note_unknown(self, row: Row, column: int, reader: CodeReader) -> None:
        """Note an unknown code where it stands first."""
        text = row.cells[column]
        if (column, text) not in self._unknown:
            self._unknown.add((column, text))
            near = did_you_mean(text, reader.candidates())
            remedy = f"{near} Add it under “codes”, or under “ignore”, of “{reader.name}” in the import.".strip()
            what = f"“{text}” stands for no code of “{reader.name}”"
            self.problems.append(self.table.problem(row, column, "code", what, remedy))

    def _status(self, row: Row) -> str | None:
        if self._flags is None:
            return ""
        status = read_flags(row.cells[self._flags])
        if set(status) - set(STATUS_NAMES) or len(set(status)) != len(status):
            what = f"“{row.cells[self._flags]}” holds a flag that is no observation status"
            remedy = "See “status” in docs/data-dictionary.md; leave “flags” out if the column holds something else."
            self.problems.append(self.table.problem(row, self._flags, "status", what, remedy))
            return None
        return status

    def _add(self, key: Key, new: Found) -> None:
        old = self.found.get(key)
        if old is None:
            self.found[key] = new
        elif self.mapping.sum:
            self.found[key] = _added(old, new)
        else:
            what = f"{key[0]} stands here a second time for the same codes (first on line {old.row.line})"
            remedy = "Choose rows with “filter”, or say “sum: true” if they are to be added."
            self.problems.append(self.table.problem(new.row, new.column, "duplicate-observation", what, remedy))

    def check_bounds(self) -> None:
        """Note what lies outside the bounds of the figure."""
        low, high = self.figure.bounds.min, self.figure.bounds.max
        for found in self.found.values():
            if found.value is not None and not low <= found.value <= high:
                what = f"{found.value} is outside the bounds {low} to {high} of the figure"
                remedy = "Check the number; if it is right, widen “bounds”."
                self.problems.append(self.table.problem(found.row, found.column, "out-of-bounds", what, remedy))

    def _note(self, row: Row, column: int, error: RuleError) -> None:
        self.problems.append(self.table.problem(row, column, error.rule, str(error), error.remedy))


def _added(old: Found, new: Found) -> Found:
    """The sum of two rows: missing only if both are; of the flags all, of the publisher's codes those they share."""
    having = [found.value for found in (old, new) if found.value is not None]
    flags = "".join(dict.fromkeys(old.status + new.status))
    if having:
        flags = flags.replace("m", "")
    own = {column: code for column, code in old.own.items() if new.own.get(column) == code}
    return Found(sum(having, Decimal(0)) if having else None, flags, own, old.row, old.column)
