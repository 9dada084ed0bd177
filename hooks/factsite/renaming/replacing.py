"""Another thing in the place of one that goes: in lists it is named once, and sentences are shown to be read again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from factsite.content import Content
from factsite.documents.text import UnreadableError, position
from factsite.documents.tree import read_document
from factsite.problems import Problem, relative
from factsite.renaming.blocks import entry_patch
from factsite.renaming.occurrences import Naming
from factsite.renaming.prose import exchanged, sentence
from factsite.renaming.raw import Patch, RawFiles, patched
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
    problems: list[Problem] = []
    own = set(own_files(content, other, content.entries.get(other.path))) if other else set()
    for one in named:
        raw = files.of(one.path)
        found = exchanged(raw.text, (one.start, one.end), thing, other) if other else None
        if other is None or found is None:
            problems.append(_refused(raw.text, one, thing, other))
        elif cut := _from_list(one, thing, other, own, files):
            patches[one.path].append(cut)
        elif one.path in own and not (one.keys and isinstance(one.keys[-1], int)) and other.is_record:
            problems.append(_of_itself(raw.text, one, thing, other))
        else:
            patches[one.path].append(Patch(one.path, *found))
    if problems:
        raise UnreadableError(*problems)
    pages = [path for path in patches if path.suffix == ".md"]
    notes = [note for path in pages if other for note in _to_read(content, files.of(path).text, patches[path], other)]
    return patches, notes


def _from_list(one: Naming, thing: Thing, other: Thing, own: set[Path], files: RawFiles) -> Patch | None:
    """What takes the thing out of a list that names the other already or is its own; an empty one goes."""
    if not one.keys:
        return None
    document = read_document(one.path)
    *way, last = one.keys
    if isinstance(last, str) and way and isinstance(way[-1], int):
        # An entry with fields: another may say the same of the other.
        entry, items = document.at(tuple(way)), document.at(tuple(way[:-1]))
        same = (
            isinstance(entry, dict)
            and isinstance(items, list)
            and entry | {last: _as(entry[last], thing, other)} in items
        )
        return entry_patch(files.of(one.path), tuple(way)) if same else None
    items = document.at(tuple(way))
    if not isinstance(items, list) or not (one.path in own or {other.id, other.path} & {str(item) for item in items}):
        return None
    return entry_patch(files.of(one.path), one.keys if len(items) > 1 else tuple(way))


def _as(value: object, thing: Thing, other: Thing) -> object:
    """What stands in a field once it names the other."""
    return other.path if value == thing.path else other.id if value == thing.id else value


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


def _to_read(content: Content, text: str, patches: Sequence[Patch], other: Thing) -> list[Told]:
    """Each sentence of a page that names the other now, once, as it will stand there."""
    changed, shift = patched(text, patches), 0
    found: dict[tuple[int, str], None] = {}
    for patch in sorted(set(patches)):
        start = patch.start + shift
        shift += len(patch.text) - (patch.end - patch.start)
        line = position(changed, start)[0]
        found[line, sentence(changed, start)] = None
    return [
        told(
            "{file}:{line} names “{other}” now; read it again: {sentence}",
            file=relative(patches[0].path, content.root.parent),
            line=line,
            other=other.path,
            sentence=said,
        )
        for line, said in found
    ]
