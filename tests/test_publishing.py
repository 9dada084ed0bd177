"""What can be taken along: the same numbers as on the page, safe in a spreadsheet, described for programs."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from documents import LANGUAGES, read
from factsite.content import Content
from factsite.deriving.coded import code_in_files, column_of
from factsite.publishing.delimited import safe
from factsite.records.figure import Figure


def test_csv_and_json_hold_every_observation(site: Path, content: Content, identifier: str) -> None:
    figure = content.get("figures", identifier, Figure)
    assert figure is not None
    folder = site / "data" / "figures"
    with (folder / f"{identifier}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    main = {
        (row["period"], *(row[column_of(name)] for name in figure.dimensions)): row
        for row in rows
        if row["alternative"] == "0"
    }
    found = json.loads((folder / f"{identifier}.json").read_text(encoding="utf-8"))
    assert len(main) == len(rows) == len(figure.observations) == len(found["observations"])
    for point, observation in zip(figure.observations, found["observations"], strict=True):
        row = main[point.period.text, *(code_in_files(content, name, point.codes[name]) for name in figure.dimensions)]
        assert (Decimal(row["value"]) if row["value"] else None) == point.value
        assert observation["value"] == (None if point.value is None else float(point.value))
        assert row["status"] == str(point.status)
        assert row["source"] == figure.source_of(point)
    assert set(found["title"]) == set(LANGUAGES)


def test_labelled_tables_are_in_their_language(site: Path) -> None:
    heads = {}
    for code in LANGUAGES:
        path = site / "data" / "figures" / f"permits.{code}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            heads[code] = next(csv.reader(file))[0]
    assert heads == {"en": "Period", "fr": "Période", "nl": "Periode"}


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+x", "'+x"),
        ("@x", "'@x"),
        ("-x", "'-x"),
        ("-2+3", "'-2+3"),
        ("-42", "-42"),
        ("-4.2", "-4.2"),
        ("text", "text"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, kept: str) -> None:
    assert safe(cell) == kept


def test_datasets_say_what_the_page_says(site: Path) -> None:
    for path, language in (("en/figures/each-year", "en"), ("fr/chiffres/chaque-annee", "fr")):
        text = (site / path / "index.html").read_text(encoding="utf-8")
        block = text.split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0]
        found = json.loads(block)
        document = read(site / path / "index.html")
        assert found["@type"] == "Dataset"
        assert found["inLanguage"] == language
        assert found["url"] == document.canonical()
        assert found["name"] in "".join(document.text)
        assert found["@id"].endswith("/data/figures/yearly/")
        assert found["isBasedOn"]
        assert {file["encodingFormat"] for file in found["distribution"]} >= {
            "text/csv",
            "image/png",
            "application/json",
        }
        for download in found["distribution"]:
            assert (site / download["contentUrl"].split("/", 3)[3]).is_file()
