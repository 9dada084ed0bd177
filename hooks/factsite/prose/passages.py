"""The texts of a page in one language: the fields at its top, then its body, each parsed once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from factsite.content import Content, Entry, Translation
from factsite.problems import Problem, RuleError
from factsite.prose.parsing import Parsed, parse
from factsite.prose.references import Broken, Reference, masked, references
from factsite.reading.text import position
from factsite.reading.tree import Keys

_IDENTIFIERS = frozenset({"slug", "former_slugs"})


@dataclass(frozen=True)
class Passage:
    """A piece of text of a page: a field at the top or, with no keys, the body."""

    translation: Translation
    keys: Keys
    text: str

    @cached_property
    def references(self) -> list[Reference | Broken]:
        """Every reference in it, well formed or not, in order."""
        return list(references(self.text))

    @cached_property
    def masked(self) -> str:
        """The text with its references blanked out, offsets as they were."""
        return masked(self.text)

    @cached_property
    def parsed(self) -> Parsed:
        """What Markdown makes of it: parsed once for every rule and for the page."""
        return parse(self.text)

    def problem(self, offset: int, width: int, error: RuleError) -> Problem:
        """Make a problem at an offset of the passage; within a field it points at the field."""
        if self.keys:
            return self.translation.file.document.problem(error.rule, str(error), error.remedy, self.keys)
        file = self.translation.file
        line, column = position(self.text, offset)
        end = self.text.find("\n", offset)
        width = max(1, min(width, (len(self.text) if end < 0 else end) - offset))
        line += file.body_line - 1
        return Problem(file.path, line, column, error.rule, str(error), error.remedy, width=width)


def passages(translation: Translation) -> list[Passage]:
    """Every text of a page in one language, in the order of the file."""
    if not translation.passages:
        translation.passages = [
            *(Passage(translation, keys, text) for keys, text in _fields(translation)),
            Passage(translation, (), translation.file.body),
        ]
    return translation.passages


def _fields(translation: Translation) -> Iterator[tuple[Keys, str]]:
    for name in type(translation.words).model_fields:
        value = getattr(translation.words, name)
        if name in _IDENTIFIERS or value is None:
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
