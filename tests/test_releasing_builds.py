"""Whole builds: two at once, killed ones, a full disk; what is published stays whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from factsite.releasing import manifest
from factsite.releasing.releases import Releases
from projects import DAY, FIXTURES, hearing_interrupts, make_project
from releases import left


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Releases, dict[str, tuple[int, str]]]]:
    """A small project with one release, and its files."""
    project = make_project(tmp_path_factory.mktemp("built"), FIXTURES / "valid")
    assert start(project).wait() == 0
    releases = Releases(project)
    yield releases, releases.all()[-1].manifest.files
    assert left(releases) == [f"{release.number:06}" for release in releases.all()]


def start(project: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": DAY.isoformat()}
    command = [sys.executable, "-m", "factsite", "site"]
    with hearing_interrupts():
        return subprocess.Popen(
            command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


def is_published(releases: Releases, files: dict[str, tuple[int, str]]) -> bool:
    """Whether the published site consists of these files, byte by byte."""
    return manifest.differences(releases.link, manifest.Manifest(manifest.Stamp("", "", ""), files)) == []


def test_two_builds_at_once_are_both_whole(built: tuple[Releases, dict[str, tuple[int, str]]]) -> None:
    releases, files = built
    before = len(releases.all())
    first = start(releases.root)
    time.sleep(0.5)
    second = start(releases.root)
    assert (first.wait(), second.wait()) == (0, 0)
    assert is_published(releases, files)
    assert len(releases.all()) == before + 2


def test_a_release_holds_compressed_files_and_what_stays_the_same_keeps_its_time(
    built: tuple[Releases, dict[str, tuple[int, str]]],
) -> None:
    """Web servers make ETags of times and sizes: after a nightly build readers aren't sent what they have."""
    releases, files = built
    assert {"en/index.html.br", "en/index.html.gz"} <= files.keys()
    assert not any(name.endswith((".png.gz", ".xlsx.br", ".br.gz")) for name in files)
    before = releases.all()[-1]
    page = before.folder / "en" / "index.html"
    os.utime(page, (1_000_000_000, 1_000_000_000))
    assert start(releases.root).wait() == 0
    now = releases.all()[-1]
    assert now.number > before.number
    assert (now.folder / "en" / "index.html").stat().st_mtime == 1_000_000_000
    assert is_published(releases, files)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_build_that_is_ended_changes_nothing(
    built: tuple[Releases, dict[str, tuple[int, str]]], number: signal.Signals
) -> None:
    releases, files = built
    before = releases.current
    process = start(releases.root)
    while not [name for name in left(releases) if name.startswith("part-")]:
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(1)
    process.send_signal(number)
    assert process.wait() != 0
    assert releases.current == before
    assert is_published(releases, files)
    if number == signal.SIGKILL:
        assert start(releases.root).wait() == 0
        assert is_published(releases, files)
    assert not [name for name in left(releases) if name.startswith("part-")]


def test_a_full_disk_changes_nothing(built: tuple[Releases, dict[str, tuple[int, str]]]) -> None:
    releases, files = built
    before = releases.current
    code = (
        "import resource,signal,sys;signal.signal(signal.SIGXFSZ,signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE,(30000,30000));from factsite.cli import main;main(['site'])"
    )
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": DAY.isoformat()}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=releases.root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "the site is as it was" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert releases.current == before
    assert is_published(releases, files)


def test_mkdocs_own_build_empties_no_release(built: tuple[Releases, dict[str, tuple[int, str]]]) -> None:
    releases, files = built
    before = releases.all()[-1]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": DAY.isoformat()}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    subprocess.run(command, cwd=releases.root, env=environment, check=True)
    assert not releases.link.is_symlink()
    # Compressed files stand beside those of a release only.
    assert is_published(releases, {name: found for name, found in files.items() if not name.endswith((".br", ".gz"))})
    assert manifest.differences(before.folder, before.manifest) == []
    releases.publish(before.number)
    assert releases.current == before.number
