"""Observations as tables: periods as rows or, where there are many codes, codes as rows and periods as columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from string import ascii_lowercase

from factsite.content import DimensionFacts
from factsite.records.figure import Figure, Observation
from factsite.records.observation_status import NOTHING_SAID, Status
from factsite.records.slices import Slice
from factsite.records.source import Source
from factsite.rendering.addresses import value_key
from factsite.rendering.view import View
from factsite.rendering.words import LangText

MAX_COLUMNS = 7
MAX_OPEN = 12  # rows of a table that stands open below its chart
_OTHER_SIGNS = re.compile("[^0-9]")
Key = tuple[str, ...]


@dataclass(frozen=True)
class OtherValue:
    """What another source says in place of a value: its number in words, the source, and why it differs."""

    text: str
    source: Source
    note: LangText


@dataclass(frozen=True)
class FlagName:
    """A flag of observations: the letter that stands in a table, and what it means."""

    letter: str
    name: str


@dataclass(frozen=True)
class Cell:
    """One value in a table: its text and number, its anchor, what is to be said of it, other sources' numbers.

    ``held`` says in a preview that it isn’t public yet.
    """

    text: str
    value: Decimal | None
    key: str
    flags: Status
    note: LangText
    others: list[OtherValue]
    column: str
    held: str = ""

    @property
    def sort(self) -> str | None:
        """By what it is sorted where the digits of its text don’t say it, as those of a whole number do; else None."""
        value = "" if self.value is None else str(self.value)
        return None if _OTHER_SIGNS.sub("", self.text) == value else value

    def remark(self, *, flags: bool) -> ValueRemark | None:
        """What is to be said of it below the table; its flags too where no letter in the table says them."""
        said = self.flags if flags else NOTHING_SAID
        return ValueRemark(said, self.note, tuple(self.others)) if said or self.note or self.others else None


@dataclass(frozen=True)
class ValueRemark:
    """What is said of one value or of several below their table: flags, a note, what other sources say."""

    flags: Status
    note: LangText
    others: tuple[OtherValue, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What tells it from others."""
        said = ((other.text, str(other.note), str(other.source.title)) for other in self.others)
        return (str(self.flags), str(self.note), *(words for other in said for words in other))


@dataclass(frozen=True)
class LetteredValueRemark:
    """A remark and the letter by which it hangs on its values."""

    letter: str
    remark: ValueRemark


@dataclass(frozen=True)
class TableRow:
    """One row: its name, by what it is sorted where its name doesn't say it, whether it is a total, its cells."""

    name: str
    order: str
    total: bool
    cells: list[Cell | None]


@dataclass(frozen=True)
class Block:
    """Rows under one heading; an empty title means no heading."""

    title: str
    rows: list[TableRow]


@dataclass(frozen=True)
class FigureTable:
    """A slice of a figure as a table; ``matrix`` if codes are rows, ``flags`` explains the letters used."""

    head: str
    columns: list[str]
    blocks: list[Block]
    matrix: bool
    flags: list[FlagName]

    @cached_property
    def remarks(self) -> list[LetteredValueRemark]:
        """What is said below it, by letters in the order in which they are met; the same words once."""
        cells = (cell for block in self.blocks for row in block.rows for cell in row.cells if cell)
        met: dict[tuple[str, ...], ValueRemark] = {}
        for cell in cells:
            if said := cell.remark(flags=not self.matrix):
                met.setdefault(said.words, said)
        return [LetteredValueRemark(_letter(number), remark) for number, remark in enumerate(met.values())]

    @cached_property
    def _letters(self) -> dict[tuple[str, ...], str]:
        return {one.remark.words: one.letter for one in self.remarks}

    def letter(self, cell: Cell) -> str:
        """The letter of what is said of a value; empty where nothing is."""
        said = cell.remark(flags=not self.matrix)
        return self._letters[said.words] if said else ""

    @property
    def size(self) -> int:
        """How many rows it has."""
        return sum(len(block.rows) for block in self.blocks)

    @property
    def long(self) -> bool:
        """Whether it is folded where a chart shows the same."""
        return self.size > MAX_OPEN


def _letter(number: int) -> str:
    """The letter of a remark by its number from nought: a to z, then aa, ab and so on."""
    rest, place = divmod(number, len(ascii_lowercase))
    return (_letter(rest - 1) if rest else "") + ascii_lowercase[place]


def value_text(view: View, figure: Figure, observation: Observation) -> str:
    """The value of an observation as it stands in a table: a number, or in words that there is none."""
    if observation.value is not None:
        return view.language.quantity(observation.value, figure.unit)
    return view.language.missing(observation.status)


class TableMaker:
    """Lays out the slices of one figure; a value gets its anchor in the first table that shows it."""

    def __init__(self, view: View, figure: Figure) -> None:
        self._view = view
        self._figure = figure
        self._placed: set[str] = set()

    def table(self, piece: Slice) -> FigureTable:
        """The table of a slice."""
        ranked = self._ranked(piece)
        if len(piece.dimensions) > 1:
            found = self._crossed(piece, ranked)
        elif piece.dimensions and len(ranked) > MAX_COLUMNS:
            found = self._matrix(piece, ranked)
        else:
            found = self._by_period(piece, ranked)
        used = sorted({flag for point in piece.observations for flag in self._flags(point)})
        flags = [FlagName(flag.value, self._view.language.say(flag.label)) for flag in used]
        return FigureTable(*found, flags)

    def _by_period(self, piece: Slice, ranked: list[Key]) -> tuple[str, list[str], list[Block], bool]:
        """One row per period, one column per code; a rate has its numerator and denominator beside it."""
        view, say = self._view, self._view.language.say
        titles = [self._title(piece, key) for key in ranked]
        found: dict[str, dict[Key, Observation]] = {}
        for point in _newest_first(piece.observations):
            found.setdefault(point.period.text, {})[_key(piece, point)] = point
        parts = not piece.dimensions and any(point.denominator is not None for point in piece.observations)
        rows = []
        for period, points in found.items():
            cells = [self._cell(points.get(key), title) for key, title in zip(ranked, titles, strict=True)]
            first = next(iter(points.values()))
            more = [self._part(first.numerator), self._part(first.denominator)] if parts else []
            name = view.language.span(first.period)
            order = period if period != name else ""
            rows.append(TableRow(name, order, total=False, cells=[*more, *cells]))
        columns = [*(self._part_titles() if parts else []), *titles]
        return say("Period"), columns, [Block("", rows)], False

    def _matrix(self, piece: Slice, ranked: list[Key]) -> tuple[str, list[str], list[Block], bool]:
        """One row per code, one column per period, the newest first."""
        view = self._view
        points = _newest_first(piece.observations)
        periods = list(dict.fromkeys(point.period.text for point in points))
        names = {point.period.text: view.language.short_span(point.period) for point in points}
        at = {(_key(piece, point), point.period.text): point for point in points}
        rows = [
            TableRow(
                self._title(piece, key),
                "",
                self._is_total(piece, key),
                [self._cell(at.get((key, period)), names[period]) for period in periods],
            )
            for key in ranked
        ]
        head = view.dimension(piece.dimensions[0])
        return head, [names[period] for period in periods], [Block("", rows)], True

    def _crossed(self, piece: Slice, ranked: list[Key]) -> tuple[str, list[str], list[Block], bool]:
        """Two dimensions: the codes of the larger one as rows, of the smaller as columns, a block per period."""
        view = self._view
        lists = [list(dict.fromkeys(key[place] for key in ranked)) for place in range(len(piece.dimensions))]
        down = max(range(len(lists)), key=lambda place: len(lists[place]))
        across = [place for place in range(len(lists)) if place != down]
        columns = list(dict.fromkeys(tuple(key[place] for place in across) for key in ranked))
        titles = [
            ", ".join(view.code_name(piece.dimensions[place], code) for place, code in zip(across, column, strict=True))
            for column in columns
        ]
        blocks: list[Block] = []
        points = _newest_first(piece.observations)
        for period in dict.fromkeys(point.period.text for point in points):
            these = {_key(piece, point): point for point in points if point.period.text == period}
            rows = []
            for code in lists[down]:
                keys = [_joined(down, code, across, column) for column in columns]
                cells = [self._cell(these.get(key), title) for key, title in zip(keys, titles, strict=True)]
                if any(cells):
                    name = view.code_name(piece.dimensions[down], code)
                    total = code == self._figure.dimensions[piece.dimensions[down]].total
                    rows.append(TableRow(name, "", total, cells))
            blocks.append(Block(view.language.span(next(iter(these.values())).period), rows))
        head = view.dimension(piece.dimensions[down])
        return head, titles, blocks, True

    # --- cells -------------------------------------------------------------------------------------------------

    def _cell(self, point: Observation | None, column: str) -> Cell | None:
        if point is None:
            return None
        view, figure = self._view, self._figure
        others = [
            OtherValue(
                view.language.written(other.value, figure.unit),
                view.site.content.sources[other.source],
                view.note(other.note),
            )
            for other in point.alternatives
        ]
        key = value_key(figure, point)
        first = key not in self._placed
        self._placed.add(key)
        return Cell(
            value_text(view, figure, point),
            point.value,
            key if first else "",
            self._flags(point),
            view.note(point.note if first else None),
            others if first else [],
            column,
            view.held(point),
        )

    def _flags(self, point: Observation) -> Status:
        return point.status if point.value is not None else NOTHING_SAID

    def _part(self, value: Decimal | None) -> Cell | None:
        if value is None:
            return None
        return Cell(self._view.language.number(value), value, "", NOTHING_SAID, self._view.words(""), [], "")

    def _part_titles(self) -> list[str]:
        """What a rate was computed from: the figures, with the codes that tell two parts of one figure apart."""
        view, figure = self._view, self._figure
        named: list[tuple[str | None, dict[str, str]]] = [(figure.numerator, {}), (figure.denominator, {})]
        if figure.ratio:
            named = [(part.figure, part.codes) for part in (figure.ratio.numerator, figure.ratio.denominator)]
        spare = (view.language.say("Numerator"), view.language.say("Denominator"))
        titles = []
        for (name, codes), other in zip(named, spare, strict=True):
            there = name and view.has(f"figures/{name}")
            words = [view.code_name(dimension, code) for dimension, code in codes.items()]
            title = view.title_of(view.entry_at(f"figures/{name}")) if there else ""
            titles.append(view.language.colon.join([title, *words]) if there else other)
        return titles

    # --- the order of codes ------------------------------------------------------------------------------------

    def _ranked(self, piece: Slice) -> list[Key]:
        """The combinations of codes: totals first, then the codes in their order, countries by their newest value."""
        newest: dict[Key, Observation] = {}
        for point in sorted(piece.observations, key=lambda found: found.period.end):
            newest[_key(piece, point)] = point
        return sorted(newest, key=lambda key: self._rank(piece, key, newest[key]))

    def _rank(self, piece: Slice, key: Key, point: Observation) -> list[tuple[int, Decimal, str]]:
        ranks = []
        for name, code in zip(piece.dimensions, key, strict=True):
            facts = self._view.site.content.dimensions.get(name) or DimensionFacts([])
            listed = code in facts.codes and not facts.countries
            if code == self._figure.dimensions[name].total:
                place = -1
            elif code in facts.aggregates:
                place = len(facts.codes) + 1
            else:
                place = facts.codes.index(code) if listed else len(facts.codes)
            size = Decimal(0) if listed else -(point.value or Decimal(0))
            ranks.append((place, size, self._view.language.sort_key(self._view.code_name(name, code))))
        return ranks

    def _is_total(self, piece: Slice, key: Key) -> bool:
        dimensions = self._figure.dimensions
        return bool(key) and all(
            code == dimensions[name].total for name, code in zip(piece.dimensions, key, strict=True)
        )

    def _title(self, piece: Slice, key: Key) -> str:
        view = self._view
        names = [view.code_name(name, code) for name, code in zip(piece.dimensions, key, strict=True)]
        return ", ".join(names) or view.language.name(self._figure.unit)


def _key(piece: Slice, point: Observation) -> Key:
    return tuple(point.codes.get(name, "") for name in piece.dimensions)


def _joined(down: int, code: str, across: list[int], column: Key) -> Key:
    found = dict(zip(across, column, strict=True)) | {down: code}
    return tuple(found[place] for place in sorted(found))


def _newest_first(points: Iterable[Observation]) -> list[Observation]:
    return sorted(points, key=lambda found: (found.period.end, found.period.start), reverse=True)
