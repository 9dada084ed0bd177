"""The steps of a page of the handbook: edits, commands and what they say, as a person would carry them out."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from factsite.cli import main

_BLOCK = re.compile(r"(?P<before>[^\n]*(?:\n[^\n]+)*?)\n\n(?P<block>(?:    [^\n]*\n|\n(?=    ))+)", re.MULTILINE)
_COMMAND = re.compile(r"(?:\.venv/bin/factsite|git|make) .*")
_NAMED = re.compile(r"`(content/[^`]+|mkdocs\.yml)`")
# What a test can't do, or what others do: the live site, and fetching the files.
_ELSEWHERE = frozenset({"make serve"})


@dataclass(frozen=True)
class Step:
    """A block of a page: its lines, and the paragraph that leads to it."""

    lead: str
    lines: list[str]

    @property
    def is_commands(self) -> bool:
        return all(_COMMAND.fullmatch(line) for line in self.lines)

    @property
    def is_edit(self) -> bool:
        return all(line[:1] in {"-", "+"} for line in self.lines)

    @property
    def is_new_file(self) -> bool:
        return self.lead.rstrip().endswith("as a new file:")

    @property
    def is_output(self) -> bool:
        return self.lead.rstrip().endswith(("says:", "say:", "For instance:"))


def steps(page: str) -> Iterator[Step]:
    """The blocks of a page that stand four spaces in, in order."""
    for found in _BLOCK.finditer(page):
        lines = [line[4:].rstrip() for line in found["block"].splitlines()]
        yield Step(found["before"], lines)


@dataclass
class Walk:
    """A project, in whose folder we are, in which the steps are carried out; ``said`` is what was said last."""

    project: Path
    said: str = ""
    code: int = 0

    def carry_out(self, step: Step) -> None:
        """Do what a step says, and hold what it promises; a command that fails must be said to say something."""
        if step.is_output:
            self.code = 0
        assert self.code == 0, self.said
        if step.is_commands:
            self.said = ""
            for line in step.lines:
                assert self.code == 0, self.said
                if line not in _ELSEWHERE:
                    self._run(line)
        elif step.is_output:
            missing = [line.strip() for line in step.lines if line.strip() and line.strip() not in self.said]
            assert missing == [], self.said
        elif step.is_new_file:
            path = self.project / _NAMED.findall(step.lead)[-1]
            path.parent.mkdir(exist_ok=True)
            path.write_text("\n".join(step.lines) + "\n", encoding="utf-8")
        elif step.is_edit:
            self._edit(self.project / _NAMED.findall(step.lead)[-1], step.lines)
        else:
            raise AssertionError(f"what is to be done with this block? {step.lines}")

    def _edit(self, path: Path, lines: list[str]) -> None:
        old = "\n".join(line[2:] for line in lines if line.startswith("-"))
        new = "\n".join(line[2:] for line in lines if line.startswith("+"))
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path.name} has {text.count(old)} places with {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def _run(self, line: str) -> None:
        """A command of ours in this process, as each would read the whole content again; one of git as it stands."""
        name, *arguments = shlex.split(line)
        if name.endswith("factsite"):
            done = CliRunner().invoke(main, arguments)
            self.said, self.code = self.said + done.output, done.exit_code
            assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
            return
        ended = subprocess.run(
            [name, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )
        self.said, self.code = self.said + ended.stdout + ended.stderr, ended.returncode
