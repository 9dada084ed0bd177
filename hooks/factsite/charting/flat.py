"""A flat drawing → dots in few colours: boxes and lines of text by Pillow, whatever has other shapes by resvg.

A card is paper and letters for the most part. resvg draws every letter anew as a shape, and hands over a file that has
to be read again to be made small: all of that took three times as long as this does, where each letter is drawn once.
"""

from __future__ import annotations

import io
from functools import cache, lru_cache
from math import ceil, floor
from xml.etree import ElementTree as ET

from PIL import Image, ImageDraw

from factsite.charting import dots
from factsite.charting.lettering import FAMILY, drawable, font, width

_SVG = "http://www.w3.org/2000/svg"
_RECT, _TEXT, _NESTED = (f"{{{_SVG}}}{name}" for name in ("rect", "text", "svg"))
_PLACE = ("x", "y", "width", "height")
# Room around a shape for its line and for what its edges share with the paper.
_AROUND = 3
# The sign of the site stands on every card, and bars of the same steps on many.
_KEPT = 64
# In how many parts a dot is divided where a letter begins.
_FINE = 4

ET.register_namespace("", _SVG)


def small_png(svg: str) -> bytes:
    """Draw a picture whose root holds boxes, lines of text, and drawings within it.

    Args:
        svg: a drawing of ours: its texts are lines without parts, its measures numbers.
    """
    root = ET.fromstring(drawable(svg))  # noqa: S314 - of our own making, never of anybody else
    picture = Image.new("RGB", (int(root.get("width", "0")), int(root.get("height", "0"))), "white")
    pen = ImageDraw.Draw(picture)
    for element in root:
        x, y, wide, high = (float(element.get(name, "0")) for name in _PLACE)
        if element.tag == _TEXT:
            _write(picture, element, x, y)
        elif (
            element.tag == _RECT and "rx" not in element.attrib and all(one.is_integer() for one in (x, y, wide, high))
        ):
            pen.rectangle((x, y, x + wide - 1, y + high - 1), fill=element.get("fill"))
        else:
            left, top = floor(x) - _AROUND, floor(y) - _AROUND
            size = ceil(wide) + 2 * _AROUND, ceil(high) + 2 * _AROUND
            drawn = _shape(ET.tostring(element, encoding="unicode"), left, top, *size)
            picture.paste(drawn, (left, top), drawn)
    return dots.in_few_colours(picture)


def _write(picture: Image.Image, line: ET.Element, x: float, y: float) -> None:
    """A line of text letter by letter, each where it was measured to stand: Pillow by itself rounds every step."""
    size, bold = float(line.get("font-size", "16")), line.get("font-weight") == "bold"
    fill = line.get("fill", "black")
    for letter in line.text or "":
        steps = round(x * _FINE)
        left, top, mask = _letter(letter, size, bold, steps % _FINE)
        if mask:
            picture.paste(fill, (steps // _FINE + left, round(y) + top), mask)
        x += width(letter, size, bold=bold)


@cache
def _letter(letter: str, size: float, bold: bool, shift: int) -> tuple[int, int, Image.Image | None]:
    """A letter as it lies on the dots: drawn larger, moved by some of those small dots, and made small.

    Returns:
        Where it begins, from the dot at which it stands on its line; and how much of each dot it covers.
    """
    letters = font(size * _FINE, bold=bold)
    left, top, right, bottom = letters.getbbox(letter, anchor="ls")
    if right <= left or bottom <= top:
        return 0, 0, None
    first, above = floor(left / _FINE), floor(top / _FINE)
    wide, high = ceil((right + shift) / _FINE) - first + 1, ceil(bottom / _FINE) - above + 1
    large = Image.new("L", (wide * _FINE, high * _FINE))
    ImageDraw.Draw(large).text((shift - first * _FINE, -above * _FINE), letter, fill=255, font=letters, anchor="ls")
    return first, above, large.reduce(_FINE)


@lru_cache(_KEPT)
def _shape(element: str, left: int, top: int, wide: int, high: int) -> Image.Image:
    """A part of the drawing by itself, on nothing."""
    around = (
        f'<svg xmlns="{_SVG}" width="{wide}" height="{high}" viewBox="{left} {top} {wide} {high}" '
        f'font-family="{FAMILY}">'
    )
    with Image.open(io.BytesIO(dots.png(f"{around}{element}</svg>"))) as drawn:
        return drawn.convert("RGBA")


def specimen() -> bytes:
    """A few letters and a shape in dots: other fonts or another way of drawing make other pictures."""
    return small_png(
        f'<svg xmlns="{_SVG}" width="90" height="18"><text y="14" font-size="12" fill="#123456">Aé19 ■</text>'
        '<text x="60" y="14" font-size="12" font-weight="bold">Bf</text>'
        '<rect x="50" y="2" width="6" height="9" rx="2" fill="#abc"/></svg>'
    )
