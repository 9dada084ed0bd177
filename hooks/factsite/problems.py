"""What is wrong with the content, where it stands, and what to do about it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

SNIPPET = 100


class Severity(IntEnum):
    """How much a problem matters: only errors stop a build."""

    NOTICE = 0
    WARNING = 1
    ERROR = 2


class RuleError(ValueError):
    """A value breaks a rule that has a name; raised by validators, shown as a problem with its place."""

    def __init__(self, rule: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.remedy = remedy


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that an editor should know, with its place and its remedy.

    ``line`` and ``column`` count from 1; ``width`` is the number of characters to underline. ``source`` is the line
    itself where the reader of a large file knows it (empty: it isn't shown); else it is looked up in the file.
    """

    path: Path
    line: int
    column: int
    rule: str
    message: str
    remedy: str = ""
    severity: Severity = Severity.ERROR
    width: int = 1
    source: str | None = field(default=None, compare=False)

    @property
    def help(self) -> str:
        """What to do: the remedy or, where no better one is known, where the rule is explained."""
        return self.remedy or f"See “{self.rule}” in docs/rules.md."

    def head(self, root: Path) -> str:
        """``file:line:column: error[rule]: what is wrong``, the file relative to ``root``."""
        place = f"{relative(self.path, root)}:{self.line}:{self.column}"
        return f"{place}: {self.severity.name.lower()}[{self.rule}]: {self.message}"


def relative(path: Path, root: Path) -> str:
    """Write ``path`` from ``root`` with forward slashes, as editors know it from the repository."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the known word that is nearest to a misspelt one, or list what is allowed if that is short."""
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    if 0 < len(choices) <= 20:
        return f"Allowed: {', '.join(choices)}."
    return ""


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def as_text(problems: Iterable[Problem], root: Path) -> str:
    """Write problems for people: the place, the line itself, a caret and what to do."""
    return "\n".join(_with_snippet(problem, root) for problem in sorted(problems))


def as_json(problems: Iterable[Problem], root: Path) -> str:
    """Write problems for programs: one JSON array, in the order of the files."""
    rows = [
        {
            "path": relative(problem.path, root),
            "line": problem.line,
            "column": problem.column,
            "severity": problem.severity.name.lower(),
            "rule": problem.rule,
            "message": problem.message,
            "remedy": problem.help,
        }
        for problem in sorted(problems)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem], root: Path) -> str:
    """Write problems as workflow commands, which GitHub shows beside the changed lines."""
    return "\n".join(
        f"::{problem.severity.name.lower()} file={relative(problem.path, root)},line={problem.line},"
        f"col={problem.column},title={problem.rule}::"
        + f"{problem.message} {problem.help}".replace("%", "%25").replace("\n", "%0A")
        for problem in sorted(problems)
    )


def _with_snippet(problem: Problem, root: Path) -> str:
    lines = [problem.head(root)]
    source = _source_line(problem) if problem.source is None else problem.source.replace("\t", " ")
    if source:
        lines += [f"    {line}" for line in _snippet(source, problem.column - 1, problem.width)]
    lines.append(f"    help: {problem.help}")
    return "\n".join(lines)


def _snippet(source: str, start: int, width: int) -> tuple[str, str]:
    """The part of a line around a place, and the caret under the place."""
    first = max(0, start - SNIPPET // 2) if len(source) > SNIPPET else 0
    before = "…" if first else ""
    shown = source[first : first + SNIPPET]
    after = "…" if first + SNIPPET < len(source) else ""
    room = max(1, len(shown) - (start - first))
    return f"{before}{shown}{after}", " " * (len(before) + start - first) + "^" * max(1, min(width, room))


def _source_line(problem: Problem) -> str:
    try:
        text = problem.path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""
    lines = [] if "\0" in text else text.splitlines()  # a workbook has no lines to show
    return lines[problem.line - 1].replace("\t", " ") if 0 < problem.line <= len(lines) else ""
