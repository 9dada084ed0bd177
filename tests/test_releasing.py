from __future__ import annotations

import errno
import os
import subprocess
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from factsite.build_cache.packs import Packs
from factsite.building.kept_site import KeptSite
from factsite.clock import Clock
from factsite.releasing import building, switching
from factsite.releasing.releases import Releases
from projects import DAY
from releases import PAGES, left, publish, releases, run, word, write_site

__all__ = ["releases"]


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


def test_a_build_that_is_ended_while_it_takes_out_a_kept_site_leaves_nothing(
    releases: Releases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is ended from outside tidies nothing up: neither the site's own folder nor the one beside it."""
    packs = Packs(tmp_path / "kept")
    write_site(tmp_path / "before", "kept")
    packs.pack("key", tmp_path / "before", 1 << 20)
    kept = KeptSite("key", packs)

    def run_build(root: Path, folder: Path, clock: Clock, *, preview: bool = False) -> int:
        kept.unpack(folder)
        assert len([name for name in left(releases) if "part-" in name]) == 2
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "run_build", run_build)
    with pytest.raises(KeyboardInterrupt):
        publish(releases)
    assert left(releases) == []
    kept.end()


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
