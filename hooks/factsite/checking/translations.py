"""Rules of the locks of translations: they can be read, and in a release nothing waits for a translator."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.content import Content
from factsite.documents.tree import Place
from factsite.problems import Problem
from factsite.telling import told
from factsite.translating.status import OPEN, Freshness, UnitStatus, read_locks, statuses

_SAYS = {
    Freshness.MISSING: told("isn’t translated"),
    Freshness.STALE: told("was translated from a text that has changed since"),
    Freshness.UNKNOWN: told("has never been confirmed"),
}


def locks_can_be_read(content: Content) -> Iterator[Problem]:
    """The locks of the translations, which stand beside the content, hold what each text was made from."""
    for lock in read_locks(content.root.parent, content.languages).values():
        yield from lock.problems


def nothing_waits(content: Content, *, release: bool) -> Iterator[Problem]:
    """In a release each text of a whole language is a translation of what its source says today.

    Args:
        content: the content.
        release: whether the site is to be published; else nothing is wrong, and readers are told.
    """
    if not release:
        return
    locks = read_locks(content.root.parent, content.languages.whole)
    for one in statuses(content, locks):
        if one.state in OPEN:
            place = _place(content, one)
            what = told("“{unit}” {state}, and this is to be released", unit=one.unit.name, state=_SAYS[one.state])
            remedy = told(
                "See it with “factsite translations status”, and accept it when it says what its source says."
            )
            path = content.root / one.file
            yield Problem(path, place.line, place.column, "translation-open", what, remedy, width=place.width)


def _place(content: Content, one: UnitStatus) -> Place:
    """Where the words stand: a field at its line, a section or what isn't there at the top of its file."""
    page = one.unit.id.partition("#")[0]
    if page == "glossary" and one.state is not Freshness.MISSING:
        return content.glossary.documents[one.language].place(tuple(one.unit.name.split(".")))
    entry = content.entries.get(page)
    words = entry.translations.get(one.language) if entry else None
    if words is None or one.state is Freshness.MISSING or one.unit.name.startswith("body."):
        return Place(1, 1)
    keys = tuple(int(key) if key.isdigit() else key for key in one.unit.name.split("."))
    return words.file.document.place(keys)
