"""The schemas agree with the check, say of each field what the handbook says, and are at work in VS Code's server."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from factsite.checking import check
from factsite.describing.files import associations, drifted, write
from factsite.describing.models import schema_of
from factsite.reading.content import read_content
from factsite.records.embargo import HELD_FIELDS
from factsite.records.mapping import Mapping
from factsite.records.model import told_of_fields
from factsite.records.registry import kinds
from factsite.records.settings import Settings
from factsite.records.source import Source
from factsite.records.words import PageWords, TermFacts, TermWords
from language_server import LanguageServer, is_there
from projects import DAY, copy_rich, copy_valid
from schema_check import refused
from test_dictionary import MODELS, SECTIONS

TOP = [
    *(kind.record for kind in kinds().values()),
    *(kind.words for kind in kinds().values()),
    *(Source, Settings, PageWords, TermFacts, TermWords),
]
# A slip in a file, and the line that the check names; each is refused by both.
SLIPS = {
    "an unknown field": ("data/figures/applicants.yml", "measures:", "measure:"),
    "a wrong type": ("data/legislation/act.yml", "date: 2017-02-24", "date: [2017]"),
    "a wrong code": ("data/decisions/ruling.yml", "outcome: suspended", "outcome: supended"),
    "a wrong code of the site": ("data/legislation/amending.yml", "act: royal-decree", "act: royal"),
    "a wrong identifier": ("data/organisations/office.yml", "themes: [asylum]", "themes: [asylums]"),
    "a day that is none": ("data/explained/procedure.yml", "changed: 2026-02-01", "changed: 1/2/2026"),
    "a decimal comma": ("data/commitments/promise.yml", "number: 1", "number: 1,5"),
    "a field at the top of a page": ("fr/figures/applicants.md", "counted:", "comptes:"),
}


def project(folder: Path, content: Path) -> Path:
    """The schemas beside a content."""
    write(folder, read_content(content)[0])
    return folder


def test_good_content_is_valid(tmp_path: Path) -> None:
    content = copy_rich(tmp_path)
    project(tmp_path, content)
    assert refused(tmp_path, read_content(content)[0]) == {}


def test_the_schemas_and_the_check_agree(tmp_path: Path) -> None:
    content = copy_valid(tmp_path)
    project(tmp_path, content)
    before = read_content(content)[0]
    files = set()
    for name, old, new in SLIPS.values():
        path = content / name
        text = path.read_text(encoding="utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        files.add(f"content/{name}")
    _, problems = check(content, DAY)
    assert files - {problem.path.relative_to(tmp_path).as_posix() for problem in problems} == set()
    assert set(refused(tmp_path, before)) == files


def test_schemas_that_drift_are_named_and_mended(tmp_path: Path) -> None:
    content = read_content(copy_valid(tmp_path))[0]
    project(tmp_path, tmp_path / "content")
    assert list(drifted(tmp_path, content)) == []
    (tmp_path / "schemas" / "figures.json").write_text("{}", encoding="utf-8")
    (tmp_path / "schemas" / "old.json").touch()
    assert write(tmp_path, content) == ["schemas/figures.json", "schemas/old.json"]
    assert list(drifted(tmp_path, content)) == []


def test_a_new_record_is_one_more_line(tmp_path: Path) -> None:
    copy_valid(tmp_path)
    project(tmp_path, tmp_path / "content")
    path = tmp_path / "schemas" / "lists" / "sources.yml"
    before = path.read_text(encoding="utf-8").splitlines()
    shutil.copy(tmp_path / "content/data/sources/survey-2022.yml", tmp_path / "content/data/sources/survey-2024.yml")
    project(tmp_path, tmp_path / "content")
    after = path.read_text(encoding="utf-8").splitlines()
    assert '- "survey-2024"' in after
    assert len(after) == len(before) + 2  # the identifier, and its name


def described(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Every field of a model and of those within it, with what is said of it."""
    made = schema_of(model, [], {})
    for name, part in {"": made, **made.get("definitions", {})}.items():
        for field, one in part.get("properties", {}).items():
            yield f"{name}.{field}", one.get("description", "")


@pytest.mark.parametrize("model", TOP, ids=lambda model: model.__name__)
def test_every_field_is_described(model: type[BaseModel]) -> None:
    assert [name for name, words in described(model) if not words] == []


def cells(section: str) -> dict[str, str]:
    """What the data dictionary says of each field that stands in a row of its own."""
    found: dict[str, str] = {}
    for name, words in re.findall(r"^\| `([a-z_0-9]+)` \| (.*) \|$", section, re.MULTILINE):
        found.setdefault(name, words)
    return found


COMMON = "Fields that every data file may have"


@pytest.mark.parametrize("section", [name for name in MODELS if name not in {"explained", "glossary", "terms.yml"}])
def test_the_dictionary_says_what_the_models_say(section: str) -> None:
    model, common = MODELS[section]
    told = cells(SECTIONS[section].split("Under `import`")[0])
    for name, field in model.model_fields.items():
        if common is not None and name in common.model_fields:
            continue
        words = " ".join(told_of_fields(model).get(name, "").split())
        if name in HELD_FIELDS and section != COMMON:
            continue  # said once, of every data file
        row = told[field.alias or name].replace(" (required)", "")
        assert words[:1].lower() + words[1:] == row, name
        if section not in {"sources", "words.yml", "site.yml", "accessibility.yml"}:
            assert (" (required)" in told[field.alias or name]) is field.is_required(), name


def test_the_dictionary_says_what_the_mapping_says() -> None:
    told = cells(SECTIONS["figures"].split("Under `import`")[1])
    for name in Mapping.model_fields:
        words = " ".join(told_of_fields(Mapping).get(name, "").split())
        assert words[:1].lower() + words[1:] == told[name], name


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """The language server over the small project, with settings like those of the real one."""
    if not is_there() or shutil.which("node") is None:
        if os.environ.get("FACTSITE_REQUIRE_BROWSER"):
            pytest.fail("yaml-language-server isn’t installed in tests/tools, and this run requires it")
        pytest.skip("yaml-language-server isn’t installed: VS Code’s answers aren’t tried")
    root = tmp_path_factory.mktemp("project")
    content = copy_valid(root)
    project(root, content)
    settings = {"yaml.schemas": associations(read_content(content)[0]), "yaml.schemaStore.enable": False}
    (root / ".vscode").mkdir()
    (root / ".vscode" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    with LanguageServer(root) as server:
        yield server


FIGURE = "content/data/figures/applicants.yml"


def figure(server: LanguageServer, old: str = "", new: str = "") -> str:
    text = (server.root / FIGURE).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1) if old else text


def test_completion_offers_fields_and_what_they_are(server: LanguageServer) -> None:
    offered = server.completions(FIGURE, figure(server) + "|")
    assert offered["rounding"] == "`5` where the publisher rounds to multiples of 5"
    assert "unit" not in offered  # it stands there already


@pytest.mark.parametrize(
    ("old", "new", "value", "name"),
    [
        ("source: survey-2022\n", "source: |\n", "survey-2023", "Enquête 2023"),
        ("organisation: office", "organisation: |", "office", "The Office"),
        ("unit: persons", "unit: |", "cases", "cases"),
        ("measures: flow", "measures: |", "stock", "counted on one day (stock)"),
        ("themes: [asylum]", "themes: [|]", "asylum", "Asylum"),
        ("sex: F}", "sex: |}", "F", "Women"),
    ],
)
def test_completion_offers_values_of_this_content(
    server: LanguageServer, old: str, new: str, value: str, name: str
) -> None:
    offered = server.completions(FIGURE, figure(server, old, new))
    assert value in offered
    assert name.lower() in offered[value].lower()


def test_hover_says_what_a_field_is(server: LanguageServer) -> None:
    assert "The body that publishes the number" in server.hover(
        FIGURE, figure(server, "organisation:", "organi|sation:")
    )


def test_a_good_file_has_nothing_underlined(server: LanguageServer) -> None:
    assert server.diagnostics(FIGURE, figure(server)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("unit: persons", "unit: person", 4, "This is no code of “units”"),
        ("source: survey-2022\n", "source: survey-2021\n", 10, "This is no identifier of content/data/sources."),
        ("value: 16910", "value: 16 910", 20, "Write digits and at most one point"),
        ("changed: 2026-02-01", "changed: 1/2/2026", 3, "Write year-month-day."),
        ("measures: flow", "measure: flow", 5, "Property measure is not allowed."),
    ],
)
def test_a_slip_is_underlined(server: LanguageServer, old: str, new: str, line: int, words: str) -> None:
    found = server.diagnostics(FIGURE, figure(server, old, new))
    assert any(at == line and words in message for at, message in found), found
