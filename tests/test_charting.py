"""Charts: which form a figure gets, what is drawn, and what it says in each language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from factsite.charting.canvas import Canvas
from factsite.charting.drawing import draw, readouts
from factsite.charting.frame import PICTURE, SMALL, WIDE, Frame
from factsite.charting.shape import ChartForm, Series, Shape, coloured, segments, shapes
from factsite.charting.sparkline import sparkline
from factsite.charting.speech import Speech
from factsite.charting.words import LatestChange, describe, latest_change
from factsite.content import Content, DimensionFacts
from factsite.deriving.chart_events import marked_days
from factsite.deriving.resolving import compute_change
from factsite.problems import RuleError
from factsite.records.dimension import Colour
from factsite.records.figure import Break, Figure, Observation
from factsite.records.slices import slices
from projects import codes as code_lists
from projects import language, rich_content

CONTENT = rich_content()


def figure(name: str, content: Content = CONTENT) -> Figure:
    found = content.get("figures", name, Figure)
    assert found is not None
    return found


def names(dimension: str, code: str) -> str:
    return f"<{dimension}:{code}>"


def speech(found: Figure, code: str = "en", *events: str) -> Speech:
    """The words of a chart whose codes are named as in the data."""
    return Speech(language(code), found, names, events)


def faults(canvas: Canvas) -> list[str]:
    """The texts of a drawing that cover one another or leave it."""
    board = canvas.board
    over = [f"{one} covers {other}" for one, other in combinations(board.taken, 2) if one.covers(other)]
    return over + [f"{one} is cut" for one in board.taken if not one.within(board.edge)]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("yearly", {"total": [ChartForm.LINE]}),
        ("balance", {"total": [ChartForm.LINE]}),
        ("permits", {"total": [ChartForm.LINE], "by-reason": [ChartForm.STACKED]}),
        ("residents", {"total": [ChartForm.LINE], "by-citizenship": [ChartForm.BARS, ChartForm.MULTIPLES]}),
        ("costs", {"by-corridor": [ChartForm.BARS]}),
        ("reports", {"total": []}),
    ],
)
def test_forms(name: str, forms: dict[str, list[ChartForm]]) -> None:
    found = {piece.id: shapes(figure(name), piece, CONTENT.dimensions) for piece in slices(figure(name))}
    assert {piece: [shape.form for shape in charts] for piece, charts in found.items()} == forms


def main_shape(name: str) -> Shape:
    """The first chart of a figure."""
    return next(shape for piece in slices(figure(name)) for shape in shapes(figure(name), piece, CONTENT.dimensions))


def made_up(codes: list[str], years: int, *, total: bool = True, sums: bool = False) -> Figure:
    """A figure by citizenship whose n-th code has the value 10 × n in each year."""
    points = [
        {"period": str(2000 + year), "value": str(10 * number), "codes": {"citizenship": code}}
        for year in range(years)
        for number, code in enumerate(codes, 1)
    ]
    whole = sum(10 * number for number in range(1, len(codes) + 1)) + (0 if sums else 7)
    points += [
        {"period": str(2000 + year), "value": str(whole), "codes": {"citizenship": "TOTAL"}} for year in range(years)
    ]
    fields = {
        "themes": ["asylum"], "published": "2026-01-01", "changed": "2026-01-01", "unit": "persons", "measures": "flow",
        "frequency": "annual", "organisation": "x", "next_update": "not-announced", "bounds": {"min": "0", "max": "9"},
        "dimensions": {"citizenship": {"total": "TOTAL", "sums": sums}}, "observations": points,
    }  # fmt: skip
    return Figure.model_validate(fields, context=code_lists())


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        (
            ["2019-09/2020-08", "2020-09/2021-08", "2021-09/2022-08", "2022-09/2023-08"],
            "September 2019 to August 2023: lowest 10",
        ),
        (
            ["2020-S2", "2021-S1", "2021-S2", "2022-S1"],
            "From the second half of 2020 to the first half of 2022: lowest 10",
        ),
        (["2020-W52", "2020-W53", "2021-W01", "2021-W02"], "From week 52 of 2020 to week 2 of 2021: lowest 10"),
    ],
)
def test_school_years_half_years_and_weeks_are_drawn_as_lines_without_gaps(periods: list[str], said: str) -> None:
    points = [{"period": period, "value": str(10 * number)} for number, period in enumerate(periods, 1)]
    drawn = made_up(["AF"], 1).model_copy(update={"dimensions": {}, "observations": observations(points)})
    (piece,) = slices(drawn)
    (shape,) = shapes(drawn, piece, {})
    assert [number for number, _ in segments(shape.series[0].points, ())] == [0, 0, 0, 0]
    assert describe(shape, speech(drawn)).startswith(said)


def observations(points: list[dict[str, str]]) -> list[Observation]:
    return [Observation.model_validate(point | {"codes": {}}) for point in points]


def forms_of(figure: Figure) -> list[ChartForm]:
    by = next(piece for piece in slices(figure) if piece.id == "by-citizenship")
    return [shape.form for shape in shapes(figure, by, {"citizenship": DimensionFacts([], True)})]


def test_the_form_follows_the_number_of_series_and_periods() -> None:
    assert forms_of(made_up(["AF", "SY"], 5)) == [ChartForm.LINES]
    assert forms_of(made_up(["AF", "SY"], 5, sums=True)) == [ChartForm.STACKED]
    assert forms_of(made_up(["AF", "SY"], 2)) == [ChartForm.BARS]
    assert forms_of(made_up([f"A{n}" for n in range(9)], 5)) == [ChartForm.BARS, ChartForm.MULTIPLES]


def test_bars_show_the_ten_largest_and_all_others() -> None:
    found = made_up([f"A{n:02d}" for n in range(15)], 2)
    by = next(piece for piece in slices(found) if piece.id == "by-citizenship")
    (bars,) = shapes(found, by, {"citizenship": DimensionFacts([], True)})
    values = [(series.code, series.points[0].value) for series in bars.series]
    assert values[0] == ("A14", Decimal(150))
    assert len(values) == 10
    assert bars.rest is not None
    assert bars.rest.value == Decimal(7 + 10 + 20 + 30 + 40 + 50)
    # They would make the bars of the others short: they are told, not drawn.
    drawn = draw(bars, speech(found), WIDE)
    assert len(drawn.points) == 10
    assert "All others together (the total minus those shown): 157" in drawn.svg()


def test_aggregates_are_no_parts() -> None:
    found = made_up(["AF", "EU27_2020_FOR", "SY", "IQ"], 2)
    by = next(piece for piece in slices(found) if piece.id == "by-citizenship")
    (bars,) = shapes(found, by, {"citizenship": DimensionFacts([], True, ["EU27_2020_FOR"])})
    assert "EU27_2020_FOR" not in {series.code for series in bars.series}


@pytest.mark.parametrize("frame", [SMALL, WIDE, PICTURE])
def test_events_and_breaks_are_named_on_the_chart(frame: Frame) -> None:
    found = figure("yearly")
    (piece,) = slices(found)
    days = (date(2015, 9, 1), date(2022, 2, 24), date(1999, 1, 1))
    (line,) = shapes(found, piece, {}, days)
    canvas = draw(line, speech(found, "en", "Wir schaffen das", "Invasion", "Before"), frame)
    assert "1 Wir schaffen das<" in canvas.svg()
    assert "2 Invasion<" in canvas.svg()
    assert "Before" not in canvas.svg()
    assert "break in the series: 2016" in canvas.svg()
    assert canvas.svg().count('class="z"') == 1
    assert faults(canvas) == []


def test_an_event_whose_name_finds_no_room_has_its_number() -> None:
    found = figure("yearly")
    (piece,) = slices(found)
    (line,) = shapes(found, piece, {}, (date(2015, 9, 1),))
    canvas = draw(line, speech(found, "en", "A name that is longer than a phone is wide " * 3), SMALL)
    assert ">1</text>" in canvas.svg()
    assert "A name" not in canvas.svg()


def test_periods_without_data_are_shaded_and_named() -> None:
    found = figure("yearly").model_copy(update={"breaks": [], "observations": years(2008, 2009, 2010, 2016, 2017)})
    (piece,) = slices(found)
    (line,) = shapes(found, piece, {})
    svg = draw(line, speech(found), WIDE).svg()
    assert svg.count('class="n"') == 1
    assert ">no data</text>" in svg
    assert line.has_gaps
    columns = replace(line, form=ChartForm.STACKED, dimension="sex")
    assert ">no data</text>" in draw(columns, speech(found), WIDE).svg()


def years(*those: int) -> list[Observation]:
    return observations([{"period": str(year), "value": "1200"} for year in those])


def test_a_code_has_one_colour_on_every_chart() -> None:
    facts = DimensionFacts(["TOTAL", "granted", "refused", "a", "b"], colours={"refused": Colour.ORANGE})
    point = figure("yearly").observations[0]

    def colours(*codes: str) -> dict[str, str]:
        return {one.code: one.colour for one in coloured([Series(code, (point,)) for code in codes], facts)}

    whole = colours("granted", "refused", "a", "b")
    assert whole["refused"] == Colour.ORANGE.variable
    assert len(set(whole.values())) == 4
    assert colours("refused", "b") == {code: whole[code] for code in ("refused", "b")}


def test_a_line_never_runs_across_a_break_or_a_gap() -> None:
    points = tuple(
        Observation.model_validate({"period": year, "value": "1", "status": flag})
        for year, flag in (("2010", ""), ("2011", "b"), ("2012", ""), ("2014", ""), ("2015", ""))
    )
    assert [number for number, _ in segments(points, ("2015",))] == [0, 1, 1, 2, 3]


def test_drawing(content: Content, identifier: str) -> None:
    """Each chart of a figure, for each place, in each language: no text covers another, nothing is cut."""
    found = figure(identifier, content)
    marked = marked_days(content, found)
    days = tuple(one.day.start for one in marked)
    events = ["What happened on a day, in more words than a phone has room for"] * len(days)
    for shaped in (shape for piece in slices(found) for shape in shapes(found, piece, content.dimensions, days)):
        for code in ("en", "fr", "nl"):
            words = Speech(language(code), found, names, tuple(events))
            described = describe(shaped, words)
            assert described.endswith(".")
            assert "%(" not in described
            for frame in (SMALL, WIDE, PICTURE):
                canvas = draw(shaped, words, frame)
                svg = canvas.svg()
                assert svg == draw(shaped, words, frame).svg()
                assert "style=" not in svg
                assert " id=" not in svg
                assert not re.search(r'(?:fill|stroke)="(?!var)', svg), shaped.form
                assert "<reason" not in svg  # names are escaped
                assert faults(canvas) == [], (shaped.form, code, frame.name)
                assert len(canvas.points) == len(readouts(shaped, words))


def test_numbers_of_the_chart_are_those_of_the_data() -> None:
    found = figure("yearly")
    shaped = main_shape("yearly")
    speaker = language("fr")
    wanted = [
        speaker.labelled(point.period.text, speaker.with_unit(point.value or Decimal(0), found.unit))
        for point in shaped.series[0].points
    ]
    assert readouts(shaped, speech(found, "fr")) == wanted


def test_the_latest_change_is_worded_or_refused() -> None:
    whole = figure("yearly")
    found = whole.model_copy(
        update={"observations": [point for point in whole.observations if point.period.text <= "2024"]}
    )
    assert latest_change(found, "yearly", language("nl")) == LatestChange(
        "Vergeleken met 2023",
        "een stijging van 4.108 (+11,6%)",
        "+11,6%",
    )
    broken = found.model_copy(update={"breaks": [Break.model_validate({"period": "2024", "note": "other-count"})]})
    refused = latest_change(broken, "yearly", language("en"))
    assert refused is not None
    assert refused.words == "no change is given, because the series breaks in between"


def test_a_sparkline_starts_at_zero_keeps_breaks_and_ends_with_a_dot() -> None:
    shaped = main_shape("yearly")
    svg = sparkline(shaped)
    (path,) = re.findall(r' d="M([^"M]*)"', svg)  # 2015 alone before the break draws no line
    heights = [float(point.split()[1]) for point in path.split("L")]
    values = [point.value or Decimal(0) for point in shaped.series[0].points]
    assert len(heights) == len(values) - 1
    assert all(4 <= height <= 32 for height in heights)
    assert heights[-1] == pytest.approx(32 - 28 * float(values[-1] / max(values)), abs=0.1)
    assert svg.count("<circle") == 1
    assert sparkline(main_shape("costs")) == ""
    gapped = replace(shaped, breaks=(), series=(Series("", tuple(years(2001, 2002, 2009, 2010, 2011, 2012))),))
    assert sparkline(gapped).count('class="n"') == 1


def net(*values: str) -> Figure:
    """A yearly figure that may lie below zero."""
    rows = [{"period": str(2020 + number), "value": value} for number, value in enumerate(values)]
    facts = {
        "themes": ["population"],
        "published": "2026-01-10",
        "changed": "2026-01-10",
        "unit": "persons",
        "measures": "flow",
        "frequency": "annual",
        "organisation": "office",
        "next_update": "not-announced",
        "bounds": {"min": "-100000", "max": "100000"},
        "source": "survey",
        "observations": rows,
    }
    return Figure.model_validate(facts, context=code_lists())


@pytest.mark.parametrize(
    ("code", "short"),
    [("en", "−18.8 percentage points"), ("fr", "−18,8 points de pourcentage"), ("nl", "−18,8 procentpunt")],
)
def test_a_percentage_changes_by_percentage_points_wherever_it_is_told(code: str, short: str) -> None:
    rates = net("47.2", "28.4").model_copy(update={"unit": code_lists().units["percent"]})
    found = latest_change(rates, "net", language(code))
    assert found is not None
    assert found.short.replace("\xa0", " ").replace("\u202f", " ") == short
    assert found.words.replace("\xa0", " ").endswith(short.lstrip("−"))
    # Whatever is asked for: “−18.8%” would be read as almost a fifth less.
    before, after = rates.observations
    assert all(compute_change(rates, "net", before, after, kind).relative for kind in ("percent", "absolute"))


@pytest.mark.parametrize("values", [("-800", "45000"), ("-12500", "-800"), ("25", "-100")])
def test_no_percentage_of_what_lies_below_zero(values: tuple[str, str]) -> None:
    found = latest_change(net(*values), "net", language("en"))
    assert found is not None
    assert "%" not in found.words
    assert found.words.endswith("(no percentage, because a number is below zero)")
    before, after = net(*values).observations
    with pytest.raises(RuleError, match="negative"):
        compute_change(net(*values), "net", before, after)
