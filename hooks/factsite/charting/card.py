"""A card for where an address is passed on: what a page is, its title, number and chart, the name of the site.

Every text is measured before it is set: a long title is set smaller, then parted at its spaces, at last cut. The
narrow spaces within numbers are no places to part a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from html import escape
from pathlib import Path

from factsite.charting.lettering import FAMILY, folded, width
from factsite.charting.picture import coloured, inside

ICON = Path(__file__).resolve().parents[1] / "theme" / "assets" / "icon.svg"
# As large as the sites that show cards ask for; all of them cut what is wider in proportion.
WIDTH, HEIGHT = 1200, 630
_MARGIN = 64
_ROOM = WIDTH - 2 * _MARGIN
_BAR = 84  # the band at the foot, with the name of the site
_TOP, _BOTTOM = 56, HEIGHT - _BAR - 34
_COLUMN, _GAP = 380, 44  # beside a chart: the column of the number, and what parts them
_KICKER, _TEXT, _LABEL, _BADGE, _NAME = 28, 34, 28, 30, 30
_AFTER_TITLE, _AFTER = 22, 12
_LEADING = 1.22  # from one line to the next, in sizes
_TITLES, _TITLES_BESIDE = (74, 66, 58, 52, 46, 42), (50, 44, 40, 36)
_NUMBERS, _PART_NUMBERS = (104, 88, 74, 62, 52, 44, 38), (46, 40, 36, 30)
_MOST_LINES, _MOST_BESIDE = 4, 2
_CUT = "…"


@dataclass(frozen=True)
class Face:
    """What stands on a card; all but the title may be empty.

    ``kicker`` says above the title what it is of, ``number`` is the newest one with its ``label``, ``parts`` are those
    of several, each with its name before it; ``badge`` is where something stands, ``steps`` how many of how many it has
    taken; ``facts`` is a line of what is known of it and ``text`` is what it says. ``chart`` makes a drawing. ``site``
    is the name of the site and ``place`` where it stands.
    """

    language: str
    title: str
    site: str
    place: str
    kicker: str = ""
    number: str = ""
    label: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    badge: str = ""
    steps: tuple[int, int] = (0, 0)
    facts: str = ""
    text: str = ""
    chart: Callable[[], str] = str

    @property
    def words(self) -> str:
        """The card read aloud."""
        number = " ".join(filter(None, [self.number, self.label]))
        parts = "; ".join(" ".join(part) for part in self.parts)
        said = [self.kicker, self.title, number, parts, self.badge, self.facts]
        return " ".join(one if one.endswith((".", "?", "!")) else f"{one}." for one in said if one)


@dataclass(frozen=True)
class _Set:
    """A text as it is set: its size and its lines."""

    size: float
    lines: list[str]
    bold: bool = False
    colour: str = "ink"

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LEADING

    def cut(self, lines: int) -> _Set:
        """The same in fewer lines; the last says that there is more."""
        last = self.lines[lines - 1].rpartition(" ")[0] or self.lines[lines - 1]
        return replace(self, lines=[*self.lines[: lines - 1], last.rstrip(",;:–") + _CUT])

    def drawn(self, x: float, y: float) -> str:
        """Its lines, of which the first begins below ``y``."""
        weight = ' font-weight="bold"' if self.bold else ""
        return "".join(
            f'<text x="{x:g}" y="{y + self.size * (0.95 + number * _LEADING):.1f}" font-size="{self.size:g}"{weight} '
            f'fill="var(--{self.colour})">{escape(line)}</text>'
            for number, line in enumerate(self.lines)
        )


@dataclass(frozen=True)
class _Drawn:
    """Something of a height that isn’t a text."""

    height: float
    drawn: Callable[[float, float], str]


def fitted(text: str, room: float, sizes: Sequence[float], most: int, *, bold: bool = False) -> tuple[float, list[str]]:
    """A text in the largest size in which it needs no more lines than it may have; in the smallest it is cut.

    Args:
        text: the text.
        room: how wide a line may be.
        sizes: the sizes to try, from the largest.
        most: how many lines there may be.
        bold: whether the letters are.

    Returns:
        The size and the lines, none of them wider than the room.
    """
    lines: list[str] = []
    for size in sizes:
        lines = folded(text, room, size, bold=bold)
        if len(lines) <= most and all(width(line, size, bold=bold) <= room for line in lines):
            return size, lines
    size = sizes[-1]
    kept = [_shortened(line, room, size, bold=bold) for line in lines[:most]]
    if len(lines) > most and not kept[-1].endswith(_CUT):
        kept[-1] = _shortened(f"{kept[-1]} {lines[most]}", room, size, bold=bold)
    return size, kept


def _shortened(line: str, room: float, size: float, *, bold: bool) -> str:
    """A line without the words, or at last the letters, for which there is no room; digits go with their number."""
    if width(line, size, bold=bold) <= room:
        return line
    words = line.split(" ")
    while len(words) > 1:
        words.pop()
        if width(shorter := " ".join(words).rstrip(",;:–") + _CUT, size, bold=bold) <= room:
            return shorter
    word = words[0]
    while word and width(word + _CUT, size, bold=bold) > room:
        word = word[:-1]
    return word + _CUT


def drawing(face: Face) -> str:
    """The card as a drawing that stands by itself."""
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'xml:lang="{face.language}" font-family="{FAMILY}" color="var(--ink)" fill="var(--ink)">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="var(--paper)"/>'
    )
    return coloured("".join([start, *_upper(face), *_foot(face), "</svg>\n"]))


def _upper(face: Face) -> Iterator[str]:
    chart, top = face.chart(), float(_TOP)
    if face.kicker:
        kicker = _Set(*fitted(face.kicker, _ROOM, [_KICKER], 1), colour="ink-soft")
        yield kicker.drawn(_MARGIN, top)
        top += kicker.height + 8
    if chart:
        yield from _beside(face, chart, top)
        return
    rest = list(_column(face, _ROOM))
    title = _title(face, _TITLES, _MOST_LINES)
    for place in range(1, len(_TITLES)):
        if title.height + _below(rest) <= _BOTTOM - top:
            break
        title = _title(face, _TITLES[place:], _MOST_LINES)
    free = _BOTTOM - top - title.height - _below(rest)
    y = top + max(0.0, free) * 0.4
    yield title.drawn(_MARGIN, y)
    yield from _stacked(rest, y + title.height + _AFTER_TITLE)


def _beside(face: Face, chart: str, top: float) -> Iterator[str]:
    """A title above a column and, beside that, a chart."""
    title = _title(face, _TITLES_BESIDE, _MOST_BESIDE)
    yield title.drawn(_MARGIN, top)
    y, left = top + title.height + _AFTER_TITLE, _MARGIN
    if rest := list(_column(replace(face, text=""), _COLUMN)):
        yield from _stacked(rest, y)
        left += _COLUMN + _GAP
    yield _placed(chart, left, y, WIDTH - _MARGIN - left, _BOTTOM - y)


def _title(face: Face, sizes: Sequence[float], most: int) -> _Set:
    return _Set(*fitted(face.title, _ROOM, sizes, most, bold=True), bold=True)


def _below(rest: Sequence[_Set | _Drawn]) -> float:
    return _AFTER_TITLE + sum(one.height + _AFTER for one in rest)


def _stacked(rest: Sequence[_Set | _Drawn], y: float) -> Iterator[str]:
    """Pieces below one another, as far as there is room; a text for some lines of which there is some is cut."""
    for one in rest:
        lines = int((_BOTTOM - y) // (one.size * _LEADING)) if isinstance(one, _Set) else 1
        if isinstance(one, _Set) and 0 < lines < len(one.lines):
            one = one.cut(lines)
        if not lines or y + one.height > _BOTTOM + 1:
            return
        yield one.drawn(_MARGIN, y)
        y += one.height + _AFTER


def _column(face: Face, room: float) -> Iterator[_Set | _Drawn]:
    """What stands below the title."""
    if face.number:
        yield _Set(*fitted(face.number, room, _NUMBERS, 1, bold=True), bold=True, colour="brand")
    if face.label:
        yield _Set(*fitted(face.label, room, [_LABEL], 3), colour="ink-soft")
    for label, number in face.parts:
        value = _Set(*fitted(number, room, _PART_NUMBERS, 1, bold=True), bold=True, colour="brand")
        name = _Set(*fitted(label, room, [_LABEL - 2], 1), colour="ink-soft")
        yield _Drawn(value.height + name.height, partial(_above, value, name))
    if face.badge:
        size, (words,) = fitted(face.badge, room - 48, [_BADGE, 26, 22], 1, bold=True)
        yield _Drawn(58, partial(_badge, words, size))
    if face.steps[1]:
        yield _Drawn(28, partial(_steps, face.steps))
    for text, size, colour, most in (
        (face.facts, _LABEL, "ink-soft", 2),
        (face.text, _TEXT, "ink", 4),
    ):
        if text:
            yield _Set(*fitted(text, room, [size], most), colour=colour)


def _above(value: _Set, name: _Set, x: float, y: float) -> str:
    """A number above its name: neither stands without the other."""
    return value.drawn(x, y) + name.drawn(x, y + value.height)


def _badge(words: str, size: float, x: float, y: float) -> str:
    wide = width(words, size, bold=True) + 48
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{wide:.1f}" height="54" rx="27" fill="var(--paper-2)" '
        f'stroke="var(--brand)" stroke-width="2"/><text x="{x + 24:g}" y="{y + 27 + size * 0.34:.1f}" '
        f'font-size="{size:g}" font-weight="bold" fill="var(--brand)">{escape(words)}</text>'
    )


def _steps(steps: tuple[int, int], x: float, y: float) -> str:
    """How far something has come: a bar of as many pieces as there are steps."""
    done, number = steps
    wide = (600 - 8 * (number - 1)) / number
    return "".join(
        f'<rect x="{x + place * (wide + 8):g}" y="{y:g}" width="{wide:g}" height="16" rx="4" '
        f'fill="var(--{"brand" if place < done else "line"})"/>'
        for place in range(number)
    )


def _placed(chart: str, x: float, y: float, room: float, high: float) -> str:
    """A chart as large as its place lets it be, in the middle of it."""
    wide, tall, inner = inside(chart)
    scale = min(room / wide, high / tall)
    left, top = x + (room - wide * scale) / 2, y + (high - tall * scale) / 2
    return (
        f'<svg x="{left:.1f}" y="{top:.1f}" width="{wide * scale:.1f}" height="{tall * scale:.1f}" '
        f'viewBox="0 0 {wide:g} {tall:g}">{inner}'
    )


def _foot(face: Face) -> Iterator[str]:
    top = HEIGHT - _BAR
    yield f'<rect y="{top}" width="{WIDTH}" height="{_BAR}" fill="var(--sign)"/>'
    yield f'<rect y="{top - 6}" width="{WIDTH}" height="6" fill="var(--here-on-sign)"/>'
    yield f'<svg x="{_MARGIN - 8}" y="{top + 12}" width="60" height="60" viewBox="0 0 32 32">{_icon()}</svg>'
    line, left = top + _BAR / 2 + 10, _MARGIN + 70
    place = width(face.place, 24)
    right = place + 40 if place < _ROOM / 3 else 0
    size, (name,) = fitted(face.site, _ROOM - 70 - right, [_NAME, 26], 1, bold=True)
    yield (
        f'<text x="{left}" y="{line}" font-size="{size:g}" font-weight="bold" fill="var(--paper)">{escape(name)}</text>'
    )
    if right:
        yield (
            f'<text x="{WIDTH - _MARGIN - place:.1f}" y="{line}" font-size="24" fill="var(--paper)">'
            f"{escape(face.place)}</text>"
        )


@cache
def _icon() -> str:
    """What stands in the sign of the site."""
    return ICON.read_text(encoding="utf-8").partition(">")[2].rpartition("</svg>")[0]
