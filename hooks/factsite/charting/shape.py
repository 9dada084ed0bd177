"""Which charts a slice of a figure gets, what they show, in which colours; the only number computed is “all others”."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from factsite.content import DimensionFacts
from factsite.records.dimension import Colour
from factsite.records.figure import Figure, Observation
from factsite.records.observation_status import ABSENCES, Flag
from factsite.records.scalars import Span
from factsite.records.slices import Slice

MAX_LINES = 4
MAX_PARTS = 6
TOP = 10
MULTIPLES = 8
LEAST = 4  # fewer points are told by the table as well


class ChartForm(StrEnum):
    """Forms of charts."""

    LINE = "line"
    LINES = "lines"
    STACKED = "stacked"
    BARS = "bars"
    MULTIPLES = "multiples"


@dataclass(frozen=True)
class Series:
    """The observations of one combination of codes, the oldest first.

    ``code`` names it within its dimension; ``colour`` is the variable of the style sheet with its colour.
    """

    code: str
    points: tuple[Observation, ...]
    colour: str = Colour.BLUE.variable


@dataclass(frozen=True)
class Shape:
    """A chart before it is drawn: its form, its dimension if it has one, its series, and the days that it marks.

    ``absences`` tell why values that would stand on it have no number, once each; ``of`` how many series there would
    be, where it shows the largest only; ``rest`` is the total minus those shown.
    """

    form: ChartForm
    series: tuple[Series, ...]
    dimension: str = ""
    breaks: tuple[str, ...] = ()
    events: tuple[date, ...] = ()
    absences: tuple[Flag, ...] = ()
    of: int = 0
    rest: Observation | None = None

    @property
    def left_out(self) -> bool:
        """Whether there are more series than it shows, which nothing on it stands for."""
        return len(self.series) < self.of and self.rest is None

    @property
    def marked_breaks(self) -> list[Span]:
        """The periods before which it draws a dashed line: there the series breaks."""
        if self.form is ChartForm.BARS:
            return []
        found = {p.period.text: p.period for one in self.series for p in one.points if p.period.text in self.breaks}
        return sorted(found.values(), key=lambda period: period.start)

    @property
    def has_gaps(self) -> bool:
        """Whether periods are missing within it: in all of its series, or, of small charts, in one."""
        if self.form is ChartForm.BARS:
            return False
        found = {p.period.text: p.period for one in self.series for p in one.points}
        periods = sorted(found.values(), key=lambda period: period.start)
        return any(steps_between(one, other) > 1 for one, other in pairwise(periods))


def shapes(
    figure: Figure, piece: Slice, facts: Mapping[str, DimensionFacts], events: tuple[date, ...] = ()
) -> list[Shape]:
    """Choose the charts of a slice.

    A line for a series, a few lines for a few series, stacked bars for the parts of a whole over time, bars for a
    comparison at the newest period, small multiples for many series over time.

    Args:
        figure: the figure.
        piece: the slice of it.
        facts: the codes of each dimension, in their order.
        events: the days to be marked on charts over time, in the order of their numbers.

    Returns:
        The charts; none where a chart would say no more than the numbers themselves.
    """
    if any(point.period.rhythm == "interval" for point in figure.observations) or len(piece.dimensions) > 1:
        return []
    breaks = tuple(gap.period.text for gap in figure.breaks)
    if not piece.dimensions:
        points = _sorted(piece.observations)
        why = _absences(piece.observations)
        return [Shape(ChartForm.LINE, (Series("", points),), "", breaks, events, why)] if len(points) >= LEAST else []
    name = piece.dimensions[0]
    palette = facts.get(name) or DimensionFacts([])
    kept = _kept(figure, piece, name, facts.get(name))
    parts = _parts(kept, name, facts.get(name))
    long = max((len(part.points) for part in parts), default=0) >= LEAST
    if long and figure.dimensions[name].sums and len(parts) <= MAX_PARTS:
        return [Shape(ChartForm.STACKED, coloured(parts, palette), name, breaks, events, _absences(kept))]
    if long and len(parts) <= MAX_LINES:
        return [Shape(ChartForm.LINES, coloured(parts, palette), name, breaks, events, _absences(kept))]
    newest = max(point.period.end for point in piece.observations)
    bars, rest = _bars(figure, piece, name, parts, newest, ordered=palette.ordered)
    now = _absences(point for point in kept if point.period.end == newest)
    there = sum(one.points[-1].period.end == newest for one in parts)
    bars = _meant(bars, palette)
    found = [Shape(ChartForm.BARS, bars, name, absences=now, of=there, rest=rest)] if len(bars) >= 2 else []
    lasting = [part for part in parts if len(part.points) >= LEAST and part.points[-1].period.end == newest]
    multiples = tuple(_largest(lasting)[:MULTIPLES])
    if len(multiples) < 2:
        return found
    codes = {one.code for one in multiples}
    why = _absences(point for point in kept if point.codes[name] in codes)
    multiples = _meant(multiples, palette)
    return [*found, Shape(ChartForm.MULTIPLES, multiples, name, breaks, absences=why, of=len(lasting))]


def _kept(figure: Figure, piece: Slice, name: str, facts: DimensionFacts | None) -> list[Observation]:
    """The observations of a dimension's codes, without its total and without aggregates."""
    left_out = {figure.dimensions[name].total, *(facts.aggregates if facts else ())}
    return [point for point in piece.observations if point.codes[name] not in left_out]


def _parts(kept: list[Observation], name: str, facts: DimensionFacts | None) -> tuple[Series, ...]:
    """The series of a dimension in the order of its codes."""
    order = facts.codes if facts else []
    codes = dict.fromkeys(point.codes[name] for point in kept)
    ranked = sorted(codes, key=lambda code: (order.index(code) if code in order else len(order), code))
    series = [Series(code, _sorted(p for p in kept if p.codes[name] == code)) for code in ranked]
    return tuple(one for one in series if one.points)


def _absences(points: Iterable[Observation]) -> tuple[Flag, ...]:
    """Why some of these have no number, in one order."""
    found = {point.absence for point in points}
    return tuple(flag for flag in ABSENCES if flag in found)


def _bars(
    figure: Figure, piece: Slice, name: str, parts: tuple[Series, ...], newest: date, *, ordered: bool
) -> tuple[tuple[Series, ...], Observation | None]:
    """The newest value of each part: all in their order, or the largest and, where there is a total, all others."""
    latest = [Series(one.code, one.points[-1:]) for one in parts if one.points[-1].period.end == newest]
    if ordered:
        return tuple(latest), None
    shown = sorted(_largest(latest)[:TOP], key=lambda one: (-_size(one), one.code))
    total = next((p for p in piece.observations if p.period.end == newest and p.codes == figure.total_codes), None)
    if total is None or total.value is None:
        return tuple(shown), None
    rest = total.value - sum((_size(one) for one in shown), Decimal(0))
    others = total.model_copy(update={"value": rest, "note": None, "alternatives": []})
    return tuple(shown), others if rest > figure.dimensions[name].tolerance else None


def coloured(parts: Sequence[Series], facts: DimensionFacts) -> tuple[Series, ...]:
    """Give each part its colour: the one that its code has on every chart of the site, else one that is left.

    A code without a colour of its own gets the one of its place in the list of codes, so that another chart, with
    fewer codes, has the same.
    """
    stated = {one.code: facts.colours[one.code] for one in parts if one.code in facts.colours}
    every = list(Colour)
    left = [colour for colour in every if colour not in stated.values()]
    found = dict(stated)
    for number, one in enumerate(parts):
        if one.code not in found:
            place = facts.codes.index(one.code) if one.code in facts.codes else number
            own = every[place % len(every)]
            found[one.code] = own if own in left else left[0] if left else own
            left = [colour for colour in left if colour is not found[one.code]]
    return tuple(replace(one, colour=found[one.code].variable) for one in parts)


def _meant(parts: Sequence[Series], facts: DimensionFacts) -> tuple[Series, ...]:
    """Parts of which each has a name of its own: in one colour, but for codes whose colour has a meaning."""
    return tuple(
        replace(one, colour=facts.colours[one.code].variable) if one.code in facts.colours else one for one in parts
    )


def is_open(point: Observation) -> bool:
    """Whether a value is drawn hollow: it may still change."""
    return point.status.unsettled


def _largest(parts: list[Series]) -> list[Series]:
    """The series by their newest value, the largest first; a large loss is as large as a gain; equal ones by code."""
    return sorted(parts, key=lambda one: (-abs(_size(one)), one.code))


def _size(series: Series) -> Decimal:
    return series.points[-1].value or Decimal(0)


def _sorted(points: Iterator[Observation] | tuple[Observation, ...]) -> tuple[Observation, ...]:
    return tuple(sorted((p for p in points if p.value is not None), key=lambda point: point.period.start))


def segments(points: tuple[Observation, ...], breaks: tuple[str, ...]) -> Iterator[tuple[int, Observation]]:
    """Number the stretches of a line between breaks and gaps: a line never runs across either."""
    starts = set(breaks)
    number = 0
    for index, point in enumerate(points):
        if point.period.text in starts or point.status.breaks or (index and gap(points[index - 1], point)):
            number += 1
        yield number, point


# From the start of a period to that of the next, in days.
LONGEST_STEP = {"year": 366, "twelve-months": 366, "half": 184, "quarter": 92, "month": 31, "week": 7}


def gap(before: Observation, after: Observation) -> bool:
    """Whether a period is missing between two observations of a yearly or monthly series."""
    if before.period.rhythm != after.period.rhythm:
        return True
    days = (after.period.start - before.period.start).days
    return days > LONGEST_STEP.get(after.period.rhythm, 10_000)


_STEP = {"year": 365.25, "twelve-months": 365.25, "half": 182.6, "quarter": 91.3, "month": 30.4, "week": 7.0}


def steps_between(before: Span, after: Span) -> int:
    """How many periods it is from one to another; one, where they aren't of one kind or follow no beat."""
    if before.rhythm != after.rhythm or before.rhythm not in _STEP:
        return 1
    return max(1, round((after.start - before.start).days / _STEP[before.rhythm]))
