"""The catalogues and formats, read by the programs for which they are meant: each finds what the data hold."""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import frictionless
import pytest
from bibtexparser.entrypoint import parse_file, parse_string
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from documents import LANGUAGES, plain_name, read
from factsite.build_cache.store import Store
from factsite.charting.picture import Caption, palette, standalone
from factsite.content import Content
from factsite.publishing.dataset import Dataset, datasets
from factsite.publishing.delimited import Rows
from factsite.publishing.downloads import plan_downloads
from factsite.publishing.kept import Kept
from factsite.publishing.metadata import metadata
from factsite.publishing.planned import Planned, PlannedLast, Scales
from factsite.publishing.references import bibtex, csl_json
from factsite.publishing.workbooks import Contents, Sheet, write_workbook
from factsite.reading.content import read_content
from factsite.records.codes import SourceForm
from factsite.records.figure import Figure, Observation
from factsite.records.figure_parts import Dimension
from factsite.records.scalars import parse_span
from factsite.rendering.addresses import value_key
from factsite.rendering.citing import citation
from factsite.rendering.site import Site
from projects import DAY, FIXTURES, SITE_URL, language, rich_content


@pytest.fixture(scope="module")
def every(model: Site) -> dict[str, Dataset]:
    """All datasets of the site."""
    return {dataset.id: dataset for dataset in datasets(model)}


@pytest.fixture
def dataset(every: dict[str, Dataset], identifier: str) -> Dataset:
    """Each dataset in turn."""
    return every[identifier]


def small_dataset(content: Content, **changes: object) -> Dataset:
    """The figure of the small site, with some of its facts changed."""
    entry = content.entries["figures/applicants"]
    assert isinstance(entry.record, Figure)
    entry.record = entry.record.model_copy(update=changes)
    return Dataset(Site(content, DAY, SITE_URL), entry, entry.record)


# --- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "codes", "key"),
    [
        ("2022", {"sex": "T", "citizenship": "TOTAL"}, "2022"),
        ("2022", {"sex": "F", "citizenship": "TOTAL"}, "2022.F"),
        ("2022-03", {"sex": "T", "citizenship": "SY"}, "2022-03..SY"),
        ("2022-Q1", {"sex": "F", "citizenship": "SY"}, "2022-Q1.F.SY"),
        ("2014/2020-09", {"sex": "T", "citizenship": "TOTAL"}, "2014_2020-09"),
    ],
)
def test_a_value_has_a_key_of_its_own(period: str, codes: dict[str, str], key: str) -> None:
    figure = rich_content().get("figures", "yearly", Figure)
    assert figure is not None
    dimensions = {"sex": Dimension(total="T"), "citizenship": Dimension(total="TOTAL")}
    whole = figure.model_copy(update={"dimensions": dimensions})
    point = Observation.model_validate({"period": period, "value": "1", "codes": codes})
    assert value_key(whole, point) == key


def test_every_value_has_a_permanent_address(site: Path, dataset: Dataset) -> None:
    document = read(site / "data" / "figures" / dataset.id / "index.html")
    keys = [value_key(dataset.figure, point) for point in dataset.figure.observations]
    assert len(set(keys)) == len(keys)
    assert {row["id"] for row in document.all("tr") if "id" in row} == set(keys)
    assert document.canonical() == dataset.address
    assert document.all("html")[0]["lang"] == "en"
    assert [part["lang"] for part in document.all("section")] == list(LANGUAGES)
    links = {link["href"] for link in document.all("a")}
    assert {"../../../" + file.address for file in dataset.downloads} <= links
    scripts = [(found.get("type"), found.get("src")) for found in document.all("script")]
    assert scripts[0] == ("application/ld+json", None)
    assert [plain_name(str(source)) for _, source in scripts[1:]] == ["embed.js"]


def test_the_catalogue_lists_every_file(site: Path, every: dict[str, Dataset]) -> None:
    links = {link["href"] for link in read(site / "data" / "index.html").all("a")}
    for dataset in every.values():
        assert {"../" + file.address for file in dataset.downloads} <= links
    index = json.loads((site / "data" / "index.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in index["figures"]] == list(every)
    for row in index["figures"]:
        assert (site / row["page"] / "index.html").is_file()
        assert (site / row["csv"]).is_file()


_ADDRESS = {"type": "string", "pattern": "^https://"}
_DAY = {"type": "string", "format": "date"}
_WEIGHT = {"bytes": {"type": "integer", "minimum": 1}, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}


def _whole(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_NAMES = {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}, "minProperties": 1}
_CODE = {"type": "string", "pattern": "^[a-z-]+$"}
_DIMENSION = _whole(
    column={"type": "string"},
    total={"type": ["string", "null"]},
    codes={"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
)
_OF_FIGURE = {
    "id": {"type": "string"},
    "title": _NAMES,
    "page": {"type": "string", "pattern": "^data/figures/.*/$"},
    "permanentAddress": _ADDRESS,
    "published": _DAY,
    "modified": _DAY,
    "version": _whole(day=_DAY, address=_ADDRESS, file=_ADDRESS, **_WEIGHT),
    "versions": _ADDRESS,
    "unit": _CODE,
    "measure": _CODE,
    "frequency": _CODE,
    "dimensions": {"type": "object", "additionalProperties": _DIMENSION},
    "firstPeriod": {"type": "string", "minLength": 4},
    "lastPeriod": {"type": "string", "minLength": 4},
    "observations": {"type": "integer", "minimum": 1},
    "formats": {
        "type": "object",
        "additionalProperties": _whole(
            address=_ADDRESS, mediaType={"type": "string", "pattern": "^[a-z]+/"}, **_WEIGHT
        ),
        "required": ["csv", "json"],
    },
}
# Beside these stands the address of each file by its ending, within the site.
INDEX = _whole(
    modified=_DAY,
    figures={
        "type": "array",
        "items": {
            "type": "object",
            "properties": _OF_FIGURE,
            "required": list(_OF_FIGURE),
            "additionalProperties": {"type": "string", "pattern": "^data/figures/[^/]+$"},
        },
    },
)


def test_one_file_tells_a_program_what_changed(site: Path, every: dict[str, Dataset]) -> None:
    index = json.loads((site / "data" / "index.json").read_text(encoding="utf-8"))
    Draft202012Validator(INDEX, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(index)
    assert index["modified"] == max(row["modified"] for row in index["figures"])
    for row in index["figures"]:
        dataset = every[row["id"]]
        figure = dataset.figure
        assert set(row["formats"]) == {file.ending for file in dataset.downloads} == set(row) - set(_OF_FIGURE)
        for told in (*row["formats"].values(), {**row["version"], "address": row["version"]["file"]}):
            data = (site / told["address"].removeprefix(SITE_URL)).read_bytes()
            assert (told["bytes"], told["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        for ending, told in row["formats"].items():
            assert told["address"] == SITE_URL + row[ending]
        assert row["version"]["day"] == dataset.version.isoformat()
        assert (row["unit"], row["observations"]) == (figure.unit.value, len(figure.observations))
        with (site / row["csv"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {one["period"] for one in rows} >= {row["firstPeriod"], row["lastPeriod"]}
        for dimension in row["dimensions"].values():
            assert {one[dimension["column"]] for one in rows} == set(dimension["codes"])


# --- workbooks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_workbook_holds_the_data(site: Path, dataset: Dataset, code: str) -> None:
    book = load_workbook(site / "data" / "figures" / f"{dataset.id}.{code}.xlsx")
    say = language(code).say
    # What whoever opens it must know to use it stands first: licence, version, how to cite.
    assert book.sheetnames[:2] == [say("Metadata"), say("Data")]
    page = book[say("Data")]
    head, *rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref is not None
    number, period = head.index(say("Value")), head.index(say("Period"))
    wanted = []
    for point in dataset.observations:
        kinds = {"day": datetime.combine(point.period.start, time.min), "year": point.period.start.year}
        when = kinds.get(point.period.precision, language(code).span(point.period))
        wanted.append((when, None if point.value is None else float(point.value)))
    assert [(row[period], row[number]) for row in rows] == wanted
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    facts = {row[0].value: row[1].value for row in book[say("Metadata")].iter_rows()}
    assert facts[say("Permanent address")] == dataset.address
    assert facts[say("Title")] == dataset.views[code].title
    assert book.properties.created.date() == dataset.figure.changed


def test_a_text_in_a_workbook_is_no_formula(tmp_path: Path) -> None:
    rows: Rows = [["head"], ["=1+1"], ["http://example.org"], ["12"], [Decimal("-4.2")]]
    contents = Contents("title", "author", DAY, [Sheet("sheet", rows, head=True)])
    made = write_workbook(contents)
    assert made == write_workbook(contents)
    (tmp_path / "made.xlsx").write_bytes(made)
    cells = [row[0] for row in load_workbook(tmp_path / "made.xlsx")["sheet"].iter_rows()]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("head", "s"),
        ("=1+1", "s"),
        ("http://example.org", "s"),
        ("12", "s"),
        (-4.2, "n"),
    ]
    assert all(cell.hyperlink is None for cell in cells)


def test_revisions_breaks_and_flags_stand_in_the_workbook(site: Path, every: dict[str, Dataset]) -> None:
    for dataset in every.values():
        book = load_workbook(site / "data" / "figures" / f"{dataset.id}.nl.xlsx")
        said = {cell.value for page in book.worksheets[2:] for row in page.iter_rows() for cell in row}
        view = dataset.views["nl"]
        for gap in dataset.figure.breaks:
            assert view.note(gap.note) in said
        for letter in dataset.flags:
            assert letter in said
        for revision in dataset.figure.revisions:
            assert view.revision(dataset.figure, revision) in said


# --- references ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_references_are_read_by_bibliographies(site: Path, dataset: Dataset, code: str) -> None:
    folder = site / "data" / "figures"
    library = parse_file(str(folder / f"{dataset.id}.{code}.bib"))
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert (entry.entry_type, entry.key) == ("misc", f"{dataset.id}-{code}")
    assert entry["url"] == f"{dataset.address}versions/{dataset.version}/"
    assert entry["year"] == str(dataset.version.year)
    assert entry["version"] == entry["date"] == dataset.version.isoformat()
    assert entry["urldate"] == DAY.isoformat()
    assert entry["editortype"] == "compiler"
    assert entry["author"] == " and ".join(f"{{{name}}}" for name in dataset.producers(code))
    (item,) = json.loads((folder / f"{dataset.id}.{code}.csl.json").read_text(encoding="utf-8"))
    assert item["type"] == "dataset"
    assert item["title"] == dataset.views[code].title
    assert item["URL"] == entry["url"]
    assert item["issued"] == {"date-parts": [[*dataset.version.timetuple()[:3]]]}
    assert item["accessed"] == {"date-parts": [[*DAY.timetuple()[:3]]]}
    assert item["version"] == dataset.version.isoformat()
    assert item["id"] == entry.key
    assert [author["literal"] for author in item["author"]] == dataset.producers(code)
    assert item["compiler"] == [{"literal": dataset.views[code].site_name}]


@pytest.mark.parametrize("code", LANGUAGES)
def test_pages_say_how_they_are_cited(site: Path, dataset: Dataset, code: str) -> None:
    """The page of a figure and its permanent address name producers, compiler, version, licence and method."""
    view = dataset.views[code]
    pages = {code: site / view.address / "index.html", dataset.default: site / f"data/figures/{dataset.id}/index.html"}
    for reader, page in pages.items():
        document = read(page)
        tags = [(tag["name"], tag["content"]) for tag in document.all("meta") if tag.get("name", "").startswith("cit")]
        named = dict(tags)
        assert [text for name, text in tags if name == "citation_author"] == dataset.producers(reader)
        assert named["citation_publication_date"].replace("/", "-") == dataset.version.isoformat()
        assert named["citation_public_url"] == f"{dataset.address}versions/{dataset.version}/"
        blocks = map(json.loads, re.findall(r'ld\+json">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL))
        (described,) = [block for block in blocks if block["@type"] == "Dataset"]
        assert described["version"] == dataset.version.isoformat()
        assert [one["name"] for one in described["creator"]] == dataset.producers(reader)
        assert described["publisher"]["name"]
        assert described["measurementTechnique"] == dataset.views[reader].text("counted")
        assert dataset.address in described["creditText"]


def test_the_press_is_no_producer(small: Path) -> None:
    """It passes on what others counted: named as a source, cited as the producer nowhere, even if it stands alone."""
    content = read_content(small)[0]
    dataset = small_dataset(content)
    assert (dataset.publishers("en"), dataset.producers("en")) == (["The Office", "Bulletin"], ["The Office"])
    for name, source in content.sources.items():
        content.sources[name] = source.model_copy(update={"form": SourceForm.PRESS})
    told = small_dataset(content)
    view = told.views["fr"]
    assert told.publishers("fr") == dataset.publishers("fr")
    assert told.producers("fr") == [view.site_name]
    cited = citation(view, told.figure)
    assert cited.startswith(
        f"«\u202f{view.title}\u202f», données rassemblées par {view.site_name} à partir de la presse"
    )
    assert told.publishers("fr")[0] not in cited


def test_signs_of_tex_are_escaped(small: Path) -> None:
    path = small / "en" / "figures" / "applicants.md"
    path.write_text(re.sub(r"(?m)^title: .*$", r"title: 'A & B {50%} #1 a_b $ \\ ~ ^'", path.read_text()))
    dataset = small_dataset(read_content(small)[0])
    library = parse_string(bibtex(dataset, "en"))
    assert library.failed_blocks == []
    escaped = r"A \& B \{50\%\} \#1 a\_b \$ \textbackslash{} \textasciitilde{} \textasciicircum{}"
    assert library.entries[0]["title"] == f"{{{escaped}}}"
    assert json.loads(csl_json(dataset, "en"))[0]["title"] == r"A & B {50%} #1 a_b $ \ ~ ^"


# --- pictures --------------------------------------------------------------------------------------------------------


def test_pictures_stand_by_themselves(site: Path, model: Site, every: dict[str, Dataset]) -> None:
    drawn = sorted((site / "data" / "figures").glob("*.svg"))
    assert len(drawn) == 3 * sum(model.main_shape(identifier) is not None for identifier in every)
    for path in drawn:
        text = path.read_text(encoding="utf-8")
        assert '"var(' not in text
        assert "§" not in text
        assert path.with_suffix(".png").read_bytes().startswith(b"\x89PNG\r\n")


def test_words_around_a_picture_are_escaped() -> None:
    chart = '<svg viewBox="0 0 420 250" class="chart"><path stroke="var(--c1)"/></svg>'
    caption = Caption("en", "<b>& var(--x)", "<i>", '"<d>', ["<foot>"])
    text = standalone(chart, caption)
    assert not re.search(r"<(b|i|d|foot)>", text)
    assert f'stroke="{palette()["c1"]}"' in text
    with pytest.raises(ValueError, match="viewBox"):
        standalone("<svg></svg>", caption)


# --- pages to embed --------------------------------------------------------------------------------------------------


def test_pages_to_embed_are_small_and_lead_to_the_figure(site: Path, model: Site, every: dict[str, Dataset]) -> None:
    for dataset in every.values():
        for code in LANGUAGES:
            path = site / "data" / "figures" / f"{dataset.id}.{code}.html"
            document = read(path)
            assert document.all("html")[0]["lang"] == code
            assert document.all("meta", name="robots", content="noindex")
            assert document.canonical() == SITE_URL + model.addresses.of(dataset.entry.path, code)
            drawn = bool(document.all("svg"))
            scripts = [plain_name(found["src"]) for found in document.all("script")]
            assert scripts == ["embed.js", *(["figure.js"] if drawn else [])]
            assert not document.all("nav")
            assert path.stat().st_size < 120_000
            listed = path.with_name(f"{dataset.id}.{code}.values.json")
            others = json.loads(listed.read_bytes())["values"] if listed.exists() else {}
            held = {found["id"] for _, found in document.elements if "id" in found}
            assert {value_key(dataset.figure, point) for point in dataset.figure.observations} <= held | set(others)
            page = read(site / model.addresses.of(dataset.entry.path, code) / "index.html")
            assert page.all("textarea", id="embed-code")
            assert f'src="{SITE_URL}data/figures/{dataset.id}.{code}.html"' in "".join(page.text)


def test_a_pinned_value_tells_of_newer_ones(site: Path, every: dict[str, Dataset]) -> None:
    document = read(site / "data" / "figures" / "yearly.fr.html")
    assert document.all("div", id="2022")[0]["class"] == "pinned"
    newest = every["yearly"].figure.latest()
    assert newest is not None
    parts = [found["id"] for found in document.all("span") if found.get("class") == "part" and "id" in found]
    assert parts == [newest.period.text]


PINNED = re.compile(r'<div class="pinned" id="([^"]+)">(.*?)</div>', re.DOTALL)
NEWER = re.compile(r'<p class="newer">.*?<data value="([^"]+)">')


def test_a_pinned_value_is_compared_with_newer_ones_of_the_same_codes_only(
    site: Path, every: dict[str, Dataset]
) -> None:
    compared = 0
    for dataset in every.values():
        points = {value_key(dataset.figure, point): point for point in dataset.figure.observations}
        for code in dataset.views:
            text = (site / "data" / "figures" / f"{dataset.id}.{code}.html").read_text(encoding="utf-8")
            for key, shown in PINNED.findall(text):
                point = points[html.unescape(key)]
                later = [
                    one
                    for one in points.values()
                    if one.codes == point.codes and one.value is not None and one.period.end > point.period.end
                ]
                newest = max(later, key=lambda one: one.period.end, default=None)
                assert NEWER.findall(shown) == ([str(newest.value)] if newest else []), (dataset.id, key)
                compared += newest is not None
    assert compared > 20


def write_downloads(site: Site, folder: Path) -> None:
    """Write the downloads of all figures and the catalogues into a folder."""
    kept = Kept(site.kept_downloads)
    for file in plan_downloads(site):
        file.put(folder, kept)
    kept.finish()


def test_an_overdue_update_is_said(small: Path) -> None:
    path = small / "data" / "figures" / "applicants.yml"
    path.write_text(re.sub(r"(?m)^next_update: .*$", "next_update: 2020-01", path.read_text()))
    content = read_content(small)[0]
    write_downloads(Site(content, DAY, SITE_URL), small / "site")
    for code in LANGUAGES:
        text = (small / "site" / "data" / "figures" / f"applicants.{code}.html").read_text(encoding="utf-8")
        when = language(code).placed(parse_span("2020-01"), "for")
        assert language(code).say("was announced %(when)s and isn’t here yet", when=when) in text


# --- the JSON of a figure --------------------------------------------------------------------------------------------


def test_the_json_explains_its_codes(every: dict[str, Dataset]) -> None:
    for dataset in every.values():
        found = metadata(dataset)
        assert set(found["dimensions"]) == set(dataset.figure.dimensions)
        for point in found["observations"]:
            for name, facts in found["dimensions"].items():
                assert set(facts["codes"][point[name]]) == set(LANGUAGES)
            assert set(point.get("status", "")) <= set(found["statusFlags"])
            assert point["source"] in found["sources"]
            if note := point.get("note"):
                assert all(found["notes"][code][note] for code in LANGUAGES)


# --- Data Package ----------------------------------------------------------------------------------------------------


def test_the_data_package_is_valid_with_its_data(site: Path, every: dict[str, Dataset]) -> None:
    report = frictionless.validate(str(site / "datapackage.json"))
    assert report.flatten(["type", "note", "message"]) == []
    package = json.loads((site / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(every)
    assert report.stats["tasks"] == len(every)
    for resource in package["resources"]:
        dataset, data = every[resource["name"]], (site / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        assert resource["version"] == dataset.version.isoformat()
        assert (site / resource["versionAddress"].removeprefix(SITE_URL) / "data.csv").is_file()
        assert resource["modified"] == dataset.figure.changed.isoformat() <= package["modified"]


def test_the_data_package_refuses_a_wrong_value(site: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / "figures").mkdir(parents=True)
    package = json.loads((site / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [one for one in package["resources"] if one["name"] == "yearly"]
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    name = "data/figures/yearly.csv"
    text = (site / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(text.replace("39615", "-1").replace("2015,", "in 2015,"))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    # The table is another one than the package describes, too.
    assert {kind for (kind,) in report.flatten(["type"])} == {"constraint-error", "byte-count", "hash-count"}


# --- made once -------------------------------------------------------------------------------------------------------


def _prints(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_input_gives_the_same_bytes_kept_or_not(tmp_path: Path) -> None:
    content = read_content(FIXTURES / "valid")[0]
    prints = []
    for number, cache in enumerate((tmp_path / "cache" / "charts", tmp_path / "cache" / "charts", None)):
        write_downloads(Site(content, DAY, SITE_URL, cache=cache), tmp_path / str(number))
        prints.append(_prints(tmp_path / str(number)))
    assert prints[0] == prints[1] == prints[2]
    assert {Path(name).suffix for name in prints[0]} >= {
        *(".xlsx", ".bib", ".csv", ".json", ".ttl", ".jsonld", ".html", ".parquet", ".xml"),
    }


def test_what_tells_of_a_file_weighs_what_was_made(tmp_path: Path) -> None:
    """A build weighs what it has written, and makes nothing twice; the live site says the same."""
    made: list[str] = []

    def make() -> str:
        made.append("one")
        return "é" * 10

    scales = Scales()
    file, last = Planned("one.txt", make), PlannedLast("all.txt", scales, lambda: str(scales.weigh("one.txt")))
    scales.files[file.address] = file
    kept = Kept(Store(None))
    for planned in (file, last):
        planned.put(tmp_path, kept)
    kept.finish()
    assert made == ["one"]
    assert "size=20" in (tmp_path / "all.txt").read_text()
    assert last.data(Store(None)) == (tmp_path / "all.txt").read_bytes()
    other = Scales({file.address: file})
    live = PlannedLast("all.txt", other, lambda: str(other.weigh("one.txt")))
    assert live.data(Store(None)) == (tmp_path / "all.txt").read_bytes()
    with pytest.raises(KeyError):
        other.weigh("none.txt")
