"""The catalogues of the interface: whole, told to translators, and each slip in one is named."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from factsite.checking import check
from factsite.cli.catalogues import add_sentences, sentences
from factsite.languages import Setting
from factsite.localising.catalogues import (
    CATALOGUES,
    head_of_catalogue,
    key_of,
    new_catalogue,
    own_catalogue,
    parse_catalogue,
    plurals_of,
    slips,
    template,
)
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


MILLIONS = "nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
POLISH = "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
POLISH_TOO = "nplurals=3; plural=(n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2);"


@pytest.mark.parametrize(
    ("locale", "rule", "right"),
    [
        *(("fr", rule, True) for rule in ("nplurals=2; plural=(n > 1);", "nplurals=2;plural=n>1", MILLIONS)),
        *(("pl", rule, True) for rule in (POLISH, POLISH_TOO)),
        ("nl", "nplurals=2; plural=n==1 ? 0 : 1;", True),
        ("es", "nplurals=2; plural=(n != 1);", True),
        ("fr", "nplurals=2; plural=(n != 1);", False),
        ("fr", "nplurals=1; plural=(n > 1);", False),
        ("nl", MILLIONS, False),
        ("pl", "nplurals=2; plural=(n != 1);", False),
        *(("nl", f"nplurals=2; plural={rule};", False) for rule in ("n /", "1 % 0", "__import__", "(" * 300, "n > ;")),
    ],
)
def test_a_rule_of_plurals_may_be_written_in_several_ways(
    tmp_path: Path, locale: str, rule: str, *, right: bool
) -> None:
    """What counts is which numbers share a form: versions of Babel, and programs of translators, write it their way."""
    path = tmp_path / "interface.po"
    path.write_text(f'msgid ""\nmsgstr ""\n"Plural-Forms: {rule}\\n"\n', encoding="utf-8")
    assert (slips(path, locale) == ()) is right


@pytest.mark.parametrize(
    ("rule", "first"), [("(n > 1)", "n == 0 || n == 1"), ("(n != 1)", "n == 1")], ids=["French", "Spanish"]
)
def test_a_new_catalogue_has_the_forms_that_everybody_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str, first: str
) -> None:
    """Also where Babel knows of a third form for whole millions; one that has three keeps them."""
    three = f"nplurals=3; plural=({first}) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
    monkeypatch.setattr("factsite.localising.catalogues.get_plural", lambda _: SimpleNamespace(plural_forms=three))
    plurals_of.cache_clear()
    assert plurals_of("fr") == f"nplurals=2; plural={rule};"
    assert new_catalogue("fr").num_plurals == 2
    setting = Setting("fr", "Français", "fr")
    (tmp_path / "fr").mkdir()
    path = tmp_path / "fr" / "interface.po"
    for head, forms in ((head_of_catalogue("fr"), 2), (head_of_catalogue("fr", three), 3)):
        path.write_text(
            f'{head}\nmsgid "Page"\nmsgid_plural "Pages"\n'
            + "".join(f'msgstr[{form}] "Page"\n' for form in range(forms)),
            encoding="utf-8",
        )
        add_sentences(setting, tmp_path)
        assert parse_catalogue(path, "fr").num_plurals == forms
        assert [one for one in slips(path, "fr") if not one.waits] == []
    plurals_of.cache_clear()


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
