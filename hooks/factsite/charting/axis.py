"""The axes of a chart: which numbers and which moments of time they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import floor, log10

from factsite.charting.placing import Label, Point, breadth
from factsite.charting.speech import Speech
from factsite.records.scalars import Span

_APART = 14  # between two words of an axis


@dataclass(frozen=True)
class Scale:
    """From values to places: ``low`` stands at ``start``, ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value."""
        return self.start + (self.end - self.start) * (value - self.low) / ((self.high - self.low) or 1)


@dataclass(frozen=True)
class Ticks:
    """The numbers that an axis names, zero among them, and where it ends: at the highest value, if that is more."""

    values: tuple[Decimal, ...]
    high: float

    @property
    def most(self) -> Decimal:
        """The largest number that it names, whatever its sign."""
        return max(abs(value) for value in self.values)

    @property
    def low(self) -> float:
        """Where the axis begins."""
        return float(self.values[0])


def ticks(values: Sequence[Decimal], most: int, *, whole: bool) -> Ticks:
    """Round numbers from below the lowest value, or zero, up to the highest.

    Args:
        values: what is drawn.
        most: into how many steps the axis is divided, at most.
        whole: whether what is counted has no parts.
    """
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    reach = (high - low) or Decimal(1)
    power = Decimal(10) ** floor(log10(reach / most))
    steps = [power * times for times in (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10), Decimal(20))]
    fit = (step for step in steps if not (whole and step % 1) and _floor(high, step) - _floor(low, step) <= step * most)
    step = next(fit, Decimal(1))
    first, last = _floor(low, step), _floor(high, step)
    numbers = range(int((last - first) / step) + 1)
    return Ticks(tuple(first + step * number for number in numbers), float(high) if reach == high - low else 1.0)


def _floor(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(rounding="ROUND_FLOOR") * step


def start(span: Span) -> float:
    """Where a period stands on an axis of time."""
    return float(span.start.toordinal())


def moments(speech: Speech, periods: Sequence[Span], across: Scale, y: float, edge: Point) -> list[Label]:
    """What stands below an axis of time: the years within its extent, as many as find room; else its two ends.

    Args:
        speech: the words of the chart.
        periods: the periods that are drawn.
        across: from days to places.
        y: the line on which the words stand.
        edge: beyond which none may reach, at the left and at the right.
    """
    first, last = min(periods, key=start), max(periods, key=start)
    years = range(first.start.year + (first.start.timetuple().tm_yday > 1), last.start.year + 1)
    for every in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        named = [year for year in years if year % every == 0]
        shown = [_held(str(year), across(date(year, 1, 1).toordinal()), y, edge) for year in named]
        if len(shown) >= 2 and _apart(shown):
            return shown
    ends = [_held(speech.period(one), across(start(one)), y, edge) for one in dict.fromkeys((first, last))]
    return ends if _apart(ends) else ends[-1:]


def slots(
    speech: Speech, periods: Sequence[Span | None], places: Sequence[float], y: float, edge: Point
) -> list[Label]:
    """What stands below columns: the name of the newest and of every second, third … before it, as there is room."""
    named = [(speech.period(period), place) for period, place in zip(periods, places, strict=True) if period]
    for every in range(1, len(named) + 1):
        shown = [_held(text, place, y, edge) for text, place in reversed(list(reversed(named))[::every])]
        if _apart(shown):
            return shown
    return []  # pragma: no cover - one alone stands apart


def _held(text: str, x: float, y: float, edge: Point) -> Label:
    """A word below its place, moved as far as it takes to stay in the drawing."""
    half = breadth([text]) / 2
    if x - half < edge[0]:
        return Label((text,), edge[0], y, "start", soft=True)
    if x + half > edge[1]:
        return Label((text,), edge[1], y, "end", soft=True)
    return Label((text,), x, y, "middle", soft=True)


def _apart(labels: Sequence[Label]) -> bool:
    return all(one.box.right + _APART <= other.box.left for one, other in pairwise(labels))
