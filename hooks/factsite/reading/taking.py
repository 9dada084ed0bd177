"""A content folder as it is read: what is asked of a file, whatever comes of it, and what is noted of the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from factsite.content import Content, Entry
from factsite.documents.memory import Memory
from factsite.documents.text import UnreadableError
from factsite.documents.tree import Document, Place, read_document
from factsite.documents.walking import walk
from factsite.faults import fault
from factsite.languages import Languages
from factsite.problems import Problem, RuleError, did_you_mean
from factsite.reading.making import each
from factsite.records.listed import CodeLists
from factsite.telling import one_of, told

M = TypeVar("M", bound=BaseModel)


# What the files hold that every site or each of its languages needs: without them readers see codes, or nothing.
_HOLDS = {
    "themes.yml": told("a line “- NAME” for each theme"),
    "dimensions.yml": told("the dimensions of figures and their codes"),
    "codes.yml": told("the lists of units, kinds of acts and so on"),
    "home.yml": told("a line “- FIGURE” for each key figure of the home page"),
    "site.yml": told("who is responsible for the site, and its country"),
    "glossary.yml": told("the terms of the glossary"),
    "labels.yml": told("the names of themes, dimensions and codes in this language"),
}


def missing_file(path: Path) -> Problem:
    """A file without which there is no site, or no language of it, isn’t there."""
    remedy = told(
        "Get it back from git (git restore content/{folder}/{name}), or write it again. It holds {what}.",
        folder=path.parent.name,
        name=path.name,
        what=_HOLDS[path.name],
    )
    return Problem(path, 1, 1, "missing-file", told("this file is missing"), remedy)


class Taker:
    """Takes one file of a content folder after the other; ``problems`` holds all that couldn't be used."""

    def __init__(self, root: Path, languages: Languages, memory: Memory) -> None:
        self._memory = memory
        self.found = walk(root, languages.codes)
        self.content = Content(root, languages, files=frozenset(self.found.files), there=frozenset(self.found.there))
        self.content.codes = memory.made("no codes", (), CodeLists)
        self.problems: list[Problem] = list(self.found.problems)

    def _each(self, model: type[M], document: Document) -> dict[str, M]:
        """What stands under each key of a file by itself."""
        found, problems = self._memory.made((model, document.path), (document,), lambda: each(model, document))
        self.problems += problems
        return found

    def _document(self, path: Path) -> Document:
        return self._memory.read(path, read_document)

    def _state(self, path: Path) -> object:
        """Something that is another object when a file has changed, unread; None where none may be opened."""
        known = path.relative_to(self.content.root).as_posix() in self.content.files
        return self._memory.read(path, _state) if known else None

    def _entry(self, path: str) -> Entry:
        return self.content.entries.setdefault(path, Entry(path, self.content.languages))

    def _take(self, path: Path, handle: Callable[[Path], object]) -> None:
        """Let a file be read; whatever comes of it, the others are read too."""
        name = path.relative_to(self.content.root).as_posix()
        if name not in self.content.files:
            if name not in self.content.there:
                self.problems.append(missing_file(path))
            return  # what is there and may not be opened has been said
        try:
            handle(path)
        except UnreadableError as error:
            self.problems += error.problems
        except FileNotFoundError:
            self.problems.append(
                Problem(path, 1, 1, "missing-file", told("this file has gone while it was to be read"))
            )
        except Exception as error:  # the net of this stage
            self.problems.append(fault(error, path))

    def _refuse(self, path: Path, test: Callable[[str], str], words: Iterable[tuple[str, Place]]) -> None:
        """Note which words of a vocabulary can't be identifiers or codes."""
        for word, place in words:
            try:
                test(word)
            except RuleError as error:
                self.problems.append(Problem(path, place.line, place.column, error.rule, error.message, error.remedy))

    def _files(self, folder: str, *suffixes: str) -> Iterator[Path]:
        for path in self.found.within(folder):
            if path.suffix in suffixes:
                yield path
            else:
                remedy = told("Data files end in {listed}.", listed=one_of(suffixes))
                self.problems.append(Problem(path, 1, 1, "unknown-file", told("this file is used by nothing"), remedy))
        self._unknown(folder, self.found.own_names)

    def _unknown(self, folder: str, known: Collection[str]) -> None:
        """Note what stands in a folder beside what is known there."""
        listed = {name for name in (*self.found.files, *self.found.folders) if name.rpartition("/")[0] == folder}
        for name in sorted(listed):
            own = name.rpartition("/")[2]
            if own not in known:
                path, remedy = self.content.root / name, did_you_mean(own, known)
                self.problems.append(
                    Problem(path, 1, 1, "unknown-file", told("“{own}” is used by nothing", own=own), remedy)
                )

    def _told(self, problems: list[Problem]) -> list[Problem]:
        """Without the codes that aren't known because their lists can't be read, which has been said once."""
        return [problem for problem in problems if self.content.codes_are_known or problem.rule != "code"]


def _state(path: Path) -> object:
    """What stands for the state of a file."""
    del path
    return object()
