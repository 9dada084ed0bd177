"""Small charts of one scale, several in a row: each with its name, its newest number, its first and last period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from factsite.charting.axis import Scale, start, ticks
from factsite.charting.canvas import Canvas
from factsite.charting.frame import LINE, RISE, Frame
from factsite.charting.overtime import ROW
from factsite.charting.placing import Box, Label, Point, breadth, fitted
from factsite.charting.shape import Series, Shape, is_open, segments
from factsite.charting.speech import Speech
from factsite.records.figure import Observation
from factsite.records.scalars import Span

_GAP, _BETWEEN = 18.0, 10.0
_FOOT = 22.0


@dataclass(frozen=True)
class _Cells:
    """What all the small charts share."""

    wide: float
    high: float
    named: Decimal
    reach: tuple[float, float]
    first: Span
    last: Span
    ends: tuple[str, str]

    def up(self, field: Box) -> Scale:
        """From values to places in a field."""
        return Scale(*self.reach, field.bottom, field.top)


def draw_multiples(shape: Shape, speech: Speech, frame: Frame) -> Canvas:
    """Draw a small chart for each part."""
    columns = min(frame.columns, len(shape.series))
    cells = _shared(shape, speech, frame, (frame.width - _GAP * (columns - 1)) / columns)
    names = [fitted(speech.names(shape.dimension, series.code), cells.wide, 3) for series in shape.series]
    rows = [range(first, min(first + columns, len(names))) for first in range(0, len(names), columns)]
    heads = [max(len(names[number]) for number in row) * LINE + LINE + ROW + 4 for row in rows]
    tall = sum(heads) + len(rows) * (cells.high + _FOOT) + (len(rows) - 1) * _BETWEEN
    canvas = Canvas(frame, tall)
    top = 0.0
    for row, head in zip(rows, heads, strict=True):
        for place, number in enumerate(row):
            left = place * (cells.wide + _GAP)
            series = shape.series[number]
            value = fitted(speech.value(series.points[-1].value or Decimal(0)), cells.wide, 1, bold=True)
            canvas.put(Label(names[number], left, top + RISE))
            canvas.put(Label(value, left, top + RISE + len(names[number]) * LINE + 2, bold=True))
            field = Box(left, top + head, left + cells.wide, top + head + cells.high)
            _cell(canvas, shape, series, cells, field)
            tick = Label((speech.tick(cells.named),), left, cells.up(field)(float(cells.named)) - 5, soft=True)
            if place == 0 and tick.box.right <= field.right:
                canvas.put(tick)
        top += head + cells.high + _FOOT + _BETWEEN
    return canvas


def _shared(shape: Shape, speech: Speech, frame: Frame, wide: float) -> _Cells:
    points = [point for series in shape.series for point in series.points]
    values = [point.value or Decimal(0) for point in points]
    first, last = (end(points, key=lambda point: point.period.start).period for end in (min, max))
    ends = speech.period(first), speech.period(last)
    if breadth([ends[0]]) + breadth([ends[1]]) + 10 > wide:
        ends = "", ends[1]
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    axis = ticks(values, 2, whole=speech.whole and all(value % 1 == 0 for value in values))
    named = max((value for value in axis.values if low <= value <= high), key=abs)
    return _Cells(wide, 64 if frame.few else 92, named, (float(low), float(high)), first, last, ends)


def _cell(canvas: Canvas, shape: Shape, series: Series, cells: _Cells, field: Box) -> None:
    """One small chart."""
    across = Scale(start(cells.first), start(cells.last), field.left + 3, field.right - 3)
    up = cells.up(field)
    for value in dict.fromkeys((Decimal(0), cells.named)):
        y = up(float(value))
        canvas.line("a" if value == 0 else "g", (field.left, y), (field.right, y))
    broken = [x for period in shape.marked_breaks if field.left <= (x := across(start(period))) <= field.right]
    if broken:
        canvas.rect("z", Box(field.left, field.top, max(broken), field.bottom))
    for x in broken:
        canvas.line("k", (x, field.top), (x, field.bottom))

    def at(point: Observation) -> Point:
        return across(start(point.period)), up(float(point.value or 0))

    stretches: dict[int, list[Point]] = {}
    for number, point in segments(series.points, shape.breaks):
        stretches.setdefault(number, []).append(at(point))
    canvas.curves("l", [(series.colour, [stretch for stretch in stretches.values() if len(stretch) > 1])])
    lone = {stretch[0] for stretch in stretches.values() if len(stretch) == 1}
    for point in series.points:
        if point is series.points[-1] or is_open(point) or at(point) in lone:
            paint = ("", series.colour) if is_open(point) else (series.colour, "")
            canvas.dot("h" if is_open(point) else "", at(point), 3 if point is series.points[-1] else 2, *paint)
        canvas.points.append(at(point))
    if cells.ends[0]:
        canvas.put(Label((cells.ends[0],), field.left, field.bottom + 17, soft=True))
    canvas.put(Label((cells.ends[1],), field.right - 1, field.bottom + 17, "end", soft=True))
