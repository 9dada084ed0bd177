"""Another thing in the place of one that goes: in lists it is named once, and sentences are shown to be read again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from factsite.content import Content
from factsite.documents.text import UnreadableError, position
from factsite.documents.tree import Keys, read_document
from factsite.problems import Problem, relative
from factsite.renaming.blocks import entry_patch
from factsite.renaming.occurrences import Naming
from factsite.renaming.prose import exchanged, sentence
from factsite.renaming.raw import Patch, RawFiles
from factsite.renaming.renaming import own_files
from factsite.renaming.things import Thing
from factsite.telling import Told, told

# A link or a term of the glossary with words of its own.
_LINK = re.compile(r'\{\{\s*(?:link|term)\("[^"]*",\s*"([^"]*)"\)\s*\}\}')


def replaced(
    content: Content, thing: Thing, other: Thing | None, named: Sequence[Naming], files: RawFiles
) -> tuple[dict[Path, list[Patch]], list[Told]]:
    """Every place that names a thing, changed to name the other.

    Args:
        content: what was read.
        thing: what goes.
        other: what stands in its place, if something does.
        named: the places.
        files: where they stand.

    Returns:
        What changes in each file, and what the editor is to read again.

    Raises:
        UnreadableError: there is no other, or it can’t be named in some places; carries each.
    """
    patches: dict[Path, list[Patch]] = defaultdict(list)
    problems, notes = [], []
    own = set(own_files(content, other, content.entries.get(other.path))) if other else set()
    for one in named:
        raw = files.of(one.path)
        found = exchanged(raw.text, (one.start, one.end), thing, other) if other else None
        if other is None or found is None:
            problems.append(_refused(raw.text, one, thing, other))
        elif cut := _from_list(one, other, own, files):
            patches[one.path].append(cut)
        elif one.path in own and not one.keys and other.is_record:
            problems.append(_of_itself(raw.text, one, thing, other))
        else:
            patches[one.path].append(Patch(one.path, *found))
            if one.path.suffix == ".md":
                notes.append(_to_read(content, raw.text, one, found, other))
    if problems:
        raise UnreadableError(*problems)
    return patches, notes


def _from_list(one: Naming, other: Thing, own: set[Path], files: RawFiles) -> Patch | None:
    """What takes the thing out of a list that names the other already or is its own; an empty one goes."""
    if not one.keys:
        return None
    *way, _ = one.keys
    items = _at(read_document(one.path).data, tuple(way))
    again = one.path in own or bool({other.id, other.path} & {str(item) for item in items})
    if not items or not again:
        return None
    return entry_patch(files.of(one.path), one.keys if len(items) > 1 else tuple(way))


def _at(data: object, keys: Keys) -> list[object]:
    for key in keys:
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int):
            data = data[key]
    return data if isinstance(data, list) else []


def _refused(text: str, one: Naming, thing: Thing, other: Thing | None) -> Problem:
    if other:
        what = told("“{other}” can’t stand here for “{name}”", other=other.path, name=thing.path)
        remedy = told("Change this place first, or name a replacement of the same kind.")
    else:
        what = told("this refers to “{name}”", name=thing.path)
        remedy = told("Change or delete it, or run this again with --replace-by KIND/ID.")
    return _problem(text, one, thing, what, remedy)


def _of_itself(text: str, one: Naming, thing: Thing, other: Thing) -> Problem:
    what = told("“{other}” speaks here of “{name}”, and would speak of itself", other=other.path, name=thing.path)
    remedy = told("Change or delete this place first, and run this again.")
    if words := next((found[1] for found in _LINK.finditer(text) if found.start() <= one.start < found.end()), ""):
        remedy = told("Write “{words}” in its place, without the link, and run this again.", words=words)
    return _problem(text, one, thing, what, remedy)


def _problem(text: str, one: Naming, thing: Thing, what: Told, remedy: Told) -> Problem:
    line, column = position(text, one.start)
    return Problem(one.path, line, column, "dangling-reference", what, remedy, width=len(thing.id))


def _to_read(content: Content, text: str, one: Naming, found: tuple[int, int, str], other: Thing) -> Told:
    start, end, new = found
    changed = text[:start] + new + text[end:]
    return told(
        "{file}:{line} names “{other}” now; read it again: {sentence}",
        file=relative(one.path, content.root.parent),
        line=position(changed, start)[0],
        other=other.path,
        sentence=sentence(changed, start),
    )
