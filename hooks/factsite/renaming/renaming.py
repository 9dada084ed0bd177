"""A thing gets another name: its files, and every place that names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from factsite.content import Content, Entry
from factsite.documents.series import SeriesDocument
from factsite.documents.walking import DATA
from factsite.problems import RuleError
from factsite.records.former import FormerName
from factsite.records.history import FOLDER as HISTORY
from factsite.renaming.changes import Changes, sound_content
from factsite.renaming.former import born_on, check_free, former_path, has_addresses, names_now, rewritten
from factsite.renaming.locks import renamed_locks, usable_locks
from factsite.renaming.occurrences import occurrences
from factsite.renaming.raw import Patch, RawFiles, patched
from factsite.renaming.slugs import slug_patches
from factsite.renaming.things import DIMENSIONS, SOURCES, Thing, check_new, find_thing
from factsite.telling import told


def rename(root: Path, name: str, new: str, day: date, slugs: Mapping[str, str]) -> Changes:
    """What would be written if a thing had another name.

    Args:
        root: the project.
        name: KIND/ID of the thing.
        new: the new identifier.
        day: the day from which it has that name.
        slugs: the new slug of its page in some languages; the others keep theirs.

    Raises:
        RuleError: there is no such thing, the new name is none or taken, or the content has errors.
    """
    content, before = sound_content(root, day)
    thing = find_thing(name, content)
    if thing.kind == DIMENSIONS:
        what = told("the name of a dimension stands in the published tables: it can’t be changed by a command")
        raise RuleError("identifier", what, told("Readers see its name in labels.yml, which you may change."))
    new = new.removeprefix(f"{thing.kind}/")
    other = Thing(thing.kind, new)
    check_new(thing.kind, new, content)
    back = content.former.get(other.path)
    if back is None or back.now != thing.path or back.removed:
        back = None
        check_free(content, other)
    locks = usable_locks(content)
    files = RawFiles()
    patches = _patches(content, thing, other, files)
    if slugs:
        for patch in slug_patches(_entry(content, thing), slugs, files):
            patches[patch.path].append(patch)
    changes = Changes(root, day, before, files, moved=_moves(content, thing, other))
    _former(changes, content, thing, other, patches.pop(former_path(content), []), day, returns=back is not None)
    for path in {*patches, *changes.moved}:
        text = patched(files.of(path).text, patches.get(path, []))
        if path in changes.moved:
            changes.texts[path] = None
        changes.texts[changes.moved.get(path, path)] = text
    changes.texts |= dict(renamed_locks(locks, thing, other, moves=True))
    _refuse_taken(changes)
    return changes


def _patches(content: Content, thing: Thing, other: Thing, files: RawFiles) -> dict[Path, list[Patch]]:
    found: dict[Path, list[Patch]] = defaultdict(list)
    for one in occurrences(content, thing, files):
        found[one.path].append(Patch(one.path, one.start, one.end, other.id))
    entry = content.entries.get(thing.path)
    if entry and isinstance(entry.document, SeriesDocument) and entry.document.csv_path.stem == thing.id:
        document = entry.document
        place = document.place(("series",))
        start = files.of(document.path).text.index(thing.id, files.of(document.path).offset(place.line, place.column))
        found[document.path].append(Patch(document.path, start, start + len(thing.id), other.id))
    return found


def _moves(content: Content, thing: Thing, other: Thing) -> dict[Path, Path]:
    """The files of a thing, each with its new name."""
    entry = content.entries.get(thing.path)
    paths = list(own_files(content, thing, entry))
    if thing.kind == "figures" and thing.id in content.histories:
        # What was published stays known when a figure goes; with another name it goes along.
        paths.append(content.root / DATA / HISTORY / f"{thing.id}.csv")
    return {path: path.with_name(other.id + path.suffix) for path in paths}


def own_files(content: Content, thing: Thing, entry: Entry | None) -> Iterable[Path]:
    """The files that belong to a thing alone and bear its name."""
    if thing.kind == SOURCES:
        yield content.root / DATA / SOURCES / f"{thing.id}.yml"
    if entry is None or entry.document is None:
        return
    yield entry.document.path
    if isinstance(entry.document, SeriesDocument) and entry.document.csv_path.stem == thing.id:
        yield entry.document.csv_path
    for one in (entry, content.easy(thing.path)):
        yield from (translation.file.path for translation in one.translations.values()) if one else ()


def _former(
    changes: Changes, content: Content, thing: Thing, other: Thing, patches: list[Patch], day: date, *, returns: bool
) -> None:
    """Note under which name the thing was published, unless it got that name on the same day."""
    new: dict[str, FormerName] = {}
    if has_addresses(thing) and not born_on(content, thing, day):
        new[thing.path] = FormerName(day=day, now=other.path)
    if new or returns or names_now(content, thing):
        gone = [other.path] if returns else []
        changes.texts[former_path(content)] = rewritten(content, changes.files, patches, gone, new)


def _refuse_taken(changes: Changes) -> None:
    for new in changes.moved.values():
        if new.exists() or new.is_symlink():
            what = told("“{file}” is there already", file=new.relative_to(changes.root).as_posix())
            raise RuleError("identifier", what, told("Choose another name."))


def _entry(content: Content, thing: Thing) -> Entry:
    entry = content.entries.get(thing.path)
    if entry is None:
        what = told("“{name}” has no page, so it has no slug", name=thing.path)
        raise RuleError("identifier", what, told("Leave out --slug."))
    return entry
