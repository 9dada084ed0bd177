"""Every place in the files of the content where a thing is named by its identifier, exact to the character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel

from factsite.content import Content
from factsite.deriving.references import record_references
from factsite.documents.tree import Document, Keys, read_document
from factsite.documents.walking import DATA
from factsite.problems import Problem, RuleError
from factsite.renaming.prose import in_fields, in_links, in_references
from factsite.renaming.raw import Raw, RawFiles
from factsite.renaming.things import DIMENSIONS, TERMS, THEMES, Thing, begins_unit
from factsite.telling import UNSAID, told

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<fields>(?:.*\n)*?)---[ \t]*(?:\r?\n|$)")


@dataclass(frozen=True, order=True)
class Naming:
    """An identifier in a file: from where to where.

    ``defines`` where the thing itself stands there (a key of the glossary, an entry of a list), and no reference to it.
    ``keys`` is the way to it in a YAML where it is an item of a list, or in a field of one.
    """

    path: Path
    start: int
    end: int
    defines: bool = False
    keys: Keys = ()


def occurrences(content: Content, thing: Thing, files: RawFiles) -> Iterator[Naming]:
    """Find every place that names a thing.

    Raises:
        RuleError: it is named in a way that can't be changed as text.
    """
    yield from _in_data(content, thing, files)
    yield from _in_lists(content, thing, files)
    yield from _in_exceptions(content, thing, files)
    yield from _in_words(content, thing, files)


def in_page(raw: Raw, folder: str, thing: Thing) -> Iterator[tuple[int, int]]:
    """Where a Markdown file names a thing, in its fields and in its text."""
    found = _FRONT.match(raw.text)
    first, body = (found.start("fields"), found.end()) if found else (0, 0)
    fields = raw.text[first : found.end("fields")] if found else ""
    yield from ((first + start, first + end) for start, end in in_fields(fields, thing))
    yield from ((body + start, body + end) for start, end in in_text(raw.text[body:], folder, thing))


def in_text(text: str, folder: str, thing: Thing) -> Iterator[tuple[int, int]]:
    """Where a text of a page names a thing: its body, or a section of it."""
    yield from in_references(text, thing)
    yield from in_links(text, folder, thing)


def _in_data(content: Content, thing: Thing, files: RawFiles) -> Iterator[Naming]:
    for record, document, base in _records(content):
        for keys, kind, target in record_references(record):
            if (kind, target) == (thing.kind, thing.id) or (kind, target) == ("*", thing.path):
                way = (*base, *keys)
                found = _found(document.problem("identifier", UNSAID, keys=way), target, thing, files)
                in_list = any(isinstance(key, int) for key in way[-2:])
                yield replace(found, keys=way) if in_list else found


def _records(content: Content) -> Iterator[tuple[BaseModel, Document, Keys]]:
    for entry in content.entries.values():
        if entry.record is not None and entry.document is not None:
            yield entry.record, entry.document, ()
    for name, source in content.sources.items():
        yield source, content.source_documents[name], ()
    if (facts := content.glossary.facts_document) is not None:
        yield from ((record, facts, (term,)) for term, record in content.glossary.facts.items())
    if content.search is not None and content.search_document is not None:
        yield content.search, content.search_document, ()
    if content.former_document is not None:
        yield from ((one, content.former_document, (name,)) for name, one in content.former.items())


def _in_lists(content: Content, thing: Thing, files: RawFiles) -> Iterator[Naming]:
    """In files that list codes: the vocabularies themselves, their names, and the key figures."""
    data = content.root / DATA
    if thing.kind == "figures":
        for name, place in content.key_figures:
            if name == thing.id:
                problem = Problem(data / "home.yml", place.line, place.column, "identifier", UNSAID)
                yield _found(problem, name, thing, files)
    if thing.kind == THEMES:
        place = content.themes[thing.id]
        problem = Problem(data / "themes.yml", place.line, place.column, "identifier", UNSAID)
        yield _found(problem, thing.id, thing, files, defines=True)
    for document, keys in _keys(content, thing):
        place = document.key_place(keys)
        problem = Problem(document.path, place.line, place.column, "identifier", UNSAID)
        yield _found(problem, thing.id, thing, files, defines=True)


def _in_exceptions(content: Content, thing: Thing, files: RawFiles) -> Iterator[Naming]:
    """In the list of places that are right as they are, by the text that they excuse or the term that it lacks."""
    document = content.exceptions_document
    for language, name in excused(content, thing):
        if document is not None:
            place = document.key_place((language, name))
            end = begins_unit(name, thing) or len(name)
            problem = Problem(document.path, place.line, place.column, "identifier", UNSAID)
            yield _found(problem, name[:end], thing, files, defines=True)


def excused(content: Content, thing: Thing) -> list[tuple[str, str]]:
    """The exceptions of a thing’s texts, or of a term: their language and name."""
    return [
        (language, name)
        for language, found in content.exceptions.root.items()
        for name in found
        if begins_unit(name, thing) is not None or (thing.kind == TERMS and name.partition(" ")[2] == thing.id)
    ]


def _keys(content: Content, thing: Thing) -> Iterator[tuple[Document, Keys]]:
    """The documents in which a thing is a key."""
    labels = [content.root / code / "labels.yml" for code in content.languages]
    if thing.kind in {THEMES, DIMENSIONS}:
        for document in (read_document(path) for path in labels if path.is_file()):
            names = document.data.get(thing.kind)
            if isinstance(names, dict) and thing.id in names:
                yield document, (thing.kind, thing.id)
    if thing.kind == TERMS:
        glossary = content.glossary
        yield from (
            (document, (thing.id,))
            for document in (glossary.facts_document, *glossary.documents.values())
            if document is not None and thing.id in document.data
        )


def _in_words(content: Content, thing: Thing, files: RawFiles) -> Iterator[Naming]:
    for entry in content.entries.values():
        folder = entry.path.rpartition("/")[0]
        for translation in entry.translations.values():
            raw = files.of(translation.file.path)
            if thing.id in raw.text:
                yield from (Naming(raw.path, *span) for span in in_page(raw, folder, thing))
    for document in content.glossary.documents.values():
        raw = files.of(document.path)
        yield from (Naming(raw.path, *span) for span in in_fields(raw.text, thing))


def _found(problem: Problem, written: str, thing: Thing, files: RawFiles, *, defines: bool = False) -> Naming:
    """The identifier at the place that a problem would have.

    Raises:
        RuleError: it isn't written there plainly.
    """
    raw = files.of(problem.path)
    place = raw.offset(problem.line, problem.column)
    start = raw.text.find(written, place, place + len(written) + 1)
    if start < 0:
        where = f"{problem.path.name}:{problem.line}"
        what = told("“{id}” is written in {where} in a way that can’t be changed as text", id=written, where=where)
        raise RuleError(
            "identifier", what, told("Write it there on one line, plainly or in quotes, and run this again.")
        )
    end = start + len(written)
    return Naming(raw.path, end - len(thing.id), end, defines)
