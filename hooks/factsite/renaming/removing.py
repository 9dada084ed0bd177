"""A thing goes: with its files, and with all that leads to it; another may stand in its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from factsite.changes.guarded import ANCHORS
from factsite.content import Content
from factsite.deriving.passages import used_references
from factsite.deriving.references import record_references
from factsite.documents.tree import Document, read_document
from factsite.documents.walking import DATA
from factsite.problems import RuleError
from factsite.records.fact_check import FactCheck
from factsite.records.former import FormerName
from factsite.records.registry import GLOSSARY
from factsite.renaming.blocks import entry_patch
from factsite.renaming.changes import Changes, sound_content
from factsite.renaming.former import born_on, former_path, has_addresses, names_now, rewritten
from factsite.renaming.locks import renamed_locks, usable_locks, without
from factsite.renaming.occurrences import Naming, excused, occurrences
from factsite.renaming.raw import Patch, RawFiles, patched
from factsite.renaming.renaming import own_files
from factsite.renaming.replacing import replaced
from factsite.renaming.things import DIMENSIONS, SOURCES, TERMS, THEMES, Thing, find_thing
from factsite.telling import told


def remove(root: Path, name: str, day: date, *, replace_by: str | None, with_sources: bool) -> Changes:
    """What would be written if a thing were removed.

    Args:
        root: the project.
        name: KIND/ID of the thing.
        day: the day on which it goes.
        replace_by: KIND/ID of what stands in its place wherever it is named, if something does.
        with_sources: whether the sources go that nothing else cites.

    Raises:
        RuleError: there is no such thing.
        UnreadableError: others refer to it, or what they say of it can’t be said of the other; carries each place. Or
            the content has errors.
    """
    content, before = sound_content(root, day)
    thing = find_thing(name, content)
    other = find_thing(replace_by, content) if replace_by else None
    if other == thing:
        what = told("“{name}” can’t be replaced by itself", name=thing.path)
        raise RuleError("identifier", what, told("Name another, or leave out --replace-by."))
    _refuse_published(content, thing, day)
    locks, files = usable_locks(content), RawFiles()
    own = set(own_files(content, thing, content.entries.get(thing.path)))
    cuts = list(_definitions(content, thing, files))
    named = [one for one in occurrences(content, thing, files) if not _goes(one, own, cuts, content)]
    patches, notes = replaced(content, thing, other, named, files)
    for cut in cuts:
        patches[cut.path].append(cut)
    changes = Changes(root, day, before, files, notes=notes)
    for path, found in patches.items():
        changes.texts[path] = patched(files.of(path).text, found)
    changes.texts |= dict.fromkeys(own)
    changes.texts |= dict(renamed_locks(locks, thing, other, moves=False) if other else without(locks, thing))
    sources = list(_only_here(changes, content, thing, own))
    if not with_sources:
        changes.notes += [
            told("nothing else cites the source “{id}”: “factsite remove sources/{id}” takes it away", id=source.id)
            for source in sources
        ]
        sources = []
    for source in sources:
        changes.texts |= dict.fromkeys(own_files(content, source, None))
    _former(changes, content, thing, other, sources)
    return changes


def _refuse_published(content: Content, thing: Thing, day: date) -> None:
    """Let all through but a fact check that readers have seen: who quotes it looks for its verdict.

    Raises:
        RuleError: it is to be withdrawn instead.
    """
    entry = content.entries.get(thing.path)
    check = entry.of(FactCheck) if entry else None
    if check is not None and not check.withdrawn and not born_on(content, thing, day):
        remedy = told(
            "Withdraw it: “withdrawn: {{date: {day}, note: why}}” in data/{name}.yml, and the reason under “notes:” as "
            "“why” in each language.",
            day=day.isoformat(),
            name=thing.path,
        )
        raise RuleError("withdrawn", told("readers have seen this fact check: it isn’t removed"), remedy)


def _goes(one: Naming, own: set[Path], cuts: list[Patch], content: Content) -> bool:
    """Whether a place goes with the thing itself, or is looked after elsewhere."""
    within = any(cut.path == one.path and cut.start <= one.start and one.end <= cut.end for cut in cuts)
    return one.defines or one.path in own or one.path == former_path(content) or within


def _definitions(content: Content, thing: Thing, files: RawFiles) -> Iterator[Patch]:
    """What stands of it in files that hold several."""
    data = content.root / DATA
    yield from _excuses(content, thing, files)
    if thing.kind == TERMS:
        for document in (content.glossary.facts_document, *content.glossary.documents.values()):
            if document is not None and thing.id in document.data:
                yield entry_patch(files.of(document.path), (thing.id,))
    if thing.kind in {THEMES, DIMENSIONS}:
        for code in content.languages:
            yield from _label(read_document(content.root / code / "labels.yml"), thing, files)
    if thing.kind == THEMES:
        yield entry_patch(files.of(data / "themes.yml"), (list(content.themes).index(thing.id),))
    if thing.kind == DIMENSIONS:
        yield entry_patch(files.of(data / "dimensions.yml"), (thing.id,))


def _excuses(content: Content, thing: Thing, files: RawFiles) -> Iterator[Patch]:
    """What excuses a text or a term that goes; where nothing else stands in a language, that goes with it."""
    if (document := content.exceptions_document) is None:
        return
    mine = excused(content, thing)
    for language, found in content.exceptions.root.items():
        own = [keys for keys in mine if keys[0] == language]
        every = [(language,)] if len(own) == len(found) else own
        yield from (entry_patch(files.of(document.path), keys) for keys in every if own)


def _label(document: Document, thing: Thing, files: RawFiles) -> Iterator[Patch]:
    names = document.data.get(thing.kind)
    if isinstance(names, dict) and thing.id in names:
        yield entry_patch(files.of(document.path), (thing.kind, thing.id))


def _former(changes: Changes, content: Content, thing: Thing, other: Thing | None, sources: list[Thing]) -> None:
    """Note what was published under names that go: the addresses lead on, or to a page that says that it is gone."""
    new: dict[str, FormerName] = {}
    for one in (thing, *sources):
        now = other.path if other and one == thing else None
        new |= {
            name: FormerName(day=former.day, now=now, removed=True, slugs=former.slugs)
            for name, former in names_now(content, one).items()
        }
    gone = list(new)
    for one in (thing, *sources):
        if (has_addresses(one) or _is_anchor(content, one)) and not born_on(content, one, changes.day):
            now = other.path if other and one == thing else None
            new[one.path] = FormerName(day=changes.day, now=now, removed=True, slugs=_slugs(content, one))
    if new:
        changes.texts[former_path(content)] = rewritten(content, changes.files, [], gone, new)


def _is_anchor(content: Content, thing: Thing) -> bool:
    """Whether a term was published: it has an anchor of the glossary then."""
    rows = content.published.pages.get(GLOSSARY, {}) if content.published else {}
    return thing.kind == TERMS and any(
        (ANCHORS, f"{code} {slug}") in rows for code, slugs in _slugs(content, thing).items() for slug in slugs
    )


def _slugs(content: Content, thing: Thing) -> dict[str, list[str]]:
    """The slugs that the page of a thing has and had, by language."""
    if thing.kind == TERMS:
        found = {code: words.get(thing.id) for code, words in content.glossary.words.items()}
        return {code: [term.slug, *term.former_slugs] for code, term in found.items() if term}
    entry = content.entries.get(thing.path)
    words = {code: one.words for code, one in entry.translations.items()} if entry else {}
    return {code: [one.slug, *one.former_slugs] for code, one in words.items() if one.slug}


def _only_here(changes: Changes, content: Content, thing: Thing, own: set[Path]) -> Iterator[Thing]:
    """The sources that nothing but the thing cites."""
    for source in sorted(_cited(content, thing)):
        one = Thing(SOURCES, source)
        mine = own | set(own_files(content, one, None))
        if all(_goes(found, mine, [], content) for found in occurrences(content, one, changes.files)):
            yield one


def _cited(content: Content, thing: Thing) -> set[str]:
    """The sources that a record cites, in its data and in its words."""
    entry = content.entries.get(thing.path)
    if entry is None or entry.record is None:
        return set()
    found = {target for _, kind, target in record_references(entry.record) if kind == SOURCES}
    for translation in entry.translations.values():
        found |= {one.arguments[0] for one in used_references(translation) if one.name == "cite"}
    return found
