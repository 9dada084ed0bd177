"""What each translation was made from: one file per language, a line for each text, sorted, so that git can merge it.

A line holds the unit's id, the digest of the text, and the text itself as JSON: the digest tells that it has changed,
the text tells how. No history of git is needed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from factsite.bounded import read_bytes
from factsite.problems import Problem
from factsite.telling import told
from factsite.translating.units import TextUnit

FOLDER = "translations"
SUFFIX = ".lock"
MAX_LOCK = 16 * 1024 * 1024
_LINE = re.compile(r'(?P<id>[A-Za-z0-9/#._+-]{3,200}) (?P<digest>[0-9a-f]{16}) (?P<text>".*")')
_MERGE = re.compile(r"(?:<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)")
_REPAIR = told("Run “factsite translations repair”: it drops what can’t be used, and status lists those texts again.")


@dataclass(frozen=True)
class Locked:
    """What a text was translated from."""

    digest: str
    text: str


@dataclass(frozen=True)
class Lock:
    """The lock of a language: what each unit was translated from, and what is wrong with the file."""

    path: Path
    entries: dict[str, Locked]
    problems: tuple[Problem, ...] = ()

    def written(self) -> str:
        """The file as it should be."""
        lines = (
            f"{name} {one.digest} {json.dumps(one.text, ensure_ascii=False)}" for name, one in self.entries.items()
        )
        return "".join(f"{line}\n" for line in sorted(lines))


def lock_path(root: Path, code: str) -> Path:
    """Where the lock of a language stands, from the folder of the project."""
    return root / FOLDER / f"{code}{SUFFIX}"


def locked(unit: TextUnit) -> Locked:
    """A unit as the lock keeps it."""
    return Locked(unit.digest, unit.text)


def read_lock(path: Path) -> Lock:
    """Read the lock of a language; one that isn’t there is empty. What can’t be used is a problem of its line."""
    if not path.exists():
        return Lock(path, {})
    entries: dict[str, Locked] = {}
    twice: set[str] = set()
    problems = []
    text = read_bytes(path, MAX_LOCK).decode("utf-8", errors="replace")
    for number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        found = _LINE.fullmatch(line)
        words = _words(found["text"]) if found else None
        if found is None or words is None:
            what = (
                told("a mark of an unfinished merge")
                if _MERGE.match(line)
                else told("this line is no text with its digest")
            )
            problems.append(Problem(path, number, 1, "translation-lock", what, _REPAIR))
        elif found["id"] in entries or found["id"] in twice:
            # Two people accepted it from different texts: neither is known to be the one that stands there.
            entries.pop(found["id"], None)
            twice.add(found["id"])
            what = told("“{found}” stands here twice", found=found["id"])
            problems.append(Problem(path, number, 1, "translation-lock", what, _REPAIR))
        else:
            entries[found["id"]] = Locked(found["digest"], words)
    lock = Lock(path, entries, tuple(problems))
    if not problems and lock.written() != text:
        what = told("the lines aren’t sorted")
        return Lock(path, entries, (Problem(path, 1, 1, "translation-lock", what, _REPAIR),))
    return lock


def _words(text: str) -> str | None:
    try:
        words = json.loads(text)
    except ValueError:
        return None
    return words if isinstance(words, str) else None
