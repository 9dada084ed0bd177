"""A drawing → dots, by resvg: in our own letters only and without those of the system, so everywhere the same bytes."""

from __future__ import annotations

import io

import resvg_py
from PIL import Image

from factsite.charting.lettering import FAMILY, FONTS, drawable

# What the bytes depend on beside the drawing, as distributions.
LIBRARIES = ("resvg_py", "pillow")
_FILES = [str(path) for path in sorted(FONTS.glob("*.ttf"))]
# Trying harder takes a third of the time for a fifteenth of the bytes.
_COLOURS, _LEVEL = 64, 6


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


def in_few_colours(picture: Image.Image) -> bytes:
    """A picture in few colours, which is all that flat areas and letters need, at a third of the bytes."""
    few = picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    target = io.BytesIO()
    few.save(target, "PNG", compress_level=_LEVEL)
    return target.getvalue()


def specimen() -> bytes:
    """A few letters in dots: other fonts or another way of drawing make other pictures."""
    letters = '<text y="14" font-size="12">Aé19 <tspan font-weight="bold">Bf</tspan> ■</text>'
    return png(f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="18" font-family="{FAMILY}">{letters}</svg>')
