"""The schemas of the real content: up to date, and true of every file."""

from __future__ import annotations

import json
import re
from pathlib import Path

from content.real import real_content
from factsite.checking import check
from factsite.describing.files import associations, drifted
from factsite.problems import as_lines
from projects import DAY, ROOT, copy_valid, lay_over
from schema_check import refused


def test_the_schemas_are_those_of_today() -> None:
    assert list(drifted(ROOT, real_content())) == [], "run “factsite schemas”"


def test_every_file_is_valid() -> None:
    assert refused(ROOT, real_content()) == {}


def test_the_settings_of_vs_code_name_every_schema() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == associations(real_content())


def test_vs_code_finds_every_problem_on_its_line(tmp_path: Path) -> None:
    tasks = json.loads((ROOT / ".vscode" / "tasks.json").read_text(encoding="utf-8"))
    pattern = tasks["tasks"][0]["problemMatcher"]["pattern"]
    content = copy_valid(tmp_path)
    for case in ("code", "unknown-field", "reference", "bare-number", "series"):
        lay_over(case, content)
    _, problems = check(content, DAY)
    found = [re.fullmatch(pattern["regexp"], line) for line in as_lines(problems, tmp_path).splitlines()]
    assert len(found) == len(problems) > 4
    for one, problem in zip(found, sorted(problems), strict=True):
        assert one is not None, problem
        assert one[pattern["file"]] == problem.path.relative_to(tmp_path).as_posix()
        assert int(one[pattern["line"]]) == problem.line
        assert problem.message in one[pattern["message"]]
    assert {problem.path.suffix for problem in problems} >= {".yml", ".md"}
