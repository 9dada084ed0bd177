"""The parts of a whole over time: stacked columns, the parts of the newest named beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from factsite.charting.axis import Scale, slots, ticks
from factsite.charting.canvas import Canvas
from factsite.charting.frame import LINE, RISE, Frame
from factsite.charting.overtime import (
    FOOT,
    OVER,
    ROW,
    Field,
    Legend,
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
from factsite.charting.placing import Box, Label, breadth, fitted, spread
from factsite.charting.shape import Series, Shape, is_open, steps_between
from factsite.charting.speech import Speech
from factsite.records.figure import Observation
from factsite.records.scalars import Span

_ROOM = 0.34  # of the width, for the names of parts
_REACH = 10.0
_FILLED = 0.84  # of the way from a column to the next
_MOST_EMPTY = 12  # columns left out for one gap


@dataclass(frozen=True)
class _Part:
    """A value as a piece of a column."""

    series: Series
    point: Observation
    slot: int
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class _Beside:
    """What stands beside the newest column: the lines of each part; and the names above, where they are too long."""

    texts: dict[str, tuple[str, ...]]
    above: Legend
    wide: float


def draw_columns(shape: Shape, speech: Speech, frame: Frame) -> Canvas:
    """Draw stacked columns."""
    periods = _slots(shape)
    parts = _stacked(shape, periods)
    axis = ticks([one for part in parts for one in (part.low, part.high)], 3 if frame.few else 5, whole=speech.whole)
    left, beside = margin(speech, axis, frame), _beside(shape, parts, speech, frame, len(periods) - 1)
    right = frame.width - beside.wide - 2
    step = (right - left) / len(periods)

    def place(day: date) -> float | None:
        for number, period in enumerate(periods):
            if period and period.start <= day <= period.end:
                share = (day - period.start).days / ((period.end - period.start).days + 1)
                return left + step * (number + share)
        return None

    hung, head = hang(marks(shape, speech, frame, place), frame, beside.above.height)
    high = height(frame, head)
    canvas = Canvas(frame, high)
    field = Field(left, right, head + OVER, high - FOOT)
    up = Scale(axis.low, axis.high, field.bottom, field.top)
    name(canvas, beside.above, [series.colour for series in shape.series] if beside.above.labels else [])
    places = [left + step * (number + 0.5) for number in range(len(periods))]
    for label in slots(speech, periods, places, field.bottom + 24, (0, frame.width)):
        canvas.put(label)
    raise_marks(canvas, hung, field)
    grid(canvas, speech, axis, up, field)
    empty = [number for number, period in enumerate(periods) if period is None]
    missing(canvas, speech, [(left + step * one, left + step * (last + 1)) for one, last in _runs(empty)], field)
    boxes = [
        Box(places[part.slot] - step * _FILLED / 2, up(float(part.high)), places[part.slot] + step * _FILLED / 2,
            up(float(part.low)))
        for part in parts
    ]  # fmt: skip
    for unsettled in (False, True):
        canvas.areas(
            "b o" if unsettled else "b",
            [
                (
                    series.colour,
                    [
                        box
                        for part, box in zip(parts, boxes, strict=True)
                        if part.series is series and is_open(part.point) is unsettled
                    ],
                )
                for series in shape.series
            ],
        )
    canvas.points = [((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes]
    _name_parts(canvas, beside, parts, boxes, field, len(periods) - 1)
    return canvas


def _slots(shape: Shape) -> list[Span | None]:
    """The periods in their order, with empty places where some are missing."""
    found = {point.period.text: point.period for series in shape.series for point in series.points}
    periods = sorted(found.values(), key=lambda period: period.start)
    placed: list[Span | None] = [periods[0]]
    for before, after in pairwise(periods):
        placed += [None] * min(_MOST_EMPTY, steps_between(before, after) - 1)
        placed.append(after)
    return placed


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers that follow one another as their first and last."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _stacked(shape: Shape, periods: Sequence[Span | None]) -> list[_Part]:
    """Every value on those of the series before it; what is below zero goes down."""
    at = {period.text: number for number, period in enumerate(periods) if period}
    over: dict[int, Decimal] = {}
    under: dict[int, Decimal] = {}
    found = []
    for series in shape.series:
        for point in series.points:
            slot, value = at[point.period.text], point.value or Decimal(0)
            side = under if value < 0 else over
            base = side.get(slot, Decimal(0))
            side[slot] = base + value
            found.append(_Part(series, point, slot, min(base, base + value), max(base, base + value)))
    return found


def _beside(shape: Shape, parts: list[_Part], speech: Speech, frame: Frame, newest: int) -> _Beside:
    """What stands beside the newest column: names and numbers, where there is room, else signs."""
    last = {part.series.code: part for part in parts if part.slot == newest}
    names = {series.code: speech.names(shape.dimension, series.code) for series in shape.series}
    room = frame.width * _ROOM
    texts = {
        code: fitted(speech.language.labelled(names[code], speech.value(part.point.value or Decimal(0))), room, 3)
        for code, part in last.items()
    }
    whole = not any(line.endswith(("-", "…")) for text in texts.values() for line in text)
    tall = sum(ROW + LINE * (len(text) - 1) for text in texts.values())
    if whole and len(last) == len(shape.series) and tall <= frame.height - FOOT - OVER - ROW:
        return _Beside(texts, Legend([], 0), max(map(breadth, texts.values())) + _REACH)
    above = legend([f"{number} {one}" for number, one in enumerate(names.values(), 1)], frame)
    signs: dict[str, tuple[str, ...]] = {code: (str(number),) for number, code in enumerate(names, 1) if code in last}
    return _Beside(signs, above, breadth(["9"]) + _REACH)


def _name_parts(
    canvas: Canvas, beside: _Beside, parts: Sequence[_Part], boxes: Sequence[Box], field: Field, newest: int
) -> None:
    found = [(part, box) for part, box in zip(parts, boxes, strict=True) if part.slot == newest]
    texts = [beside.texts[part.series.code] for part, _ in found]
    middles = [(box.top + box.bottom) / 2 for _, box in found]
    heights = [ROW + LINE * (len(text) - 1) for text in texts]
    tops = spread(middles, heights, field.top - OVER, field.bottom + 9)
    if tops is None:  # pragma: no cover - what is too high stands above
        return
    left = field.right + _REACH
    for (part, box), text, top, high, middle in zip(found, texts, tops, heights, middles, strict=True):
        canvas.curves("d", [(part.series.colour, [[(box.right + 1, middle), (left - 2, top + high / 2)]])])
        canvas.put(Label(text, left, top + RISE))
