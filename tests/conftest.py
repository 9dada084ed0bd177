"""What tests share: a small valid site to break, and sites built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from projects import FIXTURES, ROOT, build, lay_over, make_project


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small valid content, free to be changed."""
    return Path(shutil.copytree(FIXTURES / "valid", tmp_path / "content"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once for all tests."""
    target = tmp_path_factory.mktemp("site") / "site"
    done = build(ROOT, target, sentences=target.parent / "sentences")
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, on a sub-path, with one page that only Dutch has."""
    project = make_project(tmp_path_factory.mktemp("small"), FIXTURES / "valid")
    lay_over("fallback", project / "content")
    target = project / "site"
    done = build(project, target, site_url="https://migration-facts.example/sub/path/")
    assert done.returncode == 0, done.stdout + done.stderr
    return target
