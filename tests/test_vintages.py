"""Published numbers: a change needs a revision, and every revision is shown."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from documents import LANGUAGES, read
from factsite.cli import main
from projects import FIXTURES, build, make_project

REVISION = "revisions:\n  - {period: 2021, old: 25971, new: 25972, date: 2026-02-01, reason: correction, sex: T}\n"


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project whose content has been committed, that is, published."""
    project = make_project(tmp_path, FIXTURES / "valid")
    monkeypatch.chdir(project)
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "published"],
    ):
        subprocess.run(["git", *command], check=True)
    return project


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--day", "2026-11-21", *arguments], catch_exceptions=False)


def change(project: Path, old: str, new: str) -> None:
    path = project / "content" / "data" / "figures" / "applicants.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_changed(published: Path) -> None:
    assert check("--against", "HEAD").exit_code == 0


def test_a_silent_change_fails(published: Path) -> None:
    change(published, "value: 25971", "value: 25972")
    assert check().exit_code == 0
    result = check("--against", "HEAD")
    assert result.exit_code == 1
    assert "content/data/figures/applicants.yml:21:27: error[silent-change]" in result.output
    assert "2021, T changed from 25971 to 25972" in result.output


def test_a_number_that_is_gone_fails(published: Path) -> None:
    change(published, "  - {period: 2020, value: 16910, sex: T}\n", "")
    assert "2020, T (16910) is gone" in check("--against", "HEAD").output


def test_a_revision_explains_the_change_and_is_shown(published: Path) -> None:
    change(published, "value: 25971", "value: 25972")
    change(published, "observations:\n", REVISION + "observations:\n")
    assert "[version-day]" in check("--against", "HEAD").output
    change(published, "changed: 2026-02-01\n", "changed: 2026-11-20\nupdated: 2026-11-20\n")
    assert check("--against", "HEAD").exit_code == 0
    done = build(published, published / "site")
    assert done.returncode == 0, done.stderr
    shown = {
        "en": "2021: 25,971 before, now 25,972",
        "fr": "25\u202f971 auparavant, 25\u202f972 désormais",
        "nl": "2021: vroeger 25.971, nu 25.972",
    }
    places = {"en": "figures/applicants", "fr": "chiffres/demandeurs", "nl": "cijfers/verzoekers"}
    for code in LANGUAGES:
        lists = {"en": "about/corrections", "fr": "a-propos/corrections", "nl": "over/correcties"}
        for place in (places[code], lists[code]):
            text = "".join(read(published / "site" / code / place / "index.html").text)
            assert shown[code] in text, place


def test_an_unknown_reference_is_wrong_use(published: Path) -> None:
    assert check("--against", "no-such-reference").exit_code == 2
