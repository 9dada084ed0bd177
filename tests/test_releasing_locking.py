"""One build at a time: who waits, who doesn’t, and what a killed process leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from factsite.clock import beginning_of
from factsite.releasing import building
from factsite.releasing.building import build_site
from factsite.releasing.locking import HeldError, held
from factsite.releasing.releases import Releases
from projects import DAY
from releases import left, publish, releases, run, word, write_site

__all__ = ["releases"]


def test_a_second_build_waits_and_says_for_whom(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, end = threading.Event(), threading.Event()

    def run_build(root: Path, folder: Path, day: str) -> int:
        write_site(folder, f"build of {threading.current_thread().name}")
        begun.set()
        assert end.wait(30)
        return 0

    monkeypatch.setattr(building, "run_build", run_build)
    said: list[str] = []
    first = threading.Thread(target=publish, args=(releases,), name="one")
    second = threading.Thread(target=build_site, args=(releases, beginning_of(DAY), said.append), name="two")
    first.start()
    assert begun.wait(30)
    result = run("site", "--no-wait")
    assert result.exit_code == 3
    assert f"Another build is at work: process {os.getpid()} on " in result.output
    second.start()
    while not said:
        time.sleep(0.01)
    assert f"waiting for process {os.getpid()} on " in said[0]
    assert [name[:5] for name in left(releases) if name.startswith("part-")] == ["part-"]
    end.set()
    for build in (first, second):
        build.join()
    assert word(releases) == "build of two"
    assert [release.number for release in releases.all()] == [1, 2]


def test_going_back_doesn_t_wait_for_a_build(releases: Releases) -> None:
    for _ in range(2):
        publish(releases)
    with held(releases.folder, "building", say=None):
        assert run("rollback").exit_code == 0
    assert word(releases) == "build 1"


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    code = (
        "import sys,time;from pathlib import Path;from factsite.releasing.locking import held\n"
        f"with held(Path({str(tmp_path)!r}), 'building', say=None): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(HeldError, match=f"process {holder.pid} on "), held(tmp_path, "building", say=None):
            pass
        holder.kill()
        holder.wait()
    with held(tmp_path, "building", say=None):
        assert json.loads((tmp_path / "building.holder").read_text())["pid"] == os.getpid()
    assert not (tmp_path / "building.holder").exists()
