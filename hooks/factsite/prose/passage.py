"""A text of a page: its references and what Markdown makes of it, each found once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from factsite.documents.pages import PageFile
from factsite.documents.text import position
from factsite.documents.tree import Keys
from factsite.problems import Problem, RuleError
from factsite.prose.numbers import bare_numbers
from factsite.prose.parsing import Parsed, parse
from factsite.prose.references import Broken, Reference, masked, references

_NO_BREAK = re.compile(r"[^\n]")
_FILLER = "\ue000"  # as references.MARK: no content can hold it
# References whose second argument is words, which a writer chooses.
WORDED = frozenset({"link", "term"})


def own_words(text: str, found: Iterable[Reference | Broken]) -> str:
    """A text with fillers for its references, but for the words that they show; offsets as they were.

    A filler is no space and no letter, so that what stands before a reference and behind it doesn't come together.
    """
    parts, position = [], 0
    for one in found:
        # One that is never closed could hold anything up to the end of its line.
        closed = text.startswith("}}", one.end - 2)
        end = one.end if closed else _end_of_line(text, one.start)
        parts += [text[position : one.start], _shown(one, text) if closed else _FILLER * (end - one.start)]
        position = end
    return "".join([*parts, text[position:]])


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def filled(found: re.Match[str]) -> str:
    """Fillers for a part of a text; ends of lines stay."""
    return _NO_BREAK.sub(_FILLER, found[0])


def _shown(one: Reference | Broken, text: str) -> str:
    """What stands in the place of a reference: fillers around the words that it shows, if it shows any."""
    blank = _NO_BREAK.sub(_FILLER, text[one.start : one.end])
    if isinstance(one, Broken) or one.name not in WORDED or len(one.arguments) < 2:
        return blank
    words = one.arguments[1]
    start = text.rfind(words, one.start, one.end) - one.start
    return blank[:start] + words + blank[start + len(words) :]


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
    def own(self) -> str:
        """The text with fillers for its references, but for the words that they show; offsets as they were."""
        return own_words(self.text, self.references)

    @cached_property
    def bare_numbers(self) -> list[tuple[int, str]]:
        """The numbers in it that must be references: their offsets and texts."""
        return list(bare_numbers(self.masked))

    @cached_property
    def parsed(self) -> Parsed:
        """What Markdown makes of it: parsed once for every rule and for the page."""
        return parse(self.text)

    def problem(self, offset: int, width: int, error: RuleError) -> Problem:
        """Make a problem at an offset of the passage; within a field it points at the field, or at a line of it."""
        if self.keys:
            place = self.file.document.place_of(self.keys, self.text[offset : offset + width].split("\n")[0])
            return Problem(
                self.file.path, place.line, place.column, error.rule, error.message, error.remedy, width=place.width
            )
        line, column = position(self.text, offset)
        end = self.text.find("\n", offset)
        width = max(1, min(width, (len(self.text) if end < 0 else end) - offset))
        line += self.file.body_line - 1
        return Problem(self.file.path, line, column, error.rule, error.message, error.remedy, width=width)
