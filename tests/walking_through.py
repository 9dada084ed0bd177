"""The steps of a page of the handbook: edits, commands and what they say, as a person would carry them out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from projects import DAY

_BLOCK = re.compile(r"(?P<before>[^\n]*(?:\n[^\n]+)*?)\n\n(?P<block>(?:    [^\n]*\n|\n(?=    ))+)", re.MULTILINE)
_COMMAND = re.compile(r"(?:[A-Z_]+=\S+ )*(?:\.venv/bin/factsite|git|make) .*")
_NAMED = re.compile(r"`(content/[^`]+)`")
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
        return self.lead.rstrip().endswith(("says:", "say:"))


def steps(page: str) -> Iterator[Step]:
    """The blocks of a page that stand four spaces in, in order."""
    for found in _BLOCK.finditer(page):
        lines = [line[4:].rstrip() for line in found["block"].splitlines()]
        yield Step(found["before"], lines)


@dataclass
class Walk:
    """A project in which the steps are carried out; ``said`` is what the last command said."""

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
        environment = os.environ | {"FACTSITE_DAY": DAY.isoformat(), "FACTSITE_LANGUAGE": "en", "COLUMNS": "200"}
        factsite = f"{sys.executable} -m factsite"
        done = subprocess.run(  # noqa: S602 - the handbook's own commands
            line.replace(".venv/bin/factsite", factsite),
            shell=True,
            cwd=self.project,
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        self.said += done.stdout + done.stderr
        self.code = done.returncode
