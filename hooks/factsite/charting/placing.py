"""Where texts may stand: none covers another or leaves the drawing; where there is no room, a text isn't written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from factsite.charting.frame import FONT, HANG, LINE, RISE
from factsite.charting.lettering import folded, width

_SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}
_HAIR = 0.5
# Browsers round the advance of letters: a text may be a little wider than measured.
_WIDER = 1.01
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle of a drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> bool:
        """Whether the two lie on one another."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > 0 and min(self.bottom, other.bottom) - max(self.top, other.top) > 0

    def within(self, other: Box) -> bool:
        """Whether it lies in another."""
        across = self.left >= other.left - _HAIR and self.right <= other.right + _HAIR
        return across and self.top >= other.top - _HAIR and self.bottom <= other.bottom + _HAIR

    def grown(self, by: float) -> Box:
        """The same with so much more at each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True)
class Label:
    """A text to be written: its lines, the point of its first line, which end of a line stands there."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str = "start"
    bold: bool = False
    soft: bool = False

    @property
    def box(self) -> Box:
        """The rectangle of its letters."""
        wide = breadth(self.lines, bold=self.bold)
        left = self.x - wide * _SHARES[self.anchor]
        return Box(left, self.y - RISE, left + wide, self.y + HANG + (len(self.lines) - 1) * LINE)


def breadth(lines: Iterable[str], *, bold: bool = False) -> float:
    """How wide some lines are."""
    return max((width(line, FONT, bold=bold) for line in lines), default=0.0) * _WIDER


def fitted(text: str, room: float, most: int = 9, *, bold: bool = False) -> tuple[str, ...]:
    """A text in lines of the drawing's letters that are no wider than there is room; what is too long ends with “…”."""
    lines: list[str] = []
    for line in folded(text, room / _WIDER, FONT, bold=bold):
        lines += _parted(line, room, bold=bold)
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(lines[most - 1], room, bold=bold)]
    return tuple(lines)


def _parted(word: str, room: float, *, bold: bool) -> list[str]:
    """A word in pieces that fit; a letter at least stands in each."""
    pieces = []
    while len(word) > 1 and breadth([word], bold=bold) > room:
        cut = next((end for end in range(len(word) - 1, 1, -1) if breadth([f"{word[:end]}-"], bold=bold) <= room), 1)
        pieces.append(f"{word[:cut]}-")
        word = word[cut:]
    return [*pieces, word]


def _shortened(line: str, room: float, *, bold: bool) -> str:
    while line and breadth([f"{line}…"], bold=bold) > room:
        line = line[:-1].rstrip()
    return f"{line}…"


@dataclass
class Board:
    """A drawing's texts as they find their places, and the lines that they shouldn't stand on."""

    edge: Box
    taken: list[Box] = field(default_factory=list)
    strokes: list[tuple[Point, Point]] = field(default_factory=list)

    def free(self, box: Box, *, clear: bool = False) -> bool:
        """Whether a text can stand here, and, if it should be ``clear``, on no line."""
        if not box.within(self.edge) or any(box.covers(other) for other in self.taken):
            return False
        return not (clear and any(_crosses(box, one, other) for one, other in self.strokes))

    def take(self, box: Box) -> None:
        """Keep a place."""
        self.taken.append(box)

    def first(self, labels: Sequence[Label], *, clear: bool = True) -> Label | None:
        """Take the first of some places that is free."""
        found = next((one for one in labels if self.free(one.box, clear=clear)), None)
        if found:
            self.take(found.box)
        return found


def _crosses(box: Box, one: Point, other: Point) -> bool:
    """Whether a line runs through a rectangle (Liang and Barsky, 1984)."""
    (x, y), (dx, dy) = one, (other[0] - one[0], other[1] - one[1])
    enter, leave = 0.0, 1.0
    for way, distance in ((-dx, x - box.left), (dx, box.right - x), (-dy, y - box.top), (dy, box.bottom - y)):
        if way == 0:
            if distance < 0:
                return False
            continue
        part = distance / way
        enter, leave = (max(enter, part), leave) if way < 0 else (enter, min(leave, part))
    return enter < leave


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float] | None:
    """Move the tops of some rectangles apart, as little as it takes.

    Args:
        wanted: where the middle of each should be.
        heights: how high each is.
        top: above which none may stand.
        bottom: below which none may stand.

    Returns:
        The top of each; nothing where they are higher together than there is room.
    """
    if sum(heights) > bottom - top:
        return None
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    tops = [0.0] * len(wanted)
    edge = top
    for number in order:
        edge = tops[number] = max(edge, wanted[number] - heights[number] / 2)
        edge += heights[number]
    edge = bottom
    for number in reversed(order):
        edge = tops[number] = min(tops[number], edge - heights[number])
    return tops
