"""A chart → a picture that stands by itself: colours of the light palette, title, legend, source; as SVG and as PNG."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path

from factsite.charting import dots
from factsite.charting.lettering import FAMILIES, folded, width

STYLE = Path(__file__).resolve().parents[1] / "theme" / "style" / "tokens.css"
_WIDTH, _MARGIN, _LINE, _FOOT_LINE = 480, 20, 18, 15
_TITLE, _SUBTITLE, _LEGEND, _FOOT = 16, 13, 12, 11
_ROOM = _WIDTH - 2 * _MARGIN
# How many dots of a picture there are for one point of its drawing.
SCALE = 2
_GAP = "\u2003"
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


@dataclass(frozen=True)
class _Layout:
    """Where things stand: the lines above the chart and below it, the chart, and how high all is."""

    head: list[tuple[str, str]]
    foot: list[str]
    top: int
    chart: tuple[float, float, str]
    height: int


def inside(svg: str) -> tuple[float, float, str]:
    """How wide and high the drawing of a chart is, and what stands in its root, with the end of that.

    Raises:
        ValueError: it isn't a drawing of ours.
    """
    root = _ROOT.search(svg)
    if root is None:
        raise ValueError("a chart has a viewBox that begins at 0 0")
    return float(root[1]), float(root[2]), svg[root.end() :]


def coloured(svg: str) -> str:
    """A drawing with the colours of the light palette in the place of their names."""
    return _VARIABLE.sub(lambda found: f'="{palette()[found[1]]}"', svg)


def _layout(svg: str, caption: Caption) -> _Layout:
    wide, high, inner = inside(svg)
    scale = _ROOM / wide
    head = list(_head(caption))
    top = len(head) * _LINE + _MARGIN + 6
    tall = high * scale
    foot = [line for text in caption.foot for line in _parted(text)]
    height = round(top + tall + len(foot) * _FOOT_LINE + _MARGIN)
    return _Layout(head, foot, top, (wide, high, inner), height)


def _parted(text: str) -> Iterator[str]:
    """A line of the foot in lines that fit: an address that is too long is parted at its slashes and hyphens."""
    for line in folded(text, _ROOM, _FOOT):
        while width(line, _FOOT) > _ROOM:
            fits = next(end for end in range(len(line), 0, -1) if width(line[:end], _FOOT) <= _ROOM)
            cut = max(line.rfind("/", 0, fits), line.rfind("-", 0, fits)) + 1 or fits
            yield line[:cut]
            line = line[cut:]
        yield line


def size(svg: str, caption: Caption) -> tuple[int, int]:
    """The width and height of the picture of a chart."""
    return _WIDTH, _layout(svg, caption).height


def standalone(svg: str, caption: Caption) -> str:
    """Make a picture of its own from a chart in a language.

    Args:
        svg: the chart; its colours are variables of the style sheet.
        caption: the words around it; they are escaped here.

    Returns:
        An SVG document that needs neither style sheet nor page.
    """
    layout = _layout(svg, caption)
    wide, high, inner = layout.chart
    tall = high * _ROOM / wide
    chart = (
        f'<svg x="{_MARGIN}" y="{layout.top}" width="{_ROOM}" height="{tall:g}" viewBox="0 0 {wide:g} {high:g}" '
        f'overflow="visible">{inner}'
    )
    below = [
        f'<text x="{_MARGIN}" y="{round(layout.top + tall + _FOOT_LINE * number + 12)}" font-size="{_FOOT}" '
        f'fill="var(--ink-soft)">{escape(line)}</text>'
        for number, line in enumerate(layout.foot)
    ]
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{layout.height}" '
        f'viewBox="0 0 {_WIDTH} {layout.height}" role="img" xml:lang="{caption.language}" font-family="{FAMILIES}" '
        f'color="var(--ink)" fill="var(--ink)"><title>{escape(caption.title)}</title>'
        f"<desc>{escape(caption.description)}</desc>"
        f'<rect width="{_WIDTH}" height="{layout.height}" fill="var(--paper)"/>'
    )
    whole = "".join([start, *_placed(layout.head), chart, *below, "</svg>\n"])
    return coloured(whole)


def _head(caption: Caption) -> Iterator[tuple[str, str]]:
    """The lines above the chart: how the text of each is set, and the text, escaped."""
    for line in folded(caption.title, _ROOM, _TITLE, bold=True):
        yield f'font-size="{_TITLE}" font-weight="bold"', escape(line)
    for line in folded(caption.subtitle, _ROOM, _SUBTITLE):
        yield f'font-size="{_SUBTITLE}"', escape(line)
    spans = [
        f'<tspan fill="var(--c{number})">■</tspan> {escape(name)}' for number, name in enumerate(caption.legend, 1)
    ]
    for names in _rows(caption.legend):
        yield f'font-size="{_LEGEND}"', _GAP.join(spans[number] for number in names)


def _rows(names: list[str]) -> Iterator[list[int]]:
    """Divide the names of a legend over lines, by their numbers."""
    row: list[int] = []
    for number in range(len(names)):
        line = _GAP.join(f"■ {names[one]}" for one in [*row, number])
        if row and width(line, _LEGEND) > _ROOM:
            yield row
            row = []
        row.append(number)
    if row:
        yield row


def _placed(lines: list[tuple[str, str]]) -> Iterator[str]:
    for number, (setting, text) in enumerate(lines):
        yield f'<text x="{_MARGIN}" y="{_MARGIN + 12 + number * _LINE}" {setting}>{text}</text>'


def png(svg: str) -> bytes:
    """Draw a picture in dots."""
    return dots.png(svg, SCALE)
