"""What an import would change, tried in a copy of the project: for readers, and of what the check finds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from factsite.changes.comparing import compare, not_compared
from factsite.changes.reporting import Report
from factsite.changes.statement import Statement, statement
from factsite.checking import judge
from factsite.clock import Clock
from factsite.content import Content
from factsite.importing.planning import Plan
from factsite.importing.writing import Occasion
from factsite.problems import Problem, has_errors
from factsite.reading.configuration import FILE
from factsite.reading.content import read_content
from factsite.translating.lock import FOLDER


@dataclass(frozen=True)
class ContentState:
    """The content at one moment: what it holds, what the check finds in it, and what readers see of it."""

    content: Content
    problems: list[Problem]
    statement: Statement


@dataclass(frozen=True)
class TriedImport:
    """An import as it would be: the texts of its files, what readers would see change, and problems that it brings."""

    plan: Plan
    texts: Mapping[Path, str]
    report: Report
    problems: list[Problem]

    @property
    def has_errors(self) -> bool:
        """Whether the content would have errors that it hasn't now."""
        return has_errors(self.problems)


class Trial:
    """A copy of the project in which one import after the other is tried; each finds it as it was."""

    def __init__(self, root: Path, clock: Clock, name: str) -> None:
        """``name`` is what the state is called that the copy is of."""
        self.root, self._clock, self._name = root, clock, name

    @cached_property
    def before(self) -> ContentState:
        """The content as it is."""
        return self._state()

    @contextmanager
    def tried(self, plan: Plan, occasion: Occasion) -> Iterator[TriedImport]:
        """Write an import into the copy and look; afterwards the copy is as it was."""
        before, texts = self.before, plan.texts(occasion)
        former = {path: path.read_bytes() for path in texts}
        try:
            for path, text in texts.items():
                path.write_bytes(text.encode())
            after = self._state()
            day = self._clock.day
            report = Report(
                self._name,
                day,
                after.content,
                before.content,
                compare(before.statement, after.statement),
                not_compared(before.statement, after.statement),
                list(after.content.languages),
            )
            yield TriedImport(plan, texts, report, _added(before.problems, after.problems))
        finally:
            for path, raw in former.items():
                path.write_bytes(raw)

    def _state(self) -> ContentState:
        content, problems = read_content(self.root / "content")
        found, _ = judge(content, problems, self._clock.day, self._clock.moment)
        return ContentState(content, found, statement(content, self._clock.day))


@contextmanager
def copy_of(root: Path) -> Iterator[Path]:
    """A copy of what is read of a project, as its files stand; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="factsite-") as folder:
        copy = Path(folder)
        shutil.copytree(root / "content", copy / "content", symlinks=True)
        if (root / FOLDER).is_dir():
            shutil.copytree(root / FOLDER, copy / FOLDER, symlinks=True)
        shutil.copy(root / FILE, copy / FILE)
        yield copy


def _added(before: list[Problem], after: list[Problem]) -> list[Problem]:
    """The problems that weren't there before, wherever in their files they stood."""
    known = {(one.path, one.rule, one.message) for one in before}
    return [one for one in after if (one.path, one.rule, one.message) not in known]
