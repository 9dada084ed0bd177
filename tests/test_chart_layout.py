"""What lays charts out: whatever names, numbers and periods, no text covers another or leaves the drawing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsite.charting.axis import ticks
from factsite.charting.drawing import draw
from factsite.charting.frame import FONT, PICTURE, SMALL, WIDE, Frame
from factsite.charting.placing import Board, Box, Label, breadth, fitted, spread
from factsite.charting.shape import ChartForm, Series, Shape, steps_between
from factsite.charting.speech import Speech
from factsite.records.dimension import Colour
from factsite.records.figure import Observation
from factsite.records.scalars import parse_span
from factsite.rendering.style import SHEET as SITE
from factsite.rendering.style import style_sheets
from projects import language
from test_charting import faults, figure

FRAMES = (SMALL, WIDE, PICTURE)
LETTERS = "abcdefgh ijklmnop ÉÀÏ’-"
CODES = st.lists(st.text(LETTERS, min_size=1, max_size=70), min_size=1, max_size=8, unique=True)
NUMBERS = st.one_of(st.integers(-9_999, 99_999), st.integers(-(10**15), 10**15)).map(str)


@st.composite
def charts(draw_one: st.DrawFn) -> Shape:
    """A chart of any form: 1 to 60 periods, some left out, breaks and events anywhere."""
    form = draw_one(st.sampled_from(ChartForm))
    most = {ChartForm.LINE: 1, ChartForm.LINES: 4, ChartForm.STACKED: 6}.get(form, 8)
    codes = draw_one(CODES)[:most]
    kept = sorted(draw_one(st.sets(st.integers(0, 59), min_size=1, max_size=60)))
    kept = kept[:1] if form is ChartForm.BARS else kept
    months = draw_one(st.booleans())
    periods = [f"{1990 + n // 12}-{n % 12 + 1:02d}" if months else str(1960 + n) for n in kept]
    flags = st.sampled_from(["", "", "", "p", "b"])
    parts = tuple(
        Series(code, tuple(point(period, draw_one(NUMBERS), draw_one(flags)) for period in periods), colour.variable)
        for code, colour in zip(codes, [*Colour, *Colour], strict=False)
    )
    first, last = parse_span(periods[0]).start, parse_span(periods[-1]).end
    days = draw_one(st.lists(st.dates(first, last), max_size=5))
    breaks = tuple(draw_one(st.lists(st.sampled_from(periods), max_size=3, unique=True)))
    rest = parts[0].points[-1] if draw_one(st.booleans()) else None
    dimension = "" if form is ChartForm.LINE else "x"
    return Shape(form, parts, dimension, breaks, tuple(days), rest=rest if form is ChartForm.BARS else None)


def point(period: str, value: str, status: str = "") -> Observation:
    return Observation.model_construct(
        **Observation.model_validate({"period": period, "value": "0", "status": status}).__dict__
        | {"value": Decimal(value)}
    )


@given(charts(), st.sampled_from(FRAMES), st.sampled_from(["en", "fr", "nl"]), st.text(LETTERS, max_size=120))
@settings(max_examples=80, deadline=None)
def test_no_text_of_any_chart_covers_another_or_is_cut(shape: Shape, frame: Frame, code: str, event: str) -> None:
    words = Speech(language(code), figure("yearly"), lambda _, name: name, (event,) * len(shape.events))
    canvas = draw(shape, words, frame)
    assert faults(canvas) == []
    assert len(canvas.points) == sum(len(series.points) for series in shape.series)
    for x, y in canvas.points:
        assert -1 <= x <= frame.width + 1
        assert -1 <= y <= canvas.height + 1
    assert not re.search(r'="[^"]*(?:\de[+-]|nan|inf)', canvas.svg())


@given(charts(), st.floats(1, 1.8))
@settings(max_examples=40, deadline=None)
def test_what_stands_apart_at_the_least_width_does_so_at_any_other(shape: Shape, wider: float) -> None:
    """A fluid drawing keeps its letters: its places across grow, and no text comes nearer to another."""
    words = Speech(language("nl"), figure("yearly"), lambda _, name: name, ("What happened",) * len(shape.events))
    canvas = draw(shape, words, SMALL)
    svg = canvas.svg()
    boxes = []
    for x, anchor, inner, y in [
        (one[1], one[3] or "start", one[4], one[2])
        for one in re.finditer(r'<text[^>]*? x="([\d.]+)%" y="([\d.]+)"(?: text-anchor="(\w+)")?>(.*?)</text>', svg)
    ]:
        lines = tuple(re.sub("<[^>]*>", "\n", inner).replace("&#39;", "'").split("\n"))
        bold = f'class="v" x="{x}%" y="{y}"' in svg
        boxes.append(
            Label(tuple(filter(None, lines)), float(x) / 100 * SMALL.width * wider, float(y), anchor, bold).box
        )
    edge = Box(-0.5, -0.5, SMALL.width * wider + 0.5, canvas.height + 0.5)
    assert all(box.within(edge) for box in boxes)
    # Places are written with one decimal.
    smaller = [Box(box.left + 0.1, box.top + 0.1, box.right - 0.1, box.bottom - 0.1) for box in boxes]
    over = [(one, other) for one, other in combinations(smaller, 2) if one.covers(other)]
    assert over == []


@pytest.mark.parametrize(
    ("values", "most", "named", "high"),
    [
        (("0", "44760"), 5, "0 10000 20000 30000 40000", 44760),
        (("3", "1"), 5, "0 1 2 3", 3),
        (("-5", "12"), 4, "-5 0 5 10", 12),
        (("0",), 3, "0", 1),
        (("-3", "-1"), 3, "-3 -2 -1 0", 0),
    ],
)
def test_an_axis_names_round_numbers_up_to_its_highest_value(
    values: tuple[str, ...], most: int, named: str, high: float
) -> None:
    axis = ticks([Decimal(value) for value in values], most, whole=True)
    assert " ".join(str(int(value)) for value in axis.values) == named
    assert axis.high == high


def test_the_numbers_of_an_axis_are_in_one_unit() -> None:
    points = tuple(
        point(str(year), str(value)) for year, value in ((2020, 1_272_751), (2021, 1_633_795), (2022, 1_400_238))
    )
    shape = Shape(ChartForm.LINE, (Series("", points, Colour.BLUE.variable),), "", (), ())
    svg = draw(shape, Speech(language("en"), figure("yearly"), lambda _, name: name), WIDE).svg()
    assert ">0.5M<" in svg
    assert "500,000" not in svg


def test_a_text_is_fitted_into_its_room() -> None:
    lines = fitted("Donaudampfschifffahrtsgesellschaft and more", 80, 9)
    assert all(breadth([line]) <= 80 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "").startswith("Donaudampfschifffahrtsgesellschaft")
    short = fitted("one two three four five six seven eight", 60, 2)
    assert len(short) == 2
    assert short[-1].endswith("…")


def test_names_are_moved_apart_as_little_as_it_takes() -> None:
    assert spread([10, 12, 50], [10, 10, 10], 0, 100) == [5, 15, 45]
    assert spread([95, 99], [10, 10], 0, 100) == [80, 90]
    assert spread([5, 5], [60, 60], 0, 100) is None


def test_a_text_stands_on_no_line_and_on_no_other_text() -> None:
    board = Board(Box(0, 0, 200, 100), strokes=[((0, 0), (200, 100))])
    label = Label(("12,345",), 100, 50, "middle")
    assert board.first([label]) is None
    assert board.first([label], clear=False) is label
    assert board.first([replace(label, x=110)], clear=False) is None
    assert board.first([replace(label, x=20, y=90)]) is not None
    assert board.first([replace(label, x=199)], clear=False) is None


def test_periods_between_two() -> None:
    for before, after, steps in (
        ("2010", "2011", 1),
        ("2010", "2014", 4),
        ("2010-01", "2010-04", 3),
        ("2010", "2012-01", 1),
    ):
        assert steps_between(parse_span(before), parse_span(after)) == steps


def test_letters_are_of_one_size_in_the_engine_and_in_the_style_sheet() -> None:
    assert f"svg.chart text{{font-size: {FONT:g}px;" in style_sheets()[SITE]


def test_a_day_of_an_event_stands_within_its_chart() -> None:
    points = tuple(point(str(year), "5") for year in range(2010, 2015))
    words = Speech(language("en"), figure("yearly"), lambda _, name: name, ("Out", "In"))
    outside = (date(2010, 1, 1) - timedelta(days=1), date(2012, 5, 5))
    for form in (ChartForm.LINE, ChartForm.STACKED):
        shape = Shape(form, (Series("", points),), "" if form is ChartForm.LINE else "x", events=outside)
        svg = draw(shape, words, WIDE).svg()
        assert "Out" not in svg
        assert "2 In" in svg
