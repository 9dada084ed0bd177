"""The handbook's steps, carried out one after the other on a copy of the real content, as they stand there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from projects import DAY, ROOT
from walking_through import Walk, steps

PAGES = ("first-edit", "start-to-finish")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of the project as it stands, committed, in which we are."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTSITE_DAY", DAY.isoformat())
    for name in ("content", "translations", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for command in (
        ["init", "--quiet"],
        ["config", "user.name", "Test"],
        ["config", "user.email", "test@example.org"],
        ["add", "--all"],
        ["commit", "--quiet", "--message", "As it stands"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_the_steps_of_the_handbook_lead_where_it_says(project: Path, page: str) -> None:
    walk = Walk(project)
    found = list(steps((ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")))
    assert len(found) > 5
    for step in found:
        walk.carry_out(step)
    assert walk.code == 0, walk.said


RECIPES = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8").split("\n## ")[1:]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda text: text.partition("\n")[0])
def test_each_recipe_leads_where_it_says(project: Path, recipe: str) -> None:
    """Each stands by itself: it begins with the files as they are, and ends with a check that is content."""
    walk = Walk(project)
    found = list(steps(recipe))
    assert found
    for step in found:
        walk.carry_out(step)
    assert walk.code == 0, walk.said
