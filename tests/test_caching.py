"""What is kept is never believed: a wrong entry, of whatever form, costs time and not truth."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsite.build_cache import recipes
from factsite.build_cache.recipes import Recipe
from factsite.build_cache.store import LIMIT, Store, largest
from factsite.build_cache.workers import MakingError, Workers
from factsite.publishing.kept import Kept
from projects import FIXTURES, build, make_project
from spoiling import WRONG

KEY = "ab" + "0" * 62
DATA = b"the bytes of a picture " * 40


def _shout(text: str) -> bytes:
    return text.upper().encode()


def _fail(text: str) -> bytes:
    raise ValueError(f"no {text}")


def _end(text: str) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return text.encode()


def _end_once(path: str) -> bytes:
    """Ended from outside in the middle of a file, the first time."""
    mark = Path(path)
    if not mark.exists():
        mark.write_text("begun")
        os.kill(os.getpid(), signal.SIGKILL)
    return b"made"


SHOUT = Recipe("txt", _shout)


def entry(store: Store) -> Path:
    assert store.folder
    (path,) = store.folder.rglob(f"{KEY}.*")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one entry."""
    found = Store(tmp_path / "cache")
    found.put(KEY, "png", DATA)
    assert found.get(KEY, "png") == DATA
    return found


# --- each form of a wrong entry --------------------------------------------------------------------------------------


@pytest.mark.parametrize("spoil", WRONG, ids=lambda one: one.__name__)
def test_a_wrong_entry_is_made_anew(store: Store, spoil: Callable[[Path], None]) -> None:
    spoil(entry(store))
    assert store.get(KEY, "png") is None
    assert store.wrong == 1
    store.put(KEY, "png", DATA)
    assert store.get(KEY, "png") == DATA
    assert [line for line in store.said() if "made anew" in line]
    assert not store.trouble


@given(place=st.integers(0, 2000), bit=st.integers(0, 7))
def test_one_bit_is_enough(tmp_path_factory: pytest.TempPathFactory, place: int, bit: int) -> None:
    store = Store(tmp_path_factory.mktemp("cache"))
    store.put(KEY, "png", DATA)
    path = entry(store)
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1 << bit
    path.write_bytes(bytes(data))
    assert store.get(KEY, "png") is None


# --- each form of a folder that can't be used ------------------------------------------------------------------------


def test_a_file_in_the_place_of_the_folder_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    store = Store(tmp_path / "cache" / "charts")
    store.put(KEY, "png", DATA)
    assert store.get(KEY, "png") is None
    assert store.prune(0) == 0
    assert len(store.said()) == 1
    assert "Not a directory" in store.trouble


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("call", ["mkdir", "replace", "open"])
def test_a_full_or_foreign_disk_costs_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    """Root, who may run these tests, is refused nothing: the refusal is the system's answer, given here."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    store = Store(tmp_path / "cache")
    store.put(KEY, "png", b"older")
    monkeypatch.setattr(Path, call, refuse)
    if call == "open":
        assert store.get(KEY, "png") is None
        monkeypatch.setattr("builtins.open", refuse)
    store.put(KEY, "png", DATA)
    monkeypatch.undo()
    assert os.strerror(number) in store.trouble
    assert store.get(KEY, "png") == b"older"
    assert [path.name for path in (tmp_path / "cache").rglob("*") if path.is_file()] == [f"{KEY}.png"]


def test_without_a_folder_nothing_is_kept() -> None:
    store = Store(None)
    store.put(KEY, "png", DATA)
    assert store.get(KEY, "png") is None
    assert store.prune(0) == 0


# --- bounds ----------------------------------------------------------------------------------------------------------


def test_what_was_longest_of_no_use_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    now = time.time()
    keys = [f"{number:02}" + "0" * 62 for number in range(10)]
    for number, key in enumerate(keys):
        store.put(key, "png", DATA)
        (path,) = tmp_path.rglob(f"{key}.png")
        os.utime(path, (now, now - 100 * 24 * 3600 + number))
    assert store.get(keys[0], "png") == DATA  # of use just now
    size = sum(path.stat().st_size for path in tmp_path.rglob("*.png"))
    assert store.prune(size // 2) == 5
    assert [key for key in keys if store.get(key, "png")] == [keys[0], *keys[6:]]
    assert store.prune(size) == 0


def test_unfinished_entries_of_killed_processes_go_others_stay(tmp_path: Path) -> None:
    old, young = tmp_path / "ab" / "x.part", tmp_path / "ab" / "y.part"
    old.parent.mkdir()
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    Store(tmp_path).prune(10**9)
    assert not old.exists()
    assert young.exists()


def test_the_limit_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMIT, "3")
    assert largest() == 3_000_000
    monkeypatch.setenv(LIMIT, "many")
    assert largest() == 500_000_000


# --- keys ------------------------------------------------------------------------------------------------------------


def test_a_key_changes_with_all_that_makes_the_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = SHOUT.key("one")
    assert first != SHOUT.key("two")
    assert first != Recipe("svg", _shout).key("one")
    assert first != Recipe("txt", _fail).key("one")
    libraries = Recipe("txt", _shout, ("rdflib",)).key("one")
    assert first != libraries
    assert first != Recipe("txt", _shout, specimen=lambda: b"letters").key("one")
    monkeypatch.setattr(recipes, "version", lambda name: "0")
    assert Recipe("txt", _shout, ("rdflib",)).key("one") != libraries
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"another text of the module")
    assert Recipe("txt", _shout).key("one") != first


def test_what_newer_code_makes_isn_t_kept_as_made_by_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the live site the module may change between the start of the build and that of its second process."""
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"the module as it was")
    old = replace(SHOUT)
    monkeypatch.undo()
    store = Store(tmp_path)
    assert old.keep("one", store) == b"ONE"
    assert store.get(old.key("one"), "txt") is None


# --- the process beside the build ------------------------------------------------------------------------------------


def test_what_is_kept_isn_t_made_again(tmp_path: Path) -> None:
    for number in range(2):
        kept = Kept(Store(tmp_path / "cache"))
        kept.put(tmp_path / f"{number}.txt", SHOUT, "one")
        assert (number == 1) == (tmp_path / f"{number}.txt").exists()  # the second time at once
        kept.finish()
        assert (tmp_path / f"{number}.txt").read_bytes() == b"ONE"


def _note(place: str) -> bytes:
    """Made of its own name, which it writes down."""
    folder, _, name = place.rpartition("/")
    with open(f"{folder}/made", "a", encoding="utf-8") as file:
        file.write(f"{name}\n")
    return name.upper().encode()


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("kept_in", ["cache", None])
def test_of_many_parts_only_what_changed_is_made_anew(tmp_path: Path, beside: bool, kept_in: str | None) -> None:
    recipe, folder = Recipe("txt", _note), tmp_path / "made"

    def made(*names: str) -> list[bytes]:
        folder.write_text("")
        kept = Kept(Store(tmp_path / kept_in if kept_in else None), beside)
        found = kept.all("the whole", recipe, [f"{tmp_path}/{name}" for name in names])
        kept.finish()
        return found

    assert made("a", "b", "c", "d", "e") == [b"A", b"B", b"C", b"D", b"E"]
    assert sorted(folder.read_text().split()) == ["a", "b", "c", "d", "e"]
    assert made("a", "x", "c", "y", "e", "z") == [b"A", b"X", b"C", b"Y", b"E", b"Z"]
    assert sorted(folder.read_text().split()) == (["x", "y", "z"] if kept_in else ["a", "c", "e", "x", "y", "z"])
    assert made() == []


def test_a_part_that_can_t_be_made_beside_is_named(tmp_path: Path) -> None:
    kept = Kept(Store(None))
    with pytest.raises(MakingError, match="the whole: the process that makes it was ended twice"):
        kept.all("the whole", Recipe("txt", _end_there), [str(os.getpid())] * 2)


def _end_there(here: str) -> bytes:
    """Ended from outside in every process but one."""
    if os.getpid() != int(here):
        os.kill(os.getpid(), signal.SIGKILL)
    return b"made"


def test_what_can_t_be_made_is_named(tmp_path: Path) -> None:
    kept = Kept(Store(None))
    kept.put(tmp_path / "data" / "figures" / "x.txt", Recipe("txt", _fail), "luck")
    with pytest.raises(MakingError, match=r"data/figures/x\.txt: no luck"):
        kept.finish()
    kept = Kept(Store(None))
    kept.put(tmp_path / "data" / "y.txt", Recipe("txt", _end), "x")
    kept.put(tmp_path / "data" / "z.txt", SHOUT, "one")
    with pytest.raises(MakingError, match=r"data/y\.txt: the process that makes it was ended twice"):
        kept.finish()


def test_an_ended_process_is_replaced(tmp_path: Path) -> None:
    kept = Kept(Store(tmp_path / "cache"))
    for number in range(3):
        kept.put(tmp_path / f"{number}.txt", SHOUT, str(number))
    kept.put(tmp_path / "mark.txt", Recipe("txt", _end_once), str(tmp_path / "mark"))
    kept.put(tmp_path / "later.txt", SHOUT, "later")
    kept.finish()
    assert (tmp_path / "mark.txt").read_bytes() == b"made"
    assert (tmp_path / "later.txt").read_bytes() == b"LATER"
    workers = Workers()
    with pytest.raises(MakingError):
        workers.submit("x", _end, "x").result()
    assert workers.submit("x", _shout, "x").result() == b"X"
    workers.finish()


def test_a_worker_tells_why_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    kept = Kept(Store(tmp_path / "cache"))
    kept.put(tmp_path / "out.txt", SHOUT, "one")
    kept.finish()
    assert (tmp_path / "out.txt").read_bytes() == b"ONE"
    assert "Not a directory" in kept.store.trouble or "exists" in kept.store.trouble


# --- whole builds ----------------------------------------------------------------------------------------------------


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.mark.usefixtures("kept_apart")
def test_a_spoilt_cache_gives_the_same_site(tmp_path: Path) -> None:
    project = make_project(tmp_path, FIXTURES / "valid")
    good = build(project, tmp_path / "good")
    assert good.returncode == 0, good.stdout + good.stderr
    entries = [path for path in (project / ".cache").rglob("*") if path.is_file()]
    assert {path.suffix for path in entries} == {".png", ".md", ".pdf", ".xlsx", ".ttl", ".parquet", ".pack"}
    for number, path in enumerate(entries):
        WRONG[number % len(WRONG)](path)
    mended = build(project, tmp_path / "mended")
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert "they were made anew" in mended.stdout + mended.stderr
    assert _files(tmp_path / "mended") == _files(tmp_path / "good")
