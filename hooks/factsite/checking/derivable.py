"""The rule on numbers typed beside a record that a figure already holds, or that follow from two of its values.

A number that stands twice is mended once: the figure is revised, and the text goes on saying the old one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from factsite.content import Content, Entry
from factsite.documents.tree import Document
from factsite.problems import Problem, Severity
from factsite.records.figure import Figure, Observation
from factsite.telling import Told, told

# Smaller whole numbers of one source are equal by chance.
_LEAST = 100
# What makes a number the same: its unit, its source, its value.
_Key = tuple[str, str, Decimal]


def numbers_stand_once(content: Content) -> Iterator[Problem]:
    """A number of a record isn’t an observation with the same source, nor the difference of two that follow."""
    typed = [
        (entry.document, name, (number.unit.value, number.source, number.value))
        for entry in content.entries.values()
        if entry.record is not None and entry.document is not None
        for name, number in entry.record.numbers.items()
        if _is_telling(number.value)
    ]
    known = _known(content, {key for _, _, key in typed})
    for document, name, key in typed:
        if found := known.get(key):
            what = told("the figure “{figure}” holds this number", figure=found.figure)
            yield _warning(document, name, what, found.reference)


class _Held:
    """Where a number stands: the figure, and what a text writes to say it."""

    def __init__(self, entry: Entry, points: tuple[Observation, ...], codes: dict[str, str]) -> None:
        self.figure = entry.id
        named = [f'"{entry.id}"', *(f'"{point.period.text}"' for point in points)]
        named += [f'{dimension}="{code}"' for dimension, code in sorted(codes.items())]
        how, end = ("value", "") if len(points) == 1 else ("change", ', as="absolute", form="size"')
        self.reference = f"{{{{ {how}({', '.join(named)}{end}) }}}}"


def _is_telling(value: Decimal) -> bool:
    return abs(value) >= _LEAST or value != value.to_integral_value()


def _known(content: Content, wanted: Collection[_Key]) -> dict[_Key, _Held]:
    """Where the wanted numbers stand: as an observation, or as the difference from the one before in its series.

    A rate that is computed has no source of its own; two codes with one value can’t be told apart, so total first.
    """
    found: dict[_Key, _Held] = {}
    units = {unit for unit, _, _ in wanted}
    for entry, figure in content.records(Figure):
        for series in _series(figure) if figure.unit.value in units else ():
            codes = {name: code for name, code in series[0].codes.items() if figure.total_codes.get(name) != code}
            for point in series:
                if point.value is not None and (key := _key(figure, point, point.value)) in wanted:
                    found.setdefault(key, _Held(entry, (point,), codes))
            for before, after in pairwise(series):
                for key in _differences(figure, before, after):
                    if key in wanted and not figure.break_between(before, after):
                        found.setdefault(key, _Held(entry, (before, after), codes))
    return found


def _key(figure: Figure, point: Observation, value: Decimal) -> _Key:
    return figure.unit.value, point.source or figure.source or "", value


def _series(figure: Figure) -> Iterator[list[Observation]]:
    """The values of each combination of codes, in the order of their periods; that of the totals comes first."""
    series: dict[tuple[tuple[str, str], ...], list[Observation]] = defaultdict(list)
    series[tuple(sorted(figure.total_codes.items()))] = []
    for point in figure.observations if not figure.ratio else ():
        if point.value is not None:
            series[tuple(sorted(point.codes.items()))].append(point)
    for points in series.values():
        if points:
            yield sorted(points, key=lambda point: (point.period.end, point.period.text))


def _differences(figure: Figure, before: Observation, after: Observation) -> Iterator[_Key]:
    if before.value is None or after.value is None or figure.unit.percent:
        return
    size = abs(after.value - before.value)
    if size >= _LEAST:
        yield from (_key(figure, point, size) for point in (before, after))


def _warning(document: Document, name: str, what: Told, reference: str) -> Problem:
    typed = f'{{{{ value("{name}") }}}}'
    remedy = told(
        "Write {reference} in the texts, in the place of {typed}, and delete the number here.",
        reference=reference,
        typed=typed,
    )
    found = document.problem("number-twice", what, remedy, ("numbers", name))
    return replace(found, severity=Severity.WARNING)
