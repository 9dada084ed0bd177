"""The observations of a figure as they would be after an import, and what that changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from factsite.checking.disclosure import aggregates_of, is_suppressed
from factsite.content import Content
from factsite.importing.observed import Key, Observed, key_of
from factsite.importing.suppressing import suppress
from factsite.records.embargo import Hold
from factsite.records.figure import Figure, Observation
from factsite.records.mapping import Mapping
from factsite.records.observation_status import NOTHING_SAID, Flag
from factsite.records.rows import copied
from factsite.records.scalars import Span


@dataclass(frozen=True)
class Changed:
    """A published value that another takes the place of."""

    observation: Observation
    old: Decimal
    new: Decimal


@dataclass
class SeriesComparison:
    """What an import changes; ``observations`` are those of the whole series after it, in their order.

    ``vanished`` were published and aren't in the file any more, or have no value there: they are kept. ``suppressed``
    were published and are kept back now. ``hold`` keeps all that differs from the public, if all of it waits.
    """

    observations: list[Observation]
    new: list[Observation] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    restated: list[Observation] = field(default_factory=list)
    suppressed: list[Observation] = field(default_factory=list)
    vanished: list[Observation] = field(default_factory=list)
    unchanged: int = 0
    hold: Hold | None = None

    @property
    def differs(self) -> bool:
        """Whether the series would say anything else than now."""
        return bool(self.new or self.changed or self.restated or self.suppressed)


def compare(
    figure: Figure, mapping: Mapping, found: dict[Key, Observed], content: Content, moment: datetime | None = None
) -> SeriesComparison:
    """Put what a file says beside what stands in a figure's series.

    Values that the file lacks stay; small counts are kept back before anything is compared. What is under embargo at
    the moment was never published: no revision tells of it.
    """
    vanished = [
        point
        for point in _in_order(figure.observations, figure, content)
        if _vanishes(point, found.get(key_of(point.period.text, point.codes)), mapping)
    ]
    kept = {key_of(point.period.text, point.codes) for point in vanished}
    stay = [point for point in figure.observations if _stays(key_of(point.period.text, point.codes), found, kept)]
    make = _Maker()
    stay += [
        _observation(key, seen, figure.at(key[0], dict(key[1])), figure, mapping, make)
        for key, seen in found.items()
        if key not in kept
    ]
    ordered = suppress(figure, aggregates_of(content, figure), _in_order(stay, figure, content))
    comparison = SeriesComparison(ordered, vanished=vanished)
    for point in ordered:
        key = key_of(point.period.text, point.codes)
        if key not in kept:
            _sort_in(comparison, point, figure.at(*_place(point)), published=_held(figure, point, moment) is None)
    comparison.hold = _hold_of_all(figure, comparison, moment)
    return comparison


def _stays(key: Key, found: dict[Key, Observed], kept: set[Key]) -> bool:
    """Whether an observation of the series is as it was: the file has none in its place."""
    return key in kept or key not in found


def _place(point: Observation) -> tuple[str, dict[str, str]]:
    return point.period.text, point.codes


def _held(figure: Figure, point: Observation, moment: datetime | None) -> Hold | None:
    """The embargo under which an observation is, or would be."""
    hold = figure.embargo_of(point.period)
    return None if hold is None or moment is None or hold.is_over(moment) else hold


def _hold_of_all(figure: Figure, comparison: SeriesComparison, moment: datetime | None) -> Hold | None:
    """The longest embargo of what differs, if all of it is under one."""
    differing = [*comparison.new, *comparison.restated, *comparison.suppressed]
    differing += [change.observation for change in comparison.changed]
    longest: Hold | None = None
    for point in differing:
        hold = _held(figure, point, moment)
        if hold is None:
            return None
        longest = hold if longest is None or hold.outlasts(longest) else longest
    return longest


def _sort_in(comparison: SeriesComparison, point: Observation, old: Observation | None, *, published: bool) -> None:
    if old is None or (old.value is None and point.value is not None):
        comparison.new.append(point)
    elif old.value is not None and point.value is None:
        comparison.suppressed.append(point)
    elif old.value is not None and point.value is not None and old.value != point.value:
        if published:
            comparison.changed.append(Changed(point, old.value, point.value))
        else:
            comparison.restated.append(point)
    elif (old.status, old.own) != (point.status, point.own):
        comparison.restated.append(point)
    else:
        comparison.unchanged += 1


def _vanishes(point: Observation, seen: Observed | None, mapping: Mapping) -> bool:
    """Whether a published value isn't in the file, though it lies in the periods that are taken from it."""
    limits = mapping.periods
    if (limits.from_ and point.period.start < limits.from_.start) or (limits.to and point.period.end > limits.to.end):
        return False
    gone = seen is None or (seen.value is None and seen.status.reason is not Flag.CONFIDENTIAL)
    return point.value is not None and gone


class _Maker:
    """Makes observations of their facts: what is said alike of many is validated once, and kept once."""

    def __init__(self) -> None:
        self._like: dict[tuple[object, ...], Observation] = {}
        self._spans: dict[str, Span] = {}
        self._codes: dict[tuple[str, ...], dict[str, str]] = {}

    def __call__(self, facts: dict[str, Any]) -> Observation:
        value, codes = facts["value"], facts["codes"]
        rest = (value is None, *codes, *(facts.get(name) for name in _REST))
        like = self._like.get(rest)
        if like is None or tuple(codes.values()) not in self._codes or facts["period"] not in self._spans:
            made = Observation.model_validate(facts)
            self._like.setdefault(rest, made)
            self._spans.setdefault(made.period.text, made.period)
            self._codes.setdefault(tuple(codes.values()), made.codes)
            like = made
        period, shared = self._spans[facts["period"]], self._codes[tuple(codes.values())]
        return copied(like, period=period, value=value, codes=shared)


_REST = ("status", "source", "note", "own", "numerator", "denominator")


def _observation(
    key: Key, seen: Observed, old: Observation | None, figure: Figure, mapping: Mapping, make: _Maker
) -> Observation:
    """The observation of a file, and what the series says of it besides: note, source; status if the file has none."""
    same = old is not None and (old.value == seen.value or is_suppressed(old))
    codes = dict(key[1])
    own = "; ".join(f"{column}={code}" if code else column for column, code in seen.own.items())
    facts: dict[str, object] = {
        "period": key[0],
        "value": seen.value,
        "status": seen.status,
        "source": old.source if old and same else mapping.source,
        "note": old.note if old else None,
        "own": own or None,
        "codes": {name: codes[name] for name in figure.dimensions},
    }
    if old and same:
        facts |= {"numerator": old.numerator, "denominator": old.denominator}
    unsaid = not seen.status or (seen.value is None and seen.status == NOTHING_SAID.with_reason())
    if old and not mapping.flags_are_known and unsaid:
        found = old.value is None and seen.value is not None
        facts["status"] = old.status.with_number() if found else old.status
    made = make(facts)
    return old if old == made else made  # a long series that hardly changed isn't held twice


def _in_order(observations: Iterable[Observation], figure: Figure, content: Content) -> list[Observation]:
    """By period, then by the codes in the order of each dimension, countries after its own codes."""
    ranks = {
        name: {code: place for place, code in enumerate((*facts.codes, *facts.aggregates))}
        for name, facts in content.dimensions.items()
    }

    known: dict[tuple[str, ...], list[tuple[int, str]]] = {}  # one for all observations with the same codes

    def order(point: Observation) -> tuple[object, ...]:
        own = tuple(point.codes[name] for name in figure.dimensions)
        codes = known.get(own)
        if codes is None:
            pairs = zip(figure.dimensions, own, strict=True)
            codes = known[own] = [(ranks.get(name, {}).get(code, 1_000), code) for name, code in pairs]
        return point.period.start, point.period.end, codes

    return sorted(observations, key=order)
