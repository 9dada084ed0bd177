"""Exceptions of the generator itself: each becomes a problem of the file it came from, at each stage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factsite import checking
from factsite.checking import check
from factsite.content import Content
from factsite.documents.validating import validate
from factsite.problems import Problem, as_text
from factsite.telling import told
from projects import DAY, FIXTURES, build, make_project

ERRORS = [
    ValueError("odd"),
    RecursionError("too deep"),
    MemoryError(),
    OverflowError("9" * 999),
    UnicodeError("é"),
    OSError(5, "x"),
]


def faults(small: Path) -> list[Problem]:
    """What the generator says of itself."""
    return [problem for problem in check(small, DAY)[1] if problem.rule == "generator-fault"]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_reading_names_the_file(small: Path, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(model: type, document: object, codes: object = None) -> object:
        if getattr(document, "path", Path()).name == "act.yml":
            raise error
        return validate(model, document, codes)  # type: ignore[arg-type]

    monkeypatch.setattr("factsite.reading.making.validate", failing)
    (found,) = faults(small)
    assert found.path == small / "data" / "legislation" / "act.yml"
    assert type(error).__name__ in found.message
    assert "report it" in as_text([found], small)


def test_a_rule_that_fails_names_the_entry_and_the_others_are_applied(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(content: Content) -> Iterator[Problem]:
        for entry in content.of_kind("decisions"):
            if entry.id == "ruling":
                raise KeyError(entry.id)
            yield Problem(content.root, 1, 1, "x", told("x"))

    monkeypatch.setattr(checking, "RULES", (failing, *checking.RULES))
    text = (FIXTURES / "valid/data/decisions/ruling.yml").read_text(encoding="utf-8")
    (small / "data/decisions/ruling.yml").write_text(text.replace("themes: [", "themes: [nothing, "), encoding="utf-8")
    problems = check(small, DAY)[1]
    assert [p.path.name for p in problems if p.rule == "generator-fault"] == ["ruling.yml"]
    assert "dangling-reference" in {problem.rule for problem in problems}


# A fault that is put into a module: before which line of which function, and the file that must be named.
PUT_IN = {
    "before-the-text": (
        "rendering/pages.py",
        "        facts = self._facts()",
        "ValueError('odd')",
        "en/figures/applicants.md",
    ),
    "after-the-text": (
        "rendering/pages.py",
        "        if entry.kind in kinds():\n            return f",
        "MemoryError",
        "en/figures/applicants.md",
    ),
    "publishing": (
        "publishing/dataset.py",
        "        self.site = site\n",
        "OverflowError",
        "data/figures/applicants.yml",
    ),
}


@pytest.mark.parametrize("name", PUT_IN)
def test_what_cannot_be_drawn_is_named(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build ends with the file's name and without a traceback."""
    project = make_project(tmp_path, FIXTURES / "valid")
    module, line, error, named = PUT_IN[name]
    put_in(project, module, line, error)
    monkeypatch.setenv("PYTHONPATH", str(project / "hooks"))
    done = build(project, tmp_path / "site")
    told = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Traceback" not in told
    assert "error[generator-fault]" in told
    assert f"content/{named}" in told


def put_in(project: Path, module: str, line: str, error: str) -> None:
    """Let the generator of a project fail at a line, for some entries."""
    path = project / "hooks" / "factsite" / module
    text = path.read_text(encoding="utf-8")
    assert line in text
    who = "entry" if "dataset" in module else "self._entry"
    fails = f"        if {who}.path in ('legislation/act', 'figures/applicants'): raise {error}\n"
    path.write_text(text.replace(line, fails + line, 1), encoding="utf-8")
