"""Rules on text: references that resolve, no bare numbers, no HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factsite.content import Content, Entry, Translation
from factsite.problems import Problem, RuleError
from factsite.prose.markdown import faults
from factsite.prose.numbers import bare_numbers
from factsite.prose.references import Broken, Reference, references
from factsite.prose.resolving import resolve
from factsite.reading.text import position
from factsite.reading.tree import Keys

# Fields that may hold their own numbers: official titles and quotations.
_OWN_NUMBERS = frozenset({"official_title", "claim", "abbreviation"})
_IDENTIFIERS = frozenset({"slug", "former_slugs"})


@dataclass(frozen=True)
class Passage:
    """A piece of text of a page: a field at the top or, with no keys, the body."""

    translation: Translation
    keys: Keys
    text: str

    def problem(self, offset: int, width: int, error: RuleError) -> Problem:
        """Make a problem at an offset of the passage; within a field it points at the field."""
        if self.keys:
            return self.translation.file.document.problem(error.rule, str(error), error.remedy, self.keys)
        file = self.translation.file
        line, column = position(self.text, offset)
        end = self.text.find("\n", offset)
        width = min(width, (len(self.text) if end < 0 else end) - offset)
        return Problem(
            file.path, line + file.body_line - 1, column, error.rule, str(error), error.remedy, width=max(1, width)
        )


def passages(translation: Translation) -> Iterator[Passage]:
    """Every text of a page in one language: the fields at the top, then the body."""
    for name, value in translation.words.model_dump(exclude_none=True).items():
        if name in _IDENTIFIERS:
            continue
        if isinstance(value, dict):
            for key, text in value.items():
                yield Passage(translation, (name, key), str(text))
        else:
            yield Passage(translation, (name,), str(value))
    yield Passage(translation, (), translation.file.body)


def every_passage(content: Content) -> Iterator[tuple[Entry, Passage]]:
    """Every text of every page in every language."""
    for entry in content.entries.values():
        for translation in entry.translations.values():
            for passage in passages(translation):
                yield entry, passage


def references_resolve(content: Content) -> Iterator[Problem]:
    """Every reference can be read and names something; ``term`` and ``cite`` stand in the body only."""
    for entry, passage in every_passage(content):
        for reference in references(passage.text):
            width = reference.end - reference.start
            if isinstance(reference, Broken):
                yield passage.problem(reference.start, width, reference.error)
                continue
            if entry.kind != "page" and entry.record is None:
                continue
            try:
                resolve(reference, entry, content)
            except RuleError as error:
                yield passage.problem(reference.start, width, error)
            if passage.keys and reference.name in {"term", "cite", "link"}:
                misplaced = RuleError(
                    "reference", f"“{reference.name}” stands in the text only", "Move it into the text below."
                )
                yield passage.problem(reference.start, width, misplaced)


def numbers_are_references(content: Content) -> Iterator[Problem]:
    """No number is typed in a sentence."""
    for _, passage in every_passage(content):
        if passage.keys and passage.keys[0] in _OWN_NUMBERS:
            continue
        for offset, number in bare_numbers(passage.text):
            remedy = 'Write {{ value(…) }} or {{ date(…) }}; if it must stand, {{ verbatim("…", reason="…") }}.'
            error = RuleError("bare-number", f"the number “{number}” is typed in the text", remedy)
            yield passage.problem(offset, len(number), error)


def markdown_is_safe(content: Content) -> Iterator[Problem]:
    """No HTML, no dangerous addresses, no pictures from elsewhere."""
    for _, passage in every_passage(content):
        for offset, error in faults(passage.text):
            yield passage.problem(offset, 10, error)


def used_references(translation: Translation) -> Iterator[Reference]:
    """Every well-formed reference of a page in one language."""
    for passage in passages(translation):
        yield from (found for found in references(passage.text) if isinstance(found, Reference))
