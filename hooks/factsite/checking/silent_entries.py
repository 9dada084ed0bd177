"""Entries that told readers of a change: each stays as it was published, for ever."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from factsite.changes.guarded import REVISIONS, GuardedFact
from factsite.checking.silent_numbers import row_of
from factsite.documents.tree import Document
from factsite.problems import Problem
from factsite.records.figure import Figure
from factsite.records.history import SeriesKey
from factsite.telling import UNSAID, told, told_many

# How the facts that are guarded name an entry (its day, then of a revision its period and codes; a number behind it
# where there are several), and what they keep of a revision.
_NAME = re.compile(r"(?P<day>\S+)(?: (?P<period>\S+)(?P<codes>[^(]*))?(?: \(\d+\))?")
_VALUE = re.compile(r"(?P<old>\S+) > (?P<new>\S+), (?P<reason>\S+)")


def entry_altered(document: Document, figure: Figure | None, of: str, old: str, now: GuardedFact) -> Problem:
    """What is to be said of an entry that is still there and says something else.

    Args:
        document: the file of the record.
        figure: the record, if it is a figure.
        of: which entry it is, as the facts that are guarded name it.
        old: what was published of it.
        now: what it says today.
    """
    what = told(
        "the entry of “{field}: {of}” was published as “{old}” and is “{new}” now",
        field=now.field,
        of=of,
        old=old,
        new=now.value,
    )
    remedy = told(
        "Make it “- {row}}}” again, and leave the rest of it: what readers were told of a change stays. A new entry "
        "tells of more.",
        row=_row(_dimensions(figure), now.field, of, old),
    )
    return document.problem("silent-change", what, remedy, now.keys)


def entry_moved(document: Document, of: str, now: GuardedFact) -> Problem:
    """What is to be said of an entry that has another day and is the same otherwise.

    Args:
        document: the file of the record.
        of: which entry it was, as the facts that are guarded name it.
        now: what it is today.
    """
    old, new = (name.partition(" ")[0] for name in (of, now.of))
    what = told("an entry of {old} was published and is of {new} now", old=old, new=new)
    remedy = told(
        "Write “date: {old}” again: what readers were told of a change stays. A new entry tells of more.", old=old
    )
    return document.problem("silent-change", what, remedy, (*now.keys[:-1], "date"))


def entries_gone(
    document: Document, figure: Figure | None, name: str, gone: Sequence[tuple[str, str, str]], notes: Set[str]
) -> Problem:
    """What is to be said of entries of one list that aren’t there any more: once, with all that is to be put back.

    Args:
        document: the file of the record.
        figure: the record, if it is a figure.
        name: the field of the list.
        gone: each entry as the facts that are guarded name it, what was published of it, and its note, if that is
            known; one at least.
        notes: the notes that have texts in all languages and that nothing names: one alone is that of the entries.
    """
    known = next(iter(notes)) if len(notes) == 1 else ""
    rows = [(of, old, note or known) for of, old, note in gone]
    what = told_many(
        "an entry under “{field}” was published and is gone: {what}",
        "{n} entries under “{field}” were published and are gone: {what}",
        len(gone),
        field=name,
        what=", ".join(of for of, _, _ in gone),
    )
    remedy = told_many(
        "Put it back under “{field}:”{noted}: {rows}. What readers were told of a change stays; "
        "a new entry tells of more.",
        "Put them back under “{field}:”{noted}: {rows}. What readers were told of a change "
        "stays; a new entry tells of more.",
        len(gone),
        field=name,
        noted=UNSAID if all(note for *_, note in rows) else told(", with the “note” that belongs to it, if it had one"),
        rows=rows_again(_dimensions(figure), name, rows),
    )
    return document.problem("silent-change", what, remedy, (name,))


def rows_again(dimensions: Sequence[str], name: str, gone: Sequence[tuple[str, str, str]]) -> str:
    """Entries as they are to be written again.

    Args:
        dimensions: the names of the dimensions of a figure, in order.
        name: the field of the list.
        gone: each entry as the facts that are guarded name it, what was published of it, and its note or nothing.
    """
    return ", ".join(
        f"“- {_row(dimensions, name, of, old)}{f', note: {note}' if note else ''}}}”" for of, old, note in gone
    )


def note_gone(document: Document, entry: GuardedFact, note: str) -> Problem:
    """What is to be said of an entry that is still there, and had a note.

    Args:
        document: the file of the record.
        entry: the entry as it is today.
        note: the name of its note, as it was published.
    """
    what = told("the entry of “{field}: {of}” was published with a note, which is gone", field=entry.field, of=entry.of)
    remedy = told("Write “note: {note}” in it again.", note=note)
    return document.problem("silent-change", what, remedy, entry.keys[:-1])


def _dimensions(figure: Figure | None) -> list[str]:
    return sorted(figure.dimensions) if figure else []


def _row(dimensions: Sequence[str], name: str, of: str, old: str) -> str:
    """The beginning of an entry in YAML, up to where its note may follow."""
    named, kept = _NAME.fullmatch(of), _VALUE.fullmatch(old)
    if named is None:
        raise LookupError(of)
    if name != REVISIONS or kept is None:
        return f"{{date: {named['day']}"
    codes = tuple(zip(dimensions, named["codes"].split(), strict=False))
    row = row_of(SeriesKey(named["period"], codes), kept["old"])
    return f"{row}, new: {kept['new']}, date: {named['day']}, reason: {kept['reason']}"
