"""The benchmark measures a site that can be built: its made-up content has no problem of any kind."""

from __future__ import annotations

from pathlib import Path

from bench.seen import copy_of_the_real_site, made_up_edits, real_edits
from factsite.checking import check
from factsite.problems import as_text, has_errors
from made_up import make, write_factsite
from projects import DAY, make_project


def test_the_made_up_site_has_no_problem(tmp_path: Path) -> None:
    write_factsite(make(30), tmp_path / "content")
    make_project(tmp_path, tmp_path / "content")
    _, problems = check(tmp_path / "content", DAY)
    assert as_text(problems, tmp_path) == ""


def test_its_edits_are_no_errors(tmp_path: Path) -> None:
    """A live site that refuses an edit is never seen to show it: nothing would be measured."""
    real, made = copy_of_the_real_site(tmp_path / "real"), tmp_path / "made"
    write_factsite(make(30), made / "content")
    make_project(made, made / "content")
    for project, edits in ((real, real_edits(real)), (made, made_up_edits(made))):
        for edit in edits:
            text = edit.file.read_text(encoding="utf-8")
            assert edit.change(text, 0) != text, edit.kind
            edit.file.write_text(edit.change(text, 0), encoding="utf-8")
        problems = check(project / "content", DAY)[1]
        assert not has_errors(problems), as_text(problems, project)
