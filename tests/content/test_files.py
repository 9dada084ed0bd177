"""The real content: every file by itself, and the whole of it in numbers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from content.real import CONTENT, real_content
from documents import LANGUAGES
from factsite.checking import check
from factsite.content import Content
from factsite.problems import Problem, Severity, as_text
from factsite.records.figure import Figure
from projects import DAY, ROOT

FILES = sorted(path for path in CONTENT.rglob("*") if path.is_file() and path.suffix in {".yml", ".csv", ".md"})
# What the site promised to hold at least, in all three languages.
AT_LEAST = {
    "figures": 14,
    "legislation": 16,
    "decisions": 10,
    "fact-checks": 8,
    "explained": 14,
    "organisations": 24,
}


@cache
def checked() -> tuple[Content, list[Problem]]:
    """Check the real content, once."""
    return check(CONTENT, DAY)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_file(path: Path) -> None:
    found = [problem for problem in checked()[1] if problem.path == path and problem.severity is Severity.ERROR]
    assert found == [], as_text(found, ROOT)


def test_no_file_is_missing_or_left_over() -> None:
    errors = [problem for problem in checked()[1] if problem.severity is Severity.ERROR]
    assert errors == [], as_text(errors, ROOT)


def test_the_content_is_all_taken() -> None:
    files = {path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*") if path.is_file()}
    assert files == real_content().files


@pytest.mark.parametrize("kind", AT_LEAST)
def test_there_is_enough_of_each_kind_in_every_language(kind: str) -> None:
    content = checked()[0]
    whole = [entry for entry in content.of_kind(kind) if set(entry.translations) == set(LANGUAGES)]
    assert len(whole) >= AT_LEAST[kind]


def test_there_are_enough_terms_in_every_language() -> None:
    glossary = checked()[0].glossary
    assert min(len(glossary.words[code]) for code in LANGUAGES) >= 60


def test_the_applicants_of_2018_are_shown_with_both_numbers() -> None:
    figure = checked()[0].get("figures", "protection-applicants", Figure)
    assert figure is not None
    observation = figure.find("2018", {})
    assert observation is not None
    assert {observation.value, *(other.value for other in observation.alternatives)} == {23443, 23343}


def test_no_text_is_the_english_one() -> None:
    """A French or Dutch page that is the English letter for letter isn't translated."""
    for entry in checked()[0].entries.values():
        bodies = {code: translation.file.body for code, translation in entry.translations.items()}
        for code in ("fr", "nl"):
            if len(bodies.get(code, "")) > 200:
                assert bodies[code] != bodies.get("en"), entry.path
