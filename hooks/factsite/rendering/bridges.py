"""The arithmetic of a bridge as a page shows it: one table for each comparison."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from factsite.deriving.reconciliation import Line, lines
from factsite.records.bridge import Bridge
from factsite.records.common import Citation
from factsite.records.figure import Figure
from factsite.records.listed import NO_UNIT, Unit
from factsite.rendering.lists import publisher_name
from factsite.rendering.view import View
from factsite.rendering.words import LangText


@dataclass(frozen=True)
class SourceName:
    """A source in a narrow column: its publisher as short as it is known, and its title."""

    id: str
    publisher: str
    title: str


@dataclass(frozen=True)
class SumRow:
    """One line of the arithmetic.

    ``name`` says what a step is and is empty at both ends; ``words`` name the number itself, ``unit`` and ``period``
    say of what and when, as far as the words don't; ``href`` leads to it. ``text`` is ``value`` as readers write it.
    """

    name: str
    words: LangText
    unit: str
    period: str
    href: str
    note: LangText
    assumed: bool
    value: Decimal
    text: str
    sources: list[SourceName]


@dataclass(frozen=True)
class SumTable:
    """A comparison: where it starts, its steps, where it ends."""

    first: SumRow
    steps: list[SumRow]
    last: SumRow


def sums(view: View, bridge: Bridge) -> tuple[list[SumTable], list[Citation]]:
    """The comparisons of a bridge as tables, and the sources of their numbers."""
    found, citations = [], list[Citation]()
    for comparison in bridge.comparisons:
        computed = lines(comparison, bridge, view.site.content)
        unit = computed[-1].unit or NO_UNIT
        rows = [_row(view, line, line.unit or unit) for line in computed]
        found.append(SumTable(rows[0], rows[1:-1], rows[-1]))
        citations += [Citation(source=source) for line in computed for source in line.sources]
    return found, citations


def _row(view: View, line: Line, unit: Unit) -> SumRow:
    named = _named(view, line)
    note = view.note(line.amount.note)
    if line.step is None:
        words, text, name, assumed = named.words or note, view.language.quantity(line.number, unit), "", False
        told = view.language.unit_beside(words, unit)
        note = note if line.amount.figure else view.words("")
    else:
        words, text, name = named.words, view.language.signed(line.number, unit), view.language.name(line.step.type)
        assumed, told = line.step.assumed, ""
    sources = [_source(view, source) for source in line.sources]
    return SumRow(name, words, told, named.period, named.href, note, assumed, line.number, text, sources)


@dataclass(frozen=True)
class _Name:
    """What a number is called, its period, where it stands."""

    words: LangText
    period: str
    href: str


def _named(view: View, line: Line) -> _Name:
    """The name of a number; an empty one for those of no figure."""
    amount = line.amount
    if not amount.figure or not view.has(f"figures/{amount.figure}"):
        return _Name(view.words(""), "", "")
    entry = view.entry_at(f"figures/{amount.figure}")
    period = amount.sum or amount.period
    codes = [view.code_name(name, code) for name, code in amount.codes.items()]
    words = view.words(", ".join([view.title_of(entry), *codes]), entry.language_for(view.code))
    figure = entry.of(Figure)
    anchor = view.value_anchor(figure, line.observation) if figure and line.observation else ""
    when = view.language.span(period) if period else ""
    return _Name(words, when, view.href(entry.path, anchor))


def _source(view: View, identifier: str) -> SourceName:
    source = view.site.content.sources[identifier]
    path = f"organisations/{source.publisher}"
    if source.publisher and view.has(path):
        entry = view.entry_at(path)
        publisher: str = view.text("abbreviation", entry) or view.title_of(entry)
    else:
        publisher = publisher_name(view, source)
    return SourceName(identifier, publisher, source.title_for(view.code).text)
