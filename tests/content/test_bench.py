"""The benchmark measures a site that can be built: its made-up content has no problem of any kind."""

from __future__ import annotations

from pathlib import Path

from factsite.checking import check
from factsite.problems import as_text
from made_up import make, write_factsite
from projects import DAY, make_project


def test_the_made_up_site_has_no_problem(tmp_path: Path) -> None:
    write_factsite(make(30), tmp_path / "content")
    make_project(tmp_path, tmp_path / "content")
    _, problems = check(tmp_path / "content", DAY)
    assert as_text(problems, tmp_path) == ""
