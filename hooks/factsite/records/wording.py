"""Words that a text should not hold, per language, and what to write instead: a list that editors extend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from factsite.records.model import LanguageCode, Model
from factsite.records.scalars import Text


class Wording(Model):
    """Words or phrases, all for one reason; ``*`` at the end of a word stands for any ending.

    ``instead`` is what to write, or why not. With ``warning`` the check only warns.
    """

    words: Annotated[list[Text], Field(min_length=1)]
    instead: Text
    warning: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds them: whole words, capitals and kinds of apostrophes and spaces set aside."""
        return re.compile("|".join(map(_expression, self.words)), re.IGNORECASE)

    @cached_property
    def longest_parts(self) -> list[str]:
        """The longest part of each, in small letters: a text that holds none of them needs no more looking."""
        return [max(re.split(r"[\s'’*]+", words.lower()), key=len) for words in self.words]

    def found_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Every place in a text, with the words as they stand there."""
        yield from ((found.start(), found[0]) for found in self.pattern.finditer(text))


class Wordings(RootModel[dict[LanguageCode, list[Wording]]]):
    """The list of each language."""

    model_config = ConfigDict(frozen=True)

    def of(self, code: str) -> list[Wording]:
        """The list of a language; most have none."""
        return self.root.get(code, [])

    def possible_in(self, code: str, text: str) -> list[Wording]:
        """Those of a language that may stand in a text in small letters."""
        found = {number for part, number in self._parts.get(code, ()) if part in text}
        return [self.root[code][number] for number in sorted(found)]

    @cached_property
    def _parts(self) -> dict[str, list[tuple[str, int]]]:
        return {
            code: [(part, number) for number, one in enumerate(listed) for part in one.longest_parts]
            for code, listed in self.root.items()
        }


def _expression(words: str) -> str:
    """A phrase as a regular expression: no letter before or after, any space between, ’ like '."""
    parts = [re.escape(part).replace("’", "'").replace("'", "[’']").replace(r"\*", r"\w*") for part in words.split()]
    return r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)"
