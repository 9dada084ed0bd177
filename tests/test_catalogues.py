"""The catalogues of the interface: whole, told to translators, and each slip in one is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factsite.checking import check
from factsite.cli.catalogues import add_sentences, sentences
from factsite.languages import Setting
from factsite.localising.catalogues import CATALOGUES, key_of, own_catalogue, parse_catalogue, slips, template
from factsite.problems import Problem, Severity
from projects import DAY

HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
CODES = sorted(path.name for path in CATALOGUES.iterdir() if path.is_dir())


@pytest.mark.parametrize("code", CODES)
def test_the_generators_catalogue_is_whole(code: str) -> None:
    path = own_catalogue(code)
    assert list(slips(path, code)) == []
    assert {key_of(one) for one in parse_catalogue(path, code)} == {key_of(one) for one in template()}


def test_the_template_is_what_the_code_says() -> None:
    """“factsite catalogues” writes it: sentences, the files that say them, what translators should know."""
    told = [
        {key_of(one): (one.id, one.locations, one.auto_comments) for one in side} for side in (sentences(), template())
    ]
    assert {key: (one[0], [name for name, _ in one[1]]) for key, one in told[0].items() if key[1]} == {
        key: (one[0], [name for name, _ in one[1]]) for key, one in told[1].items() if key[1]
    }
    assert {key: one[2] for key, one in told[0].items() if key[1]} == {
        key: one[2] for key, one in told[1].items() if key[1]
    }


def test_a_translator_is_told_what_a_short_sentence_is_about() -> None:
    """One or two words, or a value that is filled in, can be translated only by who knows what they stand for."""
    silent = [
        key_of(one)[1]
        for one in template()
        if one.id
        and not one.auto_comments
        and not one.context
        and (len(key_of(one)[1].split()) <= 2 or "%(" in key_of(one)[1])
    ]
    assert silent == []


@pytest.mark.parametrize("code", CODES)
def test_comments_and_places_reach_each_language(code: str) -> None:
    wanted = {key_of(one): (one.auto_comments, [name for name, _ in one.locations]) for one in template() if one.id}
    found = parse_catalogue(own_catalogue(code), code)
    assert {key_of(one): (one.auto_comments, [name for name, _ in one.locations]) for one in found if one.id} == wanted


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (HEAD + 'msgid "Search"\nmsgstr ""\n', 6, "“Search” isn’t translated"),
        (HEAD + '#, fuzzy\nmsgid "Search"\nmsgstr "Rechercher"\n', 7, "“Search” is marked as not certain (fuzzy)"),
        (
            HEAD + 'msgid "by “%(what)s”"\nmsgstr "par elle"\n',
            6,
            "the places of “by “%(what)s”” aren’t those of its translation",
        ),
        (
            HEAD + 'msgid "in %(year)s"\nmsgstr "100% en %(year)s"\n',
            6,
            "the places of “in %(year)s” aren’t those of its translation",
        ),
        (
            HEAD + 'msgid "%(n)s page"\nmsgid_plural "%(n)s pages"\nmsgstr[0] "%(n)s page"\nmsgstr[1] ""\n',
            6,
            "“%(n)s page” isn’t translated",
        ),
        (HEAD + 'msgid "Search"\nmsgstr Rechercher"\n', 7, "this can’t be read as a catalogue of gettext"),
        (
            HEAD + '<<<<<<< HEAD\nmsgid "Search"\nmsgstr "Rechercher"\n',
            6,
            "this can’t be read as a catalogue of gettext",
        ),
        (HEAD + 'msgid "Search"\nmsgstr "a" b"\n', 7, "this can’t be read as a catalogue of gettext"),
        (
            HEAD + 'msgid "S"\nmsgid_plural "Ss"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n',
            6,
            "this can’t be read as a catalogue of gettext",
        ),
        (HEAD.replace("n > 1", "n != 1"), 4, "the head doesn’t have the plurals of the language"),
        (
            HEAD.replace('"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n', ""),
            1,
            "the head doesn’t have the plurals of the language",
        ),
    ],
)
def test_each_slip_in_a_catalogue_is_named(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = tmp_path / "interface.po"
    path.write_text(text, encoding="utf-8")
    assert [(slip.line, str(slip.what)) for slip in slips(path, "fr")] == [(line, what)]


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "interface.po"
    path.write_bytes(HEAD.encode() + 'msgid "Search"\nmsgstr "Recherché"\n'.encode("latin-1"))
    assert [str(slip.what) for slip in slips(path, "fr")] == ["this can’t be read as a catalogue of gettext"]


@pytest.mark.parametrize(
    ("locale", "right"),
    [("fr", "plural=(n > 1)"), ("nl", "plural=(n != 1)"), ("de", "plural=(n != 1)"), ("pl", "nplurals=3")],
)
def test_each_language_has_its_plurals(tmp_path: Path, locale: str, right: str) -> None:
    path = tmp_path / "interface.po"
    path.write_text('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=1; plural=0;\\n"\n', encoding="utf-8")
    [slip] = slips(path, locale)
    assert right in slip.remedy


def _of_interface(small: Path, text: str) -> list[Problem]:
    (small / "fr" / "interface.po").write_text(text, encoding="utf-8")
    _, problems = check(small, DAY)
    return [problem for problem in problems if problem.rule == "catalogue"]


def test_the_check_fails_for_what_waits(small: Path) -> None:
    [problem] = _of_interface(small, HEAD + 'msgid "Search"\nmsgstr ""\n')
    assert (problem.severity, problem.path.name, problem.line) == (Severity.ERROR, "interface.po", 6)
    assert _of_interface(small, HEAD + 'msgid "Search"\nmsgstr "Chercher"\n') == []


def test_a_new_language_gets_every_sentence_and_keeps_its_own(tmp_path: Path) -> None:
    """A site in a language that the generator hasn't: the command writes what waits, and loses nothing."""
    path = tmp_path / "de" / "interface.po"
    path.parent.mkdir()
    path.write_text(
        HEAD.replace("fr", "de").replace("n > 1", "n != 1")
        + 'msgid "Search"\nmsgstr "Suche"\n\nmsgid "Ours"\nmsgstr "Unser"\n',
        encoding="utf-8",
    )
    [(written, waiting)] = add_sentences(Setting("de", "Deutsch", "de_BE"), tmp_path).items()
    assert written == path
    found = {key_of(one): one for one in parse_catalogue(path, "de")}
    assert waiting == len([one for one in template() if one.id]) - 1
    assert (found["", "Search"].string, found["", "Ours"].string) == ("Suche", "Unser")
    assert found["day", "not known"].id == "not known"
    assert re.search(r"^#\. ", path.read_text(encoding="utf-8"), re.MULTILINE)
    before = path.read_bytes()
    add_sentences(Setting("de", "Deutsch", "de_BE"), tmp_path)
    assert path.read_bytes() == before
