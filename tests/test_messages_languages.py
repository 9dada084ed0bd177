"""Messages in the editor's language: which one it is, that all are translated, and that each report is in it."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from click.testing import CliRunner

from explaining import page, path_of, problems_of_fixtures
from factsite.checking import check
from factsite.cli import main
from factsite.cli.catalogues import messages
from factsite.localising.catalogues import MESSAGES, own_catalogue, parse_catalogue
from factsite.localising.messages import editors_language, message_languages, messages_in
from factsite.problems import Problem, as_github, as_json, as_text
from factsite.telling import ENGLISH, Told, in_language, told
from projects import DAY, FIXTURES, ROOT, copy_valid, lay_over

PACKAGE = ROOT / "hooks" / "factsite"
TRANSLATED = ("fr", "nl")
# Words that no French or Dutch sentence has, so that a sentence that was copied from the English shows.
ENGLISH_WORDS = re.compile(r"\b(?:the|this|that|with|which|there|from|should|can’t|isn’t|write|add|get the)\b", re.I)


def catalogues() -> Iterator[tuple[str, Catalog]]:
    for language in TRANSLATED:
        yield language, parse_catalogue(own_catalogue(language, MESSAGES), language)


def parts(message: Message) -> tuple[list[str], list[str]]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    return ids, [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_the_catalogues_hold_every_message_and_no_other() -> None:
    wanted = {message.id for message in messages() if message.id}
    assert len(wanted) > 700
    for language, catalogue in catalogues():
        assert {message.id for message in catalogue if message.id} == wanted, language


def test_no_message_is_missing_or_fuzzy() -> None:
    for language, catalogue in catalogues():
        wanting = [message.id for message in catalogue if message.id and (message.fuzzy or not all(parts(message)[1]))]
        assert wanting == [], language


def test_each_language_has_the_same_values_and_as_many_plurals_as_it_needs() -> None:
    for language, catalogue in catalogues():
        for message in catalogue:
            if message.id:
                ids, strings = parts(message)
                names = [{name for text in side for name in names_in(text)} for side in (ids, strings)]
                assert names[0] == names[1], (language, message.id)
                assert len(strings) == (catalogue.num_plurals if len(ids) > 1 else 1), (language, message.id)


def names_in(text: str) -> set[str]:
    if re.search(r"\{\{ \w*\(|\{\w+: |\[0-9\]|\{\{ »|“\{\{”|\}\}”\.|« \}\} »", text):
        return set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text))
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_no_english_stands_among_the_others() -> None:
    for language, catalogue in catalogues():
        english = [
            text
            for message in catalogue
            for text in parts(message)[1]
            if message.id and ENGLISH_WORDS.search(re.sub(r"« [^»]* »|“[^”]*”|\{[^}]*\}|--?\w+", "", text))
        ]
        assert english == [], language


def test_french_and_dutch_quote_as_they_do() -> None:
    for language, catalogue in catalogues():
        wrong = {"fr": r"[“”]|[a-z]'[a-zé]", "nl": r"[«»]|[a-z]'[a-z]"}[language]
        found = [text for message in catalogue for text in parts(message)[1] if message.id and re.search(wrong, text)]
        assert found == [], language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "fr_BE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "fr_BE.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "POSIX", "LANGUAGE": "nl"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:nl:fr"}, "nl"),
        ({"LANG": "de_BE.UTF-8"}, "en"),
        ({"LANG": "nl_BE.UTF-8", "FACTSITE_LANGUAGE": "fr"}, "fr"),
        ({"LC_ALL": "C", "FACTSITE_LANGUAGE": "nl"}, "nl"),
        ({"LANG": "nl_BE.UTF-8", "FACTSITE_LANGUAGE": ""}, "nl"),
        ({"FACTSITE_LANGUAGE": "fr-BE"}, "fr"),
        ({"FACTSITE_LANGUAGE": "../fr"}, "en"),
    ],
)
def test_the_language_is_the_one_that_is_set(environment: dict[str, str], language: str) -> None:
    assert editors_language(environment) == language


def test_there_are_three_languages_and_an_unknown_one_is_english() -> None:
    assert message_languages() == ("en", *TRANSLATED)
    assert messages_in("en") is ENGLISH
    assert messages_in("xx") is ENGLISH


def plain(problem: Problem) -> list[str]:
    """What of a problem is no message, or holds a sentence that isn't one."""
    return [text for text in (problem.message, problem.help) if not isinstance(text, Told)]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, Problem]]]:
    return problems_of_fixtures(tmp_path_factory.mktemp("broken"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_broken_fixture_is_told_in_the_language(
    found: dict[str, list[tuple[str, Problem]]], language: str
) -> None:
    """No sentence of a report stays English; only what the content says of itself does."""
    words = messages_in(language)
    same = []
    for case, problems in found.items():
        for _, problem in problems:
            assert plain(problem) == []
            for text in (problem.message, problem.help):
                said = in_language(text, words)
                if said == str(text) and text.singular != "{text}" and " " in str(text):
                    same.append((case, said))
    assert same == []


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_the_handbook_shows_the_messages_as_they_are(
    found: dict[str, list[tuple[str, Problem]]], language: str
) -> None:
    assert path_of(language).read_text(encoding="utf-8") == page(language, found), "run: python tests/explaining.py"
    assert set(found) <= set(re.findall(r"^\| `([a-z-]+)` \|", page(language, found), re.MULTILINE))


def test_reports_are_in_the_language_and_rules_keep_their_names(small: Path) -> None:
    lay_over("missing-field", small)
    _, problems = check(small, DAY)
    french = messages_in("fr")
    text = as_text(problems, small, french)
    assert "erreur[missing-field]: le champ « " in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "aide" in text
    rows = json.loads(as_json(problems, small, french))
    assert {row["severity"] for row in rows} <= {"error", "warning", "notice"}
    assert any(row["rule"] == "missing-field" and row["message"].startswith("le champ") for row in rows)
    assert "title=missing-field::le champ" in as_github(problems, small, french)


def project(folder: Path, case: str) -> Path:
    (folder / "made").mkdir()
    content = copy_valid(folder / "made")
    lay_over(case, content)
    made = folder / "project"
    made.mkdir()
    (made / "mkdocs.yml").write_bytes((FIXTURES / "mkdocs.yml").read_bytes())
    content.rename(made / "content")
    return made


def test_the_command_takes_the_language_or_that_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project(tmp_path, "unknown-field"))
    run = CliRunner()
    day = ["--day", DAY.isoformat()]
    assert "onbekend veld" in run.invoke(main, ["check", "--language", "nl", *day]).output
    monkeypatch.setenv("FACTSITE_LANGUAGE", "fr")
    found = run.invoke(main, ["check", *day])
    assert "champ inconnu" in found.output
    assert re.search(r"\d+ erreurs, 0 avertissement, \d+ remarque", found.stderr)
    assert "unknown field" in run.invoke(main, ["check", "--language", "en", *day]).output
    refused = run.invoke(main, ["check", "--language", "de", *day])
    assert refused.exit_code == 2
    refused = run.invoke(main, ["new", "nothing", "x", *day])
    assert "il n’y a pas de sorte" in refused.output


def test_a_value_that_is_a_message_is_told_in_the_language_too() -> None:
    message = told("help: {remedy}", remedy=told("Add one."))
    assert in_language(message, messages_in("nl")) == "hulp: Voeg er een toe."
