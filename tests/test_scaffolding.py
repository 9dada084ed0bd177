"""``factsite new``: for every kind, valid files in one language, each field explained, what waits marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factsite.checking import check
from factsite.cli import main
from factsite.problems import Severity
from factsite.records.registry import kinds
from factsite.renaming.things import identifiers
from factsite.translating.status import Freshness, read_locks, statuses
from projects import DAY, copy_valid


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_valid(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments], catch_exceptions=False)


def new(*arguments: str) -> Result:
    return run("new", *arguments, "--day", DAY.isoformat())


@pytest.mark.parametrize("kind", [*kinds(), "sources", "terms"])
@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_a_new_record_has_no_error_and_says_what_waits(project: Path, kind: str, code: str) -> None:
    result = new(kind, "something-new", "--source-language", code)
    assert result.exit_code == 0, result.output
    content, problems = check(project / "content", DAY)
    assert {problem.rule for problem in problems} <= {"placeholder", "fallback"}
    assert {problem.severity for problem in problems} == {Severity.NOTICE}
    assert "something-new" in identifiers(kind, content)
    written = [project / name for name in result.output.split()]
    assert {problem.path for problem in problems if problem.rule == "placeholder"} == set(written)
    assert run("check", "--release").exit_code == 1


@pytest.mark.parametrize("kind", [*kinds(), "sources"])
@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_an_example_without_its_mark_is_an_example_still(project: Path, kind: str, code: str) -> None:
    result = new(kind, "something-new", "--source-language", code)
    for path in (project / name for name in result.output.split()):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("  # TODO", "").replace("(TODO) ", ""), encoding="utf-8")
    released = run("check", "--release", "--day", DAY.isoformat())
    found = [line for line in released.output.splitlines() if "error[placeholder]" in line and "something-new" in line]
    asked = 1 if kind == "sources" else 3  # the title of a source; title, summary and text of a page at least
    assert len(found) >= asked, released.output
    assert all("still the example" in line for line in found)
    assert released.exit_code == 1


TELLING = {
    "bridges": "themes",
    "commitments": "promised",
    "decisions": "date",
    "fact-checks": "claimed",
    "figures": "unit",
    "legislation": "steps",
}


# Where something in an example is enough by itself.
ALONE = {"bridges", "figures"}


def facts_left(project: Path) -> list[str]:
    """The new records of which a release is told that their facts are still examples."""
    problems = check(project / "content", DAY, release=True)[1]
    return [problem.path.parent.name for problem in problems if "still the examples" in str(problem.message)]


@pytest.mark.parametrize("kind", TELLING)
def test_facts_of_an_example_do_not_pass_without_their_marks(project: Path, kind: str) -> None:
    assert new(kind, "something-new").exit_code == 0
    path = project / "content/data" / kind / "something-new.yml"
    assert facts_left(project) == [], "what is marked is told as such"
    # Whoever deletes the mark with one space leaves the other; some editors write every text in quotes.
    text = path.read_text(encoding="utf-8").replace(" # TODO", "").replace("frequency: annual", 'frequency: "annual"')
    path.write_text(text, encoding="utf-8")
    assert facts_left(project) == [kind]
    path.write_text(text := re.sub(" +$", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert facts_left(project) == [kind]
    # Whoever found them right says so.
    said = re.sub(rf"^({TELLING[kind]}:.*)$", r"\1  # checked", text, flags=re.MULTILINE)
    path.write_text(said, encoding="utf-8")
    # A number of nothing asks for a comment of its own.
    assert facts_left(project) == ([kind] if kind in ALONE else [])
    path.write_text(re.sub(r": 0\}(.*)$", r": 0}\1  # checked", said, flags=re.MULTILINE), encoding="utf-8")
    assert facts_left(project) == []


def test_an_example_of_which_most_was_replaced_is_a_record(project: Path) -> None:
    given = ("--observations", "[{period: 2025, value: 5}]")
    assert new("figures", "something-new", *given).exit_code == 0
    path = project / "content/data/figures/something-new.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("  # TODO", ""), encoding="utf-8")
    assert facts_left(project) == []


def test_a_zero_alone_is_an_example_still(project: Path) -> None:
    assert new("figures", "something-new", "--organisation", "office", "--source", "survey-2023").exit_code == 0
    path = project / "content/data/figures/something-new.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("  # TODO", ""), encoding="utf-8")
    assert facts_left(project) == ["figures"]


def test_a_source_of_another_publisher_is_written_as_given(project: Path) -> None:
    given = ("--publisher-name", "Moniteur belge", "--title", "Loi", "--published", "2024-07-10")
    assert new("source", "loi", *given).exit_code == 0
    text = (project / "content/data/sources/loi.yml").read_text(encoding="utf-8")
    assert "published: '2024-07-10'\n" in text
    assert "publisher_name: 'Moniteur belge'\n" in text
    assert not re.search("^publisher:", text, re.MULTILINE)
    assert "title: {language: en, text: 'Loi'}  # TODO\n" in text  # nobody said that it is in English
    assert "licence: not-stated  # TODO\n" in text


@pytest.mark.parametrize("kind", [*kinds(), "sources", "terms"])
@pytest.mark.parametrize("name", ["cc-999-2027", "48-hours-2020"])
def test_a_name_with_numbers_is_as_good_as_another(project: Path, kind: str, name: str) -> None:
    assert new(kind, name).exit_code == 0
    assert {problem.rule for problem in check(project / "content", DAY)[1]} <= {"placeholder", "fallback"}


@pytest.mark.parametrize("kind", [*kinds(), "terms"])
def test_the_other_languages_are_missing(project: Path, kind: str) -> None:
    assert new(kind, "something-new", "--source-language", "fr").exit_code == 0
    content, _ = check(project / "content", DAY)
    # A term has no source language of its own: one that only French has is shown in French.
    found = [one for one in statuses(content, read_locks(project, content.languages)) if "something-new" in one.unit.id]
    assert {one.state for one in found} <= {Freshness.MISSING}
    assert {one.language for one in found} == ({"en", "nl"} if kind != "terms" else set())
    assert not (project / "content" / "en" / kind / "something-new.md").exists()


def test_what_is_given_stands_there_and_does_not_wait(project: Path) -> None:
    fields = {
        "title": "Places: how many?", "summary": "It’s about places.", "counted": "Places.", "not-counted": "Persons.",
        "limits": "Who lives there.",
        "themes": "return", "unit": "places", "measures": "stock", "frequency": "irregular", "organisation": "office",
        "source": "survey-2023", "next-update": "ended", "bounds": "{min: 0, max: 9}",
        "observations": "[{period: 2026-01-01, value: 5}]",
    }  # fmt: skip
    given = [part for name, value in fields.items() for part in (f"--{name}", value)]
    assert new("figure", "places", *given).exit_code == 0
    facts = (project / "content" / "data" / "figures" / "places.yml").read_text(encoding="utf-8")
    assert "TODO" not in facts
    assert "# unit: A code of units" in facts
    words = (project / "content" / "en" / "figures" / "places.md").read_text(encoding="utf-8")
    assert "slug: places-how-many" in words
    assert words.count("TODO") == 1  # the explanation itself


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("figures", "Bad Id"), "lower-case"),
        (("figures", "UPPER"), "lower-case"),
        (("figures", "index"), "list of a section"),
        (("figures", "applicants"), "already"),
        (("figures", "x", "--unit", "person"), "Did you mean “persons”?"),
        (("figures", "x", "--unnit", "persons"), "Did you mean “unit”?"),
        (("figures", "x", "--organisation", "ofice"), "Did you mean “office”?"),
        (("figures", "x", "--source-language", "de"), "no language “de”"),
        (("figures", "x", "--unit"), "needs a value"),
        (("figures", "x", "persons"), "belongs to no field"),
        (("figurs", "x"), "Did you mean “figures”?"),
        (("theme", "housing", "--en", "Housing"), "“fr”"),
        (("term", "applicant"), "already"),
    ],
)
def test_bad_input_writes_nothing(project: Path, arguments: tuple[str, ...], said: str) -> None:
    before = sorted(path for path in project.rglob("*") if path.is_file())
    result = new(*arguments)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert sorted(path for path in project.rglob("*") if path.is_file()) == before


def test_a_value_that_the_check_refuses_writes_nothing(project: Path) -> None:
    result = new("figure", "places", "--next-update", "31/12/2026")
    assert result.exit_code == 1
    assert "31/12/2026" in result.output
    assert not (project / "content" / "data" / "figures" / "places.yml").exists()


def test_a_theme_has_its_name_in_every_language(project: Path) -> None:
    assert new("theme", "housing", "--en", "Housing", "--fr", "Logement", "--nl", "Huisvesting").exit_code == 0
    content, problems = check(project / "content", DAY)
    assert problems == []
    assert [content.labels_in(code).themes["housing"] for code in ("en", "fr", "nl")] == [
        "Housing", "Logement", "Huisvesting",
    ]  # fmt: skip
