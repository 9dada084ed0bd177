"""The term base: how its words are found, and how other programs read it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from translate.storage.tbx import tbxfile

from factsite.checking import check
from factsite.cli import main
from factsite.records.termbase import AgreedWords
from factsite.rendering.finding import Finder
from factsite.rendering.site import Site
from factsite.terminology.base import Lexicon, meant_in
from factsite.terminology.tokens import WordReader
from projects import DAY, FIXTURES, SITE_URL, make_project, rich_content


def lexicon(code: str, **words: object) -> tuple[Lexicon, WordReader]:
    reader = WordReader(code)
    return Lexicon(reader, [("it", AgreedWords.model_validate(words))]), reader


@pytest.mark.parametrize(
    ("code", "words", "text", "stands"),
    [
        ("fr", {"term": "asile"}, "le droit d’asile", True),
        ("fr", {"term": "demande ultérieure"}, "des demandes ultérieures", True),
        ("fr", {"term": "demande ultérieure"}, "une demande, dite ultérieure", True),
        ("fr", {"term": "étranger"}, "les étrangers", True),
        ("fr", {"term": "titre de séjour"}, "le droit de séjour", False),
        ("fr", {"term": "arriéré", "forms": ["retard accumulé"]}, "le retard accumulé", True),
        ("nl", {"term": "asielaanvraag"}, "de asielaanvraagprocedure", True),
        ("nl", {"term": "Dublinprocedure"}, "de Dublin-procedure", True),
        ("nl", {"term": "wet"}, "het verwetene", False),
        ("nl", {"term": "volgend verzoek"}, "volgende verzoeken", True),
        ("en", {"term": "asylum"}, "asylumseekers", False),
        ("fr", {"term": "initiative locale d’accueil", "also": ["ILA"]}, "une ILA", True),
        ("nl", {"term": "opvanginitiatief", "also": ["LOI"]}, "la loi", False),
        ("el", {"term": "άσυλο"}, "το άσυλο", True),
    ],
)
def test_a_term_stands_there_inflected_parted_or_in_a_compound(
    code: str, words: dict[str, object], text: str, *, stands: bool
) -> None:
    found, reader = lexicon(code, **words)
    assert found.stands_in("it", text, reader.stems(text)) is stands


@pytest.mark.parametrize(
    ("term", "text", "meant"),
    [
        ("hearing", "A hearing was held.", ["hearing"]),
        ("hearing", "The court hears appeals.", []),
        ("asylum", "The Asylum Information Database", []),
        ("asylum", "Asylum is a right.", ["Asylum"]),
        ("asylum", "| A | B |\n| Asylum | b |", ["Asylum"]),
        ("case and person", "cases, and persons", []),
        ("case and person", "cases and persons", ["cases and persons"]),
    ],
)
def test_what_only_looks_like_a_term_is_none(term: str, text: str, meant: list[str]) -> None:
    found, reader = lexicon("en", term=term)
    assert [text[start:end] for start, end, _ in meant_in(found.found_in(reader.stems(text)), reader, text)] == meant


def put(page: Path, text: str) -> None:
    page.write_text(page.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("french", "count"),
    [
        ("Les demandeurs attendent.", 0),
        ('Les {{ term("applicant", "personnes") }} attendent.', 0),
        ("Les personnes attendent.", 1),
    ],
)
def test_the_source_may_be_in_any_language(small: Path, french: str, count: int) -> None:
    """A page written first in Dutch: its Dutch word is asked for in French and English."""
    data = small / "data" / "explained" / "procedure.yml"
    data.write_text(data.read_text(encoding="utf-8") + "source_language: nl\n", encoding="utf-8")
    for code, text in (("nl", "Asielzoekers wachten."), ("en", "Applicants wait."), ("fr", french)):
        put(small / code / "explained" / "procedure.md", text)
    problems = [one for one in check(small, DAY)[1] if one.rule == "term-translation"]
    assert [one.path.parts[-3] for one in problems] == ["fr"] * count


def test_an_everyday_word_asks_for_nothing(small: Path) -> None:
    (small / "data" / "glossary.yml").write_text("applicant: {themes: [asylum], everyday: true}\n", encoding="utf-8")
    for code, text in (("en", "Applicants wait."), ("fr", "On attend."), ("nl", "Men wacht.")):
        put(small / code / "explained" / "procedure.md", text)
    assert "term-translation" not in {one.rule for one in check(small, DAY)[1]}


def test_search_keeps_every_word_under_which_readers_look() -> None:
    refused = ["solliciteur", {"word": "candidat", "as_translation": True}]
    words = {"term": "demandeur", "also": ["postulant"], "forms": ["requérante"], "deprecated": refused}
    site = Site(rich_content(), DAY, SITE_URL)
    before = site.content.glossary.words["fr"]["applicant"]
    site.content.glossary.words["fr"]["applicant"] = before.model_copy(
        update=AgreedWords.model_validate(words).__dict__ | {"related": ["asile"], "parts": ["demande"]}
    )
    try:
        found = Finder(site, "fr").data()["terms"][0]
    finally:
        site.content.glossary.words["fr"]["applicant"] = before
    assert found == [["demandeur", "postulant", "requérante", "asile", "solliciteur"], ["demande"]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project(tmp_path, FIXTURES / "valid")
    glossary = folder / "content" / "fr" / "glossary.yml"
    glossary.write_text(
        glossary.read_text(encoding="utf-8") + "  also: [postulant & autre]\n  deprecated: [requérant]\n",
        encoding="utf-8",
    )
    (folder / "content" / "data" / "terms.yml").write_text(
        "yearbook: {en: {term: yearbook}, fr: {term: bilan, deprecated: [{word: aperçu, as_translation: true}]}}\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_the_report_alone(project: Path) -> None:
    assert run("terms", "check").exit_code == 0
    put(project / "content" / "fr" / "explained" / "procedure.md", "Les requérants « ici » ...")
    text, found = run("terms", "check"), run("terms", "check", "--format", "json", "--language", "fr")
    assert text.exit_code == found.exit_code == 1
    assert "forbidden-word fr: 1" in text.output
    assert [row["rule"] for row in json.loads(found.stdout)] == ["forbidden-word", "typography"]
    assert run("terms", "check", "--language", "nl").exit_code == 0


def test_another_program_reads_the_term_base(project: Path) -> None:
    """Translate Toolkit reads the format of 2008."""
    assert run("terms", "export", "--tbx", "2", "--output", "terms.tbx").exit_code == 0
    store = tbxfile.parsestring(  # type: ignore[no-untyped-call]
        (project / "terms.tbx").read_bytes(), "en", "fr"
    )
    assert [(unit.source, unit.target) for unit in store.units] == [("applicant", "demandeur"), ("yearbook", "bilan")]
    statuses = {one.text: one.administrative_status for unit in store.units for one in unit.get_target_terms()}
    assert statuses == {
        "demandeur": "preferredTerm-admn-sts",
        "postulant & autre": "admittedTerm-admn-sts",
        "requérant": "deprecatedTerm-admn-sts",
        "bilan": "preferredTerm-admn-sts",
        "aperçu": "deprecatedTerm-admn-sts",
    }
    assert "Qui fait une demande." in {note.text for note in store.units[0].get_common_notes()}


def test_the_format_of_2019_holds_what_its_dialect_knows(project: Path) -> None:
    del project
    text = run("terms", "export").output
    assert text == run("terms", "export").output
    root = ElementTree.fromstring(text)  # noqa: S314
    assert root.attrib["type"] == "TBX-Basic"
    core, low, basic = "urn:iso:std:iso:30042:ed-2", "http://www.tbxinfo.net/ns/min", "http://www.tbxinfo.net/ns/basic"
    assert {one.tag for one in root.iter()} == {
        *(
            f"{{{core}}}{name}"
            for name in ("tbx", "tbxHeader", "fileDesc", "sourceDesc", "p", "text", "body", "conceptEntry", "langSec")
        ),
        *(f"{{{core}}}{name}" for name in ("descripGrp", "termSec", "term", "note")),
        *(f"{{{low}}}{name}" for name in ("subjectField", "externalCrossReference", "administrativeStatus")),
        f"{{{basic}}}definition",
    }
    (address,) = {
        one.attrib["target"]
        for section in root.iter(f"{{{core}}}langSec")
        if section.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "fr"
        for one in section.iter(f"{{{low}}}externalCrossReference")
    }
    assert address.endswith("#demandeur")
