"""Import: bombs, too many observations and any bytes at all."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrivals import (
    make_figure,
    read,
    workbook,
)
from bombs import LARGE, TEXTS, WORKBOOKS
from factsite.content import Content
from factsite.documents.text import UnreadableError
from factsite.importing import observing
from factsite.importing.observing import observe
from factsite.importing.opening import read_table
from factsite.languages import Languages
from factsite.problems import as_text
from factsite.reading.content import read_content
from factsite.records.mapping import Mapping
from projects import FIXTURES


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content(FIXTURES / "valid")[0]


@pytest.mark.parametrize("case", [case for case in (WORKBOOKS | TEXTS) if case not in LARGE])
def test_a_bomb_is_refused(content: Content, tmp_path: Path, case: str) -> None:
    """Large ones are tried in the audit, which measures time and memory; here each kind is refused with its reason."""
    form, make, expected = (WORKBOOKS | TEXTS)[case]
    path = make(tmp_path / "got")
    mapping = Mapping.model_validate({"format": form})
    with pytest.raises(UnreadableError) as caught:
        observe(read_table(path, mapping), make_figure(dimensions={}), mapping, content)
    said = as_text(caught.value.problems, tmp_path)
    assert expected in said
    assert "help: " in said
    assert len(said) < 20_000


def many(path: Path, form: str, number: int) -> Path:
    """A file of so many observations, each of another year."""
    years = [str(1900 + count) for count in range(number)]
    if form == "xlsx":
        workbook(path, [["TIME_PERIOD", "OBS_VALUE"], *([year, count] for count, year in enumerate(years))])
    elif form == "tsv":
        cells = "\t".join(f"{count} p" if count % 2 else ": " for count in range(number))
        path.write_text("geo\\TIME_PERIOD\t" + "\t".join(years) + f"\nBE\t{cells}\n", encoding="utf-8")
    elif form.startswith("json-stat"):
        values = list(range(number)) if form == "json-stat" else {str(count): count for count in range(number)}
        more = years if form == "json-stat" else [*years, "2199"]
        dimension = {"TIME_PERIOD": {"category": {"index": more}}}
        cube = {"id": ["TIME_PERIOD"], "size": [len(more)], "dimension": dimension, "value": values}
        path.write_text(json.dumps(cube), encoding="utf-8")
    else:
        lines = (f'{year},{count},"a\n\nb"\n\n' for count, year in enumerate(years))
        path.write_text("Title\n\nTIME_PERIOD,OBS_VALUE,a\n\n" + "".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["csv", "sdmx-csv", "tsv", "json-stat", "json-stat, sparse", "xlsx"])
@pytest.mark.parametrize(("tried", "facts"), [(2, {}), (99, {}), (2, {"periods": {"from": "1800"}})])
def test_more_observations_than_a_series_holds(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, tried: int, facts: dict[str, Any]
) -> None:
    """Counted in advance or one by one, a file is refused from one observation more than there may be."""
    monkeypatch.setattr(observing, "MAX_ROWS", 7)
    monkeypatch.setattr(observing, "_TRIED", tried)
    facts = {"format": form.partition(",")[0], "header": "3" if "csv" in form else "1"} | facts
    facts |= {"sheet": "Data"} if form == "xlsx" else {}
    figure = make_figure(dimensions={})
    assert len(read(many(tmp_path / "got", form, 7), content, figure, **facts)) == 7
    with pytest.raises(UnreadableError) as caught:
        read(many(tmp_path / "got", form, 8), content, figure, **facts)
    (problem,) = caught.value.problems
    assert problem.rule == "too-large"
    counted = tried == 2 and "periods" not in facts
    assert problem.line == {"tsv": 1 if counted else 2, "xlsx": 1 if counted else 9}.get(form, problem.line)


def test_what_is_wrong_with_the_first_rows_is_said_too(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observing, "MAX_ROWS", 7)
    monkeypatch.setattr(observing, "_TRIED", 3)
    path = many(tmp_path / "got", "csv", 8)
    path.write_text(path.read_text(encoding="utf-8").replace("1901,1,", "1901,x,"), encoding="utf-8")
    with pytest.raises(UnreadableError) as caught:
        read(path, content, make_figure(dimensions={}), format="csv", header="3")
    assert [problem.rule for problem in caught.value.problems] == ["too-large", "number"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.binary(),
    form=st.sampled_from(["csv", "tsv", "json-stat", "xlsx", "ods", "sdmx-csv", "sdmx-ml"]),
    start=st.booleans(),
)
def test_no_bytes_crash_an_import(tmp_path: Path, raw: bytes, form: str, start: bool) -> None:
    path = tmp_path / "got"
    path.write_bytes((b"TIME_PERIOD,OBS_VALUE\n" if start else b"") + raw)
    mapping = Mapping.model_validate({"format": form})
    with suppress(UnreadableError):
        observe(read_table(path, mapping), make_figure(dimensions={}), mapping, Content(tmp_path, Languages((), "")))
