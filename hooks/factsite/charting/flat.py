"""A flat drawing → dots in few colours: letters, boxes, lines, circles by Pillow, what has other shapes by resvg.

A picture is paper and letters for the most part. resvg draws every letter anew as a shape, and hands over a file that
has to be read again to be made small: all of that took four times as long as here, where each letter is drawn once.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from xml.etree import ElementTree as ET

from PIL import Image

from factsite.charting import coverage, dots
from factsite.charting.coverage import Covered
from factsite.charting.lettering import FAMILY, drawable, width
from factsite.charting.placing import Box, Point

_SVG = "http://www.w3.org/2000/svg"
# Room around a shape for its line and for what its edges share with the paper.
_AROUND = 3
# The sign of the site stands on every card.
_KEPT = 64
# What a drawing within a drawing hands down, and what it is where nobody says it.
_HANDED = {"fill": "#000", "stroke": "none", "font-size": "16"}
_PLACE = ("x", "y", "width", "height")
_PAINT = {"fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray"}
# Of each mark the attributes that can be painted here: a drawing with another one is left to resvg.
_PAINTED = {
    "rect": {"x", "y", "width", "height", "rx", *_PAINT} - {"stroke-dasharray"},
    "line": {"x1", "y1", "x2", "y2", *_PAINT},
    "circle": {"cx", "cy", "r", *_PAINT} - {"stroke-dasharray"},
    "path": {"d", "stroke-linejoin", "stroke-linecap", *_PAINT},
    "text": {"x", "y", "font-size", "font-weight", "text-anchor", "stroke-linejoin", "paint-order", *_PAINT},
    "tspan": {"x", "dy"},
}
_NUMBER = r"-?\d+(?:\.\d+)?"
_WAY = re.compile(rf"(?:M{_NUMBER} {_NUMBER}(?:L{_NUMBER} {_NUMBER})*)+")
_FIELDS = re.compile(rf"(?:M{_NUMBER} {_NUMBER}H{_NUMBER}V{_NUMBER}H{_NUMBER}z)+")
_COLOUR = re.compile(r"none|#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")

ET.register_namespace("", _SVG)


def small_png(svg: str, scale: float = 1) -> bytes:
    """Draw a picture that stands by itself.

    Args:
        svg: a drawing of ours: its marks stand in its root, or in drawings within it; its measures are numbers.
        scale: how many dots there are for one point of the drawing.
    """
    root = ET.fromstring(drawable(svg))  # noqa: S314 - of our own making, never of anybody else
    size = round(float(root.get("width", "0")) * scale), round(float(root.get("height", "0")) * scale)
    picture = Image.new("RGB", size, "white")
    sheet = _Sheet(picture, scale, 0, 0, set())
    sheet.draw(root)
    return dots.in_few_colours(picture, sheet.painted)


@dataclass(frozen=True)
class _Sheet:
    """What is painted on: the picture, how many dots there are for a point, and where its points begin, in dots.

    ``painted`` are the colours that were painted.
    """

    picture: Image.Image
    scale: float
    left: float
    top: float
    painted: set[str]

    def draw(self, root: ET.Element) -> None:
        """Draw all of a picture: what isn't plain has its whole mark drawn elsewhere."""
        for element in root:
            given = _given(element, _HANDED | root.attrib)
            if _name(element) in {"title", "desc"}:
                continue
            if _is_plain(element, given):
                self._draw(element, given)
            else:
                self._have_drawn(element, given)

    def _within(self, element: ET.Element) -> _Sheet:
        """The sheet of a drawing within this one, as large as its place lets it be, in the middle of it."""
        x, y, wide, high = _numbers(element.attrib, *_PLACE)
        _, _, across, down = (float(one) for one in element.attrib["viewBox"].split())
        scale = min(wide / across, high / down)
        x, y = x + (wide - across * scale) / 2, y + (high - down * scale) / 2
        return _Sheet(self.picture, self.scale * scale, *self._at((x, y)), self.painted)

    def _draw(self, element: ET.Element, given: Mapping[str, str]) -> None:
        """Draw what is plain."""
        kind = _name(element)
        if kind == "svg":
            sheet = self._within(element)
            for one in element:
                sheet._draw(one, _given(one, given))
        elif kind == "text":
            self._write(element, given)
        elif kind == "circle":
            self._circle(given)
        elif kind == "rect":
            x, y, wide, high, radius = _numbers(given, *_PLACE, "rx")
            self._fields([((x, y), (x + wide, y + high))], given, radius)
        elif kind == "line":
            x1, y1, x2, y2 = _numbers(given, "x1", "y1", "x2", "y2")
            self._line([(x1, y1), (x2, y2)], given)
        elif _FIELDS.fullmatch(given["d"]):
            found = re.findall(_NUMBER, given["d"])
            corners = [[float(one) for one in found[start : start + 4]] for start in range(0, len(found), 5)]
            self._fields([((left, top), (right, bottom)) for left, top, right, bottom in corners], given)
        else:
            for way in given["d"].split("M")[1:]:
                self._line([_point(one) for one in way.split("L")], given)

    def _at(self, point: Point) -> Point:
        """Where a point of the drawing lies on the dots."""
        return self.left + point[0] * self.scale, self.top + point[1] * self.scale

    def _thick(self, given: Mapping[str, str]) -> float:
        """How wide a line is, in dots."""
        return _length(given.get("stroke-width", "1")) * self.scale

    def _put(self, colour: str, covered: Covered) -> None:
        self.painted.add(colour)
        self.picture.paste(colour, (covered.left, covered.top), covered.mask)

    def _put_box(self, colour: str, shape: Box, opacity: float = 1) -> None:
        self.painted.add(colour)
        for place, covered in coverage.parts(shape):
            level = round(covered * opacity)
            size = place[2] - place[0], place[3] - place[1]
            self.picture.paste(colour, place, None if level == coverage.FULL else Image.new("L", size, level))

    def _fields(self, corners: list[tuple[Point, Point]], given: Mapping[str, str], radius: float = 0) -> None:
        shapes = [Box(*self._at(one), *self._at(other)) for one, other in corners]
        radius, opacity = radius * self.scale, _opacity(given)
        if given["fill"] != "none":
            if radius or len(shapes) > 1:
                covered = coverage.rounded(shapes[0], radius) if radius else coverage.boxes(shapes)
                self._put(given["fill"], covered.thinned(opacity))
            else:
                self._put_box(given["fill"], shapes[0], opacity)
        if given["stroke"] != "none":
            for shape in shapes:
                if radius:
                    self._edge(shape, radius, given)
                    continue
                for side in coverage.frame(shape, self._thick(given)):
                    self._put_box(given["stroke"], side)

    def _edge(self, shape: Box, radius: float, given: Mapping[str, str]) -> None:
        """The line around a box with round corners: the box with it, and on that the box without it."""
        half = self._thick(given) / 2
        self._put(given["stroke"], coverage.rounded(shape.grown(half), radius + half))
        if given["fill"] != "none":
            self._put(given["fill"], coverage.rounded(shape.grown(-half), radius - half))

    def _circle(self, given: Mapping[str, str]) -> None:
        x, y, radius = _numbers(given, "cx", "cy", "r")
        at, radius = self._at((x, y)), radius * self.scale
        if given["fill"] != "none":
            self._put(given["fill"], coverage.disc(at, radius).thinned(_opacity(given)))
        if given["stroke"] != "none":
            half = self._thick(given) / 2
            self._put(given["stroke"], coverage.ring(at, radius - half, radius + half))

    def _line(self, points: list[Point], given: Mapping[str, str]) -> None:
        if given["stroke"] == "none" or len(points) < 2:
            return
        placed, thick = [self._at(one) for one in points], self._thick(given)
        pattern = [float(one) * self.scale for one in given.get("stroke-dasharray", "").split()]
        for part in coverage.dashes(placed, pattern) if pattern else [placed]:
            is_round = given.get("stroke-linecap") == "round"
            straight = None if is_round else _straight(part, thick)
            if straight:
                self._put_box(given["stroke"], straight)
                continue
            for covered in coverage.line(part, thick, is_round=is_round):
                self._put(given["stroke"], covered)

    def _write(self, element: ET.Element, given: Mapping[str, str]) -> None:
        bold = given.get("font-weight") in {"bold", "700"}
        size, halo = _length(given["font-size"]) * self.scale, given["stroke"] != "none"
        shift = {"middle": 0.5, "end": 1.0}.get(given.get("text-anchor", ""), 0.0)
        lines = []
        for text, point in _lines(element):
            x, y = self._at(point)
            x -= shift * width(text, size, bold=bold)
            lines.append((y, list(_placed(text, x, size, bold))))
        # All grounds first: that of a letter would lie on the letter before it.
        for colour, around in [(given["stroke"], self._thick(given) / 2)] * halo + [(given["fill"], 0.0)]:
            for y, placed in lines:
                for covered in coverage.letters(placed, y, size, bold=bold, around=around):
                    self._put(colour, covered)

    def _have_drawn(self, element: ET.Element, given: Mapping[str, str]) -> None:
        """Have a mark drawn by resvg; it stands in the root, or all of its drawing is drawn so."""
        x, y, wide, high = _numbers(element.attrib, *_PLACE)
        left, top = floor(x) - _AROUND, floor(y) - _AROUND
        size = ceil(wide) + 2 * _AROUND, ceil(high) + 2 * _AROUND
        handed = "".join(f' {name}="{given[name]}"' for name in _HANDED)
        drawn = _shape(ET.tostring(element, encoding="unicode"), handed, left, top, *size, self.scale)
        self.picture.paste(drawn, (round(left * self.scale), round(top * self.scale)), drawn)


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _given(element: ET.Element, handed: Mapping[str, str]) -> dict[str, str]:
    """What is said of a mark, with what the drawing around it hands down."""
    return {**{name: handed[name] for name in _HANDED}, **element.attrib}


def _numbers(given: Mapping[str, str], *names: str) -> list[float]:
    return [float(given.get(name, "0")) for name in names]


def _opacity(given: Mapping[str, str]) -> float:
    return float(given.get("fill-opacity", "1"))


def _is_plain(element: ET.Element, given: Mapping[str, str]) -> bool:
    """Whether a mark, or all of a drawing within the drawing, is something that is painted here."""
    kind = _name(element)
    if kind == "svg":
        return "preserveAspectRatio" not in given and all(_is_plain(one, _given(one, given)) for one in element)
    colours = (given["fill"], given["stroke"])
    if kind not in _PAINTED or not set(element.attrib) <= _PAINTED[kind] or not all(map(_COLOUR.fullmatch, colours)):
        return False
    if kind == "path":
        return bool(_FIELDS.fullmatch(given["d"]) or (_WAY.fullmatch(given["d"]) and given["fill"] == "none"))
    return all(_name(one) == "tspan" and _is_plain(one, given) for one in element)


def _point(text: str) -> Point:
    x, y = text.split(" ")
    return float(x), float(y)


def _length(text: str) -> float:
    return float(text.removesuffix("px"))


def _straight(points: list[Point], thick: float) -> Box | None:
    """A line that goes straight across or down, as the box that it is."""
    if len(points) != 2:
        return None
    (x1, y1), (x2, y2) = points
    half = thick / 2
    if y1 == y2:
        return Box(min(x1, x2), y1 - half, max(x1, x2), y1 + half)
    return Box(x1 - half, min(y1, y2), x1 + half, max(y1, y2)) if x1 == x2 else None


def _lines(element: ET.Element) -> Iterator[tuple[str, Point]]:
    """The lines of a text and where each begins."""
    x, y = float(element.get("x", "0")), float(element.get("y", "0"))
    yield element.text or "", (x, y)
    for part in element:
        x, y = float(part.get("x", x)), y + float(part.get("dy", "0"))
        yield part.text or "", (x, y)


def _placed(text: str, x: float, size: float, bold: bool) -> Iterator[tuple[str, float]]:
    for letter in text:
        yield letter, x
        x += width(letter, size, bold=bold)


@lru_cache(_KEPT)
def _shape(element: str, handed: str, left: int, top: int, wide: int, high: int, scale: float) -> Image.Image:
    """A part of the drawing by itself, on nothing."""
    around = (
        f'<svg xmlns="{_SVG}" width="{wide}" height="{high}" viewBox="{left} {top} {wide} {high}" '
        f'font-family="{FAMILY}"{handed}>'
    )
    with Image.open(io.BytesIO(dots.png(f"{around}{element}</svg>", scale))) as drawn:
        return drawn.convert("RGBA")


def specimen() -> bytes:
    """A few letters and shapes in dots: other fonts or another way of drawing make other pictures."""
    return small_png(
        f'<svg xmlns="{_SVG}" width="90" height="36"><text y="14" font-size="12" fill="#123456">Aé19 ■</text>'
        '<text x="60" y="14" font-size="12" font-weight="bold" stroke="#fff" stroke-width="3px">Bf</text>'
        '<circle cx="80" cy="9" r="4" fill="#abc" stroke="#456"/><line x1="2" y1="16" x2="88" y2="14" stroke="#123"/>'
        '<line x1="2" y1="18" x2="88" y2="18" stroke="#123" stroke-dasharray="6 4"/>'
        '<path d="M2 20L9 30L20 22.4" fill="none" stroke="#123" stroke-width="2.5" stroke-linecap="round"/>'
        '<path d="M30 20H34.5V29.2H30zM34.5 20H41V30H34.5z" fill="#abc" fill-opacity=".5" stroke="#fff"/>'
        '<rect x="50" y="22" width="16" height="9" rx="2" fill="#abc" stroke="#456"/></svg>',
        2,
    )
