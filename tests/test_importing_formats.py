"""Import: every format says the same, and mappings choose, add and unfold."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from arrivals import (
    ALL,
    IMPORTS,
    STANDARD,
    TIDY,
    make_figure,
    read,
    short,
    workbook,
)
from factsite.content import Content
from factsite.importing.comparing import compare
from factsite.reading.content import read_content
from factsite.records.mapping import Mapping
from projects import FIXTURES


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content(FIXTURES / "valid")[0]


@pytest.mark.parametrize(
    ("name", "facts", "without"),
    [
        ("arrivals.sdmx.csv", STANDARD | {"format": "sdmx-csv"}, set()),
        ("arrivals.tsv", STANDARD | {"format": "tsv", "missing": [":"]}, set()),
        ("arrivals.json", STANDARD | {"format": "json-stat", "period": "time"}, set()),
        ("arrivals-bundle.json", STANDARD | {"format": "json-stat", "period": "time"}, {("2022", "F", "SY")}),
        ("arrivals.csv", TIDY | {"format": "csv", "separator": ";", "thousands": ".", "decimal": ","}, set()),
    ],
)
def test_every_format_says_the_same(
    content: Content, name: str, facts: dict[str, Any], without: set[tuple[str, ...]]
) -> None:
    found = short(read(IMPORTS / name, content, **facts))
    found.pop(("2021", "F", "SY"), None)  # the TSV has a cell for it, with the sign for a missing value
    assert found == {key: value for key, value in ALL.items() if key not in without}


def test_a_missing_value_gets_its_status(content: Content) -> None:
    found = short(read(IMPORTS / "arrivals.tsv", content, **STANDARD, format="tsv"))
    assert found["2021", "F", "SY"] == (None, "m")


def test_a_file_without_flags_leaves_the_status_that_still_holds(content: Content) -> None:
    """Why there was no number goes when there is one, and stays while there is none."""
    facts = {key: value for key, value in TIDY.items() if key != "flags"}
    facts |= {"format": "csv", "separator": ";", "thousands": ".", "decimal": ",", "missing": [":"]}
    mapping = Mapping.model_validate(facts)
    before = {("2021", "GR"): (None, "pzm"), ("2021", "SY"): ("1200", "b"), ("2022", "GR"): (None, "z")}
    points = [
        {"period": year, "value": value, "status": status, "codes": {"sex": "T", "citizenship": country}}
        for (year, country), (value, status) in before.items()
    ]
    figure = make_figure(observations=points)
    comparison = compare(figure, mapping, read(IMPORTS / "arrivals.csv", content, figure, **facts), content)
    found = {
        (point.period.text, point.codes["citizenship"]): (point.value and str(point.value), str(point.status))
        for point in comparison.observations
        if point.codes["sex"] == "T"
    }
    assert found == {
        ("2021", "GR"): ("40", "p"),
        ("2021", "SY"): ("1200", "b"),
        ("2022", "GR"): (None, "z"),
        ("2022", "SY"): ("1305", ""),
    }


def test_a_workbook(content: Content, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Arrivals", None, None, None, None],
        ["Country", "Sex", "Year", "Persons", "Flag"],
        ["Syria", "Total", 2021, 1200.0, "b"],
        ["Greece", "Total", 2021, 40, None],
        ["Syria", "Total", datetime(2022, 12, 31), 1305, "bp"],
        ["Greece", "Total", date(2022, 12, 31), None, "c"],
        ["Syria", "Women", "2022", 300, None],
    ]
    facts = TIDY | {"format": "xlsx", "sheet": "Data", "dimensions": TIDY["dimensions"]}
    assert short(read(workbook(tmp_path / "a.xlsx", rows), content, **facts)) == ALL


def test_rows_are_added_and_columns_unfolded(content: Content) -> None:
    found = read(
        IMPORTS / "unhcr.csv",
        content,
        format="csv",
        period="year",
        sum="true",
        wide={"columns": {"f_total": "F", "m_total": "M", "total": "T"}, "dimension": "sex"},
        dimensions={"citizenship": {"column": "coo_iso"}},
    )
    assert short(found) == {
        ("2021", "F", "GR"): (None, "m"),
        ("2021", "F", "SY"): ("430", ""),
        ("2021", "M", "GR"): ("40", ""),
        ("2021", "M", "SY"): ("770", ""),
        ("2021", "T", "GR"): ("40", ""),
        ("2021", "T", "SY"): ("1200", ""),
        ("2022", "F", "GR"): (None, "m"),
        ("2022", "F", "SY"): ("300", ""),
        ("2022", "M", "GR"): (None, "m"),
        ("2022", "M", "SY"): ("1005", ""),
        ("2022", "T", "GR"): (None, "m"),
        ("2022", "T", "SY"): ("1305", ""),
    }
    assert next(iter(found.values())).own == {"coo_iso": "SYR", "f_total": ""}


def test_periods_outside_the_range_are_left(content: Content) -> None:
    found = read(IMPORTS / "arrivals.tsv", content, **STANDARD, format="tsv", periods={"from": "2022"})
    assert {period for period, _ in found} == {"2022"}


def test_a_constant_stands_for_a_dimension_that_the_file_lacks(content: Content) -> None:
    facts = STANDARD | {
        "dimensions": {"sex": {"constant": "T"}, "citizenship": {"column": "citizen", "ignore": ["EL"]}},
        "filter": {"geo": "BE", "sex": ["T"]},
    }
    assert set(short(read(IMPORTS / "arrivals.tsv", content, **facts, format="tsv"))) == {
        ("2021", "T", "SY"),
        ("2022", "T", "SY"),
    }


@pytest.mark.parametrize(
    "facts",
    [
        {"thousands": ".", "decimal": "."},
        {"sheet": "Data"},
        {"dimensions": {"sex": {}}},
        {"dimensions": {"sex": {"column": "a", "constant": "T"}}},
        {"dimensions": {"sex": {"constant": "T"}}, "wide": {"columns": {"a": "T"}, "dimension": "sex"}},
        {"separator": "x"},
        {"colour": "red"},
    ],
)
def test_a_mapping_that_contradicts_itself(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Mapping.model_validate({"format": "csv"} | facts)
