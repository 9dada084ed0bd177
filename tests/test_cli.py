"""The commands: what they write, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factsite.cli import main
from projects import FIXTURES, lay_over, make_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in which the commands run."""
    folder = make_project(tmp_path, FIXTURES / "valid")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_check_of_good_content(project: Path) -> None:
    assert run("check").exit_code == 0


def test_check_counts_notices_as_fine(project: Path) -> None:
    (project / "content" / "nl" / "explained" / "procedure.md").unlink()
    result = run("check")
    assert result.exit_code == 0
    assert "notice[fallback]" in result.output


def test_notices_wait_while_there_are_errors(project: Path) -> None:
    (project / "content" / "nl" / "explained" / "procedure.md").unlink()
    lay_over("code", project / "content")
    text, found = run("check"), run("check", "--format", "json")
    assert "notice[" not in text.output
    assert text.output.endswith("1 notice\nNotices are listed once no errors are left.\n")
    assert {row["severity"] for row in json.loads(found.output)} == {"error", "notice"}


def test_check_writes_three_formats(project: Path) -> None:
    lay_over("code", project / "content")
    text, found, github = run("check"), run("check", "--format", "json"), run("check", "--format", "github")
    assert [result.exit_code for result in (text, found, github)] == [1, 1, 1]
    assert "content/data/figures/applicants.yml:4:7: error[code]: “person” is no code of “unit”" in text.output
    assert {row["rule"] for row in json.loads(found.output)} == {"code"}
    assert "::error file=content/data/figures/applicants.yml,line=4,col=7,title=code::" in github.output


def test_wrong_use_is_exit_code_2(project: Path) -> None:
    assert run("check", "--format", "xml").exit_code == 2
    assert run("check", "--day", "2026-13-01").exit_code == 2
    assert run("new", "figures", "Bad Id").exit_code == 2
    assert run("new", "figures", "applicants").exit_code == 2
    assert run("links").exit_code == 2


def test_a_failed_site_leaves_the_last_good_one(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("good")
    (project / "content" / "data" / "themes.yml").unlink()
    assert run("site").exit_code != 0
    assert (project / "site" / "index.html").read_text() == "good"
    assert not (project / "site.next").exists()


def test_site_and_links(project: Path) -> None:
    assert run("site").exit_code == 0
    assert (project / "site" / "en" / "figures" / "applicants" / "index.html").is_file()
    assert run("links").exit_code == 0
    (project / "site" / "fr" / "chiffres" / "demandeurs" / "index.html").unlink()
    result = run("links")
    assert result.exit_code == 1
    assert "there is no fr/chiffres/demandeurs/index.html" in result.output
