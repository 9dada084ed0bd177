"""Import: periods, values and flags as publishers write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factsite.importing.notation import read_update
from factsite.importing.periods import read_period
from factsite.importing.values import ValueReader
from factsite.problems import RuleError
from factsite.records.listed import PERCENT
from factsite.records.mapping import Mapping
from factsite.records.publisher_signs import read_status


def read_value(text: str, mapping: Mapping) -> Decimal | None:
    """A value by itself; None if it is missing."""
    return ValueReader(mapping, PERCENT).read(text).value


@pytest.mark.parametrize(
    ("text", "precision", "ours"),
    [
        ("2022", None, "2022"),
        ("1990.0", None, "1990"),
        ("2022M03", None, "2022-03"),
        ("2022-M3", None, "2022-03"),
        ("2022Q1", None, "2022-Q1"),
        ("2022-Q1", None, "2022-Q1"),
        ("2022-03", None, "2022-03"),
        ("2015-12-31", "year", "2015"),
        ("2015-12-31 00:00:00", "month", "2015-12"),
        ("2015-12-31", "quarter", "2015-Q4"),
        ("2015-12-31", "day", "2015-12-31"),
    ],
)
def test_periods(text: str, precision: str | None, ours: str) -> None:
    assert read_period(text, precision).text == ours


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2022", "month"),
        ("2022M13", None),
        ("2022-02-30", None),
        ("", None),
        ("Spring 2022", None),
        ("2020/2021", "year"),
    ],
)
def test_what_is_no_period(text: str, precision: str | None) -> None:
    with pytest.raises(RuleError):
        read_period(text, precision)


@pytest.mark.parametrize(
    ("text", "facts", "value"),
    [
        ("44,760", {"thousands": ","}, "44760"),
        ("1,234,567", {"thousands": ","}, "1234567"),
        ("1.234,5", {"thousands": ".", "decimal": ","}, "1234.5"),
        ("1\u202f234", {"thousands": " "}, "1234"),
        ("470.0", {}, "470"),
        ("1e5", {}, "100000"),
        ("-8000.0", {}, "-8000"),
        ("1628741741.3897", {}, "1628741741.3897"),
        (":", {}, None),
        ("NA", {}, None),
        ("", {}, None),
        ("..", {"missing": [".."]}, None),
    ],
)
def test_values(text: str, facts: dict[str, object], value: str | None) -> None:
    read = read_value(text, Mapping.model_validate({"format": "csv"} | facts))
    assert read == (None if value is None else Decimal(value))
    assert value is None or format(read or Decimal(0), "f") == value


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("1,5", {"thousands": ","}),
        ("44,760", {}),
        ("36.871,5", {}),
        ("1.5", {"decimal": ","}),
        ("NaN", {}),
        ("inf", {}),
        ("1e999", {}),
        ("12 b", {}),
        ("=A1", {}),
        ("٣", {}),
    ],
)
def test_what_is_no_value(text: str, facts: dict[str, object]) -> None:
    with pytest.raises(RuleError):
        read_value(text, Mapping.model_validate({"format": "csv"} | facts))


def test_flags_and_updates() -> None:
    assert [str(read_status(text)) for text in ("b, p", ": c", "bp", "")] == ["bp", "c", "bp", ""]
    assert read_update("27/03/25 23:00:00") == read_update("2025-03-27T23:00:00+0100") == "2025-03-27"
    assert read_update(None) is read_update("yesterday") is None
