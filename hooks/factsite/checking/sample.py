"""What a new record of a kind looks like: for ``factsite new``, and to know what it wrote when nobody changed it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from factsite.content import Content
from factsite.records.codes import N_

# What stands in every new page, as sentences of the interface.
SUMMARY = N_("One or two sentences that a reader may repeat.")
BODY = N_("Write here what it means.")
_EXAMPLE = re.compile(r'"([^"{]*[a-z] [^"{]*)"')


@dataclass(frozen=True)
class Sample:
    """A new record.

    ``file`` is its data with places in braces: ``{day}``, ``{year}``, ``{last_year}``, ``{theme}``; ``{organisation}``
    and ``{source}`` for what it ``needs``; and those that ``values`` finds in the content. ``words`` are texts at the
    top of its pages beside title and summary, as sentences of the interface; ``translated`` those that only a
    translation has.
    """

    file: Path
    needs: tuple[str, ...] = ()
    values: Callable[[Content], Mapping[str, str]] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    translated: Mapping[str, str] = field(default_factory=dict)
    has_words: bool = True

    @cached_property
    def example_texts(self) -> tuple[str, ...]:
        """The texts in its data that only show what may stand there: whole sentences in quotes."""
        return tuple(_EXAMPLE.findall(self.file.read_text(encoding="utf-8")))

    def example_words(self) -> Mapping[str, str]:
        """The texts at the top of a page by the names of their fields, as sentences of the interface."""
        return {"summary": SUMMARY, **self.words, **self.translated}


SAMPLES = Path(__file__).parent / "samples"
SOURCE = Sample(
    SAMPLES / "sources.yml",
    ("organisations",),
    lambda content: {"licence": first(content, "licences")},
    has_words=False,
)


def first(content: Content, name: str) -> str:
    """The first code of a list of the site; a word to be replaced where it has none."""
    return next(iter(content.codes.lists()[name]), name)


def title_of(identifier: str) -> str:
    """The words of an identifier (cc-999-2027: “cc”): a number in a text would be one that no data holds."""
    return " ".join(word for word in identifier.split("-") if word.isalpha()) or "title"
