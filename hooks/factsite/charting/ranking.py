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

_BAR, _THIN, _APART = 16.0, 9.0, 7.0
_LEAST = 0.3  # of the width, for the longest bar


@dataclass(frozen=True)
class _Rows:
    """Where names, bars and numbers stand: ``above`` if names and numbers stand over their bars."""

    names: list[tuple[str, ...]]
    values: list[str]
    left: float
    right: float
    above: bool
    minus: float = 0

    def height(self, number: int) -> float:
        """How high a row is."""
        deep = len(self.names[number]) * LINE
        return deep + HANG + _THIN + _APART if self.above else max(deep + _APART, _BAR + _APART)


def draw_ranking(shape: Shape, speech: Speech, frame: Frame) -> Canvas:
    """Draw one bar for each part, and a line for what all others are together."""
    values = [series.points[0].value or Decimal(0) for series in shape.series]
    rows = _placed(shape, speech, frame, values)
    across = Scale(float(min(Decimal(0), *values)), float(max(Decimal(0), *values)), rows.left, rows.right)
    tall = sum(rows.height(number) for number in range(len(values)))
    below = _others(shape, speech, frame)
    canvas = Canvas(frame, tall + (len(below) * LINE + 10 if below else 0))
    top = 0.0
    for number, series in enumerate(shape.series):
        names, high = rows.names[number], rows.height(number)
        zero, end = across(0), across(float(values[number]))
        foot = top + high - _APART / 2
        bar = Box(min(zero, end), foot - (_THIN if rows.above else _BAR), max(zero, end), foot)
        if rows.above:
            canvas.put(Label(names, 0, top + RISE))
            canvas.put(Label((rows.values[number],), frame.width, top + RISE, "end", bold=True))
        else:
            deep = (len(names) - 1) * LINE
            middle = top + high / 2
            bar = Box(bar.left, middle - _BAR / 2, bar.right, middle + _BAR / 2)
            canvas.put(Label(names, rows.left - 8 - rows.minus, middle - deep / 2 + 4.5, "end"))
            canvas.put(_number(rows.values[number], end, middle + 4.5, below=values[number] < 0))
        canvas.rect("o" if is_open(series.points[0]) else "", bar, series.colour)
        canvas.points.append((end, (bar.top + bar.bottom) / 2))
        top += high
    if not rows.above or min(values) < 0:
        canvas.line("a", (across(0), 0), (across(0), top))
    if below:
        canvas.put(Label(below, 0, top + 6 + RISE, soft=True))
    return canvas


def _number(text: str, end: float, y: float, *, below: bool) -> Label:
    return Label((text,), end - 5, y, "end", bold=True) if below else Label((text,), end + 5, y, bold=True)


def _placed(shape: Shape, speech: Speech, frame: Frame, values: Sequence[Decimal]) -> _Rows:
    """Names beside the bars, if the bars keep enough room; else above them."""
    written = [speech.value(value) for value in values]
    names = [speech.names(shape.dimension, series.code) for series in shape.series]
    wide = breadth(written, bold=True) + 6
    minus, plus = (wide if min(values) < 0 else 0.0), (wide if max(values) >= 0 else 2.0)
    beside = [fitted(name, frame.width * 0.4, 2 if frame.few else 3) for name in names]
    whole = all(" ".join(lines) == name for lines, name in zip(beside, names, strict=True))
    left = max(map(breadth, beside)) + 8 + minus
    if whole and frame.width - left - plus >= _LEAST * frame.width:
        return _Rows(beside, written, left, frame.width - plus, above=False, minus=minus)
    if wide <= frame.width / 2:
        above = [fitted(name, frame.width - wide - 4, 3) for name in names]
        return _Rows(above, written, 0, frame.width, above=True)
    # Numbers as wide as the drawing stand with the names.
    told = [fitted(speech.language.labelled(*pair), frame.width, 4) for pair in zip(names, written, strict=True)]
    return _Rows(told, [""] * len(names), 0, frame.width, above=True)


def _others(shape: Shape, speech: Speech, frame: Frame) -> tuple[str, ...]:
    """All others in words: as a bar they would make all the rest short."""
    said = others(shape, speech)
    return fitted(said, frame.width, 3) if said else ()
