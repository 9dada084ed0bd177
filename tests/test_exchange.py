"""Texts to a translator’s program and back: nothing changes but what was translated, and that is whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exchanges import (
    FORMATS,
    bring_in,
    change,
    everything,
    hand_out,
    open_texts,
    opened_elsewhere,
    run,
    source_of,
    translated,
    unit_of,
)
from factsite.checking import check
from factsite.exchanging.codes import joined, pieces
from factsite.problems import has_errors
from factsite.records.slugs import slug_of
from projects import DAY, copy_rich, copy_valid

SUMMARY = "figures/applicants#summary"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site, whose translations have been taken as current once."""
    copy_valid(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("accept", "--everything").exit_code == 0
    return tmp_path


@pytest.fixture
def rich(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The rich site, as current."""
    copy_rich(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("accept", "--everything").exit_code == 0
    return tmp_path


# --- nothing changed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_what_comes_back_unchanged_changes_no_byte(rich: Path, form: str, language: str) -> None:
    before = everything(rich)
    path = hand_out(form, "--all", language=language)
    assert hand_out(form, "--all", language=language).read_bytes() == path.read_bytes()
    done = bring_in(path)
    assert done.exit_code == 0, done.output
    assert bring_in("--accept", path).exit_code == 0
    assert everything(rich) == before


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_handed_out_where_nothing_is_open(project: Path, form: str) -> None:
    path = hand_out(form)
    assert "figures/applicants" not in path.read_text(encoding="utf-8")
    assert bring_in(path).exit_code == 0


def test_an_export_can_be_of_some_files(project: Path) -> None:
    text = hand_out("xliff-1.2", "--all", "content/fr/figures/applicants.md").read_text(encoding="utf-8")
    assert re.findall(r'original="([^"]*)"', text) == ["content/fr/figures/applicants.md"]
    told = run("export", "--language", "fr", "fr/figures/aplicants.md")
    assert told.exit_code == 2
    assert "Did you mean “fr/figures/applicants.md”?" in told.output
    assert run("export", "--language", "de").exit_code == 2
    assert run("export").exit_code == 2


# --- what a translator sees ------------------------------------------------------------------------------------------


def test_a_stale_text_comes_with_its_earlier_source_and_what_changed(project: Path) -> None:
    change(project / "content/en/figures/applicants.md", "persons applied in", "persons came in")
    unit = unit_of(hand_out("xliff-1.2").read_text(encoding="utf-8"), SUMMARY)
    assert '<target state="needs-adaptation">' in unit
    assert "persons [-applied-] {+came+} in 2022." in unit
    assert '<alt-trans alttranstype="previous-version" origin="factsite"><source>' in unit
    assert 'maxwidth="2000" size-unit="char"' in unit
    assert "https://migration-facts.example/fr/chiffres/" in unit
    assert "for lists, search and the top of the page" in unit
    text = hand_out("xliff-2.1").read_text(encoding="utf-8")
    assert 'name="figures/applicants#summary" xml:space="preserve" slr:sizeRestriction="2000"' in text
    assert '<segment id="s" state="initial" subState="factsite:stale">' in text
    assert '<note category="change">' in text
    catalogue = hand_out("po").read_text(encoding="utf-8")
    assert '#, fuzzy, max-length:2000\n#| msgid "{{ value(\\"2022\\") }} persons applied in 2022."\n' in catalogue
    assert f'msgctxt "{SUMMARY}"\n' in catalogue
    assert "#: content/en/figures/applicants.md\n" in catalogue


def test_references_are_codes_and_their_words_are_words(project: Path) -> None:
    change(project / "content/en/figures/applicants.md", '{{ term("applicant") }}', '{{ term("applicant", "asker") }}')
    text = hand_out("xliff-1.2").read_text(encoding="utf-8")
    source = source_of(Path("xliff-1.2.fr.xlf"), "figures/applicants#body.0")
    assert re.search(r'<bpt id="\d+" [^>]*>\{\{ term\("applicant", "</bpt>asker<ept id="\d+" ', source)
    assert 'equiv-text="[value 2022 source=survey-2023]"' in text
    text = hand_out("xliff-2.1").read_text(encoding="utf-8")
    assert re.search(r'<pc [^>]*dispStart="term applicant"[^>]*>asker</pc>', text)


def test_a_text_that_stands_in_several_places_is_handed_out_once_and_goes_to_all(rich: Path) -> None:
    for name in ("applicants", "monthly"):
        page = rich / f"content/fr/figures/{name}.md"
        assert page.is_file()
        change(rich / f"content/en/figures/{name}.md", "not_counted: ", "not_counted: Nobody else is counted here. ")
    texts = [
        re.search(r"not_counted: (.*)", (rich / f"content/en/figures/{name}.md").read_text(encoding="utf-8"))
        for name in ("applicants", "monthly")
    ]
    assert texts[0]
    assert texts[1]
    for name, found in zip(("applicants", "monthly"), texts, strict=True):
        assert found
        change(rich / f"content/en/figures/{name}.md", found[0], "not_counted: Nobody else is counted here.")
        page = rich / f"content/fr/figures/{name}.md"
        old = re.search(r"not_counted: .*", page.read_text(encoding="utf-8"))
        assert old
        change(page, old[0], "not_counted: Pas cela.")
    run("accept", "fr/figures/applicants.md", "fr/figures/monthly.md", "nl/figures/applicants.md")
    for name in ("applicants", "monthly"):
        change(rich / f"content/en/figures/{name}.md", "Nobody else is", "No other persons are")
    path = hand_out("xliff-1.2")
    text = path.read_text(encoding="utf-8")
    assert text.count("<source>No other persons are counted here.</source>") == 1
    assert "Serves these as well: figures/monthly#not_counted" in text
    translated(path, "figures/applicants#not_counted", "Personne d’autre n’est compté.")
    assert bring_in(path).exit_code == 0
    for name in ("applicants", "monthly"):
        assert "Personne d’autre" in (rich / f"content/fr/figures/{name}.md").read_text(encoding="utf-8")
    assert not any(language == "fr" for language, _, _ in open_texts())


@pytest.mark.parametrize("form", ["xliff-1.2", "xliff-2.1"])
def test_earlier_translations_of_the_same_text_are_offered(project: Path, form: str) -> None:
    facts = (project / "content/en/figures/applicants.md").read_text(encoding="utf-8")
    assert "not_counted: Not this." in facts
    title = re.search(r"^title: .*$", (project / "content/en/decisions/ruling.md").read_text(encoding="utf-8"), re.M)
    assert title
    change(project / "content/en/decisions/ruling.md", title[0], "title: Not this.")
    text = hand_out(form).read_text(encoding="utf-8")
    assert 'origin="figures/applicants#not_counted"' in text
    assert ("<alt-trans match-quality" if form == "xliff-1.2" else '<mtc:match ref="#s" similarity="100.0"') in text


# --- what a translator brings ----------------------------------------------------------------------------------------


def test_only_what_was_translated_is_written_and_is_current(project: Path) -> None:
    change(project / "content/en/figures/applicants.md", "persons applied in", "persons came in")
    change(project / "content/en/figures/applicants.md", "counted: What is counted.", "counted: What counts.")
    before = everything(project)
    path = hand_out("xliff-1.2")
    target = source_of(path, SUMMARY).replace("persons came in", "personnes sont venues en")
    translated(path, SUMMARY, target)
    done = bring_in(path)
    assert (done.exit_code, done.stdout) == (0, "content/fr/figures/applicants.md\ntranslations/fr.lock\n")
    assert "1 text written" in done.stderr
    after = everything(project)
    assert {name for name in after if after[name] != before[name]} == {
        "content/fr/figures/applicants.md",
        "translations/fr.lock",
    }
    old, new = (one["content/fr/figures/applicants.md"].decode().splitlines() for one in (before, after))
    changed = [(one, two) for one, two in zip(old, new, strict=True) if one != two]
    assert [two for _, two in changed] == ["summary: '{{ value(\"2022\") }} personnes sont venues en 2022.'"]
    assert ("fr", SUMMARY, "stale") not in open_texts()
    assert ("fr", "figures/applicants#counted", "stale") in open_texts()
    assert ("nl", SUMMARY, "stale") in open_texts()


@pytest.mark.parametrize(
    ("state", "written", "current"),
    [
        ("translated", True, True),
        ("signed-off", True, True),
        ("final", True, True),
        ("needs-review-translation", True, False),
        ("needs-adaptation", False, False),
        ("new", False, False),
        ("needs-translation", False, False),
    ],
)
def test_a_state_says_what_is_done(project: Path, state: str, written: bool, current: bool) -> None:
    change(project / "content/en/figures/applicants.md", "counted: What is counted.", "counted: What counts.")
    path = hand_out("xliff-1.2")
    translated(path, "figures/applicants#counted", "Ce qui compte.", state)
    assert bring_in(path).exit_code == 0
    page = (project / "content/fr/figures/applicants.md").read_text(encoding="utf-8")
    assert ("counted: Ce qui compte.\n" in page) is written
    assert (("fr", "figures/applicants#counted", "stale") not in open_texts()) is current
    assert bring_in("--accept", path).exit_code == 0
    page = (project / "content/fr/figures/applicants.md").read_text(encoding="utf-8")
    assert "counted: Ce qui compte.\n" in page


def test_a_translation_that_still_holds_is_current_when_it_comes_back_as_done(project: Path) -> None:
    change(project / "content/en/figures/applicants.md", "counted: What is counted.", "counted: What counts.")
    page = (project / "content/fr/figures/applicants.md").read_bytes()
    path = hand_out("xliff-2.1")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('state="initial" subState="factsite:stale"', 'state="reviewed"'), encoding="utf-8")
    assert bring_in(path).exit_code == 0
    assert (project / "content/fr/figures/applicants.md").read_bytes() == page
    assert not any(language == "fr" for language, _, _ in open_texts())


@pytest.mark.parametrize("form", FORMATS)
def test_a_page_that_was_missing_comes_whole(project: Path, form: str) -> None:
    page = project / "content/fr/figures/applicants.md"
    was = page.read_text(encoding="utf-8")
    complete = hand_out(form, "--all", "fr/figures/applicants.md").read_text(encoding="utf-8")
    page.unlink()
    before = everything(project)
    path = hand_out(form)
    assert before == everything(project)
    handed = path.read_text(encoding="utf-8")
    assert SUMMARY in handed
    # What an export of the whole page holds, is what a translator gives back.
    path.write_text(
        re.sub(r"#\. target: .*\n", "", complete) if form == "po" else _without_base(complete), encoding="utf-8"
    )
    done = bring_in(path)
    assert done.exit_code == 0, done.output
    now = page.read_text(encoding="utf-8")
    assert now.startswith("---\ntitle: ")
    assert now.partition("---\n")[2].partition("---\n")[2] == was.partition("---\n")[2].partition("---\n")[2]
    _, problems = check(project / "content", DAY)
    assert not has_errors(problems)
    assert not any(language == "fr" for language, _, _ in open_texts())


def _without_base(text: str) -> str:
    text = re.sub(r'<context-group purpose="match".*?</context-group>', "", text)
    return re.sub(r"<mda:metadata>.*?</mda:metadata>", "", text)


def test_half_a_page_is_refused(project: Path) -> None:
    (project / "content/fr/decisions/ruling.md").unlink()
    path = hand_out("xliff-1.2")
    translated(path, "decisions/ruling#title", "L’arrêt")
    before = everything(project)
    done = bring_in(path)
    assert done.exit_code == 1
    assert (
        "“fr/decisions/ruling.md” would be half a page: decisions/ruling#summary, decisions/ruling#body.0"
        in done.stdout
    )
    assert "Nothing was written." in done.stderr
    assert everything(project) == before


def test_a_page_with_other_line_ends_and_a_byte_order_mark_keeps_them(project: Path) -> None:
    page = project / "content/fr/figures/applicants.md"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    change(project / "content/en/figures/applicants.md", "counted: What is counted.", "counted: What counts.")
    before = page.read_bytes()
    path = hand_out("xliff-1.2")
    translated(path, "figures/applicants#counted", "Ce qui compte.")
    assert bring_in(path).exit_code == 0
    after = page.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf---\r\n")
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\n")


def test_a_section_is_written_in_its_place_and_a_new_one_behind(project: Path) -> None:
    source = project / "content/en/explained/procedure.md"
    change(source, "Short.", "Shorter.")
    change(source, "Much.", "Much.\n\n## And then\n\nMore.")
    path = hand_out("xliff-1.2")
    first, last = "explained/procedure#body.0", "explained/procedure#body.3"
    translated(path, first, source_of(path, first).replace("In short", "En bref").replace("Shorter.", "Plus bref."))
    translated(path, last, source_of(path, last).replace("And then", "Et puis").replace("More.", "Encore."))
    before = (project / "content/fr/explained/procedure.md").read_text(encoding="utf-8")
    done = bring_in(path)
    assert done.exit_code == 0, done.output
    after = (project / "content/fr/explained/procedure.md").read_text(encoding="utf-8")
    assert "## En bref\n\nPlus bref.\n\n## " in after
    assert after.endswith("\n\n## Et puis\n\nEncore.\n")
    assert before.partition("## Comment")[2].strip() in after


def test_terms_and_words_of_the_site_come_back_too(project: Path) -> None:
    change(project / "content/en/glossary.yml", "definition: ", "definition: In short. ")
    (project / "content/nl/interface.po").write_text('msgid "Figures"\nmsgstr "Cijfers"\n', encoding="utf-8")
    labels = project / "content/fr/labels.yml"
    path = hand_out("po", "--all")
    text = path.read_text(encoding="utf-8")
    assert 'msgctxt "labels#themes.asylum"\n' in text
    text = text.replace('msgstr "Asile"', 'msgstr "Un autre nom"', 1)
    sentence = re.search(r'msgctxt "interface#[0-9a-f]{16}"\nmsgid "Figures"\nmsgstr ""\n', text)
    assert sentence
    text = text.replace(sentence[0], sentence[0].replace('msgstr ""', 'msgstr "Chiffres \\"clés\\""'))
    term = re.search(r'#, fuzzy.*\n(?:#\|.*\n)*msgctxt "glossary#applicant.definition"\nmsgid .*\nmsgstr .*\n', text)
    assert term
    done = re.sub(r"msgstr .*", 'msgstr "En bref : qui demande."', term[0]).replace("#, fuzzy", "#, x")
    path.write_text(text.replace(term[0], done), encoding="utf-8")
    done_now = bring_in(path)
    assert done_now.exit_code == 0, done_now.output
    assert "themes: {asylum: Un autre nom, return: Retour}\n" in labels.read_text(encoding="utf-8")
    assert "En bref : qui demande." in (project / "content/fr/glossary.yml").read_text(encoding="utf-8")
    assert 'msgstr "Chiffres \\"clés\\""' in (project / "content/fr/interface.po").read_text(encoding="utf-8")
    assert not any(language == "fr" for language, _, _ in open_texts())


def test_french_spaces_are_typed_plainly_as_editors_do(project: Path) -> None:
    change(project / "content/en/figures/applicants.md", "counted: What is counted.", "counted: What counts.")
    path = hand_out("xliff-1.2")
    translated(path, "figures/applicants#counted", "Ce qui compte\u202f: « cela ».\u00a0Oui\u202fnon.")
    assert bring_in(path).exit_code == 0
    page = (project / "content/fr/figures/applicants.md").read_text(encoding="utf-8")
    assert "Ce qui compte : « cela ».\u00a0Oui\u202fnon." in page


def test_any_language_can_be_the_source(project: Path) -> None:
    facts = project / "content/data/explained/procedure.yml"
    facts.write_text(facts.read_text(encoding="utf-8") + "source_language: nl\n", encoding="utf-8")
    assert "explained/procedure#" not in hand_out("xliff-1.2", "--all").read_text(encoding="utf-8")
    text = hand_out("xliff-1.2", "--source", "nl").read_text(encoding="utf-8")
    assert 'source-language="nl" target-language="fr"' in text
    assert unit_of(text, "explained/procedure#summary")
    text = hand_out("xliff-2.1", "--source", "nl", language="en").read_text(encoding="utf-8")
    assert 'srcLang="nl" trgLang="en"' in text


# --- other programs --------------------------------------------------------------------------------------------------


def test_another_program_reads_the_same_units(rich: Path) -> None:
    first = opened_elsewhere(hand_out("xliff-1.2", "--all"), "xliff-1.2")
    second = opened_elsewhere(hand_out("xliff-2.1", "--all"), "xliff-2.1")
    third = opened_elsewhere(hand_out("po", "--all"), "po")
    found = {
        "xliff-1.2": {unit.getid().partition("\x04")[2]: (unit.source, unit.target) for unit in first.units},
        "po": {unit.getcontext(): (unit.source, unit.target) for unit in third.units if unit.getcontext()},
    }
    assert len(found["po"]) > 100
    assert {name: (str(one), str(two or "")) for name, (one, two) in found["xliff-1.2"].items()} == found["po"]
    assert len(second.units) == len(first.units)
    assert all(unit.isapproved() and not unit.isfuzzy() for unit in first.units)
    # In 2.1 the codes stand beside the text, so that this program shows the words alone.
    words = ["".join(one for one in pieces(text) if isinstance(one, str)) for text, _ in found["po"].values()]
    assert [unit.source for unit in second.units] == words
    assert all(joined(pieces(text)) == text for pair in found["po"].values() for text in pair)


@pytest.mark.parametrize("form", FORMATS)
def test_a_program_that_writes_the_file_anew_changes_no_byte(rich: Path, form: str) -> None:
    before = everything(rich)
    path = hand_out(form, "--all")
    opened_elsewhere(path, form).savefile(str(path))
    done = bring_in(path)
    assert done.exit_code == 0, done.output
    assert everything(rich) == before


def test_a_memory_of_all_languages_holds_each_text_once(rich: Path) -> None:
    done = run("export", "--format", "tmx", "--output", "all.tmx")
    assert done.exit_code == 0
    memory = opened_elsewhere(Path("all.tmx"), "tmx")
    text = Path("all.tmx").read_text(encoding="utf-8")
    assert '<tuv xml:lang="nl">' in text
    units = re.findall(r"<tu .*?</tu>", text, re.DOTALL)
    assert len(units) == len(memory.units) > 100
    assert len({re.sub(r"<tu [^>]*>", "", unit) for unit in units}) == len(units)
    change(rich / "content/en/figures/applicants.md", "counted: ", "counted: Not any more. ")
    assert run("export", "--format", "tmx", "--output", "less.tmx").exit_code == 0
    assert "Not any more" not in Path("less.tmx").read_text(encoding="utf-8")


def test_a_slug_is_made_of_a_title() -> None:
    assert slug_of("L’arrêt « Chakroun » : œuvre n° 3") == "l-arret-chakroun-oeuvre-n-3"
    assert slug_of("Мигранти") == ""
    assert len(slug_of("mot " * 100)) <= 80
