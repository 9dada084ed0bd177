"""Drawings in dots: what is painted here is what resvg draws, mark by mark, and colours stay what they are."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops

from factsite.charting import dots, flat
from factsite.charting.coverage import dashes
from factsite.charting.drawing import draw
from factsite.charting.frame import PICTURE
from factsite.charting.picture import Caption, standalone
from factsite.charting.speech import Speech
from factsite.records.figure import Figure
from factsite.rendering.site import Site

INK = "#17262b"
HALO = 'stroke="#fff" stroke-width="3px" stroke-linejoin="round" paint-order="stroke"'
MARKS = {
    "box": '<rect x="10.3" y="5.7" width="60.2" height="20.9" fill="#1478c8"/>',
    "thin box": '<rect x="10.3" y="5.7" width="0.3" height="20.9" fill="#1478c8"/>',
    "faint box": '<rect x="10.3" y="5.7" width="60.2" height="20.9" fill="#17262b" fill-opacity=".06"/>',
    "box with a line": '<rect x="9" y="5" width="60" height="20" fill="#abc" stroke="#123" stroke-width=".6"/>',
    "round box": '<rect x="9" y="5" width="60" height="20" rx="7" fill="#abc"/>',
    "round box with a line": '<rect x="9" y="5" width="60" height="20" rx="10" fill="#abc" stroke="#123"/>',
    "circle": '<circle cx="40.3" cy="20.6" r="9.4" fill="#1478c8"/>',
    "ring": '<circle cx="40.3" cy="20.6" r="9.4" fill="#fff" stroke="#1478c8" stroke-width="2"/>',
    "line across": '<line x1="3.2" y1="10.4" x2="80" y2="10.4" stroke="#123"/>',
    "line down": '<line x1="30.3" y1="1" x2="30.3" y2="39" stroke="#123" stroke-width="1.5"/>',
    "slanting line": '<line x1="3.2" y1="10.4" x2="80" y2="33" stroke="#123" stroke-width="1.5"/>',
    "dashes": '<line x1="3.2" y1="10" x2="88" y2="10" stroke="#123" stroke-dasharray="6 4"/>',
    "dots": '<line x1="30.5" y1="2" x2="30.5" y2="38" stroke="#123" stroke-width="1.5" stroke-dasharray="1.5 3"/>',
    "way": '<path d="M5 30L20 8.5L33.3 31L60 5L85 20" fill="none" stroke="#1478c8" stroke-width="2.5" '
    'stroke-linejoin="round" stroke-linecap="round"/>',
    "two ways": '<path d="M5 30L20 8.5M33.3 31L60 5" fill="none" stroke="#1478c8" stroke-dasharray="2 2"/>',
    "fields": '<path d="M5 5H30.4V20.3H5zM30.4 5H50V20.3H30.4z" fill="#1478c8"/>',
    "word": '<text x="5.3" y="25" font-size="16" fill="#17262b">mini 19</text>',
    "strong word": '<text x="45" y="25" font-size="13px" font-weight="700" text-anchor="middle">mini 19</text>',
    "word on its ground": f'<rect width="90" height="40" fill="#1478c8"/><text x="80" y="25" font-size="13px" '
    f'text-anchor="end" {HALO}>mini 19</text>',
    "lines of words": '<text x="9" y="14">mini<tspan x="9" dy="15">19</tspan></text>',
    "drawing within": '<svg x="5" y="3" width="60" height="30" viewBox="0 0 30 15"><circle cx="9" cy="7" r="4" '
    'fill="#abc"/><text x="15" y="12" font-size="9">19</text></svg>',
    "drawing with a curve": '<svg x="5" y="3" width="60" height="30" viewBox="0 0 30 15"><path d="M2 2C9 2 9 9 20 9z" '
    'fill="#abc"/></svg>',
}
# By resvg in any case.
CURVED = {"drawing with a curve"}
_shape: Callable[..., Image.Image] = flat._shape


def _svg(marks: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40" viewBox="0 0 90 40" '
        f'font-family="Factsite Sans" fill="{INK}"><title>Title</title><rect width="90" height="40" fill="#fff"/>'
        f"{marks}</svg>"
    )


def _both(svg: str, scale: float) -> tuple[Image.Image, Image.Image]:
    def picture(make: Callable[[str, float], bytes]) -> Image.Image:
        return Image.open(io.BytesIO(make(svg, scale))).convert("RGB")

    return picture(flat.small_png), picture(dots.png)


def _apart(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart in the middle, where they aren't paper in both (0 to 255)."""
    far = ImageChops.difference(one, other).convert("L")
    paper = Image.new("RGB", one.size, "white")
    drawn = ImageChops.lighter(*(ImageChops.difference(picture, paper).convert("L") for picture in (one, other)))
    covered = sum(drawn.histogram()[1:])
    return sum(level * number for level, number in enumerate(far.histogram())) / max(1, covered)


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("name", MARKS)
def test_each_mark_is_painted_as_it_is_drawn(name: str, scale: float, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def shape(element: str, handed: str, *place: float) -> Image.Image:
        asked.append(element)
        return _shape(element, handed, *place)

    monkeypatch.setattr(flat, "_shape", shape)
    one, other = _both(_svg(MARKS[name]), scale)
    assert one.size == other.size
    # Of short dashes nothing but edges is seen; letters stand on quarters of a dot, and are moved towards one another.
    assert _apart(one, other) < (40 if name == "two ways" or "word" in name else 16), name
    assert bool(asked) == (name in CURVED)


@pytest.mark.parametrize(
    "mark", ['<ellipse cx="9" cy="9" rx="5" ry="3"/>', '<rect width="9" height="9" opacity=".5"/>']
)
def test_what_is_not_painted_here_is_left_to_resvg_with_all_of_its_drawing(mark: str) -> None:
    within = f'<svg x="5" y="3" width="60" height="30" viewBox="0 0 60 30"><circle cx="30" cy="15" r="9"/>{mark}</svg>'
    one, other = _both(_svg(within), 2)
    assert _apart(one, other) < 16


def test_each_chart_is_painted_as_it_is_drawn(model: Site) -> None:
    found = 0
    for entry, figure in model.content.records(Figure):
        for shapes in model.shapes[entry.id].values():
            for shape in shapes:
                found += 1
                svg = draw(shape, Speech(model.speaker("en"), figure, lambda _, code: code), PICTURE).svg()
                one, other = _both(standalone(svg, Caption("en", "Onze", "Nom", "", ["ici"])), 2)
                assert _apart(one, other) < 20, (entry.id, shape)
    assert found > 5


def test_colours_stay_what_they_are_and_faint_ones_are_seen() -> None:
    marks = (
        f'<rect x="5" y="5" width="70" height="30" fill="{INK}" fill-opacity=".06"/>'
        '<rect x="20" y="9" width="3" height="3" fill="#1478c8"/>'
        '<rect x="30" y="9" width="3" height="3" fill="#c4512d"/>'
        f'<text x="10" y="30" font-size="12" {HALO}>Many greys: 19</text>'
    )
    picture = Image.open(io.BytesIO(flat.small_png(_svg(marks), 2))).convert("RGB")
    assert [picture.getpixel(at) for at in ((2, 2), (14, 14), (43, 21), (63, 21))] == [
        (255, 255, 255),
        (241, 242, 243),
        (0x14, 0x78, 0xC8),
        (0xC4, 0x51, 0x2D),
    ]


def test_dashes_go_on_around_a_turn() -> None:
    found = list(dashes([(0, 0), (5, 0), (5, 10)], [4, 2]))
    assert found == [[(0, 0), (4, 0)], [(5, 1), (5, 5)], [(5, 7), (5, 10)]]
    assert list(dashes([(0, 0), (3, 0)], [4, 2])) == [[(0, 0), (3, 0)]]
    assert list(dashes([(0, 0), (5, 0)], [4, 2])) == [[(0, 0), (4, 0)]]
