"""A table and a mapping → the observations that the publisher's file holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from factsite.collector import collector_at_rest
from factsite.content import Content
from factsite.documents.series import MAX_ROWS
from factsite.documents.text import UnreadableError
from factsite.importing.notation import CodeReader
from factsite.importing.observed import Codes, Key, Observed
from factsite.importing.periods import read_period
from factsite.importing.placing import Layout
from factsite.importing.remarks import Remark
from factsite.importing.table import MAX_COUNTED, FileRow, FileTable, is_note, shown
from factsite.importing.valuing import REMEMBERED, ValueTaker, memo
from factsite.problems import Problem, RuleError, did_you_mean
from factsite.records.figure import Figure
from factsite.records.mapping import Mapping
from factsite.records.observation_status import Status
from factsite.telling import UNSAID, quoted, told

# Of the values of a filtered column, those that a remedy may propose.
_PROPOSED = 1_000
# Units or datasets that are named where they differ.
_NAMED = 5
# In the column ACTION of SDMX-CSV; all other actions give a value.
_DELETED = "D"
# After so many rows, in which a file that is wrong as a whole shows it, all of them are counted.
_TRIED = 2 * MAX_COUNTED
_NONE: dict[str, str] = {}


def observe(table: FileTable, figure: Figure, mapping: Mapping, content: Content) -> dict[Key, Observed]:
    """Take the observations of a figure from a table, whose rows are gone through once.

    Raises:
        UnreadableError: a column is missing, something can't be read, or there are more observations than a series
            holds; carries the first problems and says how many more there are.
    """
    observer = _Observer(table, figure, mapping, content)
    try:
        with collector_at_rest():
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


@dataclass(frozen=True, slots=True)
class _Codes:
    """What the code cells of a row stand for: keys per column of values; the publisher's own codes by column."""

    own: dict[str, str]
    keys: tuple[Codes, ...]


class _Observer:
    """Goes through the rows; what can't be taken is noted in the table. What repeats is read once."""

    def __init__(self, table: FileTable, figure: Figure, mapping: Mapping, content: Content) -> None:
        self.table, self.figure, self.mapping = table, figure, mapping
        self.remarks = table.remarks
        self.found: dict[Key, Observed] = {}
        self._layout = Layout(table, figure, mapping, content)
        self._values = ValueTaker(table, self._layout, mapping, figure.unit)
        self._unknown: set[tuple[int, str]] = set()
        self._missing = {column: set(values) for column, values in self._layout.wanted.items()}
        self._there: dict[int, set[str]] = {column: set() for column in self._layout.wanted}
        self._same: dict[int, dict[str, FileRow]] = {column: {} for column in self._layout.attributes.same}
        self._above: dict[int, str] = {}
        self._notes: list[str] = []
        self._filtered = 0
        self._periods: dict[str, str | RuleError | None] = {}
        self._pairs: dict[tuple[str, str], tuple[str, str]] = {}
        self._read: dict[tuple[str, ...], _Codes] = {}

    def chooses(self, row: FileRow) -> bool:
        """Whether a row has what the filter asks for."""
        for column in self._layout.fill:
            self._fill(row, column)
        chosen = True
        for column, values in self._layout.wanted.items():
            cell = row.cells[column]
            if cell in values:
                self._missing[column].discard(cell)
            else:
                chosen = False
                if len(self._there[column]) < _PROPOSED:
                    self._there[column].add(shown(cell))
        self._filtered += not chosen
        return chosen

    def _fill(self, row: FileRow, column: int) -> None:
        """Let an empty cell mean what stands above it."""
        if row.cells[column]:
            self._above[column] = row.cells[column]
        elif column in self._above and any(row.cells):
            row.cells = [*row.cells[:column], self._above[column], *row.cells[column + 1 :]]
            self.remarks.add(Remark.FILLED)

    def refuse_too_many(self) -> None:
        """Refuse a file that has more rows than a series, if every one of them is an observation.

        Raises:
            UnreadableError: it has.
        """
        mapping = self.mapping
        some = mapping.filter or mapping.sum or mapping.periods.from_ or mapping.periods.to or mapping.periods.ignore
        if some or mapping.unit or any(dimension.ignore for dimension in mapping.dimensions.values()):
            return
        if self.table.count() * len(self._layout.values) > MAX_ROWS:
            raise self._too_many(self.table.head)

    def _too_many(self, row: FileRow) -> UnreadableError:
        what = told("the file gives more than {limit} observations, the limit of a series", limit=MAX_ROWS)
        remedy = told("Take fewer with “filter” and “periods” of the import, or part the figure.")
        return UnreadableError(Problem(self.table.path, row.line, 1, "too-large", what, remedy, source=""))

    def take(self, row: FileRow) -> None:
        """Take the observations of one row."""
        layout = self._layout
        empty = not any(row.cells[column.number] for column in layout.values)
        text = " ".join(filter(None, [row.cells[column] for column in layout.periods]))
        period = self._period(row, text, empty=empty)
        if layout.periods and not isinstance(period, str):
            return
        read = self._read_codes(row, empty=empty)
        if read is None:
            return
        self._pass_by_notes()
        if self._is_deleted(row, period, read):
            return
        factor, status = self._values.factor(row), self._values.status(row)
        if factor is None or status is None:
            return
        for column in layout.attributes.same:
            self._same[column].setdefault(row.cells[column], row)
        for column in layout.blank:
            if row.cells[column]:
                self.remarks.add(Remark.UNNAMED, row.cells[column])
        for value, key in zip(layout.values, read.keys, strict=True):
            found = self._values.take(row, value, status, factor)
            if found is not None:
                own = read.own | {value.own: ""} if value.own else read.own
                self._add((value.period or period or "", key), *found, own, row, value.number)

    # --- periods ---------------------------------------------------------------------------------------------------

    def _period(self, row: FileRow, text: str, *, empty: bool) -> str | None:
        """The period of a row; None if it stands in the head, if it isn't to be taken, or if it can't be read."""
        columns = self._layout.periods
        if not columns:
            return None
        period = memo(self._periods, text, self._read_period)
        if isinstance(period, RuleError):
            if empty or is_note(row.cells):
                self._note_below(row)
            elif text:
                self._values.note(row, columns[0], period)
            else:
                what = told("this row has a value and no period")
                remedy = told(
                    "Say “fill: {column}” if an empty cell means what stands above it.", column=self._name(columns)
                )
                self._values.note(row, columns[0], RuleError("period", what, remedy))
            return None
        if period is None:
            self.remarks.add(Remark.IGNORED if text in self.mapping.periods.ignore else Remark.OUTSIDE, text)
        return period

    def _name(self, columns: list[int]) -> str:
        return shown(self.table.columns[columns[0]])

    def _read_period(self, text: str) -> str | RuleError | None:
        """The period, or None if it isn't to be taken."""
        limits = self.mapping.periods
        if text in limits.ignore:
            return None
        try:
            period = read_period(text, self.mapping.precision, self.mapping)
        except RuleError as error:
            return error
        beyond = (limits.from_ and period.start < limits.from_.start) or (limits.to and period.end > limits.to.end)
        return None if beyond else period.text

    def _note_below(self, row: FileRow) -> None:
        """Keep a row that is no part of the table: whether it stands below it, is known when all have gone by."""
        self._notes.append(" ".join(filter(None, row.cells)))
        if len(self._notes) > _TRIED:
            self._pass_by_notes()

    def _pass_by_notes(self, kind: Remark = Remark.WITHOUT_NUMBER) -> None:
        for note in self._notes:
            self.remarks.add(kind, note)
        self._notes.clear()

    def _is_deleted(self, row: FileRow, period: str | None, read: _Codes) -> bool:
        """Whether a row says that the publisher deleted a value: what stood before it goes (SDMX-CSV 2.0)."""
        column = self._layout.attributes.action
        if column is None or row.cells[column].upper() != _DELETED:
            return False
        self.remarks.add(Remark.DELETED, period or "")
        for value, key in zip(self._layout.values, read.keys, strict=True):
            self.found.pop((value.period or period or "", key), None)
        return True

    # --- codes -------------------------------------------------------------------------------------------

    def _read_codes(self, row: FileRow, *, empty: bool) -> _Codes | None:
        """What the codes of a row stand for; None if the row isn't taken."""
        layout = self._layout
        cells = tuple([row.cells[column] for column, _ in layout.readers.values()])
        if cells in self._read:
            return self._read[cells]
        codes, own = dict(layout.constants), {}
        for (name, (column, reader)), text in zip(layout.readers.items(), cells, strict=True):
            try:
                code = reader.read(text)
            except KeyError:
                if empty or is_note(row.cells):
                    self._note_below(row)
                else:
                    self._note_unknown(row, column, reader)
                return None
            if code is None:
                self.remarks.add(Remark.IGNORED, text)
                return None
            codes[name] = code
            if code != text:
                own[self.table.columns[column]] = text
        if len(self._read) >= REMEMBERED:
            self._read.clear()
        read = _Codes(own or _NONE, tuple(self._key(codes | value.codes) for value in layout.values))
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
            if not text:
                remedy = told(
                    "Say “fill: {column}” if an empty cell means what stands above it.", column=self._name([column])
                )
            if near:
                remedy = told("{near} {other}", near=near, other=remedy)
            self.table.note(
                row,
                column,
                "code",
                told("“{text}” stands for no code of “{name}”", text=shown(text), name=reader.name),
                remedy,
            )

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

    # --- when all rows have gone by --------------------------------------------------------------------------------

    def finish(self) -> None:
        """Note what can be said only when all rows have gone by."""
        self._pass_by_notes(Remark.BELOW)
        if self._filtered:
            self.remarks.add(Remark.FILTERED, number=self._filtered)
        for column, values in self._missing.items():
            for value in sorted(values):
                what = told(
                    "the filter asks for “{value}”, which the column “{columns}” doesn’t hold",
                    value=value,
                    columns=self.table.columns[column],
                )
                there = self._there[column] | self._layout.wanted[column] - values
                remedy = did_you_mean(value, there) or told("Mend “filter” of the import.")
                self.table.note(self.table.head, column, "import-mapping", what, remedy)
        for column, texts in self._same.items():
            self._check_same(column, texts)
        for key, found in self.found.items():
            if found.row is not None:
                self._check_bounds(found, found.row)
            if found.parts > 1 and found.value is None:
                self.remarks.add(Remark.SUMS, ", ".join([key[0], *(code for _, code in key[1])]))
        if not self.found and not self.table.problems.listed:
            what = told("the file holds no observation that the import of the figure takes")
            self.table.note_row(self.table.head, what, told("Check “filter” and “periods” of the import."))

    def _check_same(self, column: int, texts: dict[str, FileRow]) -> None:
        """What is taken is in one unit, and of one dataset."""
        if len(texts) > 1:
            name = self.table.columns[column]
            what = told(
                "the rows that are taken differ in “{name}”: {texts}",
                name=shown(name),
                texts=quoted(shown(text) for text in list(texts)[:_NAMED]),
            )
            remedy = told("Choose one with “filter” of the import, or say what each unit is worth under “unit”.")
            self.table.note(list(texts.values())[1], column, "import-mapping", what, remedy)

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
