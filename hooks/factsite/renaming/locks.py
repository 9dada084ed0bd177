"""The locks of the translations after a change of names: the same texts are current, by their new names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from factsite.content import Content
from factsite.documents.text import UnreadableError
from factsite.renaming.occurrences import in_text
from factsite.renaming.prose import exchanged
from factsite.renaming.raw import Patch, patched
from factsite.renaming.things import Thing, begins_unit
from factsite.translating.lock import Lock, Locked
from factsite.translating.status import read_locks
from factsite.translating.units import digest_of


def usable_locks(content: Content) -> dict[str, Lock]:
    """The locks of all languages.

    Raises:
        UnreadableError: one can’t be read as it stands, because of marks of a merge, say.
    """
    locks = read_locks(content.root.parent, content.languages)
    if problems := [problem for lock in locks.values() for problem in lock.problems]:
        raise UnreadableError(*problems)
    return locks


def renamed_locks(locks: dict[str, Lock], thing: Thing, other: Thing, *, moves: bool) -> Iterator[tuple[Path, str]]:
    """The locks in which other texts name another thing in its place.

    Args:
        locks: as they are.
        thing: what was named.
        other: what is named from now on.
        moves: whether the texts of the thing itself are those of the other from now on; else they go.
    """

    def name_of(name: str) -> str | None:
        found = begins_unit(name, thing)
        if found is None:
            return name
        return name[: found - len(thing.id)] + other.id + name[found:] if moves else None

    for lock in locks.values():
        entries = dict(_entries(lock, name_of, thing, other))
        if entries != lock.entries:
            yield lock.path, Lock(lock.path, entries).written()


def without(locks: dict[str, Lock], thing: Thing) -> Iterator[tuple[Path, str]]:
    """The locks without the texts of a thing."""
    for lock in locks.values():
        kept = {name: one for name, one in lock.entries.items() if begins_unit(name, thing) is None}
        if kept != lock.entries:
            yield lock.path, Lock(lock.path, kept).written()


def _entries(
    lock: Lock, name_of: Callable[[str], str | None], thing: Thing, other: Thing
) -> Iterator[tuple[str, Locked]]:
    for name, one in lock.entries.items():
        if (new := name_of(name)) is not None:
            yield new, _with(one, name, lock.path, thing, other)


def _with(one: Locked, name: str, path: Path, thing: Thing, other: Thing) -> Locked:
    """A text with the new name; it is as old as it was, so its digest follows it only if it was that of the text."""
    if thing.id not in one.text:
        return one
    folder = name.partition("#")[0].rpartition("/")[0]
    spans = (exchanged(one.text, span, thing, other) for span in in_text(one.text, folder, thing))
    text = patched(one.text, (Patch(path, *found) for found in spans if found))
    return Locked(digest_of(text) if digest_of(one.text) == one.digest else one.digest, text)
