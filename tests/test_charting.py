"""Charts: which form a figure gets, what is drawn, and what it says in each language."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from factsite.charting.drawing import Drawing
from factsite.charting.shape import Form, Series, Shape, segments, shape
from factsite.charting.sparkline import sparkline
from factsite.charting.words import describe, in_language, latest_change
from factsite.content import Content
from factsite.localising.language import language
from factsite.reading.content import read_content
from factsite.records.figure import Figure, Observation
from projects import ROOT

CONTENT = read_content(ROOT / "content")[0]
ORDER = {name: [*facts.codes, *facts.aggregates] for name, facts in CONTENT.dimensions.items()}
FIGURES = [(entry.id, entry.record) for entry in CONTENT.of_kind("figures") if isinstance(entry.record, Figure)]
DRAWN = [(name, figure, found) for name, figure in FIGURES if (found := shape(figure, ORDER))]


def figure(name: str, content: Content = CONTENT) -> Figure:
    found = content.get("figures", name, Figure)
    assert found is not None
    return found


def names(dimension: str, code: str) -> str:
    return f"<{dimension}:{code}>"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("protection-applicants", Form.LINE),
        ("temporary-protection-beneficiaries", Form.LINE),
        ("valid-residence-permits", Form.STACKED),
        ("foreign-population", Form.BARS),
        ("remittance-costs", Form.BARS),
        ("temporary-protection-persons", None),
    ],
)
def test_form(name: str, form: Form | None) -> None:
    found = shape(figure(name), ORDER)
    assert (found.form if found else None) == form


def test_a_line_never_runs_across_a_break_or_a_gap() -> None:
    points = tuple(
        Observation.model_validate({"period": year, "value": "1", "status": flag})
        for year, flag in (("2010", ""), ("2011", "b"), ("2012", ""), ("2014", ""), ("2015", ""))
    )
    assert [number for number, _ in segments(points, ("2015",))] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize(("name", "found", "shaped"), DRAWN, ids=[name for name, _, _ in DRAWN])
def test_drawing(name: str, found: Figure, shaped: Shape) -> None:
    svg = Drawing(shaped, None).draw()
    assert svg == Drawing(shaped, None).draw()
    assert "style=" not in svg
    assert "aria-" not in svg
    assert not re.search(r'(?:fill|stroke)="(?:#|rgb|black|white)', svg), name
    for code in ("en", "fr", "nl"):
        shown = in_language(svg, found, language(code), names)
        assert "§" not in shown
        assert "<reason" not in shown  # names are escaped
        described = describe(shaped, found, language(code), names)
        assert described.endswith(".")
        assert "%(" not in described


def test_an_unchanged_chart_comes_from_the_cache(tmp_path: Path) -> None:
    shaped = Shape(Form.BARS, tuple(Series(code, (figure("net-migration").observations[0],)) for code in "ab"), "sex")
    first = Drawing(shaped, tmp_path).draw()
    (path,) = tmp_path.iterdir()
    path.write_text("from the cache")
    assert first != Drawing(shaped, tmp_path).draw() == "from the cache"


def test_numbers_of_the_chart_are_those_of_the_data() -> None:
    found = figure("protection-applicants")
    shaped = shape(found, ORDER)
    assert shaped is not None
    shown = in_language(Drawing(shaped, None).draw(), found, language("fr"), names)
    titles = re.findall(r"<title>([^<]*)</title>", shown)
    speaker = language("fr")
    wanted = [
        f"{point.period.text}: {speaker.with_unit(point.value or Decimal(0), found.unit)}"
        for point in shaped.series[0].points
    ]
    assert titles == wanted


def test_the_latest_change_is_worded_or_refused() -> None:
    assert latest_change(figure("protection-applicants"), "protection-applicants", language("nl")) == (
        "2023",
        "een stijging van 11,6%",
    )
    backlog = latest_change(figure("cgrs-caseload"), "cgrs-caseload", language("en"))
    assert backlog is not None
    assert backlog[1] == "no change is given: the series breaks in between"


def test_a_sparkline_starts_at_zero_and_keeps_breaks() -> None:
    shaped = shape(figure("protection-applicants"), ORDER)
    assert shaped is not None
    (stretch,) = sparkline(shaped)  # 2015 alone before the break draws no line
    heights = [float(point.split(",")[1]) for point in stretch.split()]
    assert len(heights) == 9
    assert all(0 <= height <= 28 for height in heights)
    assert heights[-1] == pytest.approx(28 - 28 * 39615 / 44760, abs=0.1)
    bars = shape(figure("foreign-population"), ORDER)
    assert bars is not None
    assert sparkline(bars) == []
