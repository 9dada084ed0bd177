"""Import: every format, bad files of every kind, and the command from the publisher's file to the check."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bombs import LARGE, TEXTS, WORKBOOKS
from factsite.checking import check
from factsite.cli import main
from factsite.content import Content
from factsite.documents.text import UnreadableError
from factsite.documents.tree import parse_document
from factsite.importing import observing
from factsite.importing.comparing import compare
from factsite.importing.editing import append_items, set_field
from factsite.importing.journal import digest, write_all
from factsite.importing.notation import read_flags, read_period, read_update, read_value
from factsite.importing.observing import Found, Key, key_of, observe
from factsite.importing.opening import read_table
from factsite.importing.table import Row
from factsite.languages import Languages
from factsite.problems import RuleError, as_text
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.records.mapping import Mapping
from projects import DAY, FIXTURES, ROOT, codes, make_project, real_content

IMPORTS = FIXTURES / "imports"
REAL = ROOT.parent / "shared" / "data" / "real"
FACTS = """# Arrivals, by country of citizenship.
themes: [asylum]
published: 2026-01-10
changed: 2026-02-01  # by hand
unit: persons
measures: flow
frequency: annual
organisation: office
next_update: not-announced
bounds: {min: 0, max: 100000}
source: survey-2022
dimensions:
  sex: {total: T}
  citizenship: {}
series: arrivals.csv
"""
MAPPING = """import:
  format: sdmx-csv
  filter: {geo: BE}
  dimensions:
    sex: {column: sex}
    citizenship: {column: citizen, codes: {EL: GR}}
"""
SERIES = "period,sex,citizenship,value,status,note\n2020,T,SY,900,,persons\n2021,T,SY,1200,b,\n"
STANDARD: dict[str, Any] = {
    "dimensions": {"sex": {"column": "sex"}, "citizenship": {"column": "citizen", "codes": {"EL": "GR"}}},
    "filter": {"geo": "BE"},
}
TIDY: dict[str, Any] = {
    "header": "2",
    "period": "Year",
    "precision": "year",
    "value": "Persons",
    "flags": "Flag",
    "dimensions": {
        "sex": {"column": "Sex", "codes": {"Total": "T", "Women": "F"}},
        "citizenship": {"column": "Country", "names": "en", "ignore": ["Africa"]},
    },
}
ALL = {
    ("2021", "T", "GR"): ("40", ""),
    ("2021", "T", "SY"): ("1200", "b"),
    ("2022", "F", "SY"): ("300", ""),
    ("2022", "T", "GR"): (None, "c"),
    ("2022", "T", "SY"): ("1305", "bp"),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small published project with the figure “arrivals”, whose series is imported from an SDMX-CSV."""
    folder = make_project(tmp_path / "project", FIXTURES / "valid")
    figures = folder / "content" / "data" / "figures"
    (figures / "arrivals.yml").write_text(FACTS + MAPPING, encoding="utf-8")
    (figures / "arrivals.csv").write_text(SERIES, encoding="utf-8")
    for code in ("en", "fr", "nl"):
        words = (folder / "content" / code / "figures" / "monthly.md").read_text(encoding="utf-8")
        words = words.replace("slug: ", "slug: arrivals-").replace("title: ", "title: Arrivals ")
        words = words.replace("summary:", "notes: {persons: Note., corrected: Note.}\nsummary:")
        (folder / "content" / code / "figures" / "arrivals.md").write_text(words, encoding="utf-8")
    (figures / "arrivals.yml").write_text(
        FACTS + 'breaks:\n  - {period: "2021", note: corrected}\n' + MAPPING, encoding="utf-8"
    )
    monkeypatch.chdir(folder)
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], check=True)
    names = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *names, "commit", "-qm", "published"], check=True)
    return folder


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content(FIXTURES / "valid")[0]


def make_figure(**more: object) -> Figure:
    data = parse_document(Path("made-up.yml"), FACTS).data | {"observations": [{"period": "2021", "value": "0"}]}
    return Figure.model_validate(data | more, context=codes())


def read(path: Path, content: Content, figure: Figure | None = None, **facts: Any) -> dict[Key, Found]:  # noqa: ANN401 - as YAML has them
    mapping = Mapping.model_validate(facts)
    return observe(read_table(path, mapping), figure or make_figure(), mapping, content)


def all_rows(path: Path, **facts: Any) -> list[Row]:  # noqa: ANN401 - as YAML has them
    """All rows of a file, which are read while one goes through them."""
    opened = read_table(path, Mapping.model_validate(facts))
    found = list(opened.rows)
    opened.problems.refuse()
    return found


def short(found: dict[Key, Found]) -> dict[tuple[str, ...], tuple[str | None, str]]:
    """The values and flags by period, sex and country."""
    return {
        (period, *(code for _, code in reversed(codes))): (
            None if seen.value is None else str(seen.value),
            str(seen.status),
        )
        for (period, codes), seen in sorted(found.items())
    }


def workbook(path: Path, rows: list[list[object]], sheet: str = "Data") -> Path:
    book = Workbook()
    book.create_sheet(sheet)
    for row in rows:
        book[sheet].append(row)
    book.save(path)
    book.close()
    return path


# --- formats -------------------------------------------------------------------------------------------------------


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


# --- how publishers write ------------------------------------------------------------------------------------------


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
        ("March 2022", None),
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
        ("1e5", {}),
        ("12 b", {}),
        ("=A1", {}),
        ("٣", {}),
    ],
)
def test_what_is_no_value(text: str, facts: dict[str, object]) -> None:
    with pytest.raises(RuleError):
        read_value(text, Mapping.model_validate({"format": "csv"} | facts))


def test_flags_and_updates() -> None:
    assert [read_flags(text) for text in ("b, p", ": c", "bp", "")] == ["bp", "c", "bp", ""]
    assert read_update("27/03/25 23:00:00") == read_update("2025-03-27T23:00:00+0100") == "2025-03-27"
    assert read_update(None) is read_update("yesterday") is None


# --- the files of which the site's numbers come ----------------------------------------------------------------------

EXTRACT = {"format": "csv", "period": "TIME", "value": "Value", "thousands": ",", "flags": "Flag and Footnotes"}
LABELS = {"format": "sdmx-csv", "filter": {"geo": "Belgium"}}
UNHCR = {"format": "csv", "period": "year", "sum": "true"}
OUTCOMES = {"dec_total": "TOTAL", "dec_recognized": "recognised", "dec_other": "subsidiary"}
PARTNER = {"column": "partner", "codes": {"EL": "GR", "UK": "GB"}, "ignore": ["EFTA", "EU28", "EU_EFTA", "TOTAL"]}
BY_COUNTRY = {"citizenship": {"column": "citizen", "names": "en"}}
# File, mapping, period, codes, value.
REAL_FILES: list[tuple[str, dict[str, Any], str, dict[str, str], str | None]] = [
    ("eurostat_demo_gind_population_be", LABELS, "2003", {}, "10355844"),
    (
        "eurostat_dublin_be_2008_2015",
        {
            "format": "csv",
            "period": "time",
            "precision": "year",
            "value": "values",
            "filter": {"dataset": "migr_dubri"},
            "dimensions": {"corridor": PARTNER},
        },
        "2015",
        {"corridor": "AT"},
        "65",
    ),
    (
        "eurostat_migr_asyappctza_be",
        {"format": "sdmx-csv", "dimensions": {"citizenship": {"column": "citizen"}}},
        "2008",
        {"citizenship": "TOTAL"},
        "15940",
    ),
    (
        "eurostat_migr_asyappctza_firsttime_be_2008_2016",
        EXTRACT | {"filter": {"CITIZEN": "Total", "ASYL_APP": "First time applicant"}},
        "2008",
        {},
        "11395",
    ),
    (
        "eurostat_migr_asyappctza_firsttime_citizen_be_2012_2016",
        EXTRACT
        | {
            "filter": {"CITIZEN": ["Bulgaria", "Former Yugoslav Republic of Macedonia, the"]},
            "dimensions": {
                "citizenship": {
                    "column": "CITIZEN",
                    "names": "en",
                    "codes": {"Former Yugoslav Republic of Macedonia, the": "MK"},
                }
            },
        },
        "2012",
        {"citizenship": "BG"},
        "15",
    ),
    (
        "eurostat_migr_asydcfsta_be_2008_2016",
        EXTRACT
        | {
            "filter": {"CITIZEN": "Total"},
            "dimensions": {
                "outcome": {
                    "column": "DECISION",
                    "codes": {"Total": "TOTAL", "Rejected": "rejected"},
                    "ignore": ["Total positive decisions"],
                }
            },
        },
        "2008",
        {"outcome": "TOTAL"},
        "13620",
    ),
    (
        "eurostat_migr_asytp_total_be",
        {
            "format": "csv",
            "period": "Dagsetning",
            "precision": "month",
            "value": "Nýjar veitingar á tímabundinni vernd",
        },
        "2022-04",
        {},
        "11035",
    ),
    ("eurostat_migr_asytpsm_ua_be", {"format": "sdmx-csv"}, "2022-03", {}, "25930"),
    ("eurostat_migr_eiord_be_2010_2016", EXTRACT, "2010", {}, "22865"),
    (
        "eurostat_migr_eipre_citizen_be",
        {
            "format": "csv",
            "period": "year",
            "value": "Illegal Third Country Nationals",
            "filter": {"citizen": ["Afghanistan", "Democratic Republic of the Congo"]},
            "dimensions": {
                "citizenship": BY_COUNTRY["citizenship"] | {"codes": {"Democratic Republic of the Congo": "CD"}}
            },
        },
        "2013",
        {"citizenship": "AF"},
        "470",
    ),
    (
        "eurostat_migr_eipre_reason_be",
        LABELS | {"filter": {"reason": "Total", "apprehen": "Total"}},
        "2014",
        {},
        "15540",
    ),
    (
        "eurostat_migr_eirtn_be_2010_2016",
        EXTRACT | {"filter": {"INDIC_MG": "Total number of persons returned"}},
        "2010",
        {},
        "4415",
    ),
    (
        "eurostat_migr_eirtn_citizen_be",
        {
            "format": "csv",
            "period": "year",
            "filter": {"citizen": ["Afghanistan", "Albania"]},
            "dimensions": BY_COUNTRY,
        },
        "2014",
        {"citizenship": "AF"},
        "35",
    ),
    (
        "eurostat_migr_imm1ctz_be",
        {
            "format": "csv",
            "period": "year",
            "value": "Migrants number",
            "filter": {"Country of citizenship": ["Andorra", "Antigua and Barbuda"]},
            "dimensions": {"citizenship": {"column": "Country of citizenship", "names": "en"}},
        },
        "2010",
        {"citizenship": "AD"},
        "2",
    ),
    (
        "eurostat_migr_pop1ctz_be",
        {
            "format": "csv",
            "period": "year",
            "value": "number of citizens in country",
            "filter": {"citizen": ["Andorra", "France"]},
            "dimensions": BY_COUNTRY,
        },
        "2015",
        {"citizenship": "FR"},
        "158767",
    ),
    (
        "eurostat_migr_resvalid_citizen_be",
        {
            "format": "csv",
            "period": "year",
            "value": "Migrants number",
            "filter": {"Country of citizenship": ["Andorra", "Brunei Darussalam"]},
            "dimensions": {
                "citizenship": {
                    "column": "Country of citizenship",
                    "names": "en",
                    "codes": {"Brunei Darussalam": "BN"},
                }
            },
        },
        "2008",
        {"citizenship": "AD"},
        "9",
    ),
    (
        "eurostat_migr_resvalid_reason_be",
        {
            "format": "csv",
            "period": "year",
            "value": "number_of_permits",
            "dimensions": {
                "reason": {
                    "column": "Reason",
                    "codes": {
                        "Education reasons": "EDU",
                        "Employment reasons": "EMP",
                        "Family reasons": "FAM",
                        "Other reason": "OTH",
                        "Refugee status": "REF",
                        "Subsidiary protection status": "SUB",
                    },
                }
            },
        },
        "2010",
        {"reason": "EDU"},
        "10929",
    ),
    ("eurostat_tps00170_firstpermits_be", LABELS, "2012", {}, "48484"),
    (
        "eurostat_tps00176_tps00177_be",
        {"format": "sdmx-csv", "filter": {"DATAFLOW": "ESTAT:TPS00176(1.0)", "agedef": "COMPLET"}},
        "2011",
        {},
        "147377",
    ),
    (
        "statbel_net_migration_bel",
        {"format": "csv", "period": "Year", "value": "Net Number of Migrants", "filter": {"Country ISO": "BEL"}},
        "1990",
        {},
        "8000",
    ),
    (
        "statbel_pop_nationality_munty_2009_2015",
        {
            "format": "csv",
            "period": "CD_YEAR",
            "value": "MS_POPULATION",
            "filter": {"CD_NATLTY": "ETR", "CD_MUNTY_REFNIS": ["11001", "11004"]},
            "sum": "true",
        },
        "2009",
        {},
        "707",
    ),
    (
        "unhcr_asylum_applications_bel",
        UNHCR
        | {
            "value": "applied",
            "filter": {"dec_level": "FI", "coo": ["AFG", "ALG"]},
            "dimensions": {"citizenship": {"column": "coo_iso"}},
        },
        "2000",
        {"citizenship": "DZ"},
        "807",
    ),
    (
        "unhcr_asylum_decisions_bel",
        UNHCR | {"filter": {"dec_level": "FI"}, "wide": {"columns": OUTCOMES, "dimension": "outcome"}},
        "2000",
        {"outcome": "recognised"},
        "1196",
    ),
    (
        "unhcr_demographics_bel",
        UNHCR
        | {
            "filter": {"pop_type": "ASY", "coo": "AFG"},
            "wide": {"columns": {"total": "T", "f_total": "F", "m_total": "M"}, "dimension": "sex"},
        },
        "2025",
        {"sex": "F"},
        "650",
    ),
    ("unhcr_population_bel", UNHCR | {"value": "refugees"}, "1951", {}, "55000"),
    ("unhcr_solutions_bel", UNHCR | {"value": "naturalisation"}, "2018", {}, None),
    (
        "wdi_remittances_paid_bel",
        {"format": "csv", "period": "time", "value": "bm_trf_pwkr_cd_dt"},
        "1975",
        {},
        "580808349.6",
    ),
]


@pytest.mark.skipif(not REAL.is_dir(), reason="the publishers' files don't stand beside the project")
@pytest.mark.parametrize(("name", "facts", "period", "codes", "value"), REAL_FILES, ids=lambda part: str(part)[:40])
def test_real_files(name: str, facts: dict[str, Any], period: str, codes: dict[str, str], value: str | None) -> None:
    figure = make_figure(bounds={"min": "-1000000", "max": "100000000000"}, dimensions={key: {} for key in codes})
    found = read(REAL / f"{name}.csv", real_content(), figure, **facts)
    seen = found[key_of(period, codes)]
    assert (None if seen.value is None else format(seen.value, "f")) == value


@pytest.mark.skipif(not REAL.is_dir(), reason="the publishers' files don't stand beside the project")
def test_every_real_table_is_tried() -> None:
    """All but two lists that are no series: texts with quotations, and identifiers of acts."""
    names = {path.stem for path in REAL.glob("*.csv")} - {"text_figures_be", "legal_identifiers_be"}
    assert names == {name for name, *_ in REAL_FILES}


# --- bad files -----------------------------------------------------------------------------------------------------

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
    "a row too long": (lambda t: t.replace(",1200,b,", ",1200,b,,,"), "2:1: error[import-file]"),
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


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", "arrivals", *arguments, "--day", "2026-11-21"], catch_exceptions=False)


def state(project: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(project.rglob("*.*")) if ".git" not in path.parts}


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


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_refused(project: Path, tmp_path: Path, encoding: str) -> None:
    text = (IMPORTS / "arrivals.sdmx.csv").read_text(encoding="utf-8").replace("ARRIVALS", "ARRIVÉES")
    (tmp_path / "got.csv").write_text(text, encoding=encoding)
    result = run(str(tmp_path / "got.csv"), "--yes")
    assert result.exit_code == 1
    assert "error[encoding]" in result.output


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
@given(raw=st.binary(), form=st.sampled_from(["csv", "tsv", "json-stat", "xlsx", "sdmx-csv"]), start=st.booleans())
def test_no_bytes_crash_an_import(tmp_path: Path, raw: bytes, form: str, start: bool) -> None:
    path = tmp_path / "got"
    path.write_bytes((b"TIME_PERIOD,OBS_VALUE\n" if start else b"") + raw)
    mapping = Mapping.model_validate({"format": form})
    with suppress(UnreadableError):
        observe(read_table(path, mapping), make_figure(dimensions={}), mapping, Content(tmp_path, Languages((), "")))


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


# --- the command ---------------------------------------------------------------------------------------------------

SOURCE = str(IMPORTS / "arrivals.sdmx.csv")


def series(project: Path) -> str:
    return (project / "content" / "data" / "figures" / "arrivals.csv").read_text(encoding="utf-8")


def facts(project: Path) -> str:
    return (project / "content" / "data" / "figures" / "arrivals.yml").read_text(encoding="utf-8")


def changed_source(tmp_path: Path, value: str = "1210") -> str:
    text = (IMPORTS / "arrivals.sdmx.csv").read_text(encoding="utf-8")
    (tmp_path / "newer.csv").write_text(text.replace(",1200,b", f",{value},b"), encoding="utf-8")
    return str(tmp_path / "newer.csv")


def test_a_dry_run_changes_nothing(project: Path) -> None:
    before = state(project)
    result = run(SOURCE)
    assert result.exit_code == 0
    assert "4 new:\n  2021, T, GR: 40\n" in result.output
    assert "1 not in the file any more, kept:\n  2020, T, SY: 900\n" in result.output
    assert "1 unchanged" in result.output
    assert state(project) == before


def test_an_import_writes_series_and_facts(project: Path) -> None:
    result = run(SOURCE, "--yes", "--accessed", "2026-11-20")
    assert result.exit_code == 0, result.output
    assert series(project) == (
        "period,sex,citizenship,value,status,own,note\n"
        "2020,T,SY,900,,,persons\n"
        "2021,T,GR,40,,citizen=EL,\n"
        "2021,T,SY,1200,b,,\n"
        "2022,T,GR,,c,citizen=EL,\n"
        "2022,T,SY,1305,bp,,\n"
        "2022,F,SY,300,,,\n"
    )
    checksum = hashlib.sha256(Path(SOURCE).read_bytes()).hexdigest()
    assert facts(project) == (
        FACTS.replace("changed: 2026-02-01  # by hand", "changed: 2026-11-21  # by hand\nupdated: 2026-11-21")
        + 'breaks:\n  - {period: "2021", note: corrected}\n'
        + MAPPING
        + f"vintages:\n  - {{file: arrivals.sdmx.csv, sha256: {checksum}, accessed: 2026-11-20, "
        "published: 2025-03-27, imported: 2026-11-21, observations: 5, "
        f"series_sha256: {hashlib.sha256(series(project).encode()).hexdigest()}}}\n"
    )
    assert [problem for problem in check(project / "content", DAY)[1] if problem.severity] == []
    assert not list((project / "content").rglob(".*"))


def test_the_same_file_again_writes_nothing(project: Path) -> None:
    run(SOURCE, "--yes")
    before = state(project)
    result = run(SOURCE, "--yes")
    assert (result.exit_code, "Nothing to write." in result.output) == (0, True)
    assert state(project) == before


def test_a_changed_value_needs_a_reason(project: Path, tmp_path: Path) -> None:
    before = state(project)
    result = run(changed_source(tmp_path), "--yes")
    assert result.exit_code == 2
    assert "--reason scheduled|correction|definition|source" in result.output
    assert "2021, T, SY: 1200 → 1210" in result.output
    assert state(project) == before


def test_a_changed_value_becomes_a_revision(project: Path, tmp_path: Path) -> None:
    result = run(changed_source(tmp_path), "--yes", "--reason", "correction", "--note", "corrected")
    assert result.exit_code == 0, result.output
    assert (
        "revisions:\n  - {period: 2021, sex: T, citizenship: SY, old: 1200, new: 1210, date: 2026-11-21, "
        "reason: correction, note: corrected}\n"
    ) in facts(project)
    against = CliRunner().invoke(main, ["check", "--day", "2026-11-21", "--against", "HEAD"], catch_exceptions=False)
    assert against.exit_code == 0, against.output
    again = run(changed_source(tmp_path, "1220"), "--yes", "--reason", "scheduled")
    assert again.exit_code == 0, again.output
    assert facts(project).count("{period: 2021, sex: T, citizenship: SY, old") == 2
    against = CliRunner().invoke(main, ["check", "--day", "2026-11-21", "--against", "HEAD"], catch_exceptions=False)
    assert against.exit_code == 0, against.output


def test_a_figure_that_would_have_errors_is_left(project: Path, tmp_path: Path) -> None:
    before = state(project)
    result = run(changed_source(tmp_path), "--yes", "--reason", "correction", "--note", "no-such-note")
    assert result.exit_code == 1
    assert "error[missing-note]" in result.output
    assert state(project) == before


def test_small_counts_are_suppressed_on_writing(project: Path, tmp_path: Path) -> None:
    path = project / "content" / "data" / "figures" / "arrivals.yml"
    path.write_text(facts(project).replace("sex: {total: T}", "sex: {total: T, sums: true}"), encoding="utf-8")
    path.write_text(facts(project) + "disclosure: {threshold: 5}\n", encoding="utf-8")
    text = (IMPORTS / "arrivals.sdmx.csv").read_text(encoding="utf-8")
    text = text.replace("SY,F,PER,BE,2022,300,,", "SY,F,PER,BE,2022,3,,") + (
        "ESTAT:ARRIVALS(1.0),27/03/25 23:00:00,A,SY,M,PER,BE,2022,1302,,\n"
    )
    (tmp_path / "small.csv").write_text(text, encoding="utf-8")
    result = run(str(tmp_path / "small.csv"), "--yes")
    assert result.exit_code == 0, result.output
    assert "2022,T,SY,1305,bp,,\n2022,F,SY,,c,,\n2022,M,SY,,c,,\n" in series(project)
    assert [problem for problem in check(project / "content", DAY)[1] if problem.severity] == []


def test_a_published_value_that_is_suppressed_is_no_silent_change(project: Path, tmp_path: Path) -> None:
    """A revision would name the number that is kept back."""
    path = project / "content" / "data" / "figures" / "arrivals.yml"
    path.write_text(facts(project) + "disclosure: {threshold: 5}\n", encoding="utf-8")
    result = run(changed_source(tmp_path, "3"), "--yes")
    assert result.exit_code == 0, result.output
    assert "1 suppressed, as small counts aren’t published:\n  2021, T, SY\n" in result.output
    assert "2021,T,SY,,bc,," in series(project)
    against = CliRunner().invoke(main, ["check", "--day", "2026-11-21", "--against", "HEAD"], catch_exceptions=False)
    assert against.exit_code == 0, against.output


def test_wrong_use(project: Path, tmp_path: Path) -> None:
    def code(*arguments: str) -> int:
        return CliRunner().invoke(main, ["import", *arguments]).exit_code

    assert code("arrival", SOURCE) == 2
    assert code("monthly", SOURCE) == 2
    assert code("arrivals", str(tmp_path / "no-such-file")) == 2
    assert code("arrivals", SOURCE, "--reason", "whim") == 2
    assert code("arrivals", SOURCE, "--accessed", "yesterday") == 2
    assert code("arrivals", SOURCE, "--day", "2026-13-01") == 2


def test_files_are_written_both_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for path in (first, second):
        path.write_text("old", encoding="utf-8")
    replace = Path.replace

    def fail_at_second(self: Path, target: Path) -> Path:
        if target == second:
            raise OSError("disk full")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_second)
    with pytest.raises(OSError, match="disk full"):
        write_all(tmp_path, {first: "new", second: "new"}, {path: digest(path) for path in (first, second)})
    assert [path.read_text(encoding="utf-8") for path in (first, second)] == ["old", "old"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".import-lock", "a", "b"]


# --- YAML as text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\n", "a: 1\nlist:\n  - {k: v}\n"),
        ("list: []  # none\na: 1\n", "list:  # none\n  - {k: v}\na: 1\n"),
        ("list:\na: 1\n", "list:\n  - {k: v}\na: 1\n"),
        ("list: [{k: u}]\n", "list: [{k: u}, {k: v}]\n"),
        ("list:\n- {k: u}  # first\n\n# next\na: 1\n", "list:\n- {k: u}  # first\n- {k: v}\n\n# next\na: 1\n"),
        (
            "list:\n    - k: u\n      l: |\n        x\na: 1\n",
            "list:\n    - k: u\n      l: |\n        x\n    - {k: v}\na: 1\n",
        ),
        ("a: 1", "a: 1\nlist:\n  - {k: v}\n"),
    ],
)
def test_entries_are_added_and_all_else_stays(before: str, after: str) -> None:
    assert append_items(before, "list", [{"k": "v"}]) == after


def test_fields_are_set_and_comments_stay() -> None:
    assert set_field("changed: 2026-01-01  # why\nb: 2\n", "changed", "2026-02-02") == (
        "changed: 2026-02-02  # why\nb: 2\n"
    )
    assert set_field("changed: 2026-01-01\nb: 2\n", "updated", "x") == "changed: 2026-01-01\nupdated: x\nb: 2\n"


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs", "Co", "Cf", "Zl", "Zp"]), min_size=1))
def test_any_text_survives_as_an_entry(text: str) -> None:
    data = parse_document(Path("made-up.yml"), append_items("a: 1\n", "list", [{"k": text}])).data
    assert data["list"] == [{"k": text}]
