"""Another name, and no name: everything that refers to a record is carried along, to the byte, or nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factsite.checking import check
from factsite.cli import main
from factsite.problems import has_errors
from factsite.renaming.things import identifiers, known_kinds
from factsite.translating.status import Freshness, read_locks, statuses
from projects import DAY, copy_rich, rich_content

LATER = "2026-11-27"
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
