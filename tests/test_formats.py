"""The files to take along, read back by programs that aren’t ours: each finds what the data hold, with its defaults."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import csvw
import duckdb
import pandas
import polars
import pyarrow.csv
import pyarrow.parquet
import pytest
from babel import Locale
from openpyxl import load_workbook
from sdmx.message import DataMessage, StructureMessage

from documents import LANGUAGES
from factsite.checking import check
from factsite.content import Content
from factsite.deriving.coded import code_in_files, column_of
from factsite.localising.names import is_country
from factsite.problems import as_text
from factsite.publishing.dataset import Dataset, datasets
from factsite.publishing.delimited import Rows, csv_parts, office_csv_parts
from factsite.publishing.sdmx import FREQUENCIES, STATUSES, component_id, status
from factsite.publishing.sdmx_csv import time_period
from factsite.records.codes import Frequency
from factsite.records.dimension import READ_AS_MISSING
from factsite.records.figure import Observation
from factsite.records.observation_status import Flag, parse_status
from factsite.records.scalars import parse_span
from factsite.rendering.formats import CSVW, FORMATS, files_of
from factsite.rendering.site import Site
from projects import DAY, language
from readers import TABLES, read_json_stat, read_parquet, read_sdmx, read_table, sdmx_values, wanted


@pytest.fixture(scope="module")
def every(model: Site) -> dict[str, Dataset]:
    """All datasets of the site."""
    return {dataset.id: dataset for dataset in datasets(model)}


@pytest.fixture
def dataset(every: dict[str, Dataset], identifier: str) -> Dataset:
    """Each dataset in turn."""
    return every[identifier]


def folder(site: Path) -> Path:
    return site / "data" / "figures"


# --- one list --------------------------------------------------------------------------------------------------------


# What stands beside the files to take along: pages to embed with what they fetch, and the feed.
BESIDE = ("html", "light.html", "dark.html", "oembed.json", "values.json", "atom")


def test_every_format_of_the_list_is_written_and_nothing_besides(
    site: Path, model: Site, every: dict[str, Dataset]
) -> None:
    for identifier in every:
        listed = {Path(file.address).name for file in files_of(model, identifier)}
        pages = {f"{identifier}.{code}.{ending}" for code in LANGUAGES for ending in BESIDE}
        assert {path.name for path in folder(site).glob(f"{identifier}.*")} - pages == listed
    assert len({one.ending for one in FORMATS if one.per_language}) == sum(one.per_language for one in FORMATS)
    assert all(one.title for one in FORMATS)


# --- tables ----------------------------------------------------------------------------------------------------------


def test_programs_read_the_table_with_codes_with_their_defaults(site: Path, dataset: Dataset) -> None:
    path = folder(site) / f"{dataset.id}.csv"
    for client in TABLES:
        assert read_table(client, path, dataset) == wanted(dataset), client


def test_no_country_is_missing(site: Path, every: dict[str, Dataset]) -> None:
    table = pandas.read_csv(folder(site) / "residents.csv")
    assert not table["citizenship"].isna().any()
    assert {"NAM", "AFG", "STLS"} <= set(table["citizenship"])
    words = pandas.read_csv(folder(site) / "residents.fr.csv")
    assert not words.iloc[:, 3:5].isna().any().any()
    assert "Namibie" in set(words.iloc[:, 3])
    known = json.loads((folder(site) / "residents.json").read_text(encoding="utf-8"))
    assert known["dimensions"]["citizenship"]["codesInTables"]["NA"] == "NAM"
    names = pandas.read_csv(folder(site).parent / "figures.codes.csv").set_index("code")
    assert names.loc["NAM", "name_nl"] == "Namibië"


def test_what_other_sources_say_is_in_no_sum(site: Path, dataset: Dataset) -> None:
    own = sum(point.value or 0 for point in dataset.observations)
    head = language("nl").say("Value")
    for name, column in ((f"{dataset.id}.csv", "value"), (f"{dataset.id}.nl.csv", head)):
        assert sum(Decimal(row[column] or 0) for row in _dicts(folder(site) / name)) == own
    others = [other for point in dataset.observations for other in point.alternatives]
    paths = [folder(site) / f"{dataset.id}.other-values.csv", folder(site) / f"{dataset.id}.nl.other-values.csv"]
    assert [path.is_file() for path in paths] == [bool(others)] * 2
    if others:
        (coded, labelled), told = map(_dicts, paths), language("nl").say("Other sources say")
        assert [Decimal(row["value"]) for row in coded] == [other.value for other in others]
        assert head not in labelled[0]
        assert [Decimal(row[language("nl").say("Other value")]) for row in labelled] == [one.value for one in others]
        marked = [row[told] for row in _dicts(folder(site) / f"{dataset.id}.nl.csv")]
        assert [bool(text) for text in marked] == [bool(point.alternatives) for point in dataset.observations]


def _dicts(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("code", "separator", "decimal"), [("en", ",", "."), ("fr", ";", ","), ("nl", ";", ",")])
def test_offices_get_their_own_separators(
    site: Path, dataset: Dataset, code: str, separator: str, decimal: str
) -> None:
    text = (folder(site) / f"{dataset.id}.{code}.office.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=separator))
    column = rows[0].index(language(code).say("Value"))
    read = [Decimal(row[column].replace(decimal, ".")) if row[column] else None for row in rows[1:]]
    assert read == [point.value for point in dataset.observations]


def test_a_negative_number_is_a_number_for_an_office() -> None:
    written = "".join(office_csv_parts([["a"], [Decimal("-8.5")], ["-8.5x"]], ","))
    assert written == "\ufeffa\r\n-8,5\r\n'-8.5x\r\n"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_workbook_has_days_that_sort_and_says_first_how_to_use_it(site: Path, dataset: Dataset, code: str) -> None:
    book, say = load_workbook(folder(site) / f"{dataset.id}.{code}.xlsx"), language(code).say
    first = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True)}
    assert first[say("Version of")] == datetime.combine(dataset.figure.changed, datetime.min.time())
    assert dataset.address in str(first[say("How to cite")])
    assert first[say("Licence")]
    head, *rows = book[say("Data")].iter_rows(values_only=True)
    start, end = head.index(say("From (day)")), head.index(say("To (day)"))
    for row, point in zip(rows, dataset.observations, strict=True):
        assert (row[start], row[end]) == tuple(
            datetime.combine(day, datetime.min.time()) for day in (point.period.start, point.period.end)
        )
        kinds = {"day": datetime, "year": int}
        assert type(row[0]) is kinds.get(point.period.precision, str)


# --- rows that come late ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A long table whose columns show late what they hold: after more than any program looks at."""
    head = ["period", "value", "numerator", "status", "note"]
    many = 60_000
    rows: Rows = [[str(1900 + n % 120), Decimal(n) if n > many - 9 else None, None, None, None] for n in range(many)]
    rows[-3] = ["2014/2020-09", Decimal("43.5"), Decimal(7), "p", "2015"]
    rows[-2] = ["2014", Decimal("-1"), None, "bp", "words"]
    path = tmp_path_factory.mktemp("late") / "late.csv"
    path.write_text("".join(csv_parts(head, lambda: rows)), encoding="utf-8", newline="")
    return path


def test_rows_that_are_empty_for_long_change_no_type(late: Path) -> None:
    tables = {
        "pandas": pandas.read_csv(late, low_memory=False).convert_dtypes(),
        "polars": polars.read_csv(late).to_pandas(),
        "pyarrow": pyarrow.csv.read_csv(late).to_pandas(),
        "DuckDB": duckdb.read_csv(str(late)).df(),
    }
    for name, table in tables.items():
        assert len(table) == 60_000, name
        assert float(table["value"].sum()) == pytest.approx(sum(range(59_992, 60_000)) + 42.5 - 59_997 - 59_998)
        assert pandas.api.types.is_numeric_dtype(table["value"]), name
        assert set(table["status"].dropna()) - {""} == {"p", "bp"}, name
        assert set(table["note"].dropna()) - {""} == {"2015", "words"}, name
        assert "2014/2020-09" in set(table["period"]), name


def test_rows_keep_their_order_where_nothing_comes_late() -> None:
    rows: Rows = [[str(year), Decimal(year)] for year in range(2000, 2100)]
    written = "".join(csv_parts(["year", "value"], lambda: rows))
    assert written.splitlines() == ["year,value", *(f"{year},{value}" for year, value in rows)]


def test_the_head_stays_first_where_a_number_comes_late() -> None:
    rows: Rows = [["2000", None] for _ in range(99)]
    rows.append(["2000", Decimal("1.5")])
    written = "".join(csv_parts(["Period", "Value"], lambda: rows, titled=True)).splitlines()
    assert written[:3] == ["Period,Value", "2000,1.5", "2000,"]
    assert len(written) == 101


# --- JSON-stat -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_json_stat_is_read_back(site: Path, dataset: Dataset, code: str) -> None:
    path = folder(site) / f"{dataset.id}.{code}.jsonstat.json"
    filled = {key: value for key, value in wanted(dataset).items() if value is not None}
    assert read_json_stat(path, dataset) == filled
    said = json.loads(path.read_text(encoding="utf-8"))
    assert said["label"] == dataset.text("title", code)
    assert len(said.get("status", {})) == sum(bool(point.status) for point in dataset.observations)
    assert set("".join(said.get("status", {}).values())) == {flag.value for flag in dataset.flags}
    assert set(said["extension"].get("status", {}).get("label", {})) == {flag.value for flag in dataset.flags}
    assert said["extension"]["version"] == dataset.figure.changed.isoformat()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_collection_leads_to_every_dataset(site: Path, every: dict[str, Dataset], code: str) -> None:
    found = json.loads((site / "data" / f"figures.{code}.jsonstat.json").read_text(encoding="utf-8"))
    assert found["class"] == "collection"
    assert [item["label"] for item in found["link"]["item"]] == [one.text("title", code) for one in every.values()]
    for item in found["link"]["item"]:
        assert (site / item["href"].split("/", 3)[3]).is_file()


# --- SDMX ------------------------------------------------------------------------------------------------------------


pytestmark = [
    # What libraries do among themselves isn’t ours.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


def read(site: Path, name: str) -> tuple[StructureMessage, DataMessage]:
    return read_sdmx(site / "data" / f"{name}.sdmx.xml", site / "data" / f"{name}.sdmx.csv")


def test_sdmx_is_read_back(site: Path, dataset: Dataset) -> None:
    structure, message = read(site, f"figures/{dataset.id}")
    assert sdmx_values(message, dataset) == wanted(dataset)
    names = [component_id(name) for name in dataset.figure.dimensions]
    points = {(time_period(point.period), *dataset.codes(point)): point for point in dataset.observations}
    components = structure.structure[f"DSD_{_flow(structure)}"].dimensions
    for observation in message.data[0].obs:
        key = {one.id: one.value for one in observation.dimension.values.values()}
        attributes = {name: one.value for name, one in observation.attached_attribute.items()}
        point = points[key["TIME_PERIOD"], *(key[name] for name in names)]
        assert attributes["OBS_STATUS"] == status(point)
        assert (attributes["CONF_STATUS"] == "C") == ("c" in str(point.status))
        assert attributes["OBS_FLAGS"] == str(point.status)
        assert attributes["UNIT_MULT"] == "0"
        assert key["UNIT_MEASURE"] == dataset.figure.unit.in_sdmx
        for component in components:
            codes = component.local_representation.enumerated
            assert codes is None or key[component.id] in codes.items


def _flow(structure: StructureMessage) -> str:
    (flow,) = structure.dataflow
    return str(flow)


def test_names_of_codes_stand_in_every_language(site: Path) -> None:
    structure, _ = read(site, "figures/residents")
    name = structure.codelist["CL_CITIZENSHIP"]["NAM"].name
    assert {code: name.localizations[code] for code in LANGUAGES} == {"en": "Namibia", "fr": "Namibie", "nl": "Namibië"}
    for codes in structure.codelist.values():
        for code in codes:
            assert set(code.name.localizations) == set(LANGUAGES)


def test_all_figures_are_one_flow(site: Path, every: dict[str, Dataset]) -> None:
    structure, message = read(site, "figures")
    assert set(structure.codelist["CL_FIGURE"].items) == set(every)
    observations = message.data[0].obs
    assert len(observations) == sum(len(dataset.observations) for dataset in every.values())
    keys = {tuple(one.value for one in observation.dimension.values.values()) for observation in observations}
    assert len(keys) == len(observations)


@pytest.mark.parametrize(
    ("period", "written"),
    [
        ("2022", "2022"),
        ("2022-Q3", "2022-Q3"),
        ("2022-03-01", "2022-03-01"),
        ("2014/2020-09", "2014-01-01/P81M"),
        ("2022-05-17/2022-05-20", "2022-05-17/P4D"),
        ("2013-12-31/2024-12-31", "2013-12-31/P4019D"),
    ],
)
def test_a_period_is_written_as_in_sdmx(period: str, written: str) -> None:
    assert time_period(parse_span(period)) == written


@pytest.mark.parametrize(
    ("flags", "value", "code"),
    [
        *(("", "1", "A"), ("p", "1", "P"), ("bp", "1", "B"), ("pe", "1", "E"), ("s", "1", "E"), ("r", "1", "A")),
        *(("m", None, "O"), ("z", None, "M"), ("c", None, "Q"), ("n", None, "N"), ("bc", None, "Q"), ("u", "1", "U")),
        *(("bn", None, "N"), ("c", "1", "A"), ("bz", None, "M"), ("mb", None, "O")),
    ],
)
def test_a_status_is_one_of_sdmx(flags: str, value: str | None, code: str) -> None:
    point = Observation.model_validate({"period": "2022", "value": value, "status": parse_status(flags)})
    assert status(point) == code


def test_every_flag_and_frequency_has_a_code_in_sdmx() -> None:
    assert set(STATUSES) == set(Flag) - {Flag.REVISED}
    assert set(FREQUENCIES) == set(Frequency)


# --- descriptions ----------------------------------------------------------------------------------------------------


def test_every_csv_is_as_its_description_says(site: Path, model: Site, dataset: Dataset) -> None:
    described = [file for file in files_of(model, dataset.id) if file.format in CSVW]
    assert len(described) >= 8
    for file in described:
        table = csvw.CSVW(str(site / file.address), validate=True)
        assert table.is_valid, (file.address, [str(one.message) for one in table.warnings])
        head, *rows = table.tables[0].tableSchema.columns
        assert set(head.titles) == set(LANGUAGES)
        assert rows


@pytest.mark.filterwarnings("default:Invalid column value")
def test_a_wrong_value_is_found_by_its_description(site: Path, tmp_path: Path) -> None:
    for ending in ("csv", "csv-metadata.json"):
        text = (folder(site) / f"yearly.{ending}").read_text(encoding="utf-8")
        (tmp_path / f"yearly.{ending}").write_text(text.replace("39615", "many"), encoding="utf-8")
    assert not csvw.CSVW(str(tmp_path / "yearly.csv-metadata.json"), validate=True).is_valid


# --- Parquet ---------------------------------------------------------------------------------------------------------


def test_parquet_holds_all_figures_with_their_types(site: Path, every: dict[str, Dataset]) -> None:
    path = site / "data" / "figures.parquet"
    table = pyarrow.parquet.read_table(path)
    types = {field.name: str(field.type) for field in table.schema}
    assert types["value"] == "double"
    assert types["period_start"] == types["period_end"] == "date32[day]"
    assert {str(types[name]) for name in ("figure", "period", "citizenship", "status")} == {"string"}
    for dataset in every.values():
        assert read_parquet(path, dataset) == wanted(dataset)
    first = duckdb.execute(f"SELECT min(period_start) FROM '{path}'").fetchall()[0][0]  # noqa: S608
    assert first == min(point.period.start for one in every.values() for point in one.observations)
    assert isinstance(first, date)


# --- codes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "in_files"),
    [("NA", "NAM"), ("BE", "BEL"), ("XK", "XKK"), ("EU27_2020_FOR", "EU27_2020_FOR"), ("TOTAL", "TOTAL"), ("IC", "IC")],
)
def test_a_country_has_three_letters_in_files(content: Content, code: str, in_files: str) -> None:
    assert code_in_files(content, "citizenship", code) == in_files


def test_every_country_that_may_stand_in_the_data_is_read(content: Content) -> None:
    known = [code for code in map(str, Locale("en").territories) if is_country(code)]
    found = [code_in_files(content, "citizenship", code) for code in known]
    assert len(set(found)) == len(found) > 240
    assert not set(found) & READ_AS_MISSING


def test_codes_that_would_be_one_in_the_files_are_refused(small: Path) -> None:
    path = small / "data" / "dimensions.yml"
    path.write_text(path.read_text().replace("citizenship: {", "citizenship: {codes: [SYR], "))
    figure = small / "data" / "figures" / "applicants.yml"
    lines = figure.read_text().replace("  sex: {total: T, sums: true}", "  citizenship: {total: TOTAL}")
    head = lines[: lines.index("observations:")]
    rows = "".join(f"  - {{period: 2022, value: 5, citizenship: {code}}}\n" for code in ("TOTAL", "SY", "SYR"))
    figure.write_text(f"{head}observations:\n{rows}")
    _, problems = check(small, DAY)
    assert "“SYR” and “SY” would both be “SYR” in the files to download" in as_text(problems, small)


@pytest.mark.parametrize(
    ("units", "what"),
    [
        ("{places: {sdmx: P}, beds: {sdmx: P}}", "“beds” and “places” have one code in SDMX: P"),
        ("{euro: {currency: EUR, sdmx: USD}}", "this unit is “EUR” in SDMX, not “USD”"),
        ("{share: {percent: true, sdmx: NUMBER}}", "this unit is “PT” in SDMX, not “NUMBER”"),
        ("{beds: {}}", "the unit has no code for files in SDMX"),
    ],
)
def test_a_unit_has_one_code_in_sdmx(small: Path, units: str, what: str) -> None:
    path = small / "data" / "codes.yml"
    text = path.read_text()
    start, end = text.index("units:"), text.index("# Why two numbers")
    path.write_text(f"{text[:start]}units: {units}\n{text[end:]}")
    _, problems = check(small, DAY)
    assert what in as_text(problems, small)


def test_a_dimension_may_have_the_name_of_a_column() -> None:
    assert column_of("source") == "source_dimension"
    assert component_id("ref-area") == "REF_AREA_DIMENSION"
    assert component_id("2nd-level") == "D_2ND_LEVEL"
