"""A chart → a picture that stands by itself: colours of the light palette, title, legend, source; as SVG and as PNG."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path

import vl_convert

STYLE = Path(__file__).resolve().parents[1] / "theme" / "assets" / "site.css"
_WIDTH, _MARGIN, _LINE = 480, 20, 18
_FONTS = "Liberation Sans, Arial, Helvetica, sans-serif"
# How many letters of each size fit on a line: no text is measured, so that drawings need no fonts.
_TITLE, _SMALL = 50, 76
_ROOT = re.compile(r'<svg\b[^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')
# In attributes only: in a text quotes are escaped.
_VARIABLE = re.compile(r'="var\(--([\w-]+)\)"')


@dataclass(frozen=True)
class Caption:
    """The words around a chart: what it shows, its unit and extent, the names of its colours, lines at its foot."""

    language: str
    title: str
    subtitle: str
    description: str
    legend: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)


@lru_cache
def palette() -> dict[str, str]:
    """The colours of the light palette, as the site's style sheet has them."""
    light = STYLE.read_text(encoding="utf-8").partition(":root {")[2].partition("}")[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,8})", light))


def standalone(svg: str, caption: Caption) -> str:
    """Make a picture of its own from a chart in a language.

    Args:
        svg: the chart; its colours are variables of the style sheet.
        caption: the words around it; they are escaped here.

    Returns:
        An SVG document that needs neither style sheet nor page.
    """
    root = _ROOT.search(svg)
    if root is None:
        raise ValueError("a chart has a viewBox that begins at 0 0")
    width, height = float(root[1]), float(root[2])
    scale = (_WIDTH - 2 * _MARGIN) / width
    lines = list(_head(caption))
    top = len(lines) * _LINE + _MARGIN + 6
    tall = height * scale
    foot = [line for text in caption.foot for line in textwrap.wrap(text, _SMALL)]
    total = round(top + tall + len(foot) * 15 + _MARGIN)
    chart = (
        f'<svg x="{_MARGIN}" y="{top}" width="{width * scale:g}" height="{tall:g}" viewBox="0 0 {root[1]} {root[2]}" '
        f'overflow="visible">{svg[root.end() :]}'
    )
    below = [
        f'<text x="{_MARGIN}" y="{round(top + tall + 15 * number + 12)}" font-size="11" fill="var(--ink-soft)">'
        f"{escape(line)}</text>"
        for number, line in enumerate(foot)
    ]
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{total}" viewBox="0 0 {_WIDTH} {total}" '
        f'role="img" xml:lang="{caption.language}" font-family="{_FONTS}" color="var(--ink)" fill="var(--ink)">'
        f"<title>{escape(caption.title)}</title><desc>{escape(caption.description)}</desc>"
        f'<rect width="{_WIDTH}" height="{total}" fill="var(--paper)"/>'
    )
    whole = "".join([start, *_placed(lines), chart, *below, "</svg>\n"])
    return _VARIABLE.sub(lambda found: f'="{palette()[found[1]]}"', whole)


def _head(caption: Caption) -> Iterator[tuple[str, str]]:
    """The lines above the chart: how the text of each is set, and the text, escaped."""
    for line in textwrap.wrap(caption.title, _TITLE):
        yield 'font-size="16" font-weight="bold"', escape(line)
    for line in textwrap.wrap(caption.subtitle, _SMALL - 8):
        yield 'font-size="13"', escape(line)
    spans = [
        f'<tspan fill="var(--c{number})">■</tspan> {escape(name)}' for number, name in enumerate(caption.legend, 1)
    ]
    for names in _rows(caption.legend):
        yield 'font-size="12"', "\u2003".join(spans[number] for number in names)


def _rows(names: list[str]) -> Iterator[list[int]]:
    """Divide the names of a legend over lines, by their numbers."""
    row: list[int] = []
    used = 0
    for number, name in enumerate(names):
        if row and used + len(name) + 4 > _SMALL - 8:
            yield row
            row, used = [], 0
        row.append(number)
        used += len(name) + 4
    if row:
        yield row


def _placed(lines: list[tuple[str, str]]) -> Iterator[str]:
    for number, (setting, text) in enumerate(lines):
        yield f'<text x="{_MARGIN}" y="{_MARGIN + 12 + number * _LINE}" {setting}>{text}</text>'


def png(svg: str) -> bytes:
    """Draw a picture in dots, at twice its size."""
    return bytes(vl_convert.svg_to_png(svg, scale=2))


def specimen() -> bytes:
    """A few letters in dots: other fonts on a machine make other pictures."""
    letters = '<text y="14" font-size="12">Aé19 <tspan font-weight="bold">Bf</tspan> ■</text>'
    return png(f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="18" font-family="{_FONTS}">{letters}</svg>')
