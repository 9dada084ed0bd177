"""Files that change together: killed at every step, they are all old or all new, and it is said which."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from factsite.checking import check
from factsite.cli import main
from factsite.documents.series import SeriesDocument
from factsite.durable import settle
from factsite.importing import journal
from factsite.importing.journal import ABSENT, JOURNAL, digest, finish_interrupted, write_all
from factsite.importing.locking import BusyError, locked
from factsite.problems import RuleError, Severity
from projects import DAY, FIXTURES, make_project

STEPS = (
    (Path, "replace"),
    (Path, "unlink"),
    (Path, "chmod"),
    (os, "fsync"),
    (os, "open"),
    (journal, "_put"),
)
# Two that change, one that goes, one that comes in a folder that isn't there yet.
OLD = {"a.csv": "old a\n", "a.yml": "old b\n", "old.md": "goes\n"}
NEW = {"a.csv": "new a\n", "a.yml": "new b\n", "fr/new.md": "comes\n"}


class KilledError(BaseException):
    """Stands for SIGKILL: nothing that catches errors sees it, and the code under test has no finally but its lock."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay_old(tmp_path)
    return tmp_path


def lay_old(root: Path) -> None:
    """The content as it was before, and nothing else."""
    shutil.rmtree(root / "content", ignore_errors=True)
    (root / "content").mkdir(parents=True)
    for name, text in OLD.items():
        (root / "content" / name).write_text(text, encoding="utf-8")


def files(root: Path) -> list[Path]:
    """The files that change."""
    return [root / "content" / name for name in OLD if name in NEW]


def held(root: Path) -> dict[str, str]:
    """All that stands in the content."""
    content = root / "content"
    found = sorted(path for path in content.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(content).as_posix(): path.read_text(encoding="utf-8") for path in found}


def write(root: Path) -> None:
    texts = {root / "content" / name: NEW.get(name) for name in OLD | NEW}
    write_all(root, texts, {path: digest(path) if path.exists() else ABSENT for path in texts})


def die_at(patch: pytest.MonkeyPatch, step: int, *, after: bool, torn: bool = False) -> list[str]:
    """Be killed before or after the step with a number; returns the steps that were reached."""
    reached: list[str] = []

    def dying(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the real one takes
            reached.append(name)
            mine = len(reached)
            if mine == step and not after:
                if torn and name == "_put":
                    arguments[0].write_bytes(arguments[1][: len(arguments[1]) // 2])
                raise KilledError
            done = real(*arguments, **named)
            if mine == step and after:
                raise KilledError
            return done

        return act

    for owner, name in STEPS:
        patch.setattr(owner, name, dying(name, getattr(owner, name)))
    return reached


def count_steps(root: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        reached = die_at(patch, 0, after=False)
        write(root)
    return len(reached)


@pytest.mark.parametrize("kind", ["before", "after", "torn"])
def test_killed_at_every_step_all_is_old_or_all_new(tmp_path: Path, kind: str) -> None:
    def fresh(name: str) -> Path:
        lay_old(tmp_path / name)
        return tmp_path / name

    outcomes = []
    for step in range(1, count_steps(fresh("whole")) + 1):
        root = fresh(str(step))
        with pytest.MonkeyPatch.context() as patch:
            die_at(patch, step, after=kind == "after", torn=kind == "torn")
            with pytest.raises(KilledError):
                write(root)
        said = finish_interrupted(root)
        assert all(problem.severity is Severity.NOTICE for problem in said), said
        now = held(root)
        assert now in (OLD, NEW), (step, now)
        if any("completed" in problem.message for problem in said):
            assert now == NEW
        elif any("as it was" in problem.message for problem in said):
            assert now == OLD
        assert finish_interrupted(root) == []
        assert {path.name for path in root.rglob(".*")} <= {".import-lock"}
        outcomes.append(now == NEW)
    assert True in outcomes
    assert outcomes == sorted(outcomes)  # from one step on it counts, never before


def test_killed_while_it_is_completed(root: Path) -> None:
    steps = count_steps(root)
    for step in range(1, steps):
        lay_old(root)
        interrupted(root)
        with pytest.MonkeyPatch.context() as patch:
            die_at(patch, step, after=True)
            with suppress(KilledError):
                finish_interrupted(root)
        finish_interrupted(root)
        assert held(root) == NEW


def test_every_file_is_on_the_disk_before_it_gets_its_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power may fail: a rename that reaches the disk before the text would leave an empty file."""
    order: list[tuple[str, str]] = []
    synced: list[int] = []

    def noting(kind: str, place: int, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any) -> Any:  # noqa: ANN401 - whatever the real one takes
            order.append((kind, arguments[place].name))
            return real(*arguments)

        return act

    fsync = os.fsync

    def syncing(number: int) -> None:
        synced.append(number)
        fsync(number)

    monkeypatch.setattr(journal, "_put", noting("put", 0, journal._put))
    monkeypatch.setattr(journal, "settle", noting("folder", 0, settle))
    monkeypatch.setattr(Path, "replace", noting("rename", 1, Path.replace))
    monkeypatch.setattr(os, "fsync", syncing)
    write(root)
    assert order == [
        ("put", f"{JOURNAL}.new"),
        ("rename", JOURNAL),
        ("folder", root.name),
        ("put", ".a.csv.new"),
        ("put", ".a.yml.new"),
        ("folder", "content"),
        ("put", ".new.md.new"),
        ("rename", "a.csv"),
        ("folder", "content"),
        ("rename", "a.yml"),
        ("folder", "content"),
        ("rename", "new.md"),
        ("folder", "fr"),
        ("folder", "content"),
        ("folder", root.name),
    ]
    assert len(synced) == 11


def interrupted(root: Path) -> None:
    """Be killed when the journal stands and no file is touched yet."""

    def die(root: Path, changes: list[journal.FileChange]) -> None:
        raise KilledError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "_apply", die)
        with pytest.raises(KilledError):
            write(root)


def test_an_editors_change_is_left_alone(root: Path) -> None:
    interrupted(root)
    files(root)[0].write_text("by hand\n", encoding="utf-8")
    (problem,) = finish_interrupted(root)
    assert (problem.rule, problem.severity) == ("unfinished-import", Severity.ERROR)
    assert "content/a.csv" in problem.message
    assert JOURNAL in problem.remedy
    assert held(root) == OLD | {"a.csv": "by hand\n"}
    with pytest.raises(RuleError, match="wasn’t finished"):
        write(root)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("new a", "evil"),
        lambda text: "",
        lambda text: "[" * 100_000,
    ],
)
def test_a_damaged_journal_is_reported_and_not_followed(root: Path, damage: Callable[[str], str]) -> None:
    interrupted(root)
    path = root / JOURNAL
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    (problem,) = finish_interrupted(root)
    assert "damaged" in problem.message
    assert held(root) == OLD


@pytest.mark.parametrize("name", ["../outside.txt", "content/../../outside.txt", "hooks/events.py", "/etc/hostname"])
def test_a_journal_leads_nowhere_else(root: Path, name: str) -> None:
    (root / JOURNAL).write_bytes(journal._packed([journal.FileChange(name, "0" * 64, "text")]))
    (problem,) = finish_interrupted(root)
    assert "damaged" in problem.message


def test_links_are_not_followed_and_modes_stay(root: Path) -> None:
    first, second = files(root)
    first.chmod(0o640)
    second.chmod(0o664)
    write(root)
    assert [path.stat().st_mode & 0o777 for path in (first, second)] == [0o640, 0o664]
    target = root / "elsewhere"
    first.rename(target)
    first.symlink_to(target)
    with pytest.raises(RuleError, match="is a link"):
        write(root)
    assert target.read_text(encoding="utf-8") == "new a\n"


def test_a_file_that_changed_meanwhile_is_not_overwritten(root: Path) -> None:
    texts = dict.fromkeys(files(root), "new\n")
    before = {path: digest(path) for path in texts}
    files(root)[1].write_text("by hand\n", encoding="utf-8")
    with pytest.raises(RuleError, match="changed while"):
        write_all(root, texts, before)
    assert held(root) == OLD | {"a.yml": "by hand\n"}


def test_one_import_writes_at_a_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_PATIENCE", 0.1)
    with locked(root / journal.LOCK, 0):
        with pytest.raises(BusyError, match=str(os.getpid())), locked(root / journal.LOCK, 0):
            pass
        with pytest.raises(RuleError, match="another change"):
            write(root)
    write(root)
    assert held(root) == NEW


def test_a_full_disk_changes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put = journal._put

    def full(path: Path, raw: bytes, mode: int) -> None:
        if path.name == ".a.yml.new":
            raise OSError(28, "No space left on device")
        put(path, raw, mode)

    monkeypatch.setattr(journal, "_put", full)
    with pytest.raises(OSError, match="No space"):
        write(root)
    assert held(root) == OLD
    assert {path.name for path in root.rglob(".*")} == {".import-lock"}


def test_a_new_file_appears_with_the_others_or_not_at_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, first = root / "content" / "fr" / "new.md", files(root)[0]
    texts, before = {new: "new\n", first: "first\n"}, {new: "", first: digest(first)}
    put = journal._put

    def full(path: Path, raw: bytes, mode: int) -> None:
        if path.name == ".a.csv.new":
            raise OSError(28, "No space left on device")
        put(path, raw, mode)

    with monkeypatch.context() as patched:
        patched.setattr(journal, "_put", full)
        with pytest.raises(OSError, match="No space"):
            write_all(root, texts, before)
    assert not new.exists()
    assert held(root) == OLD
    write_all(root, texts, before)
    assert (new.read_text(encoding="utf-8"), new.stat().st_mode & 0o777) == ("new\n", 0o644)
    with pytest.raises(RuleError, match="changed while"):
        write_all(root, {new: "other\n"}, {new: ""})
    assert new.read_text(encoding="utf-8") == "new\n"


def test_a_new_file_is_completed_after_a_kill(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, lock = root / "content" / "fr" / "new.md", root / "translations" / "fr.lock"
    with monkeypatch.context() as patched:
        patched.setattr(journal, "_apply", dying)
        with pytest.raises(KilledError):
            write_all(root, {new: "new\n", lock: "line\n"}, {new: "", lock: ""})
    assert not new.exists()
    assert [problem.severity for problem in finish_interrupted(root)] == [Severity.NOTICE]
    assert (new.read_text(encoding="utf-8"), lock.read_text(encoding="utf-8")) == ("new\n", "line\n")


def dying(root: Path, changes: list[journal.FileChange]) -> None:
    raise KilledError


# --- the commands --------------------------------------------------------------------------------------------------

KILL = """
import os, sys
from pathlib import Path
replace = Path.replace
left = [int(sys.argv.pop(1))]
def dying(self, target):
    done = replace(self, target)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), 9)
    return done
Path.replace = dying
from factsite.cli import main
main()
"""
MAPPING = "import: {format: csv, period: P, value: V}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_project(tmp_path / "project", FIXTURES / "valid")
    with (folder / "content" / "data" / "figures" / "monthly.yml").open("a", encoding="utf-8") as file:
        file.write(MAPPING)
    (tmp_path / "new.csv").write_text("P,V\n2022-01,15\n2022-03,0\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


ARGUMENTS = ["import", "monthly", "../new.csv", "--yes", "--reason", "correction", "--day", "2026-11-21"]


@pytest.mark.parametrize("renames", [1, 2, 3])
def test_a_killed_command_is_completed_by_the_next(project: Path, renames: int) -> None:
    script = [sys.executable, "-c", KILL, str(renames), *ARGUMENTS]
    assert subprocess.run(script, cwd=project, check=False, capture_output=True).returncode == -9
    result = CliRunner().invoke(main, ["check", "--day", "2026-11-21", "--format", "json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    (notice,) = [problem for problem in json.loads(result.output) if problem["rule"] == "unfinished-import"]
    assert notice["severity"] == "notice"
    assert "completed" in notice["message"]
    figures = project / "content" / "data" / "figures"
    assert "2022-01,15" in (figures / "monthly.csv").read_text(encoding="utf-8")
    assert "old: 10, new: 15" in (figures / "monthly.yml").read_text(encoding="utf-8")


def imported(project: Path) -> tuple[Path, Path]:
    result = CliRunner().invoke(main, ARGUMENTS, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    figures = project / "content" / "data" / "figures"
    return figures / "monthly.csv", figures / "monthly.yml"


def rules(project: Path) -> list[str]:
    content, problems = check(project / "content", DAY)
    assert any(isinstance(entry.document, SeriesDocument) for entry in content.entries.values())
    return [problem.rule for problem in problems if problem.severity is Severity.ERROR]


def test_a_series_that_is_not_the_vintages_is_seen(project: Path) -> None:
    series, _ = imported(project)
    assert rules(project) == []
    text = series.read_text(encoding="utf-8")
    series.write_text(text.replace("2022-03,0", "2022-03,5"), encoding="utf-8")
    assert rules(project) == ["series-changed"]
    series.write_bytes(text.replace("\n", "\r\n").encode())
    assert rules(project) == []  # line ends, as git sets them, change no number


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("series_sha256:", "corrected: 2026-11-21, series_sha256:"),
        (
            "revisions:\n",
            "revisions:\n  - {period: 2022-03, old: 0, new: 5, date: 2026-11-22, reason: correction}\n",
        ),
    ],
)
def test_a_correction_by_hand_explains_it(project: Path, old: str, new: str) -> None:
    series, facts = imported(project)
    series.write_text(series.read_text(encoding="utf-8").replace("2022-03,0", "2022-03,5"), encoding="utf-8")
    facts.write_text(facts.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert "series-changed" not in rules(project)


def test_half_an_import_without_its_journal_is_seen(project: Path) -> None:
    series, facts = imported(project)
    first = series.read_text(encoding="utf-8"), facts.read_text(encoding="utf-8")
    (project.parent / "new.csv").write_text("P,V\n2022-01,20\n2022-03,0\n", encoding="utf-8")
    imported(project)
    facts.write_text(first[1], encoding="utf-8")
    assert "series-changed" in rules(project)
