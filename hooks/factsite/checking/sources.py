"""Rules on sources: a part of a document that a citation names in words has a name in each language."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from factsite.content import Content
from factsite.deriving.passages import every_passage
from factsite.documents.tree import Document, Keys
from factsite.problems import Problem, RuleError, did_you_mean
from factsite.prose.references import Reference
from factsite.records.common import Citation, SourcePlace
from factsite.records.figure import Observation
from factsite.telling import told


def parts_have_names(content: Content) -> Iterator[Problem]:
    """Every place that is cited in words is among the ``parts`` of its source."""
    for entry in content.entries.values():
        if entry.record is not None and entry.document is not None:
            yield from _in_facts(entry.record, entry.document, content)
    if content.glossary.facts_document:
        yield from _in_facts(content.glossary.facts, content.glossary.facts_document, content)
    for _, passage in every_passage(content):
        for found in passage.references:
            if isinstance(found, Reference) and found.name == "cite":
                place = Citation.model_validate({"source": found.arguments[0], **found.named})
                for _, error in _unnamed(place, content):
                    yield passage.problem(found.start, found.end - found.start, error)


def _in_facts(facts: object, document: Document, content: Content) -> Iterator[Problem]:
    for keys, place in _places(facts, ()):
        for kind, error in _unnamed(place, content):
            yield document.problem(error.rule, error.message, error.remedy, (*keys, kind))


def _unnamed(place: SourcePlace, content: Content) -> Iterator[tuple[str, RuleError]]:
    """The words of a place that its source doesn’t name, each with what is wrong."""
    name = str(getattr(place, "source", ""))
    source = content.sources.get(name)
    if source is None:
        return
    for kind, words in place.wordy:
        if not source.names_part(words):
            known = [name for part in source.parts for name in part.all]
            what = told(
                "“{words}” is no number, and the source gives no such part a name in each language", words=words
            )
            remedy = did_you_mean(words, known) or told(
                "Add “parts: [{{en: …, fr: …, nl: …}}]” to content/data/sources/{source}.yml.", source=name
            )
            yield kind, RuleError("part-name", what, remedy)


def _places(value: object, keys: Keys) -> Iterator[tuple[Keys, SourcePlace]]:
    """Every place in a source that a record holds, with the way to it."""
    if isinstance(value, SourcePlace):
        yield keys, value
    for key, item in _within(value):
        # Of a million observations none names a place: they aren't asked.
        if isinstance(item, BaseModel | list | dict) and not (
            isinstance(item, list) and item and isinstance(item[0], Observation)
        ):
            yield from _places(item, (*keys, key))


def _within(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield field.alias or name, getattr(value, name)
    elif isinstance(value, list):
        yield from enumerate(value)
    elif isinstance(value, dict):
        yield from ((str(name), item) for name, item in value.items())
