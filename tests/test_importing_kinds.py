"""Import: what changes the meaning of a number in a publisher's file is never dropped, and what is left out is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from arrivals import make_figure
from factsite.cli import main
from factsite.content import Content
from factsite.documents.text import UnreadableError
from factsite.importing.observing import observe
from factsite.importing.opening import read_table
from factsite.importing.periods import read_period
from factsite.problems import RuleError
from factsite.reading.content import read_content
from factsite.records.mapping import Mapping
from factsite.records.scalars import parse_span
from projects import FIXTURES, ROOT, copy_valid, language
from test_importing_layouts import said

CASES = ROOT.parent / "shared" / "cases"
PERSONS = {"format": "csv", "period": "Year", "value": "Persons"}


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content(FIXTURES / "valid")[0]


def both(path: Path, content: Content, facts: dict[str, Any], **more: Any) -> tuple[list[str], str]:  # noqa: ANN401 - as YAML has them
    """What comes out of a file, and what is told of it."""
    mapping = Mapping.model_validate(facts)
    dimensions: dict[str, dict[str, str]] = {name: {} for name in mapping.dimension_names(())}
    table = read_table(path, mapping)
    wide = {"bounds": {"min": "-1000000000", "max": "1000000000"}}
    found = observe(table, make_figure(**({"dimensions": dimensions} | wide | more)), mapping, content)
    return said(found), "\n".join(table.remarks.say())


def text(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def book(path: Path, rows: list[list[Any]], formats: dict[str, str] | None = None) -> Path:
    made = Workbook()
    page = made.active
    assert page is not None
    for row in rows:
        page.append(row)
    for cell, form in (formats or {}).items():
        page[cell].number_format = form
    made.save(path)
    return path


# --- values ----------------------------------------------------------------------------------------------------------

VALUES: list[tuple[str, dict[str, Any], str]] = [
    ("\u22125", {}, "-5"),
    ("1\u202f234\u202f567", {}, "1234567"),
    ("1\u00a0234,5", {"decimal": ","}, "1234.5"),
    ("1'234", {}, "1234"),
    ("1’234", {}, "1234"),
    ("1.5E+3", {}, "1500"),
    ("+12", {}, "12"),
    ("117.5", {"multiply": "1000"}, "117500"),
    ("0.1", {"multiply": "1000000"}, "100000"),
    ("12.3456789", {"decimals": "1"}, "12.3"),
    ("-", {"signs": {"-": "0"}}, "0"),
    ("-", {"missing": ["-"]}, "none (m)"),
    ("–", {"signs": {"–": "z"}}, "none (z)"),
    ("[c]", {}, "none (c)"),
    ("[x]", {}, "none (m)"),
    ("[z]", {}, "none (z)"),
    ("[low]", {"missing": ["[low]"]}, "none (n)"),
    (":c", {}, "none (c)"),
    (": z", {}, "none (z)"),
    ("c", {}, "none (c)"),
    ("z", {"missing": ["z", "x"]}, "none (z)"),
    ("x", {"signs": {"x": "confidential"}}, "none (c)"),
    ("..", {}, "none (m)"),
    ("…", {}, "none (m)"),
    ("<5", {}, "none (c)"),
    ("<0.5", {}, "none (n)"),
    ("not available", {}, "none (m)"),
    ("[u]", {}, "none (um)"),
    ("12 [p]", {}, "12 (p)"),
    ("1 234*", {"signs": {"*": "p"}}, "1234 (p)"),
    ("12 (1)", {"signs": {"(1)": "b"}}, "12 (b)"),
]


@pytest.mark.parametrize(("cell", "facts", "expected"), VALUES)
def test_a_value_and_its_reason(
    content: Content, tmp_path: Path, cell: str, facts: dict[str, Any], expected: str
) -> None:
    path = text(tmp_path / "got", f'Year,Persons\n2021,"{cell}"\n')
    assert both(path, content, PERSONS | facts, unit="euro")[0] == [f"2021: {expected}"]


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ("-", 'signs: {"-": 0}'),
        (".", 'signs: {".": 0}'),
        ("x", 'signs: {"x": 0}'),
        ("12 b", 'signs: {"b": 0}'),
        ("45.2%", "the unit of the figure"),
        ("1,234", 'thousands: ","'),
        ("1.234,5", 'decimal: ","'),
        ("12.34567891", "decimals"),
    ],
)
def test_what_is_unclear_names_the_field(content: Content, tmp_path: Path, cell: str, remedy: str) -> None:
    path = text(tmp_path / "got", f'Year,Persons\n2021,"{cell}"\n')
    with pytest.raises(UnreadableError) as caught:
        both(path, content, PERSONS)
    (problem,) = caught.value.problems
    assert remedy in problem.help
    assert "Save" not in problem.help


def test_a_share_of_100_belongs_to_a_figure_in_percent(content: Content, tmp_path: Path) -> None:
    path = text(tmp_path / "got", 'Year,Persons\n2021,45.2%\n2022,"38.1 %"\n')
    assert both(path, content, PERSONS, unit="percent")[0] == ["2021: 45.2", "2022: 38.1"]


# --- SDMX ------------------------------------------------------------------------------------------------------------

HEAD = "STRUCTURE,ACTION,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT_MULT,DECIMALS\n"
ATTRIBUTES: list[tuple[str, str, str]] = [
    ("D,I,PS,2021,5,A,F,0,0", "2021: 5", ""),
    ("D,I,PS,2021,5,E,F,0,0", "2021: 5 (e)", ""),
    ("D,I,PS,2021,5,B,F,,", "2021: 5 (b)", ""),
    ("D,I,PS,2021,,M,F,,", "2021: none (z)", ""),
    ("D,I,PS,2021,,L,F,,", "2021: none (m)", ""),
    ("D,I,PS,2021,,Q,F,,", "2021: none (c)", ""),
    ("D,I,PS,2021,,K,,,", "2021: none (k)", ""),
    ("D,I,PS,2021,5,J,,,", "2021: 5 (j)", ""),
    ("D,I,PS,2021,5,S,,,", "2021: 5 (t)", ""),
    ("D,I,PS,2021,5,W,,,", "2021: 5 (w)", ""),
    ("D,A,PS,2021,3,P,C,0,0", "2021: none (pc)", "1 value that its publisher marks as confidential, kept back"),
    ("D,R,PS,2021,3,A,N,0,0", "2021: none (c)", "kept back"),
    ("D,M,PS,2021,117.5,A,F,3,1", "2021: 117500", "1 value multiplied: “× 1000”"),
    ("D,M,PS,2021,117.54,A,F,-1,1", "2021: 11.754", "1 value with more decimals than its publisher says"),
    ("D,I,PS,2021,7,A,F,0,0\nD,D,PS,2021,,,,,\nD,I,PS,2022,8,A,F,0,0", "2022: 8", "ACTION: D"),
]


@pytest.mark.parametrize(("row", "expected", "told"), ATTRIBUTES)
def test_attributes_of_sdmx(content: Content, tmp_path: Path, row: str, expected: str, told: str) -> None:
    found, remarks = both(text(tmp_path / "got", HEAD + row + "\n"), content, {"format": "sdmx-csv"}, unit="euro")
    assert found == [expected]
    assert told in remarks


def test_what_is_taken_is_in_one_unit(content: Content, tmp_path: Path) -> None:
    path = text(tmp_path / "got", HEAD + "D,I,PS,2021,5,A,F,0,0\nD,I,PT,2022,6,A,F,0,0\n")
    with pytest.raises(UnreadableError, match="differ in “UNIT_MEASURE”: “PS”, “PT”"):
        both(path, content, {"format": "sdmx-csv"})
    assert both(path, content, {"format": "sdmx-csv", "filter": {"UNIT_MEASURE": "PT"}})[0] == ["2022: 6"]


def test_codes_with_labels(content: Content, tmp_path: Path) -> None:
    written = "STRUCTURE[;],REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE: Value,OBS_STATUS: Status\n"
    written += "D,BEL: Belgium,2021: 2021,5,P: Provisional value\n"
    facts = {"format": "sdmx-csv", "filter": {"REF_AREA": "BEL"}}
    assert both(text(tmp_path / "got", written), content, facts)[0] == ["2021: 5 (p)"]


MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
SPECIFIC = f"""<?xml version="1.0"?><m:StructureSpecificData xmlns:m="{MESSAGE}/message" xmlns:c="{MESSAGE}/common"
 xmlns:ss="{MESSAGE}/data/structurespecific" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><m:Header><m:ID>x</m:ID>
 <m:Test>false</m:Test><m:Prepared>2025-03-27T12:00:00</m:Prepared><m:Sender id="S"/><m:Structure structureID="X"
 namespace="urn:x" dimensionAtObservation="TIME_PERIOD">
 <c:Structure><Ref agencyID="S" id="X" version="1.0"/></c:Structure>
 </m:Structure></m:Header><m:DataSet ss:structureRef="X" ss:action="Replace"><Series REF_AREA="BE" UNIT_MULT="3">
 <Obs TIME_PERIOD="2021" OBS_VALUE="12.5" OBS_STATUS="P"/><Obs TIME_PERIOD="2022" OBS_STATUS="O"/>
 <Obs TIME_PERIOD="2023" OBS_VALUE="13" CONF_STATUS="C"/></Series></m:DataSet></m:StructureSpecificData>"""
GENERIC = f"""<?xml version="1.0"?><m:GenericData xmlns:m="{MESSAGE}/message" xmlns:c="{MESSAGE}/common"
 xmlns:g="{MESSAGE}/data/generic">
 <m:Header><m:ID>x</m:ID><m:Test>false</m:Test><m:Prepared>2025-03-27T12:00:00</m:Prepared>
 <m:Sender id="S"/><m:Structure structureID="X" dimensionAtObservation="TIME_PERIOD">
 <c:Structure><Ref
 agencyID="S" id="X" version="1.0"/></c:Structure></m:Structure></m:Header>
 <m:DataSet structureRef="X"><g:Series><g:SeriesKey>
 <g:Value id="REF_AREA" value="BE"/></g:SeriesKey><g:Attributes><g:Value id="UNIT_MULT" value="3"/></g:Attributes>
 <g:Obs><g:ObsDimension value="2021"/><g:ObsValue value="12.5"/><g:Attributes><g:Value id="OBS_STATUS" value="P"/>
 </g:Attributes></g:Obs></g:Series></m:DataSet></m:GenericData>"""


def test_sdmx_ml(content: Content, tmp_path: Path) -> None:
    facts = {"format": "sdmx-ml", "filter": {"REF_AREA": "BE"}}
    found, remarks = both(text(tmp_path / "a", SPECIFIC), content, facts)
    assert found == ["2021: 12500 (p)", "2022: none (m)", "2023: none (c)"]
    assert "2 values multiplied" in remarks
    assert both(text(tmp_path / "b", GENERIC), content, facts)[0] == ["2021: 12500 (p)"]
    deleting = SPECIFIC.replace("Replace", "Delete")
    with pytest.raises(UnreadableError, match="no observation"):
        both(text(tmp_path / "c", deleting), content, facts)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "document type"),
        ("<x/>", "no SDMX-ML message|no dataset"),
        (SPECIFIC[:-40], "can’t be read"),
        ("", "can’t be read"),
    ],
)
def test_bad_sdmx_ml(content: Content, tmp_path: Path, message: str, expected: str) -> None:
    with pytest.raises(UnreadableError, match=expected):
        both(text(tmp_path / "got", message), content, {"format": "sdmx-ml"})


# --- JSON-stat -------------------------------------------------------------------------------------------------------


def cube(**facts: Any) -> dict[str, Any]:  # noqa: ANN401 - as JSON has them
    time = {"category": {"index": ["2021", "2022"]}}
    return {"class": "dataset", "id": ["time"], "size": [2], "dimension": {"time": time}, "value": [1, 2]} | facts


def collection(*inside: object) -> dict[str, Any]:
    return {"class": "collection", "link": {"item": [*inside]}}


JSON: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    (collection(cube()), {}, ["2021: 1", "2022: 2"]),
    (collection(cube(label="A"), cube(label="B", value=[3, 4])), {"dataset": "B"}, ["2021: 3", "2022: 4"]),
    (collection(cube(), cube(value=[3, 4])), {"dataset": "2"}, ["2021: 3", "2022: 4"]),
    ({"first": cube(), "second": cube(value=[5, 6])}, {"dataset": "second"}, ["2021: 5", "2022: 6"]),
    (cube(value=[None, 5], status={"0": "not available", "1": "Provisional"}), {}, ["2021: none (m)", "2022: 5 (p)"]),
    (cube(value=[None, 5], status=["c", ":e"]), {}, ["2021: none (c)", "2022: 5 (e)"]),
    (cube(value=[None, 5], status=["..", "break in time series, provisional"]), {}, ["2021: none (m)", "2022: 5 (bp)"]),
    (cube(value=[None, 5], status={"0": "."}), {"signs": {".": "z"}}, ["2021: none (z)", "2022: 5"]),
]  # fmt: skip


@pytest.mark.parametrize(("document", "facts", "expected"), JSON)
def test_json_stat(
    content: Content, tmp_path: Path, document: object, facts: dict[str, Any], expected: list[str]
) -> None:
    path = text(tmp_path / "got", json.dumps(document))
    assert both(path, content, {"format": "json-stat", "period": "time"} | facts)[0] == expected


def test_the_unit_of_a_measure_has_a_multiplier(content: Content, tmp_path: Path) -> None:
    unit = {"category": {"index": ["K"], "unit": {"K": {"decimals": 1, "multiplier": 3}}}}
    document = cube(id=["unit", "time"], size=[1, 2], dimension=cube()["dimension"] | {"unit": unit}, value=[1.5, 1e5])
    found, _ = both(text(tmp_path / "got", json.dumps(document)), content, {"format": "json-stat", "period": "time"})
    assert found == ["2021: 1500", "2022: 100000000"]


@pytest.mark.parametrize(
    "document",
    [
        collection(cube(label="A"), cube(label="B")),
        collection({"class": "dataset", "href": "https://example.org/x.json"}),
    ],
)
def test_which_dataset_must_be_said(content: Content, tmp_path: Path, document: object) -> None:
    with pytest.raises(UnreadableError) as caught:
        both(text(tmp_path / "got", json.dumps(document)), content, {"format": "json-stat", "period": "time"})
    assert "“dataset” of the import" in caught.value.problems[0].help or "Get one" in caught.value.problems[0].help


# --- workbooks -------------------------------------------------------------------------------------------------------

XLSX = {"format": "xlsx", "period": "Year", "value": "Persons"}


def test_cells_as_they_are_shown(content: Content, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Year", "Persons"], [2021, 1234567], [44562, 12], [44593, "1 234,5"], ["2024", 1234.5]]
    formats = {"B2": "#,##0,", "A2": "yyyy-mm-dd", "A3": "yyyy", "A4": "mmm yyyy"}
    found, remarks = both(book(tmp_path / "got", rows, formats), content, XLSX | {"decimal": ","}, unit="euro")
    assert found == ["2021: 1234567", "2022-02: 1234.5", "2022: 12", "2024: 1234.5"]
    assert "1 cell shown otherwise than it is stored, taken as it is stored: “#,##0,”" in remarks
    assert "1 number formatted as a day, taken for a year: “2021”" in remarks


def test_percent_cells(content: Content, tmp_path: Path) -> None:
    path = book(tmp_path / "got", [["Year", "Persons"], [2021, 0.452], [2022, 0.1 + 0.2]], {"B2": "0.0%", "B3": "0%"})
    found, remarks = both(path, content, XLSX, unit="percent")
    assert found == ["2021: 45.2", "2022: 30"]
    assert "2 cells formatted as percentages" in remarks
    with pytest.raises(UnreadableError, match="a share of 100, but the figure counts persons"):
        both(path, content, XLSX)


def test_sheets_columns_and_rows_that_are_passed_over(content: Content, tmp_path: Path) -> None:
    made = Workbook()
    cover, chart, page = made.active, made.create_chartsheet("Chart"), made.create_sheet("Data")
    assert cover is not None
    assert chart is not None
    cover.append(["Contents"])
    for row in (
        [None, "Persons by year"],
        [],
        ["Year", None, None, "Persons"],
        [2021, None, None, 12],
        [None, "a note", None, 5],
    ):
        page.append(row)
    page.append([2022, None, None, 15])
    page.append(["Source: office"])
    page["A5"] = None
    page.delete_rows(5)
    made.save(tmp_path / "got")
    found, remarks = both(tmp_path / "got", content, XLSX)
    assert found == ["2021: 12", "2022: 15"]
    for what in ("2 other sheets, passed over: “Sheet”, “Chart”", "2 columns without a name", "1 line above the head"):
        assert what in remarks
    assert "1 line below the table, passed over: “Source: office”" in remarks
    with pytest.raises(UnreadableError, match="holds a chart, no cells"):
        both(tmp_path / "got", content, XLSX | {"sheet": "Chart"})


def test_flags_beside_values_and_merged_rows(content: Content, tmp_path: Path) -> None:
    made = Workbook()
    page = made.active
    assert page is not None
    for row in (
        ["Country", "Sex", 2021, None, 2022, None],
        ["Syria", "Men", 5, "p", 6, "b"],
        [None, "Women", 7, None, 8, "e"],
    ):
        page.append(row)
    page.merge_cells("A2:A3")
    made.save(tmp_path / "got")
    facts = {
        "format": "xlsx",
        "across": "period",
        "dimensions": {
            "citizenship": {"column": "Country", "names": "en"},
            "sex": {"column": "Sex", "codes": {"Men": "M", "Women": "F"}},
        },
    }
    found, remarks = both(tmp_path / "got", content, facts)
    assert found == ["2021, F, SY: 7", "2021, M, SY: 5 (p)", "2022, F, SY: 8 (e)", "2022, M, SY: 6 (b)"]
    assert "1 empty cell that means what stands above it: “Syria”" in remarks


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>
<table:table table:name="Data"><table:table-row><table:table-cell office:value-type="string"><text:p>Year</text:p>
</table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="string">
<text:p>Persons</text:p></table:table-cell></table:table-row>%s</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def ods(path: Path, rows: str) -> Path:
    from zipfile import ZipFile

    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS % rows)
    return path


def ods_row(year: str, value: str, kind: str, times: int = 1) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{times}"><table:table-cell office:value-type="float" '
        f'office:value="{year}"><text:p>x</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2"/>'
        f'<table:table-cell office:value-type="{kind}" office:value="{value}"/></table:table-row>'
    )


def test_an_opendocument_spreadsheet(content: Content, tmp_path: Path) -> None:
    path = ods(tmp_path / "got", ods_row("2021", "0.452", "percentage") + ods_row("2022", "0.381", "percentage"))
    for form in ("ods", "xlsx"):
        assert both(path, content, XLSX | {"format": form}, unit="percent")[0] == ["2021: 45.2", "2022: 38.1"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ods_row("2021", "5", "float", 1_000_000), "more than 2000000 cells"),
        (ods_row("2021", "5", "float", 2_000_000), "beyond the last one"),
        ("<table:table-row>" * 100, "levels deep"),
    ],
)
def test_a_spreadsheet_that_repeats_too_much(content: Content, tmp_path: Path, rows: str, expected: str) -> None:
    with pytest.raises(UnreadableError, match=expected):
        both(ods(tmp_path / "got", rows), content, XLSX | {"format": "ods"})


def test_a_binary_workbook(content: Content, tmp_path: Path) -> None:
    """One made once with LibreOffice: Year and Persons, 2021 0.452, 2022 0.381."""
    path = FIXTURES / "imports" / "shares.xls"
    assert both(path, content, XLSX | {"format": "xls"}, unit="euro")[0] == ["2021: 0.452", "2022: 0.381"]
    with pytest.raises(UnreadableError) as caught:
        both(path, content, XLSX | {"format": "xls"}, unit="percent")
    assert "multiply: 100" in caught.value.problems[0].help
    assert both(path, content, XLSX | {"format": "xls", "multiply": "100"}, unit="percent")[0] == [
        "2021: 45.2",
        "2022: 38.1",
    ]


# --- heads, notes, sums ----------------------------------------------------------------------------------------------


def test_what_is_left_out_is_told(content: Content, tmp_path: Path) -> None:
    written = "Title, with a comma\nYear,Kind,Persons\n2020,a,1\n2021,a,2\n2021,b,3\n2021,c,4\nSource: a, b and c\n"
    dimensions = {"sex": {"column": "Kind", "codes": {"a": "T"}, "ignore": ["b"]}}
    facts = PERSONS | {"dimensions": dimensions, "filter": {"Kind": ["a", "b"]}, "periods": {"from": "2021"}}
    found, remarks = both(text(tmp_path / "got", written), content, facts)
    assert found == ["2021, T: 2"]
    assert remarks.splitlines() == [
        "The head was found on this line: “2”",
        "1 line above the head, passed over: “Title with a comma”",
        "1 line below the table, passed over: “Source: a b and c”",
        "1 row left out by “filter”",
        "1 row left out by “periods”: “2020”",
        "1 row left out by “ignore”: “b”",
    ]


def test_a_sum_over_a_gap_is_no_number(content: Content, tmp_path: Path) -> None:
    path = text(tmp_path / "got", "Year,Country,Persons\n2022,A,10\n2022,B,[c]\n2022,C,5\n")
    found, remarks = both(path, content, PERSONS | {"sum": "true"})
    assert found == ["2022: none (c)"]
    assert "1 sum that isn’t known, as a part of it has no number: “2022”" in remarks


def test_attributes_count_in_a_plain_csv_too(content: Content, tmp_path: Path) -> None:
    path = text(tmp_path / "got", "Year,Persons,OBS_STATUS,CONF_STATUS,UNIT_MULT\n2021,12,P,F,3\n2022,3,A,C,0\n")
    assert both(path, content, PERSONS)[0] == ["2021: 12000 (p)", "2022: none (c)"]


def test_flags_in_a_column_without_a_name(content: Content, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Year", "Persons"], [2021, 5, "p"], [2022, 6, "(e)"], [2023, 7, "see below"]]
    found, remarks = both(book(tmp_path / "got", rows), content, XLSX)
    assert found == ["2021: 5 (p)", "2022: 6 (e)", "2023: 7"]
    assert "1 cell in a column without a name, passed over: “see below”" in remarks


def test_of_two_columns_with_one_name_the_second_can_be_named(content: Content, tmp_path: Path) -> None:
    path = text(tmp_path / "got", "Year,Persons,%,Persons,%\n2021,1,2,3,4\n")
    with pytest.raises(UnreadableError, match="“Persons” stands here a second time"):
        both(path, content, PERSONS)
    found, remarks = both(path, content, PERSONS | {"value": "Persons (2)"})
    assert found == ["2021: 3"]
    assert "3 columns that the import doesn’t name, passed over: “Persons”, “%”, “% (2)”" in remarks


@pytest.mark.parametrize(
    "note",
    [
        "Source: office",
        "Bron: a, b",
        "(1) Provisional",
        "* see notes",
        "Earlier numbers aren’t comparable, as the law changed",
    ],
)
def test_notes_below_a_table(content: Content, tmp_path: Path, note: str) -> None:
    found, remarks = both(text(tmp_path / "got", f"Year,Persons\n2021,12\n{note}\n"), content, PERSONS)
    assert found == ["2021: 12"]
    assert "1 line below the table, passed over" in remarks


def test_a_half_year_and_a_week_in_three_languages() -> None:
    said_so = [
        [language(code).span(parse_span(period)) for code in ("en", "fr", "nl")]
        + [language(code).placed(parse_span(period), "on") for code in ("en", "fr", "nl")]
        + [language("en").short_span(parse_span(period))]
        for period in ("2022-S1", "2022-W09", "2021-09/2022-08")
    ]
    assert said_so[0] == [
        *("first half of 2022", "premier semestre de 2022", "eerste halfjaar van 2022"),
        *("in the first half of 2022", "au premier semestre de 2022", "in het eerste halfjaar van 2022", "H1 2022"),
    ]
    assert said_so[1] == [
        *("week 9 of 2022", "semaine 9 de 2022", "week 9 van 2022"),
        *("in week 9 of 2022", "pendant la semaine 9 de 2022", "in week 9 van 2022", "W9 2022"),
    ]
    assert said_so[2][0] == "September 2021 to August 2022"
    assert said_so[2][-1] == "2021/22"


@pytest.mark.parametrize(("footer", "written"), [("Total", "Total,17\nx,y\n"), ("2", "9999,1\n8888,2\n")])
def test_a_footer_that_looks_like_rows(content: Content, tmp_path: Path, footer: str, written: str) -> None:
    path = text(tmp_path / "got", "Year,Persons\n2021,12\n" + written)
    found, remarks = both(path, content, PERSONS | {"footer": footer})
    assert found == ["2021: 12"]
    assert "2 lines below the table" in remarks


# --- periods ---------------------------------------------------------------------------------------------------------

PERIODS = {
    "2022-S1": "2022S1|H1 2022|1er semestre 2022|1e semester 2022|eerste halfjaar 2022|1. Halbjahr 2022",
    "2022-Q1": "Q1 2022|2022 Q1|T1 2022|2022 K1|1er trimestre 2022|1e kwartaal 2022|1. Quartal 2022|2022KW01|Q1-22",
    "2022-Q2": "2ème trimestre 2022|Apr-Jun 2022|2Q2022|second quarter of 2022|2º trimestre de 2022",
    "2021-W01": "2021W01|2021-W1|W01 2021|week 1 2021|semaine 1 2021",
    "2022-01": "2022M01|Jan-22|janvier 2022|januari 2022|Januar 2022|enero de 2022|janv. 2022|202201",
    "2022-08": "août 2022|aout 2022|2022 August|ago 2022|08/2022|8.2022|2022MM08",
    "2021-12-31": "31/12/2021|31.12.2021|31-12-2021|31 déc. 2021|31 December 2021|20211231|31-Dec-21",
    "2022-03-01": "1er mars 2022|1 maart 2022|March 1, 2022|01.03.2022|1. März 2022",
    "2021": "2021.0|2021JJ00|2021-A1",
}


@pytest.mark.parametrize(
    ("ours", "theirs"), [(ours, one) for ours, all_of in PERIODS.items() for one in all_of.split("|")]
)
def test_periods_as_publishers_write_them(ours: str, theirs: str) -> None:
    assert read_period(theirs).text == ours


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("2021/22", {"year_starts": "9"}, "2021-09/2022-08"),
        ("2021-2022", {"year_starts": "04-06"}, "2021-04-06/2022-04-05"),
        ("FY2021", {"year_starts": "7", "year_named": "end"}, "2020-07/2021-06"),
        ("01/02/2021", {"day_first": "true"}, "2021-02-01"),
        ("01/02/2021", {"day_first": "false"}, "2021-01-02"),
        ("01/02/2021", {"precision": "year"}, "2021"),
        ("2022-T1", {"format": "sdmx-csv"}, "2022-01/2022-04"),
        ("Spring", {"periods": {"codes": {"Spring": "2022-03/2022-05"}}}, "2022-03/2022-05"),
    ],
)
def test_periods_that_the_mapping_explains(text: str, facts: dict[str, Any], expected: str) -> None:
    mapping = Mapping.model_validate({"format": "csv"} | facts)
    assert read_period(text, mapping.precision, mapping).text == expected


@pytest.mark.parametrize(
    ("text", "field"),
    [("2021/22", "year_starts"), ("FY2021", "year_starts"), ("01/02/2021", "day_first"), ("2021-W53", "periods")],
)
def test_periods_that_are_unclear_name_the_field(text: str, field: str) -> None:
    with pytest.raises(RuleError) as caught:
        read_period(text, None, Mapping.model_validate({"format": "csv"}))
    assert field in str(caught.value.remedy)


# --- the cases that stand beside the project -------------------------------------------------------------------------

SERIES = {
    "confidential-ignored": ["2022,117500,p", "2023,,pc"],
    "csv-percent-sign": ["2021,45.2,", "2022,38.1,"],
    "dash-is-nil": ["2021,,m", "2022,15,"],
    "day-first": ["2021,12,", "2022,15,"],
    "fiscal-year-long": "year_starts",
    "footnotes-csv": ["2021,12,", "2022,15,"],
    "iso-week": "2021 has 52 weeks",
    "json-exponent": ["2021,100000,", "2022,117500,"],
    "json-stat-collection": ["2021,1,", "2022,2,"],
    "json-status-words": ["2021,,m", "2022,5,e"],
    "latin-1": ["2021,12,"],
    "no-final-newline": ["2021,12,", "2022,15,"],
    "quarter-first": ["2022-Q1,12,", "2022-Q2,15,"],
    "reasons-lost": ["2020,,c", "2021,,m", "2022,,z", "2023,,n", "2024,15,"],
    "right-to-left-mark": ["2021,12,"],
    "sdmx-status-letters": ["2022,117500,", "2023,121900,p"],
    "sum-hides-missing": ["2022,,m"],
    "trailing-separators": ["2021,12,", "2022,15,"],
    "two-row-head": "header: [3, 4]",
    "unit-multiplier": ["2022,117500,", "2023,121900,"],
    "utf-16": ["2021,12,"],
    "xlsx-chart-sheet": ["2021,12,", "2022,15,"],
    "xlsx-numeric-cell-refused": ["2021,12345.5,", "2022,1234,", "2023,1234.5,"],
    "xlsx-percent-cells": ["2021,45.2,", "2022,38.1,"],
    "xlsx-spacer-columns": ["2021,12,", "2022,15,"],
    "years-across-xlsx": ["2020,AF,8,,Nationality=Afghanistan", "2021,SY,6,,Nationality=Syria"],
}  # fmt: skip


def project_of(folder: Path, case: Path) -> Path:
    """The small site with the figure of a case, and its file beside it."""
    figures = copy_valid(folder) / "data" / "figures"
    facts = (case / "made-up.yml").read_text(encoding="utf-8").partition("vintages:")[0]
    own = facts.partition("\nimport:")[0]
    head, first = "period,value", "1999-Q1" if "quarterly" in own else "1999"
    row = f"{first},1"
    for name, code in (("sex", "T"), ("citizenship", "SY")):
        if f"\n  {name}: " in own:
            head, row = f"period,{name},value", f"{first},{code},1"
    (figures / "made-up.yml").write_text(facts, encoding="utf-8")
    (figures / "made-up.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    for code in ("en", "fr", "nl"):
        words = (folder / "content" / code / "figures" / "monthly.md").read_text(encoding="utf-8")
        words = words.replace("slug: ", "slug: made-up-").replace("title: ", "title: Made up ")
        (folder / "content" / code / "figures" / "made-up.md").write_text(words, encoding="utf-8")
    return figures / "made-up.csv"


@pytest.mark.skipif(not CASES.is_dir(), reason="the folder of cases doesn’t stand beside the project")
def test_every_case_beside_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the mapping that stands there: the series, or an error that names the field that is missing."""
    found: dict[str, Any] = {}
    for name, expected in SERIES.items():
        folder = tmp_path / name
        folder.mkdir()
        series = project_of(folder, CASES / name)
        monkeypatch.chdir(folder)
        (source,) = (CASES / name).glob("got.*")
        result = CliRunner().invoke(main, ["import", "made-up", str(source), "--yes", "--day", "2026-11-21"])
        assert result.exception is None or isinstance(result.exception, SystemExit), name
        lines = series.read_text(encoding="utf-8").splitlines()
        if isinstance(expected, str):
            found[name] = expected if result.exit_code == 1 and expected in result.output else result.output
        else:
            found[name] = [line for line in lines if line in expected]
    assert found == SERIES
