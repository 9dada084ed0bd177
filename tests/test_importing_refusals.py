"""Import: bad files of every kind are refused with their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from arrivals import (
    IMPORTS,
    all_rows,
    project,
    run,
    state,
    workbook,
)
from factsite.documents.text import UnreadableError
from factsite.problems import as_text

__all__ = ["project"]


Change = Callable[[str], str]
BAD: dict[str, tuple[Change, str]] = {
    "a cell that is no number": (lambda t: t.replace(",1200,b", ",12OO,b"), "2:58: error[number]"),
    "a number that isn't finite": (lambda t: t.replace(",1200,b", ",NaN,b"), "2:58: error[number]"),
    "a negative number": (lambda t: t.replace(",1200,b", ",-1200,b"), "2:58: error[out-of-bounds]"),
    "a number beyond the bounds": (lambda t: t.replace(",1200,b", ",1200000,b"), "2:58: error[out-of-bounds]"),
    "a misplaced separator": (lambda t: t.replace(",1200,b", ',"1,200",b'), "2:58: error[number]"),
    "an unknown flag": (lambda t: t.replace(",1200,b", ",1200,y"), "2:63: error[status]"),
    "missing beside a value": (lambda t: t.replace(",1200,b", ",1200,m"), "2:58: error[missing-value]"),
    "an unknown country": (lambda t: t.replace("SY,T,PER,BE,2021", "ZZZ,T,PER,BE,2021"), "2:41: error[code]"),
    "a label for a code": (lambda t: t.replace("SY,T,PER,BE,2021", "Syria,T,PER,BE,2021"), "2:41: error[code]"),
    "a period that doesn't exist": (lambda t: t.replace("BE,2021,1200", "BE,2021-13,1200"), "2:53: error[period]"),
    "a row twice": (lambda t: t + t.splitlines()[1] + "\n", "8:58: error[duplicate-observation]"),
    "a row too short": (lambda t: t.replace(",1200,b,", ",1200"), "2:1: error[import-file]"),
    "a row too long": (lambda t: t.replace(",1200,b,", ",1200,b,,,x"), "2:1: error[import-file]"),
    "a missing column": (lambda t: t.replace("citizen,", "country,", 1), "1:1: error[import-mapping]"),
    "a column twice": (lambda t: t.replace("unit,", "geo,", 1), "1:43: error[import-file]"),
    "another separator": (lambda t: t.replace(",", ";"), "1:9: error[separator]"),
    "tabs": (lambda t: t.replace(",", "\t"), "1:9: error[separator]"),
    "a quote that isn't closed": (lambda t: t.replace("1200,b", '"1200,b'), "2:1: error[import-file]"),
    "cut off in a row": (lambda t: t[: len(t) // 2], "error[import-file]: the file ends in the middle of a line"),
    "cut off in the last value": (lambda t: t[:-3], "7:1: error[import-file]"),
    "no rows of ours": (lambda t: t.replace(",BE,", ",NL,"), "1:44: error[import-mapping]"),
    "only a head": (lambda t: t.splitlines()[0] + "\n", "error[import-mapping]: the filter asks for “BE”"),
    "nothing": (lambda t: "", "1:1: error[import-file]"),
    "a page of the web": (lambda t: "<!doctype html>\n<title>Sign in</title>\n", "error[import-mapping]"),
    "an invisible character": (lambda t: t.replace("SY,", "\u202eSY,", 1), "2:41: error[control-character]"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_its_place(project: Path, tmp_path: Path, case: str) -> None:
    change, expected = BAD[case]
    text = (IMPORTS / "arrivals.sdmx.csv").read_text(encoding="utf-8")
    (tmp_path / "got.csv").write_text(change(text), encoding="utf-8")
    before = state(project)
    result = run(str(tmp_path / "got.csv"), "--yes", "--reason", "correction")
    assert result.exit_code == 1, result.output
    assert "got.csv:" in result.output
    assert expected in result.output
    assert "help: " in result.output
    assert state(project) == before


def test_an_encoding_that_is_another_is_refused(project: Path, tmp_path: Path) -> None:
    """What the mapping says of it isn't so, or a few bytes of a UTF-8 file are none."""
    text = (IMPORTS / "arrivals.sdmx.csv").read_text(encoding="utf-8").replace("ARRIVALS", "ARRIVÉES")
    (tmp_path / "got.csv").write_bytes(text.encode() + "É".encode("latin-1") + b"\n")
    before = state(project)
    result = run(str(tmp_path / "got.csv"), "--yes")
    assert result.exit_code == 1
    assert "got.csv:8:1: error[encoding]" in result.output
    assert "Say in the import which “encoding” it has" in result.output
    assert state(project) == before


def test_a_byte_order_mark_is_a_warning(project: Path, tmp_path: Path) -> None:
    """A publisher's file isn't saved anew, as its checksum is kept: the mark is passed over, and said."""
    (tmp_path / "got.csv").write_text((IMPORTS / "arrivals.sdmx.csv").read_text(encoding="utf-8"), encoding="utf-8-sig")
    result = run(str(tmp_path / "got.csv"), "--yes")
    assert result.exit_code == 0, result.output
    assert "1:1: warning[byte-order-mark]" in result.output


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "this is no JSON"),
        ('{"class": "collection"}', "no “dimension”"),
        (
            '{"id": ["a"], "size": [2], "dimension": {"a": {"category": {"index": ["x"]}}}, "value": [1, 2]}',
            "other sizes",
        ),
        ('{"id": ["a"], "size": [1], "dimension": {"a": {"category": {"index": ["x"]}}}, "value": [1, 2]}', "1 values"),
        ('{"id": ["a"], "size": [1], "dimension": {}, "value": [1]}', "lacks"),
        ('{"id": ["a"], "size": [1], "dimension": {"a": {"category": {"index": ["x"]}}}, "value": [NaN]}', "NaN"),
        ("[" * 100_000, "can’t be read"),
        ("[1]", "no “dimension”"),
    ],
)
def test_bad_json_stat(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "got.json").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=expected):
        all_rows(tmp_path / "got.json", format="json-stat")


@pytest.mark.parametrize(
    ("rows", "sheet", "expected"),
    [
        ([["a", "b"], ["x", "=1+1"]], "Data", "formula"),
        ([["a", "b"], ["x", 1, 2]], "Data", "to the right of the head"),
        ([["a", "b"], ["x", 1]], "Daten", "no sheet “Daten”"),
        ([], "Data", "is empty"),
        ([["a", "a"], ["x", 1]], "Data", "a second time"),
    ],
)
def test_bad_workbooks(tmp_path: Path, rows: list[list[object]], sheet: str, expected: str) -> None:
    path = workbook(tmp_path / "got.xlsx", rows)
    with pytest.raises(UnreadableError, match=expected) as caught:
        all_rows(path, format="xlsx", sheet=sheet)
    assert "\0" not in as_text(caught.value.problems, tmp_path)


def test_half_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "got.xlsx", [["a"], [1]])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableError, match="no Excel workbook"):
        all_rows(path, format="xlsx")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("freq,geo\t2021 \nA,BE\t1 \n", "the first cell isn’t"),
        ("freq,geo\\TIME_PERIOD\t2021 \nA\t1 \n", "has 1 codes, the head names 2"),
        ("freq,geo\\TIME_PERIOD\t2021 \nA,BE\t1 \t2 \n", "3 cells, the head has 2"),
    ],
)
def test_bad_tsv(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "got.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=expected):
        all_rows(tmp_path / "got.tsv", format="tsv")
