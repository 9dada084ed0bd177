"""What comes back and can’t be taken: named with its text and what to do, and nothing is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from exchanges import bring_in, change, everything, hand_out, open_texts, run, source_of, translated, unit_of
from factsite.exchanging import returned
from factsite.importing import journal
from projects import copy_valid

PAGE = "content/en/figures/applicants.md"
BODY = "figures/applicants#body.0"
COUNTED = "figures/applicants#counted"
Spoiling = Callable[[str], str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site, whose translations have been taken as current once; then two English texts changed."""
    copy_valid(tmp_path)
    monkeypatch.chdir(tmp_path)
    page = tmp_path / PAGE
    change(page, "Since {{ date", "**Since** [then](https://example.org/) {{ date")
    change(tmp_path / "content/fr/figures/applicants.md", "{{ date", "**Depuis** [alors](https://example.org/) {{ date")
    change(tmp_path / "content/nl/figures/applicants.md", "{{ date", "**Sinds** [toen](https://example.org/) {{ date")
    assert run("accept", "--everything").exit_code == 0
    change(page, "the office counts persons", "the office has counted persons")
    change(page, "counted: What is counted.", "counted: What counts.")
    return tmp_path


def refused(project: Path, path: Path, *arguments: str) -> str:
    """The report of an import that writes nothing."""
    before = everything(project)
    done = bring_in(path, *arguments)
    assert done.exit_code == 1, done.output
    assert everything(project) == before
    assert not list(project.rglob("*.new"))
    assert "Traceback" not in done.output
    return done.output


@pytest.mark.parametrize(
    ("spoil", "said", "remedy"),
    [
        (lambda t: re.sub(r"<ph [^>]*>\{\{ cite.*?</ph>", "", t), "the reference cite(", "Take every reference"),
        (lambda t: re.sub(r"(<ph [^>]*>\{\{ cite.*?</ph>)", r"\1\1", t), "doesn’t stand in the source", "Take every"),
        (lambda t: t.replace("survey-2022", "survey-2023"), "the reference cite(survey-2022, section=2) is lost", ""),
        (lambda t: t.replace("{{ value(", "{{ valeur("), "there is no function “valeur”", "Leave what stands between"),
        (lambda t: t.replace("{{ term(", "{{ terme("), "a reference is broken", ""),
        (lambda t: t.replace(") }}</ph>", ") }</ph>", 1), "a reference is broken", ""),
        (lambda t: t + " {{", "“{{” is never closed", ""),
        (lambda t: t + ' {{ value("2021") }}', "the reference value(2021) doesn’t stand in the source", ""),
        (lambda t: re.sub(r"<bpt [^>]*>\*\*</bpt>", "", t), "its emphasis are others", "type no marks of Markdown"),
        (lambda t: t + " **fort**", "its emphasis are others", ""),
        (lambda t: t + " `code`", "its code are others", ""),
        (lambda t: t + " [ici](https://example.org/)", "its links are others", ""),
        (
            lambda t: t.replace("https://example.org/", "https://evil.example/"),
            "the address “https://evil.example/”",
            "",
        ),
        (lambda t: t + " ![vu](x.svg)", "its pictures are others", ""),
        (lambda t: t + "\n\n## Titre", "aren’t those of the source", "Keep the breaks"),
        (lambda t: t + "\n- point", "aren’t those of the source", ""),
        (lambda t: t + "\n\nEncore.", "aren’t those of the source", ""),
        (lambda t: t + " &lt;script&gt;alert()&lt;/script&gt;", "HTML isn't allowed", ""),
        (lambda t: t + " &lt;javascript:alert()&gt;", "", ""),
        (lambda t: t + " \u202e", "an invisible control character (U+202E)", "Delete it"),
        (lambda t: t + " \ue000", "an invisible control character (U+E000)", ""),
        (lambda t: t + " long" * 6_000, "24000 is the limit", "Shorten it."),
        (lambda t: t + "<b>fort</b>", "the element “b” stands among its words", "Restore the code"),
        (lambda t: t + '<ph id="99"/>', "code 99 is empty", ""),
        (lambda t: "", "it is called translated, and is empty", "Translate it"),
    ],
)
def test_a_translation_that_breaks_something_is_refused(project: Path, spoil: Spoiling, said: str, remedy: str) -> None:
    path = hand_out("xliff-1.2")
    translated(path, BODY, spoil(source_of(path, BODY)))
    report = refused(project, path)
    assert f"“{BODY}”: " in report
    assert said in report
    assert remedy in report
    assert re.search(r"^xliff-1\.2\.fr\.xlf:\d+:1: error\[exchange\]: ", report, re.MULTILINE)


def test_the_source_itself_with_other_words_is_taken(project: Path) -> None:
    """The table above rests on it: what it spoils is sound."""
    path = hand_out("xliff-1.2")
    translated(path, BODY, source_of(path, BODY).replace("the office has counted persons", "l’office compte"))
    done = bring_in(path)
    assert done.exit_code == 0, done.output
    page = (project / "content/fr/figures/applicants.md").read_text(encoding="utf-8")
    assert '**Since** [then](https://example.org/) {{ date("start") }} l’office compte. {{ cite(' in page


def test_references_may_change_places_in_a_paragraph_but_not_leave_it(project: Path) -> None:
    change(project / PAGE, "The change is", "\n\nThe change is")
    path = hand_out("xliff-1.2")
    source = source_of(path, BODY)
    found = re.search(r"<ph [^>]*>\{\{ date.*?</ph>", source)
    assert found
    translated(path, BODY, source.replace(found[0], "", 1) + found[0])
    assert "a reference has moved to another paragraph" in refused(project, path)
    first, second = source.split("</ph>The change is", 1)
    translated(path, BODY, f"{found[0]} {first.replace(found[0], '', 1)}</ph>The change is{second}")
    assert bring_in(path).exit_code in {0, 1}
    assert "a reference has moved" not in bring_in(path).output


@pytest.mark.parametrize("form", ["xliff-1.2", "xliff-2.1", "po"])
def test_an_export_that_was_overtaken_is_refused_for_the_texts_that_changed(project: Path, form: str) -> None:
    path = hand_out(form)
    change(project / PAGE, "What counts.", "What counts now.")
    report = refused(project, path, "--accept")
    assert f"“{COUNTED}”: its source isn’t the source of today any more" in report
    assert "Export this text again" in report
    assert f"“{BODY}”" not in report
    done = bring_in("--accept", "--sound", path)
    assert done.exit_code == 1
    assert ("fr", BODY, "stale") not in open_texts()
    assert ("fr", COUNTED, "stale") in open_texts()


def test_a_number_or_reference_that_changed_since_is_no_other_source(project: Path) -> None:
    path = hand_out("xliff-1.2")
    change(project / PAGE, "article 9bis", "article 10bis")
    translated(path, BODY, source_of(path, BODY).replace("the office has counted persons", "l’office compte"))
    assert bring_in(path).exit_code == 0


@pytest.mark.parametrize("form", ["xliff-1.2", "xliff-2.1", "po"])
def test_a_translation_that_somebody_changed_meanwhile_is_not_overwritten(project: Path, form: str) -> None:
    path = hand_out(form)
    text = path.read_text(encoding="utf-8")
    page = project / "content/fr/figures/applicants.md"
    old = re.search(r"^counted: (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert old
    assert old[1] in text
    path.write_text(text.replace(old[1], "Ce qui compte."), encoding="utf-8")
    change(page, old[0], "counted: Autre chose.")
    assert "its translation was changed here since it was handed out" in refused(project, path, "--accept")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda t: t.replace('target-language="fr"', 'target-language="de"'),
            "in “de”, which is no language of this site",
        ),
        (lambda t: t.replace('target-language="fr"', ""), "in “?”, which is no language"),
        (lambda t: t.replace(f'id="{COUNTED}"', 'id="figures/elsewhere#counted"'), "there is no such text"),
        (
            lambda t: t.replace(f'id="{COUNTED}"', 'id="figures/applicants#conted"'),
            "Did you mean “figures/applicants#counted”?",
        ),
        (lambda t: t.replace(f'id="{COUNTED}"', 'id="../../etc/passwd#x"'), "there is no such text"),
        (
            lambda t: t.replace(
                "</body>",
                unit_of(t, COUNTED).replace("needs-adaptation", "final").replace("</target>", " x</target>")
                + "</body>",
            ),
            "it comes twice, with two translations",
        ),
        (lambda t: t.replace("</xliff>", ""), "the XML can’t be read"),
        (lambda t: t.replace("<body>", "<body>&nbsp;"), "the XML can’t be read"),
        (lambda t: t.replace("<body>", "<body>\x01"), "the XML can’t be read"),
        (lambda t: t.replace("?>", '?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', 1), "document type"),
        (lambda t: t.replace("?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1), "document type"),
        (lambda t: t.replace("?>", '?><!DOCTYPE xliff SYSTEM "http://example.org/x.dtd">', 1), "document type"),
        (lambda t: t.replace("<body>", "<body>" + "<group>" * 100 + "</group>" * 100), "nested too deep"),
        (lambda t: "", "the XML can’t be read"),
        (lambda t: "<html/>", "this is no XLIFF 1.2 or 2.1"),
        (lambda t: t.replace('version="1.2"', 'version="3.0"', 1).replace('"1.0"', '"1.0"'), "this is no XLIFF"),
    ],
)
def test_a_file_that_is_not_ours_is_refused(project: Path, spoil: Spoiling, said: str) -> None:
    path = hand_out("xliff-1.2")
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert said in refused(project, path, "--accept")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xff\xfe\x00", "the PO can’t be read"),
        (b'msgid "a\nmsgstr "b"\n', "exchange"),
        (b'msgid ""\nmsgstr ""\n"Language: de\\n"\n\nmsgctxt "a#b"\nmsgid "x"\nmsgstr "y"\n', "in “de”"),
        (b'msgctxt "a#b"\nmsgid "x"\nmsgstr "y"\n', "in “?”"),
        (b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "x"\nmsgstr "y"\n', "there is no such text"),
        (b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgctxt "a#b"\nmsgid "x"\nmsgstr "y"\n', "there is no such text"),
        (b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgctxt "figures/applicants#counted"\nmsgid "x"\nmsgid_plural "y"\n'
         b'msgstr[0] "z"\nmsgstr[1] "z"\n', "plural forms"),
    ],
)  # fmt: skip
def test_a_catalogue_that_is_not_ours_is_refused(project: Path, raw: bytes, said: str) -> None:
    path = project / "x.po"
    path.write_bytes(raw)
    assert said in refused(project, path)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda t: re.sub(r"<originalData>.*?</originalData>", "", t, flags=re.DOTALL), "has lost its original data"),
        (
            lambda t: t.replace('dataRef="d1"', 'dataRef="d999"').replace('dataRefStart="d1"', 'dataRefStart="d999"'),
            "lost",
        ),
        (
            lambda t: t.replace('trgLang="fr"', 'trgLang="nl"'),
            "“figures/applicants#body.0”: its translation was changed",
        ),
        (lambda t: t.replace("</source>", "</source></segment><segment><source>More.</source>", 1), "no translation"),
    ],
)
def test_a_file_of_version_2_that_lost_something_is_refused(project: Path, spoil: Spoiling, said: str) -> None:
    path = hand_out("xliff-2.1")
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert said in refused(project, path, "--accept")


def test_too_large_a_file_a_folder_and_one_that_is_not_there(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = hand_out("xliff-1.2")
    monkeypatch.setattr("factsite.exchanging.handing.MAX_FILE", 1_000)
    assert "1000 is the limit" in refused(project, path)
    assert returned.MAX_FILE > 10_000_000
    assert bring_in(project).exit_code == 2
    assert bring_in(project / "none.xlf").exit_code == 2
    assert bring_in().exit_code == 2


def test_what_the_check_refuses_is_not_written(project: Path) -> None:
    path = hand_out("xliff-1.2")
    translated(path, COUNTED, "En tout 36 871 personnes.")
    report = refused(project, path)
    assert "error[bare-number]" in report
    assert "content/fr/figures/applicants.md" in report
    assert "The content would have these errors; nothing was written." in report


def test_an_import_that_was_killed_is_completed_with_its_lock(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = hand_out("xliff-1.2")
    translated(path, COUNTED, "Ce qui compte.")

    def killed(root: Path, changes: list[journal.FileChange]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(journal, "_apply", killed)
        assert bring_in(path).exit_code == 1
    assert (project / journal.JOURNAL).is_file()
    done = run("export", "--language", "fr")
    assert "a change that was interrupted while it wrote was completed" in done.output
    assert "Ce qui compte." in (project / "content/fr/figures/applicants.md").read_text(encoding="utf-8")
    assert ("fr", COUNTED, "stale") not in open_texts()


def test_several_files_are_taken_together_or_not_at_all(project: Path) -> None:
    good, bad = hand_out("xliff-1.2"), hand_out("xliff-1.2", language="nl")
    translated(good, COUNTED, "Ce qui compte.")
    translated(bad, COUNTED, "Wat telt: {{ value(&quot;2022&quot;) }}.")
    before = everything(project)
    assert bring_in(good, bad).exit_code == 1
    assert everything(project) == before
    translated(bad, COUNTED, "Wat telt.")
    assert bring_in(good, bad).exit_code == 0
    assert {unit for _, unit, _ in open_texts()} == {BODY}


def test_a_broken_lock_is_named_before_anything_else(project: Path) -> None:
    path = hand_out("xliff-1.2")
    lock = project / "translations" / "fr.lock"
    lock.write_text("<<<<<<< a\n" + lock.read_text(encoding="utf-8"), encoding="utf-8")
    assert "factsite translations repair" in refused(project, path)
