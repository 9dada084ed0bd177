"""The letters of pictures: a font that travels with the generator, how wide a text is in it, which letters it has.

The font is Source Sans 3 (SIL Open Font License 1.1, see ``fonts/OFL.txt``) with the letters of Latin, Greek and
Cyrillic and the signs of text, under a name of its own (``tools/fonts``). Pages have the same letters.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parent / "fonts"
FAMILY = "Factsite Sans"
# Whoever opens a drawing that isn't dots may not have our font: these have letters hardly wider.
# Names in quotes: “Source Sans 3” isn't a word of CSS without them, and no letter would be drawn at all.
FAMILIES = f"'{FAMILY}', 'Source Sans 3', 'Source Sans Pro', 'Arial Narrow', Arial, sans-serif"
_MEASURED = 100
_MISSING = "\u25a1"  # which the font has itself
# A number that stands for no letter: every font draws the same box for it.
_NO_LETTER = "\uffff"


def font_file(bold: bool) -> Path:
    """The file of the upright letters of one of the two weights."""
    return FONTS / f"FactsiteSans-{'Bold' if bold else 'Regular'}.ttf"


@cache
def font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    """The letters of a size, each of which leads on by itself: opened once."""
    return ImageFont.truetype(str(font_file(bold)), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is at a size."""
    return _length(text, bold) * size / _MEASURED


@cache
def _length(text: str, bold: bool) -> float:
    """How wide a line is at the size at which it is measured; texts are tried in several sizes."""
    return sum([_advance(letter, bold) for letter in text])


@cache
def _advance(letter: str, bold: bool) -> float:
    """How far a letter leads: lines set letter by letter are as wide as their letters, which are few."""
    return font(_MEASURED, bold=bold).getlength(letter)


def folded(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in as many lines as it needs to be no wider than there is room; a word is never parted."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _has(letter: str) -> bool:
    letters = font(_MEASURED, bold=False)
    return bytes(letters.getmask(letter)) != bytes(letters.getmask(_NO_LETTER))


def drawable(text: str) -> str:
    """A text with a sign in place of each letter that the font lacks: else a machine would choose a font of its own."""
    missing = {ord(one): _MISSING for one in set(text) if not (one.isascii() or _has(one))}
    return text.translate(missing) if missing else text
