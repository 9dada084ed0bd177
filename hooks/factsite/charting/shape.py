"""Which chart a figure gets, and the points it shows: no numbers are computed here but positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from factsite.records.figure import Figure, Observation

MAX_SERIES = 6
MAX_BARS = 12


class Form(StrEnum):
    """Forms of charts."""

    LINE = "line"
    STACKED = "stacked"
    BARS = "bars"


@dataclass(frozen=True)
class Series:
    """The observations of one combination of codes, the oldest first; ``code`` names it within its dimension."""

    code: str
    points: tuple[Observation, ...]


@dataclass(frozen=True)
class Shape:
    """A chart before it is drawn: its form, its dimension if it has one, and its series."""

    form: Form
    series: tuple[Series, ...]
    dimension: str = ""
    breaks: tuple[str, ...] = field(default=())


def shape(figure: Figure, order: dict[str, list[str]]) -> Shape | None:
    """Choose the chart of a figure: a line for a series, stacked bars for parts of a whole, bars for a comparison.

    Args:
        figure: the figure.
        order: for each dimension its codes in their order.

    Returns:
        The shape, or None where a chart would say no more than the number itself.
    """
    periods = {point.period.text for point in figure.observations if point.value is not None}
    breaks = tuple(gap.period.text for gap in figure.breaks)
    named = [name for name in figure.dimensions if name in order]
    if len(named) > 1 or any(point.period.precision == "interval" for point in figure.observations):
        return None
    if not named:
        points = _of(figure, {})
        return Shape(Form.LINE, (Series("", points),), breaks=breaks) if len(points) >= 4 else None
    dimension = named[0]
    total = figure.dimensions[dimension].total
    codes = [code for code in _codes(figure, dimension, order[dimension]) if code != total]
    if figure.dimensions[dimension].sums and len(codes) <= MAX_SERIES and len(periods) >= 4:
        found = tuple(Series(code, _of(figure, {dimension: code})) for code in codes)
        return Shape(Form.STACKED, found, dimension, breaks)
    latest = max(figure.observations, key=lambda point: point.period.end).period.text
    bars = [Series(code, tuple(p for p in _of(figure, {dimension: code}) if p.period.text == latest)) for code in codes]
    having = sorted((bar for bar in bars if bar.points), key=_size, reverse=True)[:MAX_BARS]
    return Shape(Form.BARS, tuple(having), dimension) if len(having) >= 2 else None


def _size(series: Series) -> float:
    return float(series.points[0].value or 0)


def _of(figure: Figure, codes: dict[str, str]) -> tuple[Observation, ...]:
    wanted = figure.total_codes() | codes
    found = [point for point in figure.observations if point.codes == wanted and point.value is not None]
    return tuple(sorted(found, key=lambda point: point.period.start))


def _codes(figure: Figure, dimension: str, order: list[str]) -> list[str]:
    found: dict[str, None] = {}
    for point in figure.observations:
        found.setdefault(point.codes.get(dimension, ""))
    return sorted(found, key=lambda code: (order.index(code) if code in order else len(order), code))


def segments(points: tuple[Observation, ...], breaks: tuple[str, ...]) -> Iterator[tuple[int, Observation]]:
    """Number the stretches of a line between breaks and gaps: a line never runs across either."""
    starts = set(breaks)
    number = 0
    steps: dict[str, int] = defaultdict(int)
    for index, point in enumerate(points):
        if point.period.text in starts or "b" in point.status or (index and _gap(points[index - 1], point)):
            number += 1
        steps[point.period.text] += 1
        yield number, point


def _gap(before: Observation, after: Observation) -> bool:
    """Whether a period is missing between two observations of a yearly or monthly series."""
    if before.period.precision != after.period.precision:
        return True
    days = (after.period.start - before.period.start).days
    return days > {"year": 366, "quarter": 92, "month": 31}.get(after.period.precision, 10_000)
