"""A text of a page: its references and what Markdown makes of it, each found once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from factsite.documents.pages import PageFile
from factsite.documents.text import position
from factsite.documents.tree import Keys
from factsite.problems import Problem, RuleError
from factsite.prose.numbers import bare_numbers
from factsite.prose.parsing import Parsed, parse
from factsite.prose.references import Broken, Reference, masked, references

T = TypeVar("T")


@dataclass(frozen=True)
class Passage:
    """A piece of text of a page: a field at the top or, with no keys, the body."""

    language: str
    file: PageFile
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
    def own_words(self) -> str:
        """The text with its references blanked out, but for the words that links and terms show; offsets stay."""
        text = list(self.masked)
        for one in self.references:
            if isinstance(one, Reference) and one.name in {"link", "term"} and len(one.arguments) > 1:
                start = self.text.rfind(one.arguments[1], one.start, one.end)
                text[start : start + len(one.arguments[1])] = one.arguments[1]
        return "".join(text)

    @cached_property
    def bare_numbers(self) -> list[tuple[int, str]]:
        """The numbers in it that must be references: their offsets and texts."""
        return list(bare_numbers(self.masked))

    @cached_property
    def parsed(self) -> Parsed:
        """What Markdown makes of it: parsed once for every rule and for the page."""
        return parse(self.text)

    def found_with(self, key: object, find: Callable[[], list[T]]) -> list[T]:
        """What is found in it with something besides, such as a list of words: once, as long as that is the same."""
        known: tuple[object, list[T]] | None = self.__dict__.get("_found")
        if known is None or known[0] is not key:
            known = self.__dict__["_found"] = (key, find())
        return known[1]

    def problem(self, offset: int, width: int, error: RuleError) -> Problem:
        """Make a problem at an offset of the passage; within a field it points at the field."""
        if self.keys:
            return self.file.document.problem(error.rule, str(error), error.remedy, self.keys)
        line, column = position(self.text, offset)
        end = self.text.find("\n", offset)
        width = max(1, min(width, (len(self.text) if end < 0 else end) - offset))
        line += self.file.body_line - 1
        return Problem(self.file.path, line, column, error.rule, str(error), error.remedy, width=width)
