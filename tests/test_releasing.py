"""Releases: whole or absent, one at a time, switched in one step, kept by number."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from factsite.cli import main
from factsite.releasing import building, manifest, switching
from factsite.releasing.building import build_site
from factsite.releasing.locking import HeldError, held
from factsite.releasing.releases import Release, Releases
from projects import DAY, FIXTURES, make_project

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

    def run_build(root: Path, folder: Path, day: str) -> int:
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
    return build_site(releases, DAY, lambda text: None, keep=keep)


def left(releases: Releases) -> list[str]:
    return sorted(path.name for path in releases.folder.iterdir() if not path.name.endswith((".lock", ".json")))


# --- one switch ------------------------------------------------------------------------------------------------------


def test_the_site_is_a_link_to_a_numbered_folder(releases: Releases) -> None:
    for number in (1, 2):
        assert publish(releases).number == number
        assert os.readlink(releases.link) == f"site.releases/00000{number}"
        assert word(releases) == f"build {number}"
    assert left(releases) == ["000001", "000002"]


def test_a_site_from_before_becomes_a_release(releases: Releases) -> None:
    write_site(releases.link, "by hand")
    assert publish(releases).number == 2
    assert word(releases) == "build 1"
    assert run("rollback").exit_code == 0
    assert word(releases) == "by hand"


def test_a_site_from_before_is_replaced_where_names_can_t_be_exchanged(
    releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switching, "sys", SimpleNamespace(platform="darwin"))
    write_site(releases.link, "by hand")
    publish(releases)
    assert word(releases) == "build 1"
    assert left(releases) == ["000001", "000002"]


def test_a_folder_without_a_page_is_replaced(releases: Releases) -> None:
    releases.link.mkdir()
    assert publish(releases).number == 1
    assert left(releases) == ["000001"]


@pytest.mark.parametrize("there", ["link", "file"])
def test_what_no_build_has_put_there_stays(releases: Releases, there: str) -> None:
    if there == "link":
        (releases.root / "elsewhere").mkdir()
        releases.link.symlink_to("elsewhere")
    else:
        releases.link.write_text("mine")
    for command in ("site", "rollback"):
        result = run(command)
        assert result.exit_code == 2
        assert "take it away" in result.output


def test_without_links_the_site_is_a_copy(releases: Releases, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "A required privilege is not held by the client")

    write_site(releases.link, "by hand")
    monkeypatch.setattr(Path, "symlink_to", refuse)
    for number in (1, 2, 3):
        assert publish(releases).number == number + 1
        assert releases.current == number + 1
        assert not releases.link.is_symlink()
        assert word(releases) == f"build {number}"
    assert run("rollback", "2").exit_code == 0
    assert word(releases) == "build 1"
    assert run("rollback").exit_code == 0
    assert word(releases) == "by hand"
    monkeypatch.undo()
    assert left(releases) == ["000001", "000002", "000003", "000004", "copied"]
    Releases(releases.root).publish(3)
    assert releases.link.is_symlink()
    assert releases.current == 3
    assert left(releases) == ["000001", "000002", "000003", "000004"]


@pytest.mark.parametrize("call", ["symlink_to", "replace", "rename"])
def test_what_fails_at_the_switch_changes_nothing(
    releases: Releases, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    publish(releases)
    full = OSError(errno.ENOSPC, "No space left on device")

    def refuse(*_: object, **__: object) -> None:
        raise full

    monkeypatch.setattr(Path, call, refuse)
    if call == "symlink_to":
        monkeypatch.setattr("shutil.copytree", refuse)
    result = run("site")
    monkeypatch.undo()
    assert result.exit_code == 1
    assert "the site is as it was: [Errno 28] No space left on device" in result.output
    assert word(releases) == "build 1"
    assert "Traceback" not in result.output


def test_pages_stay_while_they_are_switched(releases: Releases) -> None:
    for _ in range(2):
        publish(releases)
    seen: set[str] = set()
    wrong: list[str] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add((releases.link / "en" / "index.html").read_text())
            except OSError as error:
                wrong.append(str(error))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(200):
        switching.switch(releases.link, releases.folder / f"{number % 2 + 1:06}")
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert seen <= {"home, build 1", "home, build 2"}


# --- readable --------------------------------------------------------------------------------------------------------


def test_a_web_server_can_read_it_whatever_the_umask(releases: Releases) -> None:
    before = os.umask(0o077)
    try:
        publish(releases)
    finally:
        os.umask(before)
    paths = [releases.folder, *releases.folder.rglob("*")]
    wrong = [path for path in paths if path.is_dir() and path.stat().st_mode & 0o777 != 0o755]
    wrong += [path for path in releases.link.rglob("*") if path.is_file() and path.stat().st_mode & 0o777 != 0o644]
    assert wrong == []


# --- releases --------------------------------------------------------------------------------------------------------


def test_releases_are_listed_and_gone_back_to(releases: Releases) -> None:
    assert run("rollback").exit_code == 2
    for _ in range(3):
        publish(releases)
    (newest, *_) = run("releases").output.splitlines()[1:]
    first = releases.all()[0].manifest
    assert newest.startswith("*")
    assert newest.split()[1] == "3"
    assert DAY.isoformat() in newest
    assert first.digest[:16] in run("releases").output
    assert first.size == sum(len(f"{text}, build 1") for text in PAGES.values())
    for given, wanted in (([], "build 2"), ([], "build 1"), (["3"], "build 3"), (["3"], "build 3")):
        assert run("rollback", *given).exit_code == 0
        assert word(releases) == wanted
    assert run("rollback", "1").exit_code == 0
    assert run("rollback").exit_code == 2  # nothing before the first
    assert word(releases) == "build 1"
    assert publish(releases).number == 4


def test_the_digest_is_what_sha256sum_says(releases: Releases) -> None:
    folder = publish(releases).folder
    listed = subprocess.run(["sha256sum", *sorted(PAGES)], cwd=folder, capture_output=True, check=True).stdout
    summed = subprocess.run(["sha256sum"], input=listed, capture_output=True, check=True).stdout.decode()
    assert releases.all()[0].manifest.digest == summed.split()[0]


@pytest.mark.parametrize("damage", ["missing", "cut", "flipped", "more", "unfinished", "unknown"])
def test_an_incomplete_release_isn_t_published(releases: Releases, damage: str) -> None:
    for _ in range(2):
        publish(releases)
    page = releases.folder / "000001" / "en" / "index.html"
    if damage == "missing":
        page.unlink()
    elif damage == "cut":
        page.write_text("home")
    elif damage == "flipped":
        page.write_text(page.read_text().replace("home", "hone"))
    elif damage == "more":
        page.with_name("more.html").write_text("more")
    elif damage == "unfinished":
        (releases.folder / "000001.json").unlink()
    else:
        (releases.folder / "000001.json").write_text((releases.folder / "000001.json").read_text()[:-40])
    result = run("rollback", "1")
    assert result.exit_code == (2 if damage in {"unfinished", "unknown"} else 1)
    assert ("was never finished" if damage in {"unfinished", "unknown"} else "release 1 is damaged") in result.output
    assert ("damaged" in run("releases").output) == (damage in {"missing", "cut"})  # bytes aren't read for the list
    assert word(releases) == "build 2"


def test_an_unknown_release_isn_t_published(releases: Releases) -> None:
    publish(releases)
    result = run("rollback", "7")
    assert result.exit_code == 2
    assert "release 7 isn’t there; there are: 1" in result.output


def test_old_releases_go_the_published_one_and_the_one_before_stay(releases: Releases) -> None:
    for _ in range(4):
        publish(releases, keep=3)
    assert left(releases) == ["000002", "000003", "000004"]
    assert run("rollback", "2").exit_code == 0
    publish(releases, keep=1)
    assert left(releases) == ["000002", "000005"]
    publish(releases, keep=1)
    assert left(releases) == ["000005", "000006"]
    assert run("site", "--keep", "0").exit_code == 2


def test_left_overs_go_with_the_next_build(releases: Releases) -> None:
    publish(releases)
    write_site(releases.folder / "part-abc", "half")
    write_site(releases.folder / "000002", "without a manifest")
    (releases.folder / "000007.json").write_text("{}")
    (releases.root / "site.part-link").symlink_to("nowhere")
    write_site(releases.root / "site.part-folder", "half")
    (releases.folder / "notes.txt").write_text("somebody's")
    publish(releases)
    assert left(releases) == ["000001", "000002", "notes.txt"]
    assert list(releases.root.glob("site.part-*")) == []
    assert word(releases) == "build 2"


# --- one at a time ---------------------------------------------------------------------------------------------------


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
    second = threading.Thread(target=build_site, args=(releases, DAY, said.append), name="two")
    first.start()
    assert begun.wait(30)
    result = run("site", "--no-wait")
    assert result.exit_code == 3
    assert f"another build is at work: process {os.getpid()} on " in result.output
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


# --- whole builds ----------------------------------------------------------------------------------------------------


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
    # Tests that run in the background have been told to ignore Ctrl-C, and so would the build.
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    finally:
        signal.signal(signal.SIGINT, former)


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
    assert is_published(releases, files)
    assert manifest.differences(before.folder, before.manifest) == []
    releases.publish(before.number)
    assert releases.current == before.number
