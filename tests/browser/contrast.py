"""The contrast of texts as they are painted: for those whose background axe can't tell by the style sheets alone.

A text is painted three times: in black, in white and not at all. Where the first two differ is the text, the third says
what lies under it: another element, a drawing, a picture. The text's own colour, laid over each of these points, has to
differ from the point as WCAG 1.4.3 asks; the worst point decides.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from playwright.sync_api import Page

    Points = NDArray[np.float64]

MARK = "data-undecided"
# A point belongs to a text if that much of it is covered. Less is the fringe of a letter, seen by nobody, or the rim of
# a round shape, which a browser doesn't paint twice in quite the same way (a fifth of a point was seen).
_COVERED = 0.4
# Where on the screen a text is looked at: its middle may lie under what stays in sight, as the first column of a table.
_PLACES = ("center", "end")
# So many points are a text that can be seen: fewer than the smallest full stop has.
_FEWEST = 2
_PAINT = """([mark, colour]) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`[${mark}] { color: ${colour} !important; text-decoration-color: transparent !important }
    svg [${mark}], svg[${mark}] { fill: ${colour} !important }`);
  document.adoptedStyleSheets = colour ? [sheet] : [];
}"""
# Brings a text into sight; gives it and all others that are in sight now: where, in which colour, how large.
_LOOK = """([mark, wanted, left, place]) => {
  const target = document.querySelector(`[${mark}="${wanted}"]`);
  // The words of a caption that is as wide as its table stand at its beginning.
  const inline = target.getBoundingClientRect().width > innerWidth ? "start" : place;
  target.scrollIntoView({block: "center", inline, behavior: "instant"});
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const boxes = (element) => {
    if (element instanceof SVGElement) return [element.getBoundingClientRect()];
    const range = document.createRange();
    return [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
      .flatMap((node) => (range.selectNodeContents(node), [...range.getClientRects()]));
  };
  const seen = (box) => box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
  return left.flatMap((number) => {
    const element = document.querySelector(`[${mark}="${number}"]`);
    const found = boxes(element);
    if (number !== wanted && !found.every(seen)) return [];
    const style = getComputedStyle(element);
    let opacity = element instanceof SVGElement ? Number(style.fillOpacity) : 1;
    for (let one = element; one; one = one.parentElement) opacity *= Number(getComputedStyle(one).opacity);
    const colour = rgba(element instanceof SVGElement ? style.fill : style.color);
    return [{number, opacity, colour, size: parseFloat(style.fontSize), weight: Number(style.fontWeight),
             boxes: found.map((box) => [box.left, box.top, box.right, box.bottom])}];
  });
}"""


@dataclass(frozen=True)
class Measured:
    """A text by its number among those marked: its smallest contrast, and what it has to be; ``None``: not in sight."""

    number: int
    contrast: float | None
    wanted: float


def measure(page: Page, number: int) -> list[Measured]:
    """Measure the texts that are marked with the numbers from 0 on, in the light or dark that the page is shown in.

    Args:
        page: as it is shown; where it stands is where it ends.
        number: how many texts are marked.
    """
    left, found = list(range(number)), []
    where = page.evaluate("[scrollX, scrollY]")
    while left:
        wanted = left[0]
        for place in _PLACES:
            seen = list(_in_sight(page, left, place))
            if any(one.number == wanted and one.contrast is not None for one in seen):
                break
        # What another element hides may come into sight in its own turn.
        found += [one for one in seen if one.contrast is not None or one.number == wanted]
        done = {one.number for one in found}
        left = [one for one in left if one not in done]
    page.evaluate("([x, y]) => scrollTo({left: x, top: y, behavior: 'instant'})", where)
    return sorted(found, key=lambda one: one.number)


def _in_sight(page: Page, left: list[int], place: str) -> Iterator[Measured]:
    """The first text, brought into sight there, and all others that are in sight then."""
    looks = page.evaluate(_LOOK, [MARK, left[0], left, place])
    black, white, under = (_painted(page, colour) for colour in ("#000", "#fff", "transparent"))
    page.evaluate(_PAINT, [MARK, ""])
    for look in looks:
        yield _judged(look, np.abs(white - black).mean(axis=2) / 255, under)


def _painted(page: Page, colour: str) -> Points:
    page.evaluate(_PAINT, [MARK, colour])
    picture = page.screenshot(animations="disabled", scale="css")
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), dtype=np.float64)


def _judged(look: dict[str, Any], covered: Points, under: Points) -> Measured:
    points = np.concatenate([_within(box, covered, under) for box in look["boxes"]] or [np.empty((0, 3))])
    large = look["size"] >= 24 or (look["size"] >= 18.66 and look["weight"] >= 700)
    wanted = 3.0 if large else 4.5
    if len(points) < _FEWEST:
        return Measured(look["number"], None, wanted)
    *colour, alpha = look["colour"]
    share = look["opacity"] * alpha / 255
    own = share * np.array(colour, dtype=np.float64) + (1 - share) * points
    return Measured(look["number"], float(_contrasts(own, points).min()), wanted)


def _within(box: list[float], covered: Points, under: Points) -> Points:
    """What lies under the text of a box, point by point."""
    left, top, right, bottom = (max(0, round(edge)) for edge in (box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1))
    found: Points = under[top:bottom, left:right][covered[top:bottom, left:right] > _COVERED]
    return found


def _contrasts(one: Points, other: Points) -> Points:
    """The contrast ratios of WCAG 2.2 of two rows of colours."""
    first, second = _luminance(one), _luminance(other)
    ratios: Points = (np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05)
    return ratios


def _luminance(colours: Points) -> Points:
    shares = colours / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    found: Points = linear @ np.array([0.2126, 0.7152, 0.0722])
    return found
