"""A build from what was kept is the one that nothing was kept for, byte by byte; two processes make what one makes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from mkdocs.config.defaults import MkDocsConfig

from factsite.build_cache import forked
from factsite.build_cache.forked import PROCESSES, others, shared
from factsite.build_cache.packs import Packs
from factsite.building.state import state_of
from factsite.clock import Clock, beginning_of
from projects import DAY, FIXTURES, build, make_project
from spoiling import WRONG

KEY = "ab" * 32


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(project: Path, target: Path) -> dict[str, bytes]:
    done = build(project, target)
    assert done.returncode == 0, done.stdout + done.stderr
    found = files(target)
    shutil.rmtree(target)
    return found


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# What an editor, a translator and whoever runs the site change.
EDITS: dict[str, Callable[[Path], None]] = {
    "a value": lambda root: rewrite(root / "content/data/figures/applicants.yml", "16910", "16911"),
    "a translation": lambda root: rewrite(root / "content/fr/figures/applicants.md", "title: ", "title: Tous les "),
    "the address": lambda root: rewrite(root / "mkdocs.yml", "site_name: ", "site_name: New "),
    "a text": lambda root: rewrite(root / "content/en/figures/applicants.md", "persons applied", "people applied"),
}


@pytest.mark.usefixtures("kept_apart")
def test_a_build_from_what_was_kept_equals_a_cold_one_after_any_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The warm project keeps everything and has two processes; the cold one nothing and one."""
    warm = make_project(tmp_path / "warm", FIXTURES / "valid")
    before = built(warm, tmp_path / "site")
    order = random.Random(DAY.toordinal()).sample(sorted(EDITS), 2)  # noqa: S311 - which edits, not a secret
    for name in order:
        EDITS[name](warm)
        after = built(warm, tmp_path / "site")
        cold = make_project(tmp_path / name / "cold", warm / "content")
        shutil.copy(warm / "mkdocs.yml", cold)
        with monkeypatch.context() as alone:
            alone.setenv(PROCESSES, "1")
            assert built(cold, tmp_path / "site") == after != before
        before = after


@pytest.mark.usefixtures("kept_apart")
def test_a_build_without_a_change_makes_nothing_anew(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", FIXTURES / "valid")
    before = built(project, tmp_path / "site")
    # Whatever is made again is kept here again.
    shutil.rmtree(project / ".cache" / "downloads")
    again = build(project, tmp_path / "site")
    assert again.returncode == 0, again.stdout + again.stderr
    # Once more, into the folder of the build before, of which MkDocs leaves what begins with a dot.
    assert built(project, tmp_path / "site") == before
    assert not (project / ".cache" / "downloads").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["project"]
    (pack,) = (project / ".cache" / "sites").iterdir()
    pack.write_bytes(pack.read_bytes()[:-1])
    assert built(project, tmp_path / "site") == before
    assert (project / ".cache" / "downloads").exists()


# More than some of these small packs take.
_ROOM = 10_000


@pytest.fixture
def packs(tmp_path: Path) -> Packs:
    source = tmp_path / "source"
    (source / "within").mkdir(parents=True)
    (source / "a.txt").write_bytes(b"a")
    (source / "within" / "é.txt").write_bytes(b"")
    found = Packs(tmp_path / "packs")
    found.pack(KEY, source, 1)
    return found


def test_a_pack_gives_back_what_was_put_there(packs: Packs, tmp_path: Path) -> None:
    assert packs.has(KEY)
    assert packs.unpack(KEY, tmp_path / "target")
    assert files(tmp_path / "target") == {"a.txt": b"a", "within/é.txt": b""}
    assert not packs.unpack("cd" * 32, tmp_path / "other")


@pytest.mark.parametrize("spoil", WRONG, ids=lambda one: one.__name__)
def test_a_wrong_pack_gives_nothing(packs: Packs, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    (path,) = packs.folder.iterdir()
    spoil(path)
    assert not (packs.has(KEY) and packs.unpack(KEY, tmp_path / "target"))
    assert not (tmp_path / "target").exists()


def test_every_bit_of_a_pack_is_looked_at(packs: Packs, tmp_path: Path) -> None:
    (path,) = packs.folder.iterdir()
    data = path.read_bytes()
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert not packs.unpack(KEY, tmp_path / "target")


def test_a_pack_under_another_key_is_not_believed(packs: Packs, tmp_path: Path) -> None:
    (path,) = packs.folder.iterdir()
    path.rename(path.with_name(f"{'cd' * 32}.pack"))
    assert not packs.unpack("cd" * 32, tmp_path / "target")


def test_only_the_last_two_are_kept_and_nothing_too_large(packs: Packs, tmp_path: Path) -> None:
    for number in range(3):
        packs.pack(f"{number}" * 64, tmp_path / "source", _ROOM)
        os.utime(packs.folder / f"{number * 11111111:08}".ljust(64, str(number)).__add__(".pack"), (number, number))
    packs.pack("9" * 64, tmp_path / "source", 0)
    assert not packs.has("9" * 64)
    packs.pack("8" * 64, tmp_path / "source", _ROOM)
    assert len(list(packs.folder.iterdir())) == 2
    assert packs.has("8" * 64)


def test_of_two_that_have_no_room_beside_each_other_the_newest_is_kept(packs: Packs, tmp_path: Path) -> None:
    packs.pack("8" * 64, tmp_path / "source", 1)
    assert [path.stem for path in packs.folder.iterdir()] == ["8" * 64]


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    """What ``state_of`` asks of a configuration."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "page.md").write_text("One.")
    (tmp_path / "mkdocs.yml").write_text("site_name: One")
    found = SimpleNamespace(
        config_file_path=str(tmp_path / "mkdocs.yml"),
        docs_dir=str(tmp_path / "content"),
        hooks={},
        plugins={"i18n": None},
        theme=SimpleNamespace(custom_dir=None),
        user_configs=[{"strict": True, "site_dir": "a"}],
    )
    return cast("MkDocsConfig", found)


def test_the_key_of_a_build_changes_with_what_it_is_made_of(
    config: MkDocsConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = beginning_of(DAY)
    later = Clock(clock.moment.replace(hour=9))
    keys = [state_of(config, clock)]
    assert state_of(config, later) == keys[0]
    config.user_configs[0]["site_dir"] = "b"
    monkeypatch.setenv(PROCESSES, "1")
    assert state_of(config, clock) == keys[0]
    page = tmp_path / "content" / "page.md"
    page.write_text("Two.")
    keys.append(state_of(config, clock))
    page.rename(tmp_path / "content" / "other.md")
    keys.append(state_of(config, clock))
    (tmp_path / "mkdocs.yml").write_text("site_name: Two")
    keys.append(state_of(config, clock))
    config.user_configs[0]["site_url"] = "https://example.org/"
    keys.append(state_of(config, clock))
    monkeypatch.setenv("FACTSITE_ZONE", "Europe/Paris")
    keys.append(state_of(config, clock))
    keys.append(state_of(config, beginning_of(DAY.replace(day=1))))
    (tmp_path / "content" / "held.yml").write_text("publish_at: 2026-11-27T11:00+01:00")
    keys.append(state_of(config, clock))
    keys.append(state_of(config, later))
    assert len(set(keys)) == len(keys)
    config.plugins["other"] = None  # type: ignore[assignment]
    assert state_of(config, clock) == ""


def _there(what: str) -> str:
    """Made by the other process only."""
    if os.getpid() == _FIRST:
        return f"{what} here"
    return f"{what} there"


def _ended(what: str) -> str:
    if os.getpid() != _FIRST:
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{what} here"


def _failed(what: str) -> str:
    if os.getpid() != _FIRST:
        raise ValueError(what)
    return f"{what} here"


_FIRST = os.getpid()


@pytest.fixture(params=[1, 3])
def beside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes, as if this one were alone: what the tests run in has threads, none of which holds anything."""
    monkeypatch.setattr(forked, "others", lambda: request.param)
    monkeypatch.setattr(f"{__name__}._FIRST", os.getpid())


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("make", [_there, _ended, _failed])
def test_every_task_is_done_once_and_in_its_place(make: Callable[[str], str]) -> None:
    names = [str(number) for number in range(40)]
    with shared([lambda name=name: make(name) for name in names]) as work:  # type: ignore[misc]
        made = list(work.all())
    assert [one.split()[0] for one in made] == names
    assert make is _there or {one.split()[1] for one in made} == {"here"}


@pytest.mark.usefixtures("beside")
def test_what_fails_here_fails_here() -> None:
    def fail() -> str:
        raise ValueError("why")

    with shared([fail]) as work, pytest.raises(ValueError, match="why"):
        work.result(0)


@pytest.mark.usefixtures("beside")
def test_what_is_long_and_much_comes_back_whole() -> None:
    """More than a pipe holds, and nobody listens meanwhile."""
    with shared([lambda number=number: str(number) * 400 for number in range(9000)]) as work:  # type: ignore[misc]
        time.sleep(0.5)
        assert list(work.all()) == [str(number) * 400 for number in range(9000)]


@pytest.mark.usefixtures("beside")
def test_what_nobody_asks_for_keeps_nobody_waiting() -> None:
    with shared([lambda: "x" * 500] * 9000):
        time.sleep(0.2)


def test_others_do_the_last_of_what_is_urgent_before_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of six tasks four are urgent; meanwhile nobody asks for any."""
    monkeypatch.setattr(forked, "others", lambda: 1)
    with shared([lambda: f"{time.monotonic_ns():020}"] * 6, urgent=4) as work:
        time.sleep(0.5)
        made = list(work.all())
    assert sorted(range(6), key=lambda number: made[number]) == [3, 2, 1, 0, 5, 4]


def test_there_are_as_many_processes_as_processors_or_as_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "enumerate", lambda: [threading.main_thread()])
    for processors, found in ((1, 0), (2, 1), (16, 3)):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, many=processors: set(range(many)))
        assert others() == found
    for said, found in (("0", 0), ("1", 0), ("2", 1), ("6", 5), ("many", 3)):
        monkeypatch.setenv(PROCESSES, said)
        assert others() == found
    monkeypatch.setattr(sys, "platform", "darwin")
    assert others() == 0


def test_one_process_is_enough_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, "1")
    assert not others()
