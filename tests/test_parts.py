"""A site made in parts on several machines and joined is the site of one build, byte by byte; or it is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from factsite.build_cache.forked import PROCESSES
from factsite.build_cache.store import PLACE
from factsite.cli import main
from factsite.releasing.objects import Objects, put_release
from factsite.releasing.parts import OTHER, SHARED, PartError, Selection
from factsite.releasing.releases import Releases
from projects import DAY, FIXTURES, make_project

GROUPS, KINDS = ("en", "fr", "nl"), ("figures", "legislation")
# By share, by language, by kind, and some made twice: each machine has a project and a memory of its own.
PARTS = {"one": ("fr", "nl/1-of-2"), "two": ("en/figures", "en", "nl/2-of-2"), "three": ("shared",)}


def factsite(project: Path, *words: str) -> Result:
    """Run a command in a project, with one process: what draws has threads, which a second build couldn’t copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        patch.setenv(PLACE, str(project / ".cache"))
        patch.setenv(PROCESSES, "1")
        return CliRunner().invoke(main, [*words], catch_exceptions=False)


def made(result: Result) -> None:
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which several machines have made their parts: the project and the parts of each stand there."""
    folder = tmp_path_factory.mktemp("machines")
    for name, parts in PARTS.items():
        project = make_project(folder / name, FIXTURES / "valid")
        for part in parts:
            words = ("site", "--part", part, str(folder / f"{name}-made"), "--day", DAY.isoformat())
            if part == SHARED:  # the largest, with two processes, as it is outside the tests
                environment = os.environ | {PLACE: str(project / ".cache")}
                subprocess.run([sys.executable, "-m", "factsite", *words], cwd=project, env=environment, check=True)
            else:
                made(factsite(project, *words))
    return folder


@pytest.fixture
def joining(machines: Path, tmp_path: Path) -> Callable[..., Result]:
    """Join the parts, or other folders, in another copy of the project."""
    project = make_project(tmp_path / "project", FIXTURES / "valid")

    def join(*folders: Path, day: str = DAY.isoformat()) -> Result:
        given = folders or [machines / f"{name}-made" for name in PARTS]
        return factsite(project, "site", "--day", day, *(word for one in given for word in ("--join", str(one))))

    return join


def files(project: Path) -> dict[str, tuple[int, str]]:
    (release,) = Releases(project).all()
    return release.manifest.files


def test_parts_that_are_joined_are_what_one_build_makes(joining: Callable[..., Result], tmp_path: Path) -> None:
    made(joining())
    whole = make_project(tmp_path / "whole", FIXTURES / "valid")
    made(factsite(whole, "site", "--day", DAY.isoformat()))
    assert files(tmp_path / "project") == files(whole)
    # A release by content, and the next one: what is there isn't written again.
    (release,) = Releases(whole).all()
    store = tmp_path / "store"
    size, new = put_release(release, store)
    assert 0 < new <= size == release.manifest.size
    assert put_release(release, store) == (size, 0)
    kept = json.loads((store / "releases" / "000001.json").read_bytes())["files"]
    assert Objects(store).take_all({name: digest for name, (_, digest) in kept.items()}, tmp_path / "again") == []
    assert {name: (tmp_path / "again" / name).read_bytes() for name in kept} == {
        name: (whole / "site" / name).read_bytes() for name in kept
    }
    result = factsite(whole, "objects", str(store))
    assert (result.exit_code, result.output) == (0, f"Release 1: {size:,} bytes, of which 0 are new.\n")
    assert factsite(whole, "objects", str(store), "7").exit_code == 2


def test_a_missing_part_is_named(joining: Callable[..., Result], machines: Path, tmp_path: Path) -> None:
    result = joining(machines / "one-made", machines / "three-made")
    assert result.exit_code == 1
    assert "files are in no part, such as " in result.output
    assert "build these parts too, or shares of them: en/bridges, en/" in result.output
    assert "nl/figures" in result.output
    assert "Nothing was published; the site is as it was." in result.output
    assert not (tmp_path / "project" / "site").exists()
    result = joining(tmp_path / "project")
    assert "there is no finished part in " in result.output


def test_a_part_of_another_content_or_day_is_refused(
    joining: Callable[..., Result], machines: Path, tmp_path: Path
) -> None:
    path = tmp_path / "project" / "content" / "data" / "figures" / "applicants.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("16910", "16911"), encoding="utf-8")
    for result in (joining(), joining(day="2026-11-28")):
        assert result.exit_code == 1
        assert f"the part fr in {machines / 'one-made'} was made of something else" in result.output
        assert "build all parts of the same commit, with the same packages and the same --at" in result.output


def test_a_damaged_part_is_refused(joining: Callable[..., Result], machines: Path, tmp_path: Path) -> None:
    spoilt = shutil.copytree(machines / "one-made", tmp_path / "one-made")
    others = (machines / "two-made", machines / "three-made")
    listed = json.loads((spoilt / "parts" / "fr.json").read_bytes())["files"]
    place = Objects(spoilt).place(listed["fr/index.html"])
    place.write_bytes(place.read_bytes().replace(b"html", b"htm1", 1))
    result = joining(spoilt, *others)
    assert "1 file isn’t as it was written: fr/index.html; get the parts fr again" in result.output
    assert (result.exit_code, (tmp_path / "project" / "site").exists()) == (1, False)
    place.unlink()
    assert "1 file isn’t as it was written: fr/index.html" in joining(spoilt, *others).output


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fr/index.html", "fr/index.html is another in the part shared than in the part fr; build both again"),
        ("fr/made-up.html", "fr/made-up.html of the part shared is no file of this site"),
        ("../../outside", "isn’t what a part was written as"),
    ],
)
def test_a_list_that_was_changed_is_refused(
    joining: Callable[..., Result], machines: Path, tmp_path: Path, name: str, said: str
) -> None:
    spoilt = shutil.copytree(machines / "three-made", tmp_path / "three-made")
    path = spoilt / "parts" / "shared.json"
    listed = json.loads(path.read_bytes())
    listed["files"][name] = listed["files"]["robots.txt"]
    path.write_text(json.dumps(listed), encoding="utf-8")
    result = joining(machines / "one-made", machines / "two-made", spoilt)
    assert (result.exit_code, said in result.output) == (1, True), result.output


def test_the_content_is_checked_where_parts_are_joined(
    joining: Callable[..., Result], machines: Path, tmp_path: Path
) -> None:
    path = tmp_path / "project" / "content" / "data" / "figures" / "applicants.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("16910", "many"), encoding="utf-8")
    result = joining()
    assert (result.exit_code, "error[" in result.output) == (1, True)


def test_what_makes_no_sense_is_refused(machines: Path, tmp_path: Path) -> None:
    for name in ("de", "5-of-4", "fr/nothing", "fr/figures/1-of-2/3", "0-of-2", ""):
        result = factsite(machines / "one", "site", "--part", name, str(tmp_path / "made"))
        assert (result.exit_code, "is no part of the site; say for example 2-of-4, en/3-of-8" in result.output) == (
            2,
            True,
        )
        assert not (tmp_path / "made").exists()
    both = factsite(machines / "one", "site", "--part", "fr", str(tmp_path), "--join", str(machines / "one-made"))
    assert (both.exit_code, "make different things" in both.output) == (2, True)


@given(address=st.text(max_size=30), of=st.integers(1, 9), group=st.sampled_from((*GROUPS, SHARED)))
def test_every_file_belongs_to_one_share_of_its_language_and_kind(address: str, of: int, group: str) -> None:
    for kind in (*KINDS, OTHER):
        shares = [Selection.named(f"{group}/{kind}/{n}-of-{of}", GROUPS, KINDS) for n in range(1, of + 1)]
        assert sum(share.has(address, (group, kind)) for share in shares) == 1
        assert not any(share.has(address, ("de", kind)) or share.has(address, (group, "laws")) for share in shares)
        assert [Selection.named(share.name, GROUPS, KINDS) for share in shares] == shares


def test_a_name_that_is_no_part() -> None:
    with pytest.raises(PartError):
        Selection.named("nl/figures/2-of-1", GROUPS, KINDS)
    assert Selection.named("1-of-1", GROUPS, KINDS).name == "1-of-1"
