"""Bars at the newest period: names beside them, or above them where the drawing is narrow; numbers at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from factsite.charting.axis import Scale
from factsite.charting.canvas import Canvas
from factsite.charting.frame import HANG, LINE, RISE, Frame
from factsite.charting.placing import Box, Label, breadth, fitted
from factsite.charting.shape import Shape, is_open
from factsite.charting.speech import Speech
from factsite.charting.words import others

_BAR, _THIN, _APART = 16.0, 12.0, 6.0
_LEAST = 0.3  # of the width, for the longest bar


@dataclass(frozen=True)
class _Rows:
    """Where names, bars and numbers stand: ``above`` if a name stands over its bar."""

    names: list[tuple[str, ...]]
    values: list[str]
    left: float
    right: float
    above: bool


def draw_ranking(shape: Shape, speech: Speech, frame: Frame) -> Canvas:
    """Draw one bar for each part, and a line for what all others are together."""
    values = [series.points[0].value or Decimal(0) for series in shape.series]
    rows = _placed(shape, speech, frame, values)
    across = Scale(float(min(Decimal(0), *values)), float(max(Decimal(0), *values)), rows.left, rows.right)
    heights = [_height(rows, names) for names in rows.names]
    below = _others(shape, speech, frame)
    canvas = Canvas(frame, sum(heights) + (len(below) * LINE + 10 if below else 0))
    top = 0.0
    for number, series in enumerate(shape.series):
        point, names, value = series.points[0], rows.names[number], values[number]
        middle = top + heights[number] / 2
        deep = (len(names) - 1) * LINE
        if rows.above:
            canvas.put(Label(names, 0, top + RISE))
            bar = Box(0, top + RISE + deep + HANG, 0, top + RISE + deep + HANG + _THIN)
        else:
            canvas.put(Label(names, rows.left - 8 - _minus(rows, values), middle - deep / 2 + 4.5, "end"))
            bar = Box(0, middle - _BAR / 2, 0, middle + _BAR / 2)
        zero, end = across(0), across(float(value))
        bar = Box(min(zero, end), bar.top, max(zero, end), bar.bottom)
        canvas.rect("o" if is_open(point) else "", bar, series.colour)
        y = (bar.top + bar.bottom) / 2 + 4.5
        canvas.put(_number(rows.values[number], end, y, below=value < 0))
        canvas.points.append((end, (bar.top + bar.bottom) / 2))
        top += heights[number]
    canvas.line("a", (across(0), 0), (across(0), top))
    if below:
        canvas.put(Label(below, 0, top + 6 + RISE, soft=True))
    return canvas


def _number(text: str, end: float, y: float, *, below: bool) -> Label:
    return Label((text,), end - 5, y, "end", bold=True) if below else Label((text,), end + 5, y, bold=True)


def _minus(rows: _Rows, values: Sequence[Decimal]) -> float:
    """The room for numbers at the left of bars."""
    return _wide(rows.values) if min(values) < 0 else 0.0


def _wide(values: Sequence[str]) -> float:
    return breadth(values, bold=True) + 6


def _placed(shape: Shape, speech: Speech, frame: Frame, values: Sequence[Decimal]) -> _Rows:
    """Names beside the bars, if the bars keep enough room; else above them."""
    written = [speech.value(value) for value in values]
    names = [speech.names(shape.dimension, series.code) for series in shape.series]
    minus, plus = (_wide(written) if any(side) else 2.0 for side in ([v < 0 for v in values], [v >= 0 for v in values]))
    beside = [fitted(name, frame.width * 0.4, 1 if frame.few else 3) for name in names]
    whole = all(" ".join(lines) == name for lines, name in zip(beside, names, strict=True))
    left = max(map(breadth, beside)) + 8 + (minus if minus > 2 else 0)
    if whole and frame.width - left - plus >= _LEAST * frame.width:
        return _Rows(beside, written, left, frame.width - plus, above=False)
    above = [fitted(name, frame.width, 3) for name in names]
    left = minus if minus > 2 else 0.0
    if frame.width - left - plus >= 20:
        return _Rows(above, written, left, frame.width - plus, above=True)
    # Numbers as wide as the drawing stand with the names.
    told = [fitted(speech.language.labelled(*pair), frame.width, 4) for pair in zip(names, written, strict=True)]
    return _Rows(told, [""] * len(names), 0, frame.width, above=True)


def _height(rows: _Rows, names: Sequence[str]) -> float:
    deep = len(names) * LINE
    return deep + HANG + _THIN + _APART if rows.above else max(deep + _APART, _BAR + _APART + 2)


def _others(shape: Shape, speech: Speech, frame: Frame) -> tuple[str, ...]:
    """All others in words: as a bar they would make all the rest short."""
    said = others(shape, speech)
    return fitted(said, frame.width, 3) if said else ()
