"""Rules of the locks of translations: they can be read, and in a release nothing waits for a translator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from factsite.content import Content
from factsite.documents.tree import Place
from factsite.problems import Problem
from factsite.telling import Told, listed, quoted, told, told_many
from factsite.translating.status import OPEN, Freshness, UnitStatus, read_locks, statuses

_SAYS = {
    Freshness.MISSING: told("not translated"),
    Freshness.STALE: told("the source has changed since"),
    Freshness.UNKNOWN: told("never confirmed"),
}
# So many texts of a file are named.
_SHOWN = 5


def locks_can_be_read(content: Content) -> Iterator[Problem]:
    """The locks of the translations, which stand beside the content, hold what each text was made from."""
    for lock in read_locks(content.root.parent, content.languages).values():
        yield from lock.problems


def nothing_waits(content: Content, *, release: bool) -> Iterator[Problem]:
    """In a release each text of a whole language is a translation of what its source says today.

    Args:
        content: the content.
        release: whether the site is to be published; else nothing is wrong, and readers are told.

    Returns:
        A problem for each file with texts that wait, which names them.
    """
    if not release:
        return
    locks = read_locks(content.root.parent, content.languages.whole)
    waiting: dict[str, list[UnitStatus]] = defaultdict(list)
    for one in statuses(content, locks):
        if one.state in OPEN:
            waiting[one.file].append(one)
    for file, found in waiting.items():
        place = _place(content, found[0])
        by_state = (
            told("{texts} ({state})", texts=_names([one for one in found if one.state is state]), state=said)
            for state, said in _SAYS.items()
            if any(one.state is state for one in found)
        )
        what = told_many(
            "a text waits for its translation, and this is to be released: {texts}",
            "{n} texts wait for their translations, and this is to be released: {texts}",
            len(found),
            texts=listed(by_state),
        )
        remedy = told("See it with “factsite translations status”, and accept it when it says what its source says.")
        if file not in content.there:
            remedy = told(
                "Translate content/{source} into it, or take it to a translator’s program (“factsite translations "
                "export”): docs/translating.md says how.",
                source=found[0].source_language + file.removeprefix(found[0].language),
            )
        path = content.root / file
        yield Problem(path, place.line, place.column, "translation-open", what, remedy, width=place.width)


def _names(found: list[UnitStatus]) -> Told:
    """Which texts of a file, the first of them if they are many."""
    first = listed(_named(one.unit.name) for one in found[:_SHOWN])
    more = len(found) - _SHOWN
    return told_many("{first} and {n} more", "{first} and {n} more", more, first=first) if more > 0 else first


def _named(name: str) -> Told:
    """A text by its field, a section of the body by its number."""
    field, _, section = name.partition(".")
    if field != "body" or not section.isdigit():
        return quoted([name])
    if section == "0":
        return told("the text before the first heading")
    return told("the text under heading {n}", n=section)


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
