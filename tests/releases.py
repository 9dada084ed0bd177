"""Releases of a project that is built in no time, for tests of what happens around a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factsite.cli import main
from factsite.clock import Clock, beginning_of
from factsite.releasing import building
from factsite.releasing.building import build_site
from factsite.releasing.releases import Release, Releases
from projects import DAY

PAGES = {"index.html": "the choice", "en/index.html": "home", "en/figures/x/index.html": "a figure"}


def write_site(folder: Path, word: str) -> None:
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{text}, {word}")


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Releases:
    """The releases of a project, built in no time: each build writes the number of builds so far into its pages."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x")
    counted = iter(range(1, 1000))

    def run_build(root: Path, folder: Path, clock: Clock, *, preview: bool = False) -> int:
        write_site(folder, f"build {next(counted)}")
        return 0

    monkeypatch.setattr(building, "run_build", run_build)
    monkeypatch.chdir(tmp_path)
    return Releases(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def word(releases: Releases) -> str:
    """What the pages of the published site say; all of them the same."""
    (found,) = {(releases.link / name).read_text().rpartition(", ")[2] for name in PAGES}
    return found


def publish(releases: Releases, *, keep: int = 5) -> Release:
    return build_site(releases, beginning_of(DAY), lambda text: None, keep=keep)


def left(releases: Releases) -> list[str]:
    return sorted(path.name for path in releases.folder.iterdir() if not path.name.endswith((".lock", ".json")))
