"""The texts of a page in one language: the fields at its top, then its body, each parsed once."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.content import Content, Entry, Translation
from factsite.documents.tree import Keys
from factsite.prose.passage import Passage
from factsite.prose.references import Reference
from factsite.records.embargo import HELD_FIELDS

_NO_TEXTS = frozenset({"slug", "former_slugs", "in_text"}) | HELD_FIELDS


def passages(translation: Translation) -> list[Passage]:
    """Every text of a page in one language, in the order of the file."""
    language, file = translation.language, translation.file
    if not translation.passages:
        translation.passages = [
            *(Passage(language, file, keys, text) for keys, text in _fields(translation)),
            Passage(language, file, (), file.body),
        ]
    return translation.passages


def _fields(translation: Translation) -> Iterator[tuple[Keys, str]]:
    for name in type(translation.words).model_fields:
        value = getattr(translation.words, name)
        if name in _NO_TEXTS or value is None:
            continue
        if isinstance(value, dict):
            yield from (((name, key), str(text)) for key, text in value.items())
        else:
            yield (name,), str(value)


def every_passage(content: Content) -> Iterator[tuple[Entry, Passage]]:
    """Every text of every page in every language."""
    for entry in content.entries.values():
        for translation in entry.translations.values():
            for passage in passages(translation):
                yield entry, passage


def used_references(translation: Translation) -> Iterator[Reference]:
    """Every well-formed reference of a page in one language."""
    for passage in passages(translation):
        yield from (found for found in passage.references if isinstance(found, Reference))
