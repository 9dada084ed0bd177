"""What charts over time share: the numbers at their left, the marks above them, the names of their colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from factsite.charting.axis import Scale, Ticks
from factsite.charting.canvas import Canvas
from factsite.charting.frame import HANG, LINE, RISE, Frame
from factsite.charting.placing import Board, Box, Label, breadth, fitted
from factsite.charting.shape import Shape
from factsite.charting.speech import Speech

ROW = RISE + HANG
FOOT = 30.0  # below the axis, for its words
OVER = 25.0  # above the highest value, for its number
_LEAST = 94.0  # a plot is at least so high
_SWATCH, _GAP = 10.0, 16.0

# The classes of the style sheet for the lines of marked days.
_BREAK, _EVENT = "k", "e"


@dataclass(frozen=True)
class Mark:
    """A day that a chart marks: its place, the class of its line, what may stand beside it, the longest first."""

    x: float
    kind: str
    texts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Hung:
    """A mark that has found its place: its label, if there was room for one, and where its line begins."""

    mark: Mark
    label: Label | None
    top: float


def marks(shape: Shape, speech: Speech, frame: Frame, place: Callable[[date], float | None]) -> list[Mark]:
    """The breaks and the events of a chart, by the place that a day has in it."""
    found = [
        Mark(x, _BREAK, tuple((text,) for text in speech.broken(period)))
        for period in shape.marked_breaks
        if (x := place(period.start)) is not None
    ]
    room = frame.width * (0.5 if frame.few else 0.36)
    for number, day in enumerate(shape.events, 1):
        if (x := place(day)) is not None:
            named = fitted(f"{number} {speech.events[number - 1]}", room) if number <= len(speech.events) else ()
            short = [named] if 0 < len(named) <= (2 if frame.few else 3) else []
            found.append(Mark(x, _EVENT, (*short, (str(number),))))
    return found


def hang(found: Sequence[Mark], frame: Frame, above: float) -> tuple[list[Hung], float]:
    """Write beside each mark what finds room over the plot, at the right of its line or at its left.

    Args:
        found: the marks.
        frame: the place the chart is drawn for.
        above: where the first row begins.

    Returns:
        The marks with their places, and where the last row that is used ends.
    """
    rows = 4 if frame.few else 6
    # The first to find a place may take it from others: from which side one begins makes a difference.
    ways = []
    for turn in (1, -1):
        board = Board(Box(0, above, frame.width, above + rows * ROW + 1))
        ways.append([_hung(mark, board, rows) for mark in sorted(found, key=lambda mark: turn * mark.x)])
    hung = max(ways, key=_written)
    return hung, max((one.label.box.bottom for one in hung if one.label), default=above)


def _written(hung: Sequence[Hung]) -> tuple[int, int]:
    """How many marks have a label, and how much is said by them."""
    labels = [one.label for one in hung if one.label]
    return len(labels), sum(len(" ".join(label.lines)) for label in labels)


def _hung(mark: Mark, board: Board, rows: int) -> Hung:
    foot = board.edge.bottom
    for lines in mark.texts:
        for row in range(rows):
            y = board.edge.top + RISE + row * ROW
            for label in (Label(lines, mark.x + 4, y, soft=True), Label(lines, mark.x - 4, y, "end", soft=True)):
                top = label.box.top + 3
                own = Box(mark.x - 1, top, mark.x + 1, foot)
                if board.free(label.box, clear=True) and not any(own.covers(box) for box in board.taken):
                    board.take(label.box)
                    board.strokes.append(((mark.x, top), (mark.x, foot)))
                    return Hung(mark, label, top)
    return Hung(mark, None, foot)


def margin(speech: Speech, axis: Ticks, frame: Frame) -> float:
    """The room for the numbers at the left; none where they are too long for the drawing."""
    wide = max(breadth([speech.tick(value, axis.most)]) for value in axis.values)
    return wide + 8 if wide < 0.35 * frame.width else 4


@dataclass(frozen=True)
class Legend:
    """The names of the colours of a chart above it: where each stands; and how high they are together."""

    labels: list[Label]
    height: float


def legend(names: Sequence[str], frame: Frame) -> Legend:
    """Place names in rows, each behind a square of its colour."""
    labels: list[Label] = []
    x, y, deep = 0.0, RISE, 1
    for name in names:
        lines = fitted(name, frame.width - _SWATCH - 6, 2)
        wide = breadth(lines) + _SWATCH + 6
        if x and x + wide > frame.width:
            x, y, deep = 0.0, y + deep * LINE + 3, 1
        labels.append(Label(lines, x + _SWATCH + 6, y))
        x, deep = x + wide + _GAP, max(deep, len(lines))
    return Legend(labels, y + (deep - 1) * LINE + HANG + 6 if labels else 0.0)


def name(canvas: Canvas, names: Legend, colours: Sequence[str]) -> None:
    """Write the names of colours."""
    for label, colour in zip(names.labels, colours, strict=True):
        left = label.x - _SWATCH - 6
        canvas.rect("", Box(left, label.y - _SWATCH + 1, left + _SWATCH, label.y + 1), colour)
        canvas.put(label)


@dataclass(frozen=True)
class Field:
    """The field of a chart over time within its drawing."""

    left: float
    right: float
    top: float
    bottom: float


def height(frame: Frame, head: float) -> float:
    """How high a drawing is whose plot begins below its head."""
    return max(frame.height, head + OVER + _LEAST + FOOT)


def grid(canvas: Canvas, speech: Speech, axis: Ticks, up: Scale, field: Field) -> None:
    """The lines across with their numbers; that of zero is stronger."""
    numbered = field.left > 6
    for value in axis.values:
        y = up(float(value))
        canvas.line("a" if value == 0 else "g", (field.left, y), (field.right, y))
        if value == 0:
            canvas.board.strokes.append(((field.left, y), (field.right, y)))
        label = Label((speech.tick(value, axis.most),), field.left - 6, y + 4, "end", soft=True)
        if numbered and canvas.board.free(label.box):
            canvas.put(label)


def raise_marks(canvas: Canvas, hung: Sequence[Hung], field: Field) -> None:
    """Draw the marked days through the field, what is older than a break paler."""
    if broken := [one.mark.x for one in hung if one.mark.kind == _BREAK]:
        canvas.rect("z", Box(field.left, field.top - OVER, max(broken), field.bottom))
    for one in hung:
        x = one.mark.x
        top = min(one.top, field.top - OVER)
        canvas.line(one.mark.kind, (x, top), (x, field.bottom))
        canvas.board.strokes.append(((x, top), (x, field.bottom)))
        if one.label:
            canvas.put(one.label)


def missing(canvas: Canvas, speech: Speech, spans: Sequence[tuple[float, float]], field: Field) -> None:
    """Shade where periods are missing, and say so where there is room."""
    for left, right in spans:
        canvas.rect("n", Box(left, field.top, right, field.bottom))
        lines = fitted(speech.no_data, right - left - 2, 2)
        y = field.bottom - 10 - (len(lines) - 1) * LINE
        if breadth(lines) <= right - left and not any(line.endswith(("-", "…")) for line in lines):
            canvas.place([Label(lines, (left + right) / 2, y, "middle", soft=True)], clear=False)


def day_scale(first: float, last: float, left: float, right: float) -> Scale:
    """From days to places; what has one day only stands in the middle."""
    return Scale(first, last, left, right) if last > first else Scale(first, first, (left + right) / 2, right)
