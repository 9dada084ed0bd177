"""A drawing → dots, by resvg: in our own letters only and without those of the system, so everywhere the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import cast

import resvg_py
from PIL import Image, ImageColor

from factsite.charting.lettering import FAMILY, FONTS, drawable

_Colour = tuple[int, int, int]
# What the bytes depend on beside the drawing, as distributions.
LIBRARIES = ("resvg_py", "pillow")
_FILES = [str(path) for path in sorted(FONTS.glob("*.ttf"))]
# Trying harder takes a quarter of the time for a thirtieth of the bytes.
_COLOURS, _LEVEL = 64, 4
# Of more colours than that, as no drawing of ours has, none is counted; of those counted so many are looked at.
_COUNTED, _LOOKED_AT = 1 << 16, 160
# How far apart two colours are at least: Pillow looks for the nearest in steps of four, and would take one for another.
_APART = 10


def png(svg: str, scale: float = 1) -> bytes:
    """Draw a picture that stands by itself; a letter that our font lacks becomes a sign for one."""
    return resvg_py.svg_to_bytes(
        svg_string=drawable(svg),
        zoom=scale,
        skip_system_fonts=True,
        font_files=_FILES,
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )


def in_few_colours(picture: Image.Image, painted: Iterable[str]) -> bytes:
    """A picture in few colours, which is all that flat areas and letters need, at a third of the bytes.

    Args:
        picture: in red, green and blue.
        painted: the colours that must stay what they are, as they were painted; of the others those that cover most do:
            colours in the middle between several, as Pillow finds them by itself, make faint areas one with the paper.
    """
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in _chosen(picture, painted) for part in colour])
    target = io.BytesIO()
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(target, "PNG", compress_level=_LEVEL)
    return target.getvalue()


def _chosen(picture: Image.Image, painted: Iterable[str]) -> list[_Colour]:
    """Those that were painted, then those that cover most, each at a distance from all before it."""
    counted = cast("list[tuple[int, _Colour]]", picture.getcolors(_COUNTED) or [])
    common = [colour for _, colour in sorted(counted, key=lambda row: (-row[0], row[1]))]
    chosen: list[_Colour] = []
    own = [cast("_Colour", ImageColor.getcolor(one, "RGB")) for one in sorted(painted)]
    for red, green, blue in [*own, *common[:_LOOKED_AT]]:
        if all(abs(red - r) >= _APART or abs(green - g) >= _APART or abs(blue - b) >= _APART for r, g, b in chosen):
            chosen.append((red, green, blue))
    return chosen[:_COLOURS]
