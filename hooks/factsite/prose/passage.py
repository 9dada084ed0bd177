"""A text of a page: its references and what Markdown makes of it, each found once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from factsite.documents.pages import PageFile
from factsite.documents.text import position
from factsite.documents.tree import Keys
from factsite.problems import Problem, RuleError
from factsite.prose.parsing import Parsed, parse
from factsite.prose.references import Broken, Reference, masked, references


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
    def parsed(self) -> Parsed:
        """What Markdown makes of it: parsed once for every rule and for the page."""
        return parse(self.text)

    def problem(self, offset: int, width: int, error: RuleError) -> Problem:
        """Make a problem at an offset of the passage; within a field it points at the field."""
        if self.keys:
            return self.file.document.problem(error.rule, error.message, error.remedy, self.keys)
        line, column = position(self.text, offset)
        end = self.text.find("\n", offset)
        width = max(1, min(width, (len(self.text) if end < 0 else end) - offset))
        line += self.file.body_line - 1
        return Problem(self.file.path, line, column, error.rule, error.message, error.remedy, width=width)
