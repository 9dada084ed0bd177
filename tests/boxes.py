"""Where the texts of a picture stand: measured in the font that travels with the generator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from factsite.charting.lettering import width

# Of a letter's size: how far it rises over its line, and how far it hangs below.
_RISE, _HANG = 0.74, 0.2
_SVG = "{http://www.w3.org/2000/svg}"
_MOVED = re.compile(r"translate\(([-\d.]+)(?:[ ,]+([-\d.]+))?\)")
_ANCHORED = {"middle": 0.5, "end": 1.0}


@dataclass(frozen=True)
class Box:
    """A line of text: what it says, and the rectangle in which it stands."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> bool:
        """Whether the two lie on one another by more than a hair."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


@dataclass(frozen=True)
class _Place:
    x: float = 0
    y: float = 0
    scale: float = 1
    size: float = 16
    bold: bool = False


def texts(svg: str) -> list[Box]:
    """Every line of text of a picture."""
    return list(_within(ET.fromstring(svg), _Place()))  # noqa: S314 - our own drawing


def clashes(svg: str) -> list[str]:
    """The texts of a picture that cover one another, or run over its edge."""
    found, root = texts(svg), ET.fromstring(svg)  # noqa: S314 - our own drawing
    _, _, wide, high = (float(number) for number in root.attrib["viewBox"].split())
    over = [f"“{one.text}” and “{other.text}”" for one, other in combinations(found, 2) if one.covers(other)]
    cut = [one for one in found if one.left < 0 or one.right > wide or one.top < 0 or one.bottom > high]
    return over + [f"“{one.text}” is cut" for one in cut]


def _within(element: ET.Element, place: _Place) -> Iterator[Box]:
    here = _placed(element, place)
    if element.tag == f"{_SVG}text":
        yield from _lines(element, here)
        return
    for child in element:
        yield from _within(child, here)


def _placed(element: ET.Element, place: _Place) -> _Place:
    x, y, scale = place.x, place.y, place.scale
    moved = _MOVED.search(element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]) * scale, y + float(moved[2] or 0) * scale
    if element.tag == f"{_SVG}svg" and "viewBox" in element.attrib and "width" in element.attrib:
        x, y = x + float(element.get("x", 0)) * scale, y + float(element.get("y", 0)) * scale
        scale *= float(element.attrib["width"]) / float(element.attrib["viewBox"].split()[2])
    size = float(element.get("font-size", str(place.size)).removesuffix("px"))
    return _Place(x, y, scale, size, element.get("font-weight", "bold" if place.bold else "") == "bold")


def _lines(text: ET.Element, place: _Place) -> Iterator[Box]:
    """The lines of a text: one, or one for each part that begins at the left again."""
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    said = "".join(text.itertext())
    parts = [one for one in text if one.get("dy")]
    anchor = _ANCHORED.get(text.get("text-anchor", ""), 0.0)
    lines = [("".join(one.itertext()), float(one.attrib["dy"])) for one in parts]
    first = [(text.text or "", 0.0)] if parts and (text.text or "").strip() else []
    for words, down in [*first, *lines] or [(said, 0.0)]:
        y += down
        wide = width(words, place.size, bold=place.bold)
        left = x - wide * anchor
        corners = left, y - place.size * _RISE, left + wide, y + place.size * _HANG
        sides = (place.x, place.y, place.x, place.y)
        yield Box(words, *(side + corner * place.scale for side, corner in zip(sides, corners, strict=True)))
