"""Charts: which form a figure gets, what is drawn, and what it says in each language."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from factsite.build_cache.store import Store
from factsite.charting.drawing import Drawing
from factsite.charting.shape import OTHERS, ChartForm, Series, Shape, segments, shapes
from factsite.charting.sparkline import sparkline
from factsite.charting.words import LatestChange, describe, in_language, latest_change
from factsite.content import Content, DimensionFacts
from factsite.deriving.chart_events import marked_days
from factsite.deriving.resolving import compute_change
from factsite.problems import RuleError
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
    assert describe(shape, drawn, language("en"), names).startswith(said)


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
    assert len(values) == 11
    assert values[-1] == (OTHERS, Decimal(7 + 10 + 20 + 30 + 40 + 50))


def test_aggregates_are_no_parts() -> None:
    found = made_up(["AF", "EU27_2020_FOR", "SY", "IQ"], 2)
    by = next(piece for piece in slices(found) if piece.id == "by-citizenship")
    (bars,) = shapes(found, by, {"citizenship": DimensionFacts([], True, ["EU27_2020_FOR"])})
    assert "EU27_2020_FOR" not in {series.code for series in bars.series}


def test_names_at_the_ends_of_lines_do_not_cover_one_another() -> None:
    found = made_up(["AF", "SY", "IQ"], 5)
    by = next(piece for piece in slices(found) if piece.id == "by-citizenship")
    (lines,) = shapes(found, by, {"citizenship": DimensionFacts([], True)})
    svg = Drawing(lines, None).draw()
    heights = [float(y) for y in re.findall(r"translate\([\d.]+,([\d.]+)\)\"[^>]*>§c", svg)]
    assert len(heights) == 3
    assert min(abs(one - other) for one in heights for other in heights if one != other) >= 14


def test_events_are_numbered_on_the_chart() -> None:
    found = figure("yearly")
    (piece,) = slices(found)
    (line,) = shapes(found, piece, {}, (date(2015, 9, 1), date(2022, 2, 24), date(1999, 1, 1)))
    svg = Drawing(line, None).draw()
    assert [text for text in re.findall(r">(\d)</text>", svg) if text in "123"] == ["1", "2"]


def test_a_line_never_runs_across_a_break_or_a_gap() -> None:
    points = tuple(
        Observation.model_validate({"period": year, "value": "1", "status": flag})
        for year, flag in (("2010", ""), ("2011", "b"), ("2012", ""), ("2014", ""), ("2015", ""))
    )
    assert [number for number, _ in segments(points, ("2015",))] == [0, 1, 1, 2, 3]


def test_drawing(content: Content, identifier: str) -> None:
    """Each chart of a figure, in each language."""
    found = figure(identifier, content)
    days = tuple(marked.day.start for marked in marked_days(content, found))
    for shaped in (shape for piece in slices(found) for shape in shapes(found, piece, content.dimensions, days)):
        svg = Drawing(shaped, None).draw()
        assert svg == Drawing(shaped, None).draw()
        assert "style=" not in svg
        assert "aria-" not in svg
        assert not re.search(r'(?:fill|stroke)="(?:#|rgb|black|white)', svg), shaped.form
        for code in ("en", "fr", "nl"):
            shown = in_language(svg, shaped, found, language(code), names)
            assert "§" not in shown
            assert "<reason" not in shown  # names are escaped
            described = describe(shaped, found, language(code), names)
            assert described.endswith(".")
            assert "%(" not in described


def test_an_unchanged_chart_comes_from_the_cache(tmp_path: Path) -> None:
    shaped = Shape(ChartForm.BARS, tuple(Series(code, (figure("balance").observations[0],)) for code in "ab"), "sex")
    first = Drawing(shaped, Store(tmp_path)).draw()
    assert Drawing(shaped, Store(tmp_path)).kept() == first
    (path,) = tmp_path.rglob("*.svg")
    path.write_text("not from the cache")
    assert Drawing(shaped, Store(tmp_path)).kept() is None
    assert Drawing(shaped, Store(tmp_path)).draw() == first == Drawing(shaped, Store(tmp_path)).kept()


def test_numbers_of_the_chart_are_those_of_the_data() -> None:
    found = figure("yearly")
    shaped = main_shape("yearly")
    shown = in_language(Drawing(shaped, None).draw(), shaped, found, language("fr"), names)
    titles = re.findall(r"<title>([^<]*)</title>", shown)
    speaker = language("fr")
    wanted = [
        speaker.labelled(point.period.text, speaker.with_unit(point.value or Decimal(0), found.unit))
        for point in shaped.series[0].points
    ]
    assert titles == wanted


def test_the_latest_change_is_worded_or_refused() -> None:
    whole = figure("yearly")
    found = whole.model_copy(
        update={"observations": [point for point in whole.observations if point.period.text <= "2024"]}
    )
    assert latest_change(found, "yearly", language("nl")) == LatestChange(
        "Vergeleken met 2023",
        "een stijging van 4.108 (+11,6%)",
    )
    broken = found.model_copy(update={"breaks": [Break.model_validate({"period": "2024", "note": "other-count"})]})
    refused = latest_change(broken, "yearly", language("en"))
    assert refused is not None
    assert refused.words == "no change is given, because the series breaks in between"


def test_a_sparkline_starts_at_zero_and_keeps_breaks() -> None:
    shaped = main_shape("yearly")
    (stretch,) = sparkline(shaped)  # 2015 alone before the break draws no line
    heights = [float(point.split(",")[1]) for point in stretch.split()]
    values = [point.value or Decimal(0) for point in shaped.series[0].points]
    assert len(heights) == len(values) - 1
    assert all(0 <= height <= 28 for height in heights)
    assert heights[-1] == pytest.approx(28 - 28 * float(values[-1] / max(values)), abs=0.1)
    assert sparkline(main_shape("costs")) == []


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


@pytest.mark.parametrize("values", [("-800", "45000"), ("-12500", "-800"), ("25", "-100")])
def test_no_percentage_of_what_lies_below_zero(values: tuple[str, str]) -> None:
    found = latest_change(net(*values), "net", language("en"))
    assert found is not None
    assert "%" not in found.words
    assert found.words.endswith("(no percentage, because a number is below zero)")
    before, after = net(*values).observations
    with pytest.raises(RuleError, match="negative"):
        compute_change(net(*values), "net", before, after)
