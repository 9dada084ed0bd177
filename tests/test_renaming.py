"""Another name, and no name: everything that refers to a record is carried along, to the byte, or nothing is."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factsite.checking import check
from factsite.cli import main
from factsite.problems import has_errors
from factsite.renaming.things import identifiers, known_kinds
from factsite.translating.status import Freshness, read_locks, statuses
from projects import DAY, copy_rich, rich_content

LATER = (DAY + timedelta(days=1)).isoformat()
# One of each kind, and of those that others refer to the most.
THINGS = (
    *("figures/applicants", "figures/residents", "legislation/reception", "decisions/ruling", "organisations/office"),
    *("sources/survey-2022", "terms/applicant", "themes/asylum", "explained/procedure"),
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy_rich(tmp_path)
    monkeypatch.chdir(tmp_path)
    result = run("translations", "accept", "--everything")
    assert result.exit_code == 0, result.output
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def held(root: Path) -> dict[str, bytes]:
    """Every file of the content and of the locks."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("content", "translations")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def errors(root: Path) -> list[str]:
    _, problems = check(root / "content", DAY)
    return [problem.head(root) for problem in problems if has_errors([problem])]


def every_thing() -> list[str]:
    content = rich_content()
    kinds = [kind for kind in known_kinds() if kind != "dimensions"]
    return [f"{kind}/{name}" for kind in kinds for name in sorted(identifiers(kind, content))]


def test_there_are_things_of_every_kind() -> None:
    assert {name.partition("/")[0] for name in every_thing()} == set(known_kinds()) - {"dimensions"}


@pytest.mark.parametrize("name", THINGS)
def test_there_and_back_on_one_day_every_byte_is_as_it_was(project: Path, name: str) -> None:
    before = held(project)
    kind, _, old = name.partition("/")
    there = run("rename", name, "another-name", "--day", DAY.isoformat())
    assert there.exit_code == 0, there.output
    assert held(project) != before
    assert errors(project) == []
    assert not list((project / "content").rglob(f"{old}.*")) or kind not in {"figures", "sources"}
    back = run("rename", f"{kind}/another-name", old, "--day", DAY.isoformat())
    assert back.exit_code == 0, back.output
    assert held(project) == before


@pytest.mark.parametrize("name", THINGS)
def test_every_translation_is_as_current_as_it_was(project: Path, name: str) -> None:
    assert run("rename", name, "another-name").exit_code == 0
    content, _ = check(project / "content", DAY)
    found = list(statuses(content, read_locks(project, content.languages)))
    assert found
    assert {one.state for one in found} <= {Freshness.CURRENT, Freshness.MISSING}


def test_on_a_later_day_the_former_name_stays(project: Path) -> None:
    assert run("rename", "figures/applicants", "asylum", "--day", DAY.isoformat()).exit_code == 0
    assert run("rename", "figures/asylum", "asylum-applicants", "--day", LATER).exit_code == 0
    content, _ = check(project / "content", DAY)
    assert content.former_names("figures/asylum-applicants") == ["applicants", "asylum"]
    assert content.first_name("figures/asylum-applicants") == "figures/applicants"


APPLICANTS = {"en": "The applicants", "fr": "Les demandeurs (applicants)", "nl": "De verzoekers (applicants)"}


def add_to_procedure(project: Path, code: str, words: str) -> Path:
    path = project / "content" / code / "explained" / "procedure.md"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{words}\n", encoding="utf-8")
    return path


def test_the_same_word_in_a_sentence_or_in_code_stays(project: Path) -> None:
    rest = ", `[x](../figures/applicants.md)`, and [those](../figures/applicants.md)."
    pages = {code: add_to_procedure(project, code, words + rest) for code, words in APPLICANTS.items()}
    result = run("rename", "figures/applicants", "asylum")
    assert result.exit_code == 0, result.output
    new = rest.replace("those](../figures/applicants", "those](../figures/asylum")
    for code, page in pages.items():
        assert page.read_text(encoding="utf-8").endswith(f"\n{APPLICANTS[code]}{new}\n")


EXCEPTIONS = (
    "fr:\n  explained/procedure#body.2 applicant: It is a quotation.\n"
    "nl:\n  explained/procedure#body.2 applicant: It is a quotation.\n"
)


@pytest.fixture
def excused(project: Path) -> Path:
    """A place where a translation goes against a term, and the line that excuses it."""
    for code in APPLICANTS:
        add_to_procedure(project, code, "The applicant.")
    path = project / "content" / "data" / "term-exceptions.yml"
    path.write_text(EXCEPTIONS, encoding="utf-8")
    assert errors(project) == []
    return path


@pytest.mark.parametrize(
    ("name", "new", "line"),
    [
        ("explained/procedure", "course", "explained/course#body.2 applicant:"),
        ("terms/applicant", "seeker", "explained/procedure#body.2 seeker:"),
    ],
)
def test_what_excuses_a_text_or_a_term_is_carried_along(
    project: Path, excused: Path, name: str, new: str, line: str
) -> None:
    result = run("rename", name, new, "--day", DAY.isoformat())
    assert result.exit_code == 0, result.output
    assert excused.read_text(encoding="utf-8").count(line) == 2
    assert errors(project) == []
    kind, _, old = name.partition("/")
    assert run("rename", f"{kind}/{new}", old, "--day", DAY.isoformat()).exit_code == 0
    assert excused.read_text(encoding="utf-8") == EXCEPTIONS


def test_a_windows_file_keeps_its_line_ends_and_its_mark(project: Path) -> None:
    path = project / "content" / "en" / "explained" / "procedure.md"
    raw = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(raw)
    assert run("rename", "sources/survey-2022", "survey").exit_code == 0
    assert path.read_bytes() == raw.replace(b'cite("survey-2022"', b'cite("survey"').replace(
        b'source="survey-2022"', b'source="survey"'
    )


def test_a_dry_run_shows_the_difference_and_writes_nothing(project: Path) -> None:
    before = held(project)
    result = run("rename", "figures/applicants", "asylum", "--dry-run")
    assert result.exit_code == 0
    assert "content/data/figures/applicants.yml → content/data/figures/asylum.yml" in result.output
    assert "translations/fr.lock follows" in result.output
    assert "with another name: 8; that go: 0" in result.output
    assert held(project) == before


def test_a_dry_run_shows_the_words_around_a_change(project: Path) -> None:
    for code in ("en", "fr", "nl"):
        add_to_procedure(project, code, f'{"long " * 50}{{{{ link("figures/applicants") }}}}{" words" * 50}.')
    lines = run("rename", "figures/applicants", "asylum", "--dry-run").output.splitlines()
    around = [line for line in lines if 'link("figures/asylum")' in line and "long long" in line]
    assert len(around) == 3
    assert all(line.startswith("+…") and line.endswith("…") and len(line) < 200 for line in around)


def test_another_slug_keeps_the_former_one_and_back_again(project: Path) -> None:
    before = held(project)
    day = ("--day", DAY.isoformat())
    assert run("rename", "legislation/reception", "shelter", "--slug", "en=shelter", *day).exit_code == 0
    content, _ = check(project / "content", DAY)
    words = content.entries["legislation/shelter"].translations["en"].words
    assert words.slug == "shelter"
    assert len(words.former_slugs) == 1
    assert run("rename", "legislation/shelter", "reception", *day).exit_code == 0
    changed = {name for name, raw in held(project).items() if before.get(name) != raw}
    assert changed == {"content/en/legislation/reception.md"}


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("figures/aplicants", "x"), "Did you mean “applicants”?", 2),
        (("figures/applicants", "residents"), "already", 2),
        (("figures/applicants", "Capitals"), "lower-case", 2),
        (("figures/applicants", "with space"), "lower-case", 2),
        (("figures/applicants", "index"), "list of a section", 2),
        (("figures/office", "x"), "organisations/office", 2),
        (("applicants", "x"), "KIND/ID", 2),
        (("dimensions/sex", "x"), "published tables", 2),
        (("figures/applicants", "x", "--slug", "asylum"), "CODE=SLUG", 2),
        (("figures/applicants", "x", "--slug", "de=asylum"), "isn’t in “de”", 2),
    ],
)
def test_bad_input_changes_nothing(project: Path, arguments: tuple[str, ...], said: str, code: int) -> None:
    before = held(project)
    result = run("rename", *arguments)
    assert (result.exit_code, held(project)) == (code, before), result.output
    assert said in result.output


def test_content_with_errors_and_locks_with_marks_of_a_merge_are_refused(project: Path) -> None:
    lock = project / "translations" / "fr.lock"
    whole = lock.read_text(encoding="utf-8")
    lock.write_text("<<<<<<< mine\n" + whole, encoding="utf-8")
    before = held(project)
    result = run("rename", "figures/applicants", "x")
    assert result.exit_code == 1
    assert "translation-lock" in result.output
    lock.write_text(whole, encoding="utf-8")
    (project / "content" / "data" / "home.yml").write_text("- nothing\n", encoding="utf-8")
    result = run("remove", "figures/monthly")
    assert result.exit_code == 1
    assert "home.yml" in result.output
    assert {name for name, raw in held(project).items() if before.get(name) != raw} == {
        "translations/fr.lock",
        "content/data/home.yml",
    }


def test_a_lock_out_of_step_keeps_what_is_stale(project: Path) -> None:
    """A text that was stale before is stale after, and no other is."""
    path = project / "content" / "en" / "figures" / "applicants.md"
    path.write_text(path.read_text(encoding="utf-8").replace("What is counted.", "Who is counted."), encoding="utf-8")
    assert run("rename", "figures/applicants", "asylum").exit_code == 0
    content, _ = check(project / "content", DAY)
    stale = [one for one in statuses(content, read_locks(project, content.languages)) if one.state is Freshness.STALE]
    assert {one.unit.id for one in stale} == {"figures/asylum#counted"}


def test_what_others_refer_to_is_not_removed(project: Path) -> None:
    before = held(project)
    result = run("remove", "sources/survey-2022")
    assert result.exit_code == 1
    assert "content/data/figures/applicants.yml:" in result.output
    assert "this refers to “sources/survey-2022”" in result.output
    assert held(project) == before


def test_another_takes_the_place_of_what_is_removed(project: Path) -> None:
    result = run("remove", "sources/survey-2022", "--replace-by", "sources/survey-2023")
    texts = b"".join(held(project).values())
    if result.exit_code == 0:
        assert errors(project) == []
        assert b'"survey-2022"' not in texts
    else:  # two sources in one where each had its own number: the check says so, and nothing is written
        assert "Nothing was written" in result.output
        assert b'"survey-2022"' in texts


def relate(project: Path, record: str, *others: str) -> Path:
    path = project / "content" / "data" / f"{record}.yml"
    text = re.sub(r"^related:.*\n(?: +-.*\n)*", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text + "related:\n" + "".join(f"  - {other}\n" for other in others), encoding="utf-8")
    return path


def test_what_takes_the_place_is_listed_once_and_never_as_its_own(project: Path) -> None:
    assert run("new", "explained", "brief").exit_code == 0
    both = relate(project, "explained/procedure", "explained/brief", "organisations/office")
    own = relate(project, "organisations/office", "explained/brief")
    result = run("remove", "explained/brief", "--replace-by", "organisations/office")
    assert result.exit_code == 0, result.output
    assert both.read_text(encoding="utf-8").endswith("related:\n  - organisations/office\n")
    assert "related" not in own.read_text(encoding="utf-8")
    assert errors(project) == []


def test_sentences_that_name_another_thing_now_are_shown(project: Path) -> None:
    assert run("new", "explained", "brief").exit_code == 0
    for code in ("en", "fr", "nl"):
        add_to_procedure(project, code, 'Read more. See {{ link("explained/brief", "the short page") }}. Or not.')
    result = run("remove", "explained/brief", "--replace-by", "organisations/office", "--dry-run")
    assert result.exit_code == 0, result.output
    said = '“organisations/office” now; read it again: See {{ link("organisations/office", "the short page") }}.'
    assert len([line for line in result.output.splitlines() if line.endswith(said)]) == 3, result.output


def test_a_sentence_with_two_names_is_shown_once_as_it_will_stand(project: Path) -> None:
    assert run("new", "explained", "brief").exit_code == 0
    for code in ("en", "fr", "nl"):
        twice = 'See {{ link("explained/brief", "this") }} or {{ link("explained/brief", "that") }}.'
        add_to_procedure(project, code, twice)
    result = run("remove", "explained/brief", "--replace-by", "organisations/office", "--dry-run")
    shown = [line for line in result.output.splitlines() if "read it again" in line]
    assert len(shown) == 3, result.output
    assert all(line.count("organisations/office") == 3 and "brief" not in line for line in shown)


def test_the_sentence_of_a_source_is_the_one_before_its_mark(project: Path) -> None:
    assert run("new", "source", "another").exit_code == 0
    add_to_procedure(project, "en", 'Nothing. It takes a week. {{ cite("another") }} It may take two.')
    for code in ("fr", "nl"):
        add_to_procedure(project, code, '{{ cite("another") }}')
    result = run("remove", "sources/another", "--replace-by", "sources/survey-2022", "--dry-run")
    said = 'read it again: It takes a week. {{ cite("survey-2022") }}'
    assert [line for line in result.output.splitlines() if line.endswith(said)], result.output
    assert "It may take two." not in "".join(line for line in result.output.splitlines() if "read it again" in line)


def test_an_entry_that_another_equals_is_not_left_twice(project: Path) -> None:
    assert run("new", "source", "another").exit_code == 0
    path = project / "content/data/decisions/ruling.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}  - {{source: another}}\n", encoding="utf-8")
    result = run("remove", "sources/another", "--replace-by", "sources/survey-2022")
    assert result.exit_code == 0, result.output
    assert path.read_text(encoding="utf-8") == text


def test_a_page_is_not_made_to_speak_of_itself(project: Path) -> None:
    assert run("new", "explained", "brief").exit_code == 0
    for code in ("en", "fr", "nl"):
        add_to_procedure(project, code, 'See {{ link("explained/brief", "the short page") }}.')
    before = held(project)
    result = run("remove", "explained/brief", "--replace-by", "explained/procedure")
    assert result.exit_code == 1
    assert "“explained/procedure” speaks here of “explained/brief”, and would speak of itself" in result.output
    assert held(project) == before


@pytest.mark.parametrize(("check", "told"), [("costly", True), ("taken-back", False)])
def test_a_fact_check_that_readers_saw_is_rather_withdrawn(project: Path, check: str, *, told: bool) -> None:
    """Unless it is already."""
    result = run("remove", f"fact-checks/{check}", "--dry-run", "--day", DAY.isoformat())
    row = f"“withdrawn: {{date: {DAY.isoformat()}, note: why}}” in data/fact-checks/{check}.yml"
    assert (row in result.output) == told, result.output


def test_what_nothing_refers_to_goes_with_its_files_and_lines(project: Path) -> None:
    assert run("new", "explained", "brief", "--day", "2026-11-01").exit_code == 0
    before = held(project)
    result = run("remove", "explained/brief", "--day", DAY.isoformat())
    assert result.exit_code == 0, result.output
    gone = set(before) - set(held(project))
    assert gone == {"content/data/explained/brief.yml", "content/en/explained/brief.md"}
    content, _ = check(project / "content", DAY)
    assert content.former["explained/brief"].slugs == {"en": ["brief"]}
    assert run("new", "explained", "brief").exit_code == 2  # its addresses say that it is gone
