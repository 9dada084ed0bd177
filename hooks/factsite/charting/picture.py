"""A chart → a picture that stands by itself: colours of the light palette, title, legend, source; as SVG and as PNG."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path

from factsite.charting.flat import small_png
from factsite.charting.frame import PICTURE
from factsite.charting.lettering import FAMILIES, drawable, folded, width

STYLE = Path(__file__).resolve().parents[1] / "theme" / "style" / "tokens.css"
_MARKS = STYLE.with_name("chart.css")
_MARGIN, _LINE, _FOOT_LINE = 20, 20, 16
_WIDTH = round(PICTURE.width) + 2 * _MARGIN
_TITLE, _SUBTITLE, _FOOT = 18, 14, 12
_ROOM = _WIDTH - 2 * _MARGIN
# How many dots of a picture there are for one point of its drawing.
SCALE = 2
_ROOT = re.compile(r'<svg\b[^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')
_MARK = re.compile(r'<(text|line|rect|circle|path)(?: class="([^"]*)")?(?=[ /])')
# In attributes only: in a text quotes are escaped.
_VARIABLE = re.compile(r'="var\(--([\w-]+)\)"')


@dataclass(frozen=True)
class Caption:
    """The words around a chart: what it shows, its unit and extent, lines at its foot."""

    language: str
    title: str
    subtitle: str
    description: str
    foot: list[str] = field(default_factory=list)


@lru_cache
def palette() -> dict[str, str]:
    """The colours of the light palette, as the site's style sheet has them."""
    light = STYLE.read_text(encoding="utf-8").partition(":root {")[2].partition("}")[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,8})", light))


@lru_cache
def _painted() -> dict[str, str]:
    """How the style sheet paints the marks of a drawing, as attributes: of each class, and of texts."""
    rules = re.findall(r"^svg\.chart (?:\.(\w)|(text)) \{([^}]*)\}", _MARKS.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        kind or element: "".join(
            f' {name}="{value}"'
            for name, value in re.findall(r"([\w-]+):\s*([^;]+);", declared)
            if name != "vector-effect"
        )
        for kind, element, declared in rules
    }


def _paint(found: re.Match[str]) -> str:
    """A mark with its classes as attributes; what a class says stands before what all texts have."""
    element, kinds = found[1], (found[2] or "").split()
    said = [*(_painted()[kind] for kind in kinds), _painted()["text"] if element == "text" else ""]
    pairs = {name: value for one in reversed(said) for name, value in re.findall(r' ([\w-]+)="([^"]*)"', one)}
    return f"<{element}" + "".join(f' {name}="{value}"' for name, value in pairs.items())


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
    return float(root[1]), float(root[2]), _MARK.sub(_paint, svg[root.end() :])


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


@dataclass(frozen=True)
class Bare:
    """A drawing without words around it, and its height as a part of its width."""

    svg: str
    ratio: float


def bare(svg: str) -> Bare:
    """Make a drawing of its own from a chart in a language, for a page that has the words around it.

    Args:
        svg: the chart; its colours are variables of the style sheet.

    Raises:
        ValueError: it has no viewBox that begins at 0 0.
    """
    wide, high, inner = _layout(svg, Caption("", "", "", "")).chart
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" viewBox="0 0 {wide:g} {high:g}" '
        f'font-family="{FAMILIES}" color="var(--ink)" fill="var(--ink)">'
    )
    return Bare(drawable(coloured(start + inner)), high / wide)


def _head(caption: Caption) -> Iterator[tuple[str, str]]:
    """The lines above the chart: how the text of each is set, and the text, escaped."""
    for line in folded(caption.title, _ROOM, _TITLE, bold=True):
        yield f'font-size="{_TITLE}" font-weight="bold"', escape(line)
    for line in folded(caption.subtitle, _ROOM, _SUBTITLE):
        yield f'font-size="{_SUBTITLE}"', escape(line)


def _placed(lines: list[tuple[str, str]]) -> Iterator[str]:
    for number, (setting, text) in enumerate(lines):
        yield f'<text x="{_MARGIN}" y="{_MARGIN + 12 + number * _LINE}" {setting}>{text}</text>'


def png(svg: str) -> bytes:
    """Draw a picture in dots."""
    return small_png(svg, SCALE)
