"""Which texts of a language are missing, which are stale, which are current."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from factsite.content import Content
from factsite.translating.lock import Lock, Locked, lock_path, locked, read_lock
from factsite.translating.units import TextUnit, label_units, source_of, term_units, units

# Fields that a language may lack by right: a claim in its own language stands in the data, and the check asks for the
# official titles that there are.
_NOT_EVERYWHERE = frozenset({"claim", "official_title"})
_WORD = re.compile(r"\s+")


class Freshness(StrEnum):
    """How a translation stands to the text that it is of."""

    MISSING = "missing"
    STALE = "stale"
    UNKNOWN = "unknown"
    CURRENT = "current"


# What waits for a translator.
OPEN = (Freshness.MISSING, Freshness.STALE, Freshness.UNKNOWN)


@dataclass(frozen=True)
class UnitStatus:
    """A text in a language: where its words stand, the source of today, what it was translated from, if that is known.

    ``target`` is the translation as it stands, if there is one. ``file`` is relative to the content folder. Nobody has
    said of what is ``unknown`` from which text it was made.
    """

    language: str
    file: str
    unit: TextUnit
    source_language: str
    state: Freshness
    before: str | None = None
    target: str | None = None

    @property
    def runs(self) -> list[WordRun]:
        """The source of today with what has changed in it since, in runs of words; whole where that isn't known."""
        return word_runs(self.unit.text if self.before is None else self.before, self.unit.text)

    @property
    def difference(self) -> str:
        """What has changed in the source since, word by word: [-before-] {+after+}."""
        return word_difference(self.before, self.unit.text) if self.before is not None else ""


class WordRun(NamedTuple):
    """A run of words of a text: ``mark`` is “-” for what went, “+” for what came, empty for what stayed."""

    mark: str
    words: str


def word_runs(before: str, after: str) -> list[WordRun]:
    """Two texts as one, in runs of words."""
    old, new = _WORD.split(before), _WORD.split(after)
    found = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(WordRun("", " ".join(old[i1:i2])))
            continue
        found += [WordRun("-", " ".join(old[i1:i2]))] if i1 < i2 else []
        found += [WordRun("+", " ".join(new[j1:j2]))] if j1 < j2 else []
    return found


def word_difference(before: str, after: str) -> str:
    """Two texts as one: the words that went between [- and -], those that came between {+ and +}."""
    marks = {"-": "[-{}-]", "+": "{{+{}+}}", "": "{}"}
    return " ".join(marks[run.mark].format(run.words) for run in word_runs(before, after))


def statuses(content: Content, locks: dict[str, Lock]) -> Iterator[UnitStatus]:
    """Every text of every page, term and label, in every language but that in which it is written first."""
    for path in sorted(content.entries):
        yield from page_statuses(path, content, locks)
    terms = {code: list(term_units(content, code)) for code in content.languages}
    yield from _of_file("glossary.yml", content.languages.default, terms, locks)
    labels = {code: list(label_units(content, code)) for code in content.languages}
    yield from _of_file("labels.yml", content.languages.default, labels, locks)


def page_statuses(path: str, content: Content, locks: Mapping[str, Lock]) -> Iterator[UnitStatus]:
    """Every text of a page, in every language but that in which it is written first."""
    entry = content.entries[path]
    if entry.translations:
        texts = {code: list(units(path, one)) for code, one in entry.translations.items()}
        yield from _of_file(f"{path}.md", source_of(entry, content), texts, locks)


def _of_file(
    name: str, source: str, texts: Mapping[str, list[TextUnit]], locks: Mapping[str, Lock]
) -> Iterator[UnitStatus]:
    for code, lock in locks.items():
        there = {unit.id: unit.text for unit in texts.get(code, ())}
        for unit in texts.get(source, ()) if code != source else ():
            if unit.id not in there and unit.name in _NOT_EVERYWHERE and code in texts:
                continue
            known = lock.entries.get(unit.id)
            state = _state(unit, known, there)
            before = known.text if known else None
            yield UnitStatus(code, f"{code}/{name}", unit, source, state, before, there.get(unit.id))


def _state(unit: TextUnit, known: Locked | None, there: Mapping[str, str]) -> Freshness:
    if unit.id not in there:
        return Freshness.MISSING
    if known is None:
        return Freshness.UNKNOWN
    return Freshness.CURRENT if known.digest == unit.digest else Freshness.STALE


def read_locks(root: Path, codes: Iterable[str]) -> dict[str, Lock]:
    """The locks of some languages, from the folder of the project."""
    return {code: read_lock(lock_path(root, code)) for code in codes}


def accept(locks: dict[str, Lock], every: list[UnitStatus], chosen: Iterable[UnitStatus]) -> dict[str, Lock]:
    """The locks with some texts as they are now: what is missing can’t be accepted.

    Args:
        locks: those of all languages.
        every: all texts; what a lock has beside them, it loses.
        chosen: those that are current from now on.

    Returns:
        The locks that change.
    """
    changed: dict[str, dict[str, Locked]] = {}
    for one in chosen:
        if one.state is not Freshness.MISSING:
            changed.setdefault(one.language, dict(locks[one.language].entries))[one.unit.id] = locked(one.unit)
    there = {(one.language, one.unit.id) for one in every}
    return {
        code: Lock(locks[code].path, {name: one for name, one in entries.items() if (code, name) in there})
        for code, entries in changed.items()
    }
