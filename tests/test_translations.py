"""Translations: what each text was made from, what has changed since, and locks that two people can merge."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markupsafe import Markup

from factsite.checking import check
from factsite.cli import main
from factsite.reading.content import read_content
from factsite.rendering.pages import PageRenderer
from factsite.rendering.site import Site
from factsite.rendering.updating import tell_in_body
from factsite.translating.lock import Lock, Locked, read_lock
from factsite.translating.status import Freshness, word_difference
from projects import DAY, SITE_URL, copy_valid


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site, whose translations have been taken as current once."""
    copy_valid(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("accept", "--everything").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["translations", *arguments])


def rows(*arguments: str) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = json.loads(run("status", "--format", "json", *arguments).stdout)
    return found


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_before_anything_is_accepted_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_valid(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert {row["state"] for row in rows()} == {"unknown"}
    assert run("status", "--frozen").exit_code == 1


def test_taken_as_current_once_nothing_is_open(project: Path) -> None:
    assert rows() == []
    assert run("status", "--frozen").exit_code == 0
    assert {row["state"] for row in rows("--every")} == {"current"}
    text = (project / "translations" / "fr.lock").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines == sorted(lines)
    assert all(re.fullmatch(r'[A-Za-z0-9/#._+-]+ [0-9a-f]{16} ".*"', line) for line in lines)
    assert not (project / "translations" / "en.lock").exists()


def test_a_sentence_that_says_the_contrary_makes_both_translations_stale(project: Path) -> None:
    page = project / "content" / "en" / "figures" / "applicants.md"
    change(page, "persons applied in 2022", "persons didn’t apply in 2022")
    found = rows()
    assert [(row["language"], row["unit"], row["state"]) for row in found] == [
        ("fr", "figures/applicants#summary", "stale"),
        ("nl", "figures/applicants#summary", "stale"),
    ]
    assert found[0]["difference"] == '{{ value("2022") }} persons [-applied-] {+didn’t apply+} in 2022.'
    assert "[-applied-] {+didn’t apply+}" in run("status", "--language", "nl").stdout
    assert run("status", "--frozen").exit_code == 1


def test_accepting_one_text_leaves_the_others(project: Path) -> None:
    page = project / "content" / "en" / "figures" / "applicants.md"
    change(page, "persons applied in 2022", "persons applied that year")
    change(page, "counted: What is counted.", "counted: What is counted now.")
    assert run("accept", "content/fr/figures/applicants.md#summary").exit_code == 0
    assert {(row["language"], row["unit"]) for row in rows()} == {
        ("fr", "figures/applicants#counted"),
        ("nl", "figures/applicants#counted"),
        ("nl", "figures/applicants#summary"),
    }
    assert run("accept", "nl/figures/applicants.md").exit_code == 0
    assert {row["language"] for row in rows()} == {"fr"}


def test_a_changed_reference_or_number_is_no_changed_text(project: Path) -> None:
    page = project / "content" / "en" / "figures" / "applicants.md"
    change(page, 'section="2"', 'section="3"')
    change(page, "persons applied in 2022", "persons applied in 2021")
    assert rows() == []


def test_a_section_stands_for_itself(project: Path) -> None:
    page = project / "content" / "en" / "explained" / "procedure.md"
    change(page, "Short.", "Shorter.")
    assert [(row["unit"], row["language"]) for row in rows()] == [
        ("explained/procedure#body.0", "fr"),
        ("explained/procedure#body.0", "nl"),
    ]


def test_a_missing_page_field_section_and_term_are_listed(project: Path) -> None:
    (project / "content" / "nl" / "decisions" / "ruling.md").unlink()
    glossary = project / "content" / "fr" / "glossary.yml"
    glossary.write_text("{}\n", encoding="utf-8")
    found = {(row["language"], row["unit"], row["state"]) for row in rows()}
    assert {("nl", f"decisions/ruling#{name}", "missing") for name in ("title", "summary", "body.0")} <= found
    assert {("fr", f"glossary#applicant.{name}", "missing") for name in ("term", "definition")} <= found
    told = run("accept", "nl/decisions/ruling.md#title")
    assert told.exit_code == 2
    assert "isn’t translated in “nl” yet" in told.output


def test_a_name_of_a_code_is_a_text(project: Path) -> None:
    change(project / "content" / "en" / "labels.yml", "F: Women", "F: Women and girls")
    found = {(row["language"], row["unit"], row["file"], row["state"]) for row in rows()}
    assert found == {(code, "labels#dimensions.sex.codes.F", f"{code}/labels.yml", "stale") for code in ("fr", "nl")}


def test_the_page_says_what_waits_in_the_language_asked_for(project: Path) -> None:
    change(project / "content" / "en" / "figures" / "applicants.md", "What is counted.", "What’s <counted> & how.")
    page = run("status", "--language", "fr", "--format", "page").stdout
    assert '<html lang="fr">' in page
    assert "<h1>Textes en attente de traduction</h1>" in page
    assert '<th scope="row">Français</th><td>0</td><td>1</td><td>0</td>' in page
    assert "<del>What is counted.</del> <ins>What’s &lt;counted&gt; &amp; how.</ins>" in page
    assert "<code>factsite translations accept fr/figures/applicants.md#counted</code>" in page
    every = run("status", "--format", "page", "--every").stdout
    assert '<html lang="en">' in every
    assert every.count("<h2>") == 2


def test_what_waits_keeps_a_release_from_being_made(project: Path) -> None:
    """Each file at the line of its first text; without a release the same content has no problem."""
    page = project / "content" / "en" / "figures" / "applicants.md"
    change(page, "What is counted.", "What is counted now.")
    change(page, "Not this.", "Not that.")
    assert "translation-open" not in {problem.rule for problem in check(project / "content", DAY)[1]}
    found = [
        problem for problem in check(project / "content", DAY, release=True)[1] if problem.rule == "translation-open"
    ]
    lines = (project / "content" / "fr" / "figures" / "applicants.md").read_text(encoding="utf-8").splitlines()
    assert [problem.path.parts[-3] for problem in found] == ["fr", "nl"]
    assert lines[found[0].line - 1].startswith("counted:")
    assert found[0].message == (
        "2 texts wait for their translations, and this is to be released: "
        "“counted”, “not_counted” (the source has changed since)"
    )


def test_a_page_that_a_language_lacks_is_one_line_of_a_release(project: Path) -> None:
    (project / "content" / "nl" / "decisions" / "ruling.md").unlink()
    found = [one for one in check(project / "content", DAY, release=True)[1] if one.rule == "translation-open"]
    assert [one.path.relative_to(project / "content").as_posix() for one in found] == ["nl/decisions/ruling.md"]
    assert "“title”, “summary”" in found[0].message
    assert "(not translated)" in found[0].message


def test_any_language_can_be_the_source_of_a_page(project: Path) -> None:
    facts = project / "content" / "data" / "explained" / "procedure.yml"
    facts.write_text(facts.read_text(encoding="utf-8") + "source_language: fr\n", encoding="utf-8")
    assert {(row["language"], row["state"]) for row in rows()} == {("en", "unknown"), ("nl", "stale")}
    for code in ("en", "nl"):
        assert run("accept", f"{code}/explained/procedure.md").exit_code == 0
    assert rows() == []
    change(project / "content" / "fr" / "explained" / "procedure.md", "summary: ", "summary: Voici. ")
    assert {(row["language"], row["unit"]) for row in rows()} == {
        ("en", "explained/procedure#summary"),
        ("nl", "explained/procedure#summary"),
    }


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: "<<<<<<< HEAD\n" + text, "a mark of an unfinished merge"),
        (lambda text: text + text.splitlines()[-1] + "\n", "stands here twice"),
        (lambda text: "\n".join(reversed(text.splitlines())) + "\n", "the lines aren’t sorted"),
        (lambda text: text.replace(" ", "  ", 1), "is no text with its digest"),
        (lambda text: text.replace('"', "", 1), "is no text with its digest"),
        (lambda text: text.replace("\n", '\\"\n', 1), "is no text with its digest"),
    ],
)
def test_a_lock_out_of_step_is_named_and_mended(project: Path, spoil: object, said: str) -> None:
    lock = project / "translations" / "nl.lock"
    whole = lock.read_text(encoding="utf-8")
    lock.write_text(spoil(whole), encoding="utf-8")  # type: ignore[operator]
    told = run("status")
    assert told.exit_code == 1
    assert re.search(rf"translations/nl\.lock:\d+:1: error\[translation-lock\]: .*{said}", told.output)
    assert "factsite translations repair" in told.output
    assert run("repair").exit_code == 0
    assert run("status").exit_code == 0
    assert read_lock(lock).problems == ()
    assert {row["state"] for row in rows()} <= {"unknown"}


def test_two_lines_for_one_text_are_both_dropped(tmp_path: Path) -> None:
    path = tmp_path / "fr.lock"
    path.write_text('a#b 0123456789abcdef "x"\na#b 1123456789abcdef "y"\n' + 'a#b 2123456789abcdef "z"\n', "utf-8")
    assert read_lock(path).entries == {}
    assert len(read_lock(path).problems) == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fr/figures/aplicants.md", "Did you mean “fr/figures/applicants.md”?"),
        ("fr/figures/applicants.md#sumary", "Did you mean “summary”?"),
        ("en/figures/applicants.md", "no translation stands in"),
    ],
)
def test_what_is_not_there_cannot_be_accepted(project: Path, name: str, said: str) -> None:
    before = (project / "translations" / "fr.lock").read_bytes()
    told = run("accept", name)
    assert told.exit_code == 2
    assert said in told.output
    assert (project / "translations" / "fr.lock").read_bytes() == before


def test_the_check_names_a_lock_that_cannot_be_read(project: Path) -> None:
    lock = project / "translations" / "nl.lock"
    lock.write_text("=======\n" + lock.read_text(encoding="utf-8"), encoding="utf-8")
    (found,) = [problem for problem in check(project / "content", DAY)[1] if problem.rule == "translation-lock"]
    assert (found.path, found.line) == (lock, 1)


def test_readers_of_a_stale_section_are_told_and_led_to_the_current_text(project: Path) -> None:
    change(project / "content" / "en" / "explained" / "procedure.md", "## How it works", "## How it works\n\nNew.")
    change(project / "content" / "en" / "figures" / "applicants.md", "persons applied in", "persons came in")
    site = Site(read_content(project / "content")[0], DAY, SITE_URL)
    body = PageRenderer(site, "fr", site.content.entries["explained/procedure"]).document()
    sections = re.split(r"(?=<h2 id)", body.partition('<div class="text')[2])
    told = [number for number, section in enumerate(sections) if "en cours de mise à jour" in section]
    assert told == [2]
    assert 'role="note">' in sections[2]
    assert '<a href="../../../en/explained/the-procedure/" hreflang="en">' in sections[2]
    assert "en anglais" in sections[2]
    figure = PageRenderer(site, "nl", site.content.entries["figures/applicants"]).document()
    assert figure.count("Deze tekst wordt bijgewerkt.") == 1
    assert figure.index("Deze tekst wordt bijgewerkt.") < figure.index("<h1")
    assert (
        "This text is being updated"
        not in PageRenderer(site, "en", site.content.entries["figures/applicants"]).document()
    )
    act = PageRenderer(site, "fr", site.content.entries["legislation/act"]).document()
    assert "en cours de mise à jour" not in act


def test_a_text_that_begins_with_a_heading_and_one_that_does_not() -> None:
    notice = Markup("<p>!</p>")
    begun = Markup("<h2>A</h2><p>a</p><h3>B</h3><p>b</p>")
    assert tell_in_body(begun, {"body.1"}, notice) == "<h2>A</h2><p>a</p><h3>B</h3><p>!</p><p>b</p>"
    later = Markup("<p>o</p><h2>A</h2><p>a</p>")
    assert tell_in_body(later, {"body.0", "body.1", "summary"}, notice) == "<p>!</p><p>o</p><h2>A</h2><p>!</p><p>a</p>"
    assert tell_in_body(later, {"summary"}, notice) == later
    ruled = Markup("<hr><h2>A</h2>")
    assert tell_in_body(ruled, {"body.1"}, notice) == "<hr><h2>A</h2><p>!</p>"


def test_accept_asks_for_files_or_everything(project: Path) -> None:
    assert run("accept").exit_code == 2
    assert run("accept", "--everything", "fr/index.md").exit_code == 2


def test_the_difference_is_told_word_by_word() -> None:
    assert word_difference("one two three", "one 2 three four") == "one [-two-] {+2+} three {+four+}"
    assert word_difference("a\n\nb", "a b") == "a b"


def test_a_lock_is_written_as_it_is_read(tmp_path: Path) -> None:
    entries = {"b#x": Locked("0" * 16, '« a »\n"b" \\'), "a#y": Locked("1" * 16, "")}
    path = tmp_path / "fr.lock"
    path.write_text(Lock(path, entries).written(), encoding="utf-8")
    found = read_lock(path)
    assert (found.entries, found.problems) == (entries, ())
    assert len(Freshness) == 4
