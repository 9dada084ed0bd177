"""Import: the command, from the publisher’s file to the check."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from arrivals import (
    FACTS,
    IMPORTS,
    MAPPING,
    project,
    run,
    state,
)
from factsite.checking import check
from factsite.cli import main
from factsite.importing.journal import digest, write_all
from projects import DAY

__all__ = ["project"]


SOURCE = str(IMPORTS / "arrivals.sdmx.csv")


def series(project: Path) -> str:
    return (project / "content" / "data" / "figures" / "arrivals.csv").read_text(encoding="utf-8")


def facts(project: Path) -> str:
    return (project / "content" / "data" / "figures" / "arrivals.yml").read_text(encoding="utf-8")


def changed_source(tmp_path: Path, value: str = "1210") -> str:
    text = (IMPORTS / "arrivals.sdmx.csv").read_text(encoding="utf-8")
    (tmp_path / "newer.csv").write_text(text.replace(",1200,b", f",{value},b"), encoding="utf-8")
    return str(tmp_path / "newer.csv")


def test_a_dry_run_changes_nothing(project: Path) -> None:
    before = state(project)
    result = run(SOURCE)
    assert result.exit_code == 0
    assert "4 new:\n  2021, T, GR: 40\n" in result.output
    assert "1 not in the file any more, kept:\n  2020, T, SY: 900\n" in result.output
    assert "1 unchanged" in result.output
    assert state(project) == before


def test_an_import_writes_series_and_facts(project: Path) -> None:
    result = run(SOURCE, "--yes", "--accessed", "2026-11-20")
    assert result.exit_code == 0, result.output
    assert series(project) == (
        "period,sex,citizenship,value,status,own,note\n"
        "2020,T,SY,900,,,persons\n"
        "2021,T,GR,40,,citizen=EL,\n"
        "2021,T,SY,1200,b,,\n"
        "2022,T,GR,,c,citizen=EL,\n"
        "2022,T,SY,1305,bp,,\n"
        "2022,F,SY,300,,,\n"
    )
    checksum = hashlib.sha256(Path(SOURCE).read_bytes()).hexdigest()
    assert facts(project) == (
        FACTS.replace("changed: 2026-02-01  # by hand", "changed: 2026-11-21  # by hand\nupdated: 2026-11-21")
        + 'breaks:\n  - {period: "2021", note: corrected}\n'
        + MAPPING
        + f"vintages:\n  - {{file: arrivals.sdmx.csv, sha256: {checksum}, accessed: 2026-11-20, "
        "published: 2025-03-27, imported: 2026-11-21, observations: 5, "
        f"series_sha256: {hashlib.sha256(series(project).encode()).hexdigest()}}}\n"
    )
    assert [problem for problem in check(project / "content", DAY)[1] if problem.severity] == []
    assert not list((project / "content").rglob(".*"))


def test_the_same_file_again_writes_nothing(project: Path) -> None:
    run(SOURCE, "--yes")
    before = state(project)
    result = run(SOURCE, "--yes")
    assert (result.exit_code, "Nothing to write." in result.output) == (0, True)
    assert state(project) == before


def test_a_changed_value_needs_a_reason(project: Path, tmp_path: Path) -> None:
    before = state(project)
    result = run(changed_source(tmp_path), "--yes")
    assert result.exit_code == 2
    assert "--reason scheduled|correction|definition|source" in result.output
    assert "2021, T, SY: 1200 → 1210" in result.output
    assert state(project) == before


def test_a_changed_value_becomes_a_revision(project: Path, tmp_path: Path) -> None:
    result = run(changed_source(tmp_path), "--yes", "--reason", "correction", "--note", "corrected")
    assert result.exit_code == 0, result.output
    assert (
        "revisions:\n  - {period: 2021, sex: T, citizenship: SY, old: 1200, new: 1210, date: 2026-11-21, "
        "reason: correction, note: corrected}\n"
    ) in facts(project)
    against = CliRunner().invoke(main, ["check", "--day", "2026-11-21", "--against", "HEAD"], catch_exceptions=False)
    assert against.exit_code == 0, against.output
    again = run(changed_source(tmp_path, "1220"), "--yes", "--reason", "scheduled")
    assert again.exit_code == 0, again.output
    assert facts(project).count("{period: 2021, sex: T, citizenship: SY, old") == 2
    against = CliRunner().invoke(main, ["check", "--day", "2026-11-21", "--against", "HEAD"], catch_exceptions=False)
    assert against.exit_code == 0, against.output


def test_a_figure_that_would_have_errors_is_left(project: Path, tmp_path: Path) -> None:
    before = state(project)
    result = run(changed_source(tmp_path), "--yes", "--reason", "correction", "--note", "no-such-note")
    assert result.exit_code == 1
    assert "error[missing-note]" in result.output
    assert state(project) == before


def test_small_counts_are_suppressed_on_writing(project: Path, tmp_path: Path) -> None:
    path = project / "content" / "data" / "figures" / "arrivals.yml"
    path.write_text(facts(project).replace("sex: {total: T}", "sex: {total: T, sums: true}"), encoding="utf-8")
    path.write_text(facts(project) + "disclosure: {threshold: 5}\n", encoding="utf-8")
    text = (IMPORTS / "arrivals.sdmx.csv").read_text(encoding="utf-8")
    text = text.replace("SY,F,PER,BE,2022,300,,", "SY,F,PER,BE,2022,3,,") + (
        "ESTAT:ARRIVALS(1.0),27/03/25 23:00:00,A,SY,M,PER,BE,2022,1302,,\n"
    )
    (tmp_path / "small.csv").write_text(text, encoding="utf-8")
    result = run(str(tmp_path / "small.csv"), "--yes")
    assert result.exit_code == 0, result.output
    assert "2022,T,SY,1305,bp,,\n2022,F,SY,,c,,\n2022,M,SY,,c,,\n" in series(project)
    assert [problem for problem in check(project / "content", DAY)[1] if problem.severity] == []


def test_a_published_value_that_is_suppressed_is_no_silent_change(project: Path, tmp_path: Path) -> None:
    """A revision would name the number that is kept back."""
    path = project / "content" / "data" / "figures" / "arrivals.yml"
    path.write_text(facts(project) + "disclosure: {threshold: 5}\n", encoding="utf-8")
    result = run(changed_source(tmp_path, "3"), "--yes")
    assert result.exit_code == 0, result.output
    assert "1 suppressed, as small counts aren’t published:\n  2021, T, SY\n" in result.output
    assert "2021,T,SY,,bc,," in series(project)
    against = CliRunner().invoke(main, ["check", "--day", "2026-11-21", "--against", "HEAD"], catch_exceptions=False)
    assert against.exit_code == 0, against.output


def test_wrong_use(project: Path, tmp_path: Path) -> None:
    def code(*arguments: str) -> int:
        return CliRunner().invoke(main, ["import", *arguments]).exit_code

    assert code("arrival", SOURCE) == 2
    assert code("monthly", SOURCE) == 2
    assert code("arrivals", str(tmp_path / "no-such-file")) == 2
    assert code("arrivals", SOURCE, "--reason", "whim") == 2
    assert code("arrivals", SOURCE, "--accessed", "yesterday") == 2
    assert code("arrivals", SOURCE, "--day", "2026-13-01") == 2


def test_files_are_written_both_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for path in (first, second):
        path.write_text("old", encoding="utf-8")
    replace = Path.replace

    def fail_at_second(self: Path, target: Path) -> Path:
        if target == second:
            raise OSError("disk full")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_second)
    with pytest.raises(OSError, match="disk full"):
        write_all(tmp_path, {first: "new", second: "new"}, {path: digest(path) for path in (first, second)})
    assert [path.read_text(encoding="utf-8") for path in (first, second)] == ["old", "old"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".import-lock", "a", "b"]
