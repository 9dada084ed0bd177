"""Where in a table a figure's observations stand: columns of periods, codes, values, flags and SDMX's attributes."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest

from factsite.content import Content, DimensionFacts
from factsite.importing.notation import CodeReader
from factsite.importing.periods import is_period, read_period
from factsite.importing.remarks import Remark
from factsite.importing.table import FileTable, shown
from factsite.problems import RuleError
from factsite.records.figure import Figure
from factsite.records.mapping import CONFIDENTIALITY, PERIOD, UNIT_MULTIPLIER, Mapping
from factsite.records.mapping_parts import PERIOD_WORDS
from factsite.telling import told

_ACTION, _DECIMALS, _STRUCTURE = "ACTION", "DECIMALS", "STRUCTURE"
# What says nothing of a single value.
_OF_THE_FILE = frozenset({"STRUCTURE", "STRUCTURE_NAME", "LAST UPDATE", "freq", "FREQ"})
# What a row belongs to: rows that are taken together agree in it.
_SAME = frozenset(
    {"unit_measure", "unit", "units", "unit of measure", "unité", "eenheid", "einheit", "unidad"}
    | {"dataflow", "structure_id"}
)


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values: the period and codes for which all of it stands, and the column of flags beside it."""

    number: int
    period: str | None
    codes: dict[str, str]
    flags: int | None = None
    own: str = ""


@dataclass
class Attributes:
    """The columns of SDMX that change what a value means."""

    action: int | None = None
    confidentiality: int | None = None
    multiplier: int | None = None
    decimals: int | None = None
    same: dict[int, str] = field(default_factory=dict)


class Layout:
    """What each column of a table is for the import of a figure."""

    def __init__(self, table: FileTable, figure: Figure, mapping: Mapping, content: Content) -> None:
        """Find the columns.

        Raises:
            UnreadableError: one of them is missing.
        """
        self._table, self._mapping, self._figure = table, mapping, figure
        self.readers: dict[str, tuple[int, CodeReader]] = {}
        self.constants: dict[str, str] = {}
        self._across: dict[str, CodeReader] = {}
        for name, dimension in mapping.dimensions.items():
            reader = CodeReader(name, dimension, content.dimensions.get(name, DimensionFacts([])))
            if dimension.column:
                self.readers[name] = table.find(dimension.column), reader
            elif dimension.constant:
                self.constants[name] = dimension.constant
            else:
                self._across[name] = reader
        self.wanted = {
            table.find(column): {values} if isinstance(values, str) else set(values)
            for column, values in mapping.filter.items()
        }
        self.fill = [table.find(column) for column in mapping.fill]
        self.periods = self._period_columns()
        self.flags = [table.find(name) for name in mapping.flag_columns if mapping.flags or name in table.columns]
        self.unit = table.find(mapping.unit.column) if mapping.unit else None
        self.attributes = self._attributes()
        self.values = self._value_columns()
        self._tell_others()
        self.blank = self._blank_columns()

    def _is_period(self, name: str) -> bool:
        return name in PERIOD_WORDS and name not in self._figure.dimensions

    def _period_columns(self) -> list[int]:
        mapping, table = self._mapping, self._table
        if any(map(self._is_period, (*mapping.across, *mapping.wide_dimensions()))):
            return []
        if mapping.period == [PERIOD] and PERIOD not in table.columns and table.time:
            return [table.find(table.time)]
        return [table.find(column) for column in mapping.period]

    def _attributes(self) -> Attributes:
        table, found = self._table, Attributes()
        columns = list(table.columns)
        found.action = _place(columns, _ACTION) if self._mapping.format.is_sdmx or _STRUCTURE in columns else None
        found.confidentiality = _place(columns, CONFIDENTIALITY)
        found.decimals = _place(columns, _DECIMALS)
        found.multiplier = _place(columns, UNIT_MULTIPLIER)
        used = {column for column, _ in self.readers.values()} | self.wanted.keys() | {self.unit}
        used |= {*self.periods, *self.flags}
        found.same = {
            number: name for number, name in enumerate(columns) if name.casefold() in _SAME and number not in used
        }
        return found

    def _taken(self) -> set[int]:
        """The columns that hold no values."""
        taken = {column for column, _ in self.readers.values()} | self.wanted.keys() | set(self.attributes.same)
        return taken | {*self.periods, *self.flags, *self.fill} | ({self.unit} if self.unit is not None else set())

    def _value_columns(self) -> list[ValueColumn]:
        mapping, table = self._mapping, self._table
        if mapping.across:
            return self._read_head()
        if mapping.wide is None:
            number = table.find(mapping.value)
            return [ValueColumn(number, None, {}, self._flags_beside(number))]
        found = []
        for column, codes in mapping.wide.places.items():
            number = table.find(" ".join(column.split()))
            period = next((text for name, text in codes.items() if self._is_period(name)), None)
            ours = {name: code for name, code in codes.items() if not self._is_period(name)}
            text = self._head_period(number, period) if period is not None else None
            if period is None or text:
                own = column if ours else ""
                found.append(ValueColumn(number, text, ours, self._flags_beside(number), own))
        table.problems.refuse()
        return found

    def _read_head(self) -> list[ValueColumn]:
        """The columns of values by what stands in the rows of the head."""
        table, mapping, taken = self._table, self._mapping, self._taken()
        levels = table.levels or [list(table.columns)]
        found = []
        for number, texts in enumerate(zip_longest(*levels, fillvalue="")):
            if number in taken or not all(texts):
                continue
            column = self._by_head(number, dict(zip(mapping.across, texts, strict=False)))
            if column is not None:
                found.append(column)
        table.problems.refuse()
        if not found:
            what = told("the head has no column whose text says what “across” asks for")
            table.note(table.head, 0, "import-mapping", what, told("Mend “header” or “across” of the import."))
            table.problems.refuse()
        return found

    def _by_head(self, number: int, texts: dict[str, str]) -> ValueColumn | None:
        """A column of values, or None if the head says that it is none."""
        period, codes = None, {}
        for name, text in texts.items():
            if self._is_period(name):
                if text in self._mapping.periods.ignore or not is_period(text, self._mapping):
                    return None
                period = self._head_period(number, text)
                if period is None:
                    return None
        for name, text in texts.items():
            if self._is_period(name):
                continue
            reader = self._across[name]
            try:
                code = reader.read(text)
            except KeyError:
                what = told("“{text}” stands for no code of “{name}”", text=shown(text), name=name)
                remedy = told("Add it under “codes”, or under “ignore”, of “{name}” in the import.", name=name)
                self._table.note(self._table.head, number, "code", what, remedy)
                return None
            if code is None:
                return None
            codes[name] = code
        return ValueColumn(number, period, codes, self._flags_beside(number))

    def _head_period(self, number: int, text: str) -> str | None:
        """A period of the head as ours; None if it isn't to be taken or can't be read, which is noted."""
        try:
            span = read_period(text, self._mapping.precision, self._mapping)
        except RuleError as error:
            self._table.note(self._table.head, number, error.rule, error.message, error.remedy)
            return None
        limits = self._mapping.periods
        if (limits.from_ and span.start < limits.from_.start) or (limits.to and span.end > limits.to.end):
            return None
        return span.text

    def _flags_beside(self, number: int) -> int | None:
        """A column without a name to the right of one of values, in which publishers put its flags."""
        columns = self._table.columns
        return number + 1 if number + 1 < len(columns) and not columns[number + 1] else None

    def _tell_others(self) -> None:
        """Name the columns of which nothing is taken."""
        found = self.attributes
        known = {found.action, found.confidentiality, found.multiplier, found.decimals}
        taken = self._taken() | {one.number for one in self.values} | known
        for number, name in enumerate(self._table.columns):
            if number not in taken and name and name not in _OF_THE_FILE:
                self._table.remarks.add(Remark.COLUMNS, name)

    def _blank_columns(self) -> list[int]:
        """The columns without a name that hold no flags."""
        beside = {one.flags for one in self.values}
        blank = [number for number, name in enumerate(self._table.columns) if not name]
        # The last one of a sheet is there only for what stands to the right of its head.
        counted = len(blank) - (bool(blank) and self._table.open_ended)
        if counted:
            self._table.remarks.add(Remark.EMPTY_COLUMNS, number=counted)
        return [number for number in blank if number not in beside]


def _place(columns: list[str], name: str) -> int | None:
    return columns.index(name) if name in columns else None
