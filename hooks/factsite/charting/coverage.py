"""How much of each dot a shape covers: drawn larger by Pillow and made small, or worked out where it is a box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor, hypot

from PIL import Image, ImageChops, ImageDraw

from factsite.charting.lettering import font
from factsite.charting.placing import Box, Point

# In how many parts a dot is divided; of a circle in more, as its edge has every slope.
FINE, _FINER = 4, 8
FULL = 255
# So many stretches of a line are drawn at once: of a long line drawn whole most would be empty.
_STRETCHES = 3
_CIRCLES = 1024


# The left and upper edge, and the right and lower one, in whole dots.
Place = tuple[int, int, int, int]


@dataclass(frozen=True)
class Covered:
    """Where a shape begins, in whole dots, and from there how much of each dot it covers (0 to 255)."""

    left: int
    top: int
    mask: Image.Image

    def thinned(self, opacity: float) -> Covered:
        """The same of a colour through which the ground is seen."""
        if opacity >= 1:
            return self
        return Covered(self.left, self.top, self.mask.point([round(level * opacity) for level in range(FULL + 1)]))


def parts(shape: Box) -> Iterator[tuple[Place, int]]:
    """A box in parts, each of which covers all of its dots as much (0 to 255): its inside, its edges, its corners."""
    for left, wide, share in _stretches(shape.left, shape.right):
        for top, high, part in _stretches(shape.top, shape.bottom):
            if level := round(FULL * share * part):
                yield (left, top, left + wide, top + high), level


def boxes(shapes: Sequence[Box]) -> Covered:
    """Boxes of one colour: where two share a dot, they cover it together."""
    left, top = floor(min(one.left for one in shapes)), floor(min(one.top for one in shapes))
    right, bottom = ceil(max(one.right for one in shapes)), ceil(max(one.bottom for one in shapes))
    whole = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    for one in shapes:
        for (x1, y1, x2, y2), level in parts(one):
            place = (x1 - left, y1 - top, x2 - left, y2 - top)
            if level == FULL:
                whole.paste(FULL, place)
            else:
                more = Image.new("L", (x2 - x1, y2 - y1), level)
                whole.paste(ImageChops.add(whole.crop(place), more), place)
    return Covered(left, top, whole)


def _stretches(start: float, end: float) -> Iterator[tuple[int, int, float]]:
    """A length in dots: where each stretch of them begins, how many they are, how much of each is covered."""
    first, last = floor(start), ceil(end)
    if last - first <= 1:
        yield first, 1, max(0.0, end - start)
        return
    yield first, 1, first + 1 - start
    if last - first > 2:
        yield first + 1, last - first - 2, 1.0
    yield last - 1, 1, end - (last - 1)


def frame(shape: Box, width: float) -> list[Box]:
    """The line around a box, as the four boxes that it is."""
    outer, inner = shape.grown(width / 2), shape.grown(-width / 2)
    return [
        Box(outer.left, outer.top, outer.right, inner.top),
        Box(outer.left, inner.bottom, outer.right, outer.bottom),
        Box(outer.left, inner.top, inner.left, inner.bottom),
        Box(inner.right, inner.top, outer.right, inner.bottom),
    ]


def rounded(shape: Box, radius: float) -> Covered:
    """A box with round corners."""
    left, top = floor(shape.left), floor(shape.top)
    size = ceil(shape.right) - left, ceil(shape.bottom) - top
    large = Image.new("L", (size[0] * FINE, size[1] * FINE))
    ends = [(edge - start) * FINE for edge, start in ((shape.left, left), (shape.top, top))]
    ends += [(edge - start) * FINE - 1 for edge, start in ((shape.right, left), (shape.bottom, top))]
    radius = max(0.0, min(radius * FINE, (ends[2] - ends[0]) / 2, (ends[3] - ends[1]) / 2))
    ImageDraw.Draw(large).rounded_rectangle(ends, radius, fill=FULL)
    return Covered(left, top, large.reduce(FINE))


def disc(at: Point, radius: float) -> Covered:
    """The inside of a circle."""
    return ring(at, 0.0, radius)


def ring(at: Point, inner: float, outer: float) -> Covered:
    """What lies between two circles."""
    x, y = round(at[0] * _FINER), round(at[1] * _FINER)
    reach, mask = _ring(inner, outer, x % _FINER, y % _FINER)
    return Covered(x // _FINER - reach, y // _FINER - reach, mask)


@lru_cache(_CIRCLES)
def _ring(inner: float, outer: float, x: int, y: int) -> tuple[int, Image.Image]:
    reach = ceil(outer) + 1
    large = Image.new("L", (2 * reach * _FINER + _FINER, 2 * reach * _FINER + _FINER))
    pen = ImageDraw.Draw(large)
    x, y = x + reach * _FINER, y + reach * _FINER
    for radius, level in ((outer * _FINER, FULL), (inner * _FINER, 0)):
        if radius >= 1:
            pen.ellipse((x - radius, y - radius, x + radius - 1, y + radius - 1), fill=level)
    return reach, large.reduce(_FINER)


def line(points: Sequence[Point], width: float, *, is_round: bool) -> Iterator[Covered]:
    """A line through points, some stretches after some; round at its ends and where it turns, or flat."""
    for start in range(0, len(points) - 1, _STRETCHES):
        yield _stretch(points[start : start + _STRETCHES + 1], width, is_round)


def _stretch(points: Sequence[Point], width: float, is_round: bool) -> Covered:
    reach = ceil(width / 2)
    left, top = floor(min(x for x, _ in points)) - reach, floor(min(y for _, y in points)) - reach
    right, bottom = ceil(max(x for x, _ in points)) + reach, ceil(max(y for _, y in points)) + reach
    large = Image.new("L", ((right - left) * FINE, (bottom - top) * FINE))
    pen = ImageDraw.Draw(large)
    # Pillow means the middle of a dot where we mean its upper left corner.
    fine = [((x - left) * FINE - 0.5, (y - top) * FINE - 0.5) for x, y in points]
    pen.line(fine, fill=FULL, width=max(1, round(width * FINE)))
    if is_round:
        radius = width * FINE / 2 - 0.5
        for x, y in fine:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=FULL)
    return Covered(left, top, large.reduce(FINE))


def dashes(points: Sequence[Point], pattern: Sequence[float]) -> Iterator[list[Point]]:
    """The dashes of a line, of a pattern of dash, gap, dash, gap and so on."""
    piece, number, left = [points[0]], 0, pattern[0]
    for one, other in pairwise(points):
        length = hypot(other[0] - one[0], other[1] - one[1])
        gone = 0.0
        while length - gone > left:
            gone += left
            share = gone / length
            at = (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
            if number % 2 == 0:
                yield [*piece, at]
            piece, number = [at], number + 1
            left = pattern[number % len(pattern)]
        left -= length - gone
        piece.append(other)
    if number % 2 == 0 and len(piece) > 1:
        yield piece


def letters(
    text: Iterable[tuple[str, float]], y: float, size: float, *, bold: bool, around: float
) -> Iterator[Covered]:
    """A line letter by letter, each where it was measured to stand: Pillow by itself rounds every step.

    Args:
        text: the letters, and where each begins.
        y: the line on which they stand.
        size: how large they are, in dots.
        bold: whether they are of the strong weight.
        around: how much wider than a letter the ground is that is asked for; 0: the letters themselves.
    """
    for letter, x in text:
        steps = round(x * FINE)
        left, top, mask = _letter(letter, size, bold, steps % FINE, around)
        if mask:
            yield Covered(steps // FINE + left, round(y) + top, mask)


@lru_cache(None)
def _letter(letter: str, size: float, bold: bool, shift: int, around: float) -> tuple[int, int, Image.Image | None]:
    """A letter as it lies on the dots: drawn larger, moved by some of those small dots, and made small.

    Returns:
        Where it begins, from the dot at which it stands on its line; and how much of each dot it covers.
    """
    drawn, wider = font(size * FINE, bold=bold), around * FINE
    left, top, right, bottom = drawn.getbbox(letter, anchor="ls", stroke_width=wider)
    if right <= left or bottom <= top:
        return 0, 0, None
    first, above = floor(left / FINE), floor(top / FINE)
    wide, high = ceil((right + shift) / FINE) - first + 1, ceil(bottom / FINE) - above + 1
    large = Image.new("L", (wide * FINE, high * FINE))
    place = (shift - first * FINE, -above * FINE)
    ImageDraw.Draw(large).text(place, letter, fill=FULL, font=drawn, anchor="ls", stroke_width=wider)
    return first, above, large.reduce(FINE)
