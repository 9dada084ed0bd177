"""What tests share: a small valid site to break, and sites built once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from browsing import browser, page, serve
from factsite.build_cache.store import PLACE
from factsite.content import Content
from factsite.rendering.site import Site
from projects import (
    DAY,
    FIXTURES,
    ROOT,
    SITE_URL,
    build,
    copy_rich,
    copy_valid,
    lay_over,
    make_project,
    rich_content,
)

# The browser is the same for the sites of the fixtures and for the real one: one Chromium in a process.
__all__ = ["browser", "page", "serve"]

# Reports are compared in English, whatever the language of whoever runs the tests.
os.environ["FACTSITE_LANGUAGE"] = "en"


@pytest.fixture(scope="session", autouse=True)
def _kept_together() -> None:
    """What is slow to make is made once for all builds, of this run and the next; tests of what is kept end that."""
    os.environ[PLACE] = str(ROOT / ".cache" / "tests")


@pytest.fixture
def kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each project keeps what is slow to make for itself, as outside the tests."""
    monkeypatch.delenv(PLACE)


FIGURES = sorted(path.stem for name in ("valid", "rich") for path in (FIXTURES / name).glob("data/figures/*.yml"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small valid content, free to be changed."""
    return copy_valid(tmp_path)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """What makes a folder by name, once for all workers of a run, and gives its path: it is only read afterwards."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def site(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The rich site, built once for all tests; beside it the list of its sentences. In tests/content: the real one."""

    def make(folder: Path) -> None:
        project = make_project(folder, copy_rich(folder))
        done = build(project, folder / "site", sentences=folder / "sentences")
        assert done.returncode == 0, done.stdout + done.stderr

    return once("rich", make) / "site"


@pytest.fixture(scope="session")
def content() -> Content:
    """The content of that site."""
    return rich_content()


@pytest.fixture(scope="session")
def model() -> Site:
    """That site before it is drawn."""
    return Site(rich_content(), DAY, SITE_URL)


@pytest.fixture(params=FIGURES)
def identifier(request: pytest.FixtureRequest) -> str:
    """Each figure of that site in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def small_site(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The small site, on a sub-path, with one page that only Dutch has."""

    def make(folder: Path) -> None:
        project = make_project(folder / "project", FIXTURES / "valid")
        lay_over("fallback", project / "content")
        done = build(project, project / "site", site_url="https://migration-facts.example/sub/path/")
        assert done.returncode == 0, done.stdout + done.stderr

    return once("small", make) / "project" / "site"
