"""Reports: the first problems of each file, each file read once, and how many more there are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from factsite.checking import check
from factsite.problems import MOST_OF_A_FILE, as_github, as_gitlab, as_json, as_text
from projects import DAY

ROWS = 20_000


@pytest.fixture
def faulty(small: Path) -> Path:
    """Content with a long series in which each value is a fault."""
    facts = small / "data" / "figures" / "monthly.yml"
    facts.write_text(facts.read_text(encoding="utf-8") + "dimensions: {citizenship: {}}\n", encoding="utf-8")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    months = [f"{year}-{month:02d}" for year in range(1990, 2026) for month in range(1, 13)]
    codes = [a + b for a in letters[:7] for b in letters[:7]]
    rows = [f"{month},{code},-7.5" for month in months for code in codes][:ROWS]
    (small / "data" / "figures" / "monthly.csv").write_text("period,citizenship,value\n" + "\n".join(rows) + "\n")
    return small


def test_reports_name_the_first_problems_of_a_file_and_count_the_rest(faulty: Path) -> None:
    found = check(faulty, DAY)[1]
    series = [problem for problem in found if problem.path.name == "monthly.csv"]
    assert len(series) > ROWS
    rest = len(series) - MOST_OF_A_FILE
    text = as_text(found, faulty)
    assert text.count("data/figures/monthly.csv:") == MOST_OF_A_FILE + 1
    assert f"error[more-problems]: {rest} more problems in this file aren’t listed" in text
    rows = [row for row in json.loads(as_json(found, faulty)) if row["path"].endswith("monthly.csv")]
    assert len(rows) == MOST_OF_A_FILE + 1
    assert as_github(found, faulty).count("monthly.csv") == MOST_OF_A_FILE + 1


def test_gitlab_knows_a_problem_again_where_its_line_has_moved(faulty: Path) -> None:
    """What its report on code quality must have, by its documentation; a fingerprint of its own for each problem."""
    found = check(faulty, DAY)[1]
    rows = json.loads(as_gitlab(found, faulty))
    assert {frozenset(row) for row in rows} == {
        frozenset({"description", "check_name", "fingerprint", "severity", "location"})
    }
    assert {row["severity"] for row in rows} <= {"info", "minor", "major", "critical", "blocker"}
    assert all(row["location"]["lines"]["begin"] >= 1 for row in rows)
    marks = [row["fingerprint"] for row in rows]
    assert len(set(marks)) == len(marks) > MOST_OF_A_FILE
    moved = [replace(problem, line=problem.line + 1) for problem in found]
    assert {row["fingerprint"] for row in json.loads(as_gitlab(moved, faulty))} == set(marks)


def test_no_file_is_read_again_for_each_of_its_problems(faulty: Path) -> None:
    with patch("factsite.documents.series.read_text") as read:
        read.side_effect = lambda path, *more: path.read_text(encoding="utf-8")
        found = check(faulty, DAY)[1]
    assert len(found) > ROWS
    assert read.call_count == 2  # the rows, and once the lines for all places
