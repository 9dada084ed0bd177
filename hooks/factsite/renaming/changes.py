"""A change of several files: shown, tried in a copy of the content, and written, all of it or nothing."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from gettext import NullTranslations
from pathlib import Path

from factsite.checking import apply_rules
from factsite.content import Content
from factsite.documents.text import UnreadableError
from factsite.importing.journal import ABSENT, write_all
from factsite.importing.writing import errors_after
from factsite.problems import Problem, Severity, relative
from factsite.reading.content import read_content
from factsite.renaming.raw import RawFiles
from factsite.telling import Told, in_language, told
from factsite.translating.lock import SUFFIX

# Longer lines are shown with so many characters around what differs.
_LONG, _AROUND = 160, 60


@dataclass
class Changes:
    """What is to be written: each file with its new text, None for those that go; ``moved`` are files by new names.

    ``before`` are the problems that the content has now; none of them is an error. ``notes`` is what the editor should
    know besides.
    """

    root: Path
    day: date
    before: list[Problem]
    files: RawFiles
    texts: dict[Path, str | None] = field(default_factory=dict)
    moved: dict[Path, Path] = field(default_factory=dict)
    notes: list[Told] = field(default_factory=list)

    def difference(self, words: NullTranslations) -> Iterator[str]:
        """What would change, as git shows it, said in a language."""
        sources = {new: old for old, new in self.moved.items()}
        for path in sorted(self.texts, key=lambda path: relative(path, self.root)):
            if path in self.moved:
                continue
            origin = sources.get(path, path)
            old = self._now(origin) or ""
            text = self.texts[path]
            names = (relative(origin, self.root), relative(path, self.root))
            if origin != path:
                yield f"{names[0]} → {names[1]}"
            elif text is None:
                yield in_language(told("{file} goes", file=names[0]), words)
                continue
            elif path.suffix == SUFFIX:
                # Nobody reads or writes one by hand.
                yield in_language(told("{file} follows", file=names[0]), words)
                continue
            lines = difflib.unified_diff(old.splitlines(), (text or "").splitlines(), *names, n=0, lineterm="")
            yield from _shortened(list(lines))
        yield in_language(self._sum(), words)

    def _sum(self) -> Told:
        """How many files change, have another name, and go."""
        new = {*self.moved.values()}
        gone = [path for path, text in self.texts.items() if text is None and path not in self.moved]
        changed = [path for path in self.texts if path not in self.moved and path not in new and path not in gone]
        return told(
            "Files that change: {changed}; with another name: {moved}; that go: {gone}",
            changed=len(changed),
            moved=len(self.moved),
            gone=len(gone),
        )

    def errors(self, words: NullTranslations) -> str:
        """The errors that the content would have, tried in a copy and told in a language; empty if there are none."""
        return errors_after(self.root, self.texts, self.day, lambda: self.before, words)

    def write(self) -> None:
        """Write all of it or nothing.

        Raises:
            RuleError: the content changed meanwhile; nothing was written.
            OSError: a file can't be written; all are as they were.
        """
        write_all(self.root, self.texts, {path: self._digest(path) for path in self.texts})

    def _now(self, path: Path) -> str | None:
        return self.files.of(path).text if path.is_file() else None

    def _digest(self, path: Path) -> str:
        text = self._now(path)
        return ABSENT if text is None else hashlib.sha256(text.encode()).hexdigest()


def _shortened(lines: list[str]) -> Iterator[str]:
    """The lines of a difference, of long ones that were changed in one place the words around it."""
    for number, line in enumerate(lines):
        other = _counterpart(lines, number)
        if other is None or max(len(line), len(other)) <= _LONG:
            yield line
            continue
        start = _alike(line[1:], other[1:]) + 1
        end = _alike(line[:0:-1], other[:0:-1])
        first, last = max(1, start - _AROUND), min(len(line), max(start, len(line) - end) + _AROUND)
        before, after = "…" if first > 1 else "", "…" if last < len(line) else ""
        yield f"{line[0]}{before}{line[first:last]}{after}"


def _alike(one: str, other: str) -> int:
    """With how many characters two texts begin alike."""
    return next((place for place, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its), len(one))


def _counterpart(lines: list[str], number: int) -> str | None:
    """The line that stands in the place of a changed one: of as many taken out as put in, the one in its place."""
    sign = lines[number][:1]
    if sign not in {"-", "+"}:
        return None
    first = number
    while first > 0 and lines[first - 1][:1] in {"-", "+"}:
        first -= 1
    last = number
    while last + 1 < len(lines) and lines[last + 1][:1] in {"-", "+"}:
        last += 1
    block = lines[first : last + 1]
    half = sum(line[:1] == "-" for line in block)
    if 2 * half != len(block) or any(line[:1] != "-" for line in block[:half]):
        return None
    return block[(number - first + half) % len(block)]


def sound_content(root: Path, day: date) -> tuple[Content, list[Problem]]:
    """The content of a project, which must be without errors, with the notices and warnings that it has.

    Raises:
        UnreadableError: it has errors; carries them.
    """
    content, problems = read_content(root / "content")
    problems = apply_rules(content, problems, day) if content.languages.codes else problems
    if errors := [problem for problem in problems if problem.severity is Severity.ERROR]:
        raise UnreadableError(*errors)
    return content, problems
