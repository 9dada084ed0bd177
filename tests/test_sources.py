"""Sources in the reader's language, who is responsible for the site, and what readers aren't shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from factsite.checking import check
from factsite.cli import main
from factsite.problems import Severity
from factsite.records.common import SourcePlace
from factsite.records.source import Source
from projects import DAY, codes, copy_valid, lay_over

PARTLY = {
    "publisher_name": {"en": "Bulletin (firm)", "fr": "Bulletin (cabinet)", "nl": "Bulletin (kantoor)"},
    "title": {"language": "de", "text": "Erhebung"},
    "in_language": {
        "fr": {"title": "Enquête", "address": "https://www.example.org/fr"},
        "nl": {"title": "Enquête van het jaar"},
    },
    "form": "web-page",
    "published": "2023",
    "accessed": "2023-02",
    "address": "https://www.example.org/de",
    "licence": "not-stated",
}


def test_readers_get_the_edition_in_their_language() -> None:
    source = Source.model_validate(PARTLY, context=codes())
    assert [source.title_for(code).text for code in ("en", "fr", "nl")] == [
        "Erhebung",
        "Enquête",
        "Enquête van het jaar",
    ]
    assert [source.title_for(code).language for code in ("en", "fr", "nl")] == ["de", "fr", "nl"]
    assert [source.described_for(code) for code in ("en", "fr", "nl")] == [False, False, True]
    assert [source.language_for(code) for code in ("en", "fr", "nl")] == ["de", "fr", "de"]
    assert [source.address_for(code) for code in ("en", "fr", "nl")] == [
        "https://www.example.org/de",
        "https://www.example.org/fr",
        "https://www.example.org/de",
    ]
    assert source.languages == ["de", "fr"]
    assert source.addresses == ["https://www.example.org/de", "https://www.example.org/fr"]
    assert source.publisher_name is not None
    assert source.publisher_name.read_in("nl") == "Bulletin (kantoor)"


@pytest.mark.parametrize(
    ("place", "wordy"),
    [
        ("3.2.3", False),
        ("9bis", False),
        ("III", False),
        ("iv", False),
        ("12-14", False),
        ("B", False),
        ("Executive summary", True),
        ("Annex 1", True),
        ("Résumé", True),
        ("slide 4", True),
    ],
)
def test_places_in_words_are_told_from_numbers(place: str, wordy: bool) -> None:
    assert bool(SourcePlace(section=place).wordy) is wordy


def test_pages_show_titles_and_parts_in_the_readers_language(small_site: Path) -> None:
    french = (small_site / "fr" / "a-propos" / "sources" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://www.example.org/enquete"' in french
    assert "Enquête de 2022" in french
    assert "[Enquête 2023]" in french
    dutch = "".join(page.read_text(encoding="utf-8") for page in (small_site / "nl").rglob("index.html"))
    assert "[Enquête van het jaar]" in dutch
    assert "“Samenvatting”" in dutch
    assert "Summary" not in dutch


def test_no_reader_sees_the_name_of_a_copy(small_site: Path) -> None:
    for path in small_site.rglob("*"):
        if path.is_file() and path.suffix in {".html", ".json", ".jsonld", ".ttl", ".csv", ".atom"}:
            assert "archive/survey-2023.txt" not in path.read_text(encoding="utf-8"), path


def test_publisher_and_contact_come_from_the_settings(small_site: Path) -> None:
    nodes = json.loads((small_site / "catalog.jsonld").read_text(encoding="utf-8"))["@graph"]
    by_kind = {node["@type"]: node for node in nodes}
    publisher = next(node for node in nodes if node["@id"] == by_kind["dcat:Catalog"]["dct:publisher"]["@id"])
    assert {name["@value"] for name in publisher["foaf:name"]} == {"Office", "Bureau", "Kantoor"}
    assert by_kind["vcard:Organization"]["vcard:hasEmail"] == {"@id": "mailto:info@example.org"}
    assert by_kind["dcat:Dataset"]["dcat:contactPoint"] == {"@id": by_kind["vcard:Organization"]["@id"]}
    assert "<author><name>Bureau</name></author>" in (small_site / "fr" / "all.atom").read_text(encoding="utf-8")
    corrections = [page.read_text(encoding="utf-8") for page in (small_site / "nl").rglob("corr*/index.html")]
    assert any(
        "https://www.example.org/error" in page and "https://www.example.org/nl/" in page for page in corrections
    )
    assert "Uitgever: Kantoor." in (small_site / "nl" / "index.html").read_text(encoding="utf-8")


def test_a_placeholder_is_a_notice_and_refused_in_a_release(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_over("placeholder", small)
    assert {problem.severity for problem in check(small, DAY)[1]} == {Severity.NOTICE}
    assert {problem.severity for problem in check(small, DAY, release=True)[1]} == {Severity.ERROR}
    (small.parent / "mkdocs.yml").touch()
    monkeypatch.chdir(small.parent)
    assert CliRunner().invoke(main, ["check", "--day", DAY.isoformat()]).exit_code == 0
    assert CliRunner().invoke(main, ["check", "--day", DAY.isoformat(), "--release"]).exit_code == 1
    refused = CliRunner().invoke(main, ["site", "--day", DAY.isoformat(), "--release"])
    assert refused.exit_code == 1
    assert "error[placeholder]" in refused.output
    assert not (small.parent / "site").exists()


def test_whoever_is_settled_can_be_reached(tmp_path: Path) -> None:
    content = copy_valid(tmp_path)
    settings = content / "data" / "site.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("email: info@", "email: info"), encoding="utf-8")
    assert [problem.rule for problem in check(content, DAY)[1]] == ["address"]


def test_who_passes_a_source_on_is_named_once() -> None:
    passed_on = {**PARTLY, "via_name": {"en": "the library", "fr": "la bibliothèque", "nl": "de bibliotheek"}}
    source = Source.model_validate(passed_on, context=codes())
    assert source.via_name
    assert source.via_name.read_in("fr") == "la bibliothèque"
    with pytest.raises(ValueError, match="not both"):
        Source.model_validate({**passed_on, "via": "survey-office"}, context=codes())
