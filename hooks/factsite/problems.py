"""What is wrong with the content, where it stands, and what to do about it."""

from __future__ import annotations

import difflib
import errno
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from gettext import NullTranslations
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from factsite.bounded import TooLargeError, read_bytes
from factsite.telling import ENGLISH, UNSAID, Told, as_it_is, in_language, told, told_many

SNIPPET = 100
# One slip in a head makes as many problems as a file has rows: a report names the first ones of each file.
MOST_OF_A_FILE = 50
# Larger files are refused anyway; the line of a problem in them isn't shown.
_MAX_SHOWN = 10 * 1024 * 1024
# A suggestion for a word of more letters, or among more words than any site has of a kind, costs more than it helps.
_MAX_WORD, _MAX_CHOICES = 80, 2_000
# So much alike are a word and what it was meant to be (difflib.SequenceMatcher.ratio).
_NEAR = 0.68
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


_REFUSALS = {
    errno.EACCES: told("Permission denied"),
    errno.EPERM: told("Operation not permitted"),
    errno.ENOENT: told("No such file or directory"),
    errno.EIO: told("Input/output error"),
    errno.ENOSPC: told("No space left on device"),
    errno.EDQUOT: told("Disk quota exceeded"),
    errno.EROFS: told("Read-only file system"),
    errno.ENAMETOOLONG: told("File name too long"),
    errno.EISDIR: told("Is a directory"),
    errno.ENOTDIR: told("Not a directory"),
    errno.EMFILE: told("Too many open files"),
    errno.ELOOP: told("Too many levels of symbolic links"),
}


class Severity(IntEnum):
    """How much a problem matters: only errors stop a build."""

    NOTICE = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> Told:
        """What a report calls it."""
        return {
            Severity.NOTICE: told("notice"),
            Severity.WARNING: told("warning"),
            Severity.ERROR: told("error"),
        }[self]

    def counted(self, n: int) -> Told:
        """How many there are of it."""
        return {
            Severity.NOTICE: told_many("{n} notice", "{n} notices", n),
            Severity.WARNING: told_many("{n} warning", "{n} warnings", n),
            Severity.ERROR: told_many("{n} error", "{n} errors", n),
        }[self]


class RuleError(ValueError):
    """A value breaks a rule that has a name; raised by validators, shown as a problem with its place."""

    def __init__(self, rule: str, message: Told, remedy: Told = UNSAID) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[RuleError], tuple[str, Told, Told]]:
        """How it goes from one process to another."""
        return RuleError, (self.rule, self.message, self.remedy)

    @property
    def whole(self) -> Told:
        """What is wrong and what to do, for a command that shows no place."""
        return with_hint(self.message, self.remedy)


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
    message: Told
    remedy: Told = UNSAID
    severity: Severity = Severity.ERROR
    width: int = 1
    source: str | None = field(default=None, compare=False)

    @property
    def help(self) -> Told:
        """What to do: the remedy or, where no better one is known, where the rule is explained."""
        return self.remedy or told("See “{rule}” in docs/rules.md.", rule=self.rule)

    def head(self, root: Path, words: NullTranslations = ENGLISH) -> str:
        """``file:line:column: error[rule]: what is wrong``, the file relative to ``root``."""
        place = f"{relative(self.path, root)}:{self.line}:{self.column}"
        severity, message = in_language(self.severity.word, words), in_language(self.message, words)
        return f"{place}: {severity}[{self.rule}]: {message}"


def relative(path: Path, root: Path) -> str:
    """Write ``path`` from ``root`` with forward slashes, as editors know it from the repository.

    A name that holds what can't be printed (an end of line, half a character) is written with its codes.
    """
    return printable((path.relative_to(root) if path.is_relative_to(root) else path).as_posix())


def printable(text: str) -> str:
    """A text in which what can't be printed stands as its code."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def nearest_word(word: str, known: Iterable[str]) -> str:
    """The known word that a misspelt one was meant to be; empty if none is near."""
    choices = sorted(known)
    if len(word) > _MAX_WORD or len(choices) > _MAX_CHOICES:
        return ""
    return next(iter(difflib.get_close_matches(word, choices, n=1, cutoff=_NEAR)), "")


def did_you_mean(word: str, known: Iterable[str]) -> Told:
    """Suggest the known word that is nearest to a misspelt one, or list what is allowed if that is short."""
    choices = sorted(known)
    if near := nearest_word(word, choices):
        return told("Did you mean “{near}”?", near=near)
    if 0 < len(choices) <= 20:
        return told("Allowed: {listed}.", listed=", ".join(choices))
    return UNSAID


def refusal(error: OSError) -> Told:
    """Why the system refuses something, in the words of the trade where they are known."""
    return _REFUSALS.get(error.errno or 0) or as_it_is(error.strerror or str(error))


def with_hint(message: Told, hint: Told) -> Told:
    """What is wrong, and what to do where that is known."""
    return told("{message}. {hint}", message=message, hint=hint) if hint else message


def first_of_each_file(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that a report names, in order: of each file the first ones, then how many more there are."""
    named: list[Problem] = []
    for path, found in groupby(sorted(problems), key=lambda problem: problem.path):
        these = list(found)
        named += these[:MOST_OF_A_FILE]
        if rest := these[MOST_OF_A_FILE:]:
            worst = max(problem.severity for problem in rest)
            what = told_many(
                "{n} more problem in this file isn’t listed", "{n} more problems in this file aren’t listed", len(rest)
            )
            remedy = told("Mend the first ones and check again: often one slip makes many.")
            named.append(Problem(path, rest[0].line, rest[0].column, "more-problems", what, remedy, worst))
    return named


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def as_text(problems: Iterable[Problem], root: Path, words: NullTranslations = ENGLISH) -> str:
    """Write problems for people: the place, the line itself, a caret and what to do."""
    _lines.cache_clear()
    return "\n".join(_with_snippet(problem, root, words) for problem in first_of_each_file(problems))


def error_texts(problems: Iterable[Problem], root: Path, words: NullTranslations = ENGLISH) -> list[str]:
    """What stops a build, each written for people."""
    return [as_text([problem], root, words) for problem in problems if problem.severity is Severity.ERROR]


def as_json(problems: Iterable[Problem], root: Path, words: NullTranslations = ENGLISH) -> str:
    """Write problems for programs: one JSON array, in the order of the files."""
    rows = [
        {
            "path": relative(problem.path, root),
            "line": problem.line,
            "column": problem.column,
            "severity": problem.severity.name.lower(),
            "rule": problem.rule,
            "message": in_language(problem.message, words),
            "remedy": in_language(problem.help, words),
        }
        for problem in first_of_each_file(problems)
    ]
    # In ASCII, whatever the terminal or the program at the other end of the pipe can take.
    return json.dumps(rows, indent=2)


def as_lines(problems: Iterable[Problem], root: Path, words: NullTranslations = ENGLISH) -> str:
    """Write problems for the list of an editor’s program, a line each: the place, what is wrong, what to do."""
    return "\n".join(
        f"{problem.head(root, words)}. {in_language(problem.help, words)}" for problem in first_of_each_file(problems)
    )


def as_github(problems: Iterable[Problem], root: Path, words: NullTranslations = ENGLISH) -> str:
    """Write problems as workflow commands, which GitHub shows beside the changed lines."""
    return "\n".join(
        f"::{problem.severity.name.lower()} file={_property(relative(problem.path, root))},line={problem.line},"
        f"col={problem.column},title={problem.rule}::"
        + _escaped(f"{in_language(problem.message, words)} {in_language(problem.help, words)}")
        for problem in first_of_each_file(problems)
    )


def as_gitlab(problems: Iterable[Problem], root: Path, words: NullTranslations = ENGLISH) -> str:
    """Write problems as a report on code quality, which GitLab shows beside the changed lines of a merge request."""
    named = {Severity.NOTICE: "info", Severity.WARNING: "minor", Severity.ERROR: "major"}
    rows: list[dict[str, object]] = []
    seen: Counter[str] = Counter()
    for problem in first_of_each_file(problems):
        # By it GitLab knows a problem again, wherever in its file it has moved.
        mark = f"{relative(problem.path, root)}\n{problem.rule}\n{problem.message}"
        seen[mark] += 1
        rows.append(
            {
                "description": f"{in_language(problem.message, words)} {in_language(problem.help, words)}",
                "check_name": problem.rule,
                "fingerprint": sha256(f"{mark}\n{seen[mark]}".encode()).hexdigest(),
                "severity": named[problem.severity],
                "location": {"path": relative(problem.path, root), "lines": {"begin": problem.line}},
            }
        )
    return json.dumps(rows, indent=2)


def _escaped(text: str) -> str:
    """A text in a workflow command, which ends with its line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A value among the properties of a workflow command, where colons and commas have a meaning too."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _with_snippet(problem: Problem, root: Path, words: NullTranslations) -> str:
    lines = [problem.head(root, words)]
    source = _source_line(problem) if problem.source is None else problem.source.replace("\t", " ")
    if source:
        lines += [f"    {line}" for line in _snippet(source, problem.column - 1, problem.width)]
    what_to_do = told("help: {remedy}", remedy=problem.help)
    lines.append(f"    {in_language(what_to_do, words)}")
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
    lines = _lines(problem.path)
    return lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""


@lru_cache(maxsize=4)
def _lines(path: Path) -> list[str]:
    """The lines of a file: of none that is linked, no regular file or too large, and not of a workbook.

    Problems are written file by file: each file is read once for all of them.
    """
    try:
        text = "" if path.is_symlink() else read_bytes(path, _MAX_SHOWN).decode("utf-8-sig", errors="replace")
    except (OSError, ValueError, TooLargeError):
        return []
    if "\0" in text:
        return []
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return [_UNPRINTABLE.sub("\ufffd", line) for line in text.split("\n")]
