"""A line, or a few, over time: each named at its end, with the numbers that say how it went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from factsite.charting.axis import Scale, Ticks, moments, start, ticks
from factsite.charting.canvas import Canvas
from factsite.charting.frame import HANG, LINE, RISE, Frame
from factsite.charting.overtime import (
    FOOT,
    OVER,
    ROW,
    Field,
    Hung,
    Legend,
    day_scale,
    grid,
    hang,
    height,
    legend,
    margin,
    marks,
    missing,
    name,
    raise_marks,
)
from factsite.charting.placing import Label, Point, breadth, fitted, spread
from factsite.charting.shape import ChartForm, Series, Shape, gap, is_open, segments
from factsite.charting.speech import Speech
from factsite.records.figure import Observation

_DOTS = 14  # from point to point, so that each gets a dot
_ALL = 46  # from point to point, so that each number may be written
_ROOM = 0.36  # of the width, for names at the ends of lines
_REACH = 14.0  # from the end of a line to its name


@dataclass(frozen=True)
class _Ends:
    """What stands at the ends of the lines: their lines of text; and the names above, where they are too long."""

    texts: list[tuple[str, ...]]
    above: Legend
    wide: float


@dataclass(frozen=True)
class _Plan:
    """Where everything stands."""

    field: Field
    across: Scale
    up: Scale
    axis: Ticks
    hung: list[Hung]
    ends: _Ends


def draw_lines(shape: Shape, speech: Speech, frame: Frame) -> Canvas:
    """Draw one line or several."""
    plan, high = _planned(shape, speech, frame)
    canvas = Canvas(frame, high)
    field = plan.field
    name(canvas, plan.ends.above, [series.colour for series in shape.series] if plan.ends.above.labels else [])
    for label in moments(
        speech, [point.period for point in _points(shape)], plan.across, field.bottom + 24, (0, frame.width)
    ):
        canvas.put(label)
    raise_marks(canvas, plan.hung, field)
    grid(canvas, speech, plan.axis, plan.up, field)
    missing(canvas, speech, list(_gaps(shape, plan.across)), field)
    _curves(canvas, shape, plan)
    _name_ends(canvas, shape, plan)
    if shape.form is ChartForm.LINE:
        _numbers(canvas, shape.series[0], speech, plan)
    canvas.points = [_at(plan, point) for series in shape.series for point in series.points]
    return canvas


def _points(shape: Shape) -> list[Observation]:
    return [point for series in shape.series for point in series.points]


def _planned(shape: Shape, speech: Speech, frame: Frame) -> tuple[_Plan, float]:
    points = _points(shape)
    values = [point.value or Decimal(0) for point in points]
    axis = ticks(values, 3 if frame.few else 5, whole=speech.whole and all(value % 1 == 0 for value in values))
    first, last = min(map(_start, points)), max(map(_start, points))
    left = margin(speech, axis, frame)
    ends = _ended(shape, speech, frame)
    across = day_scale(first, last, left + 6, frame.width - ends.wide - 4)
    end = max(point.period.end for point in points)

    def place(day: date) -> float | None:
        inside = first <= day.toordinal() and day <= end
        return min(across(day.toordinal()), across.end + 2) if inside else None

    hung, head = hang(marks(shape, speech, frame, place), frame, ends.above.height)
    high = height(frame, head)
    field = Field(left, across.end + 4, head + OVER, high - FOOT)
    return _Plan(field, across, Scale(axis.low, axis.high, field.bottom, field.top), axis, hung, ends), high


def _start(point: Observation) -> float:
    return start(point.period)


def _ended(shape: Shape, speech: Speech, frame: Frame) -> _Ends:
    """What stands at the ends: a number; of several lines their names with it, where there is room, else a sign."""
    last = [speech.value(series.points[-1].value or Decimal(0)) for series in shape.series]
    room = frame.width * _ROOM
    if shape.form is ChartForm.LINE:
        wide = breadth(last, bold=True) + 10
        return _Ends([(last[0],)], Legend([], 0), wide) if wide <= room else _Ends([()], Legend([], 0), 8)
    names = [speech.names(shape.dimension, series.code) for series in shape.series]
    texts = [(*fitted(one, room, 3), value) for one, value in zip(names, last, strict=True)]
    whole = all(" ".join(text[:-1]) == one for text, one in zip(texts, names, strict=True))
    tall = sum(ROW + LINE * (len(text) - 1) for text in texts)
    wide = max(breadth(text) for text in texts)
    if whole and wide <= room and tall <= frame.height - FOOT - OVER - ROW:
        return _Ends(texts, Legend([], 0), wide + _REACH + 2)
    named = legend([f"{number} {one}" for number, one in enumerate(names, 1)], frame)
    signs: list[tuple[str, ...]] = [(str(number),) for number in range(1, len(names) + 1)]
    return _Ends(signs, named, breadth([str(len(names))]) + _REACH + 2)


def _at(plan: _Plan, point: Observation) -> Point:
    return plan.across(_start(point)), plan.up(float(point.value or 0))


def _gaps(shape: Shape, across: Scale) -> Iterator[tuple[float, float]]:
    """Where no line has a value: from the end of one stretch to the beginning of the next."""
    found = {point.period.text: point for point in _points(shape)}
    points = sorted(found.values(), key=_start)
    for one, other in pairwise(points):
        if gap(one, other) and (other.period.start - one.period.end).days > 1:
            yield across(_start(one)) + 3, across(_start(other)) - 3


def _curves(canvas: Canvas, shape: Shape, plan: _Plan) -> None:
    """The lines, and on them the dots: of every value where they stand apart, else of those that must be seen."""
    drawn = []
    for series in shape.series:
        stretches: dict[int, list[Observation]] = {}
        for number, point in segments(series.points, shape.breaks):
            stretches.setdefault(number, []).append(point)
        curves = [[_at(plan, point) for point in stretch] for stretch in stretches.values()]
        drawn.append((series.colour, [curve for curve in curves if len(curve) > 1]))
        canvas.board.strokes += [pair for curve in curves for pair in pairwise(curve)]
    canvas.curves("l", drawn)
    for series in shape.series:
        dotted = _step(series, plan) >= _DOTS
        lone = _lone(series, shape.breaks)
        for number, point in enumerate(series.points):
            hollow = is_open(point)
            if dotted or hollow or number in lone or number == len(series.points) - 1:
                paint = ("", series.colour) if hollow else (series.colour, "")
                canvas.dot("h" if hollow else "", _at(plan, point), 3 if dotted else 2.5, *paint)


def _step(series: Series, plan: _Plan) -> float:
    return (plan.across.end - plan.across.start) / max(1, len(series.points) - 1)


def _lone(series: Series, breaks: tuple[str, ...]) -> set[int]:
    """The points that no line reaches."""
    numbers = [number for number, _ in segments(series.points, breaks)]
    return {index for index, number in enumerate(numbers) if numbers.count(number) == 1}


def _name_ends(canvas: Canvas, shape: Shape, plan: _Plan) -> None:
    """The names at the ends of the lines, moved apart, each led to from its line."""
    texts, field = plan.ends.texts, plan.field
    ends = [_at(plan, series.points[-1]) for series in shape.series]
    if shape.form is ChartForm.LINE:
        if texts[0]:
            (x, y) = ends[0]
            canvas.put(Label(texts[0], x + 8, y + 4, bold=True))
        return
    heights = [ROW + LINE * (len(text) - 1) for text in texts]
    head = field.top - OVER
    tops = spread([y for _, y in ends], heights, head, field.bottom + 9)
    if tops is None:  # pragma: no cover - what is too high stands above
        return
    left = plan.across.end + _REACH
    leads = []
    for series, text, (x, y), top, high in zip(shape.series, texts, ends, tops, heights, strict=True):
        leads.append((series.colour, [[(x + 3, y), (left - 3, top + high / 2)]]))
        canvas.put(Label(text, left, top + RISE))
    canvas.curves("d", leads)


def _numbers(canvas: Canvas, series: Series, speech: Speech, plan: _Plan) -> None:
    """The numbers of the highest, lowest and first value where they find room; all of them where they stand apart."""
    points = series.points
    places = [_at(plan, point) for point in points]
    ranked = sorted(range(len(points)), key=lambda number: points[number].value or Decimal(0))
    newest = len(points) - 1
    order = [newest, ranked[-1], ranked[0], 0, *(range(len(points)) if _step(series, plan) >= _ALL else ())]
    for number in dict.fromkeys(order):
        if number == newest and plan.ends.texts[0]:
            continue
        text = speech.value(points[number].value or Decimal(0))
        bold = number in (newest, ranked[-1])
        canvas.place(list(_around(text, places[number], below=number == ranked[0] != newest, bold=bold)))


def _around(text: str, at: Point, *, below: bool, bold: bool) -> Iterator[Label]:
    """The places about a point: above it, or below it, in the middle or beside."""
    x, y = at
    over, under = y - 6 - HANG, y + 6 + RISE - 2
    for line in (under, over) if below else (over, under):
        for anchor, aside in (("middle", 0.0), ("end", 4.0), ("start", -4.0)):
            yield Label((text,), x + aside, line, anchor, bold=bold)
