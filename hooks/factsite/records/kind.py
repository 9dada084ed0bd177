"""What a kind of record is: a folder of data and words, the models of both, and what each stage must know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from factsite.records.common import Record
from factsite.records.words import Words

P = TypeVar("P")


class _Parted:
    """What declares a part for each stage, which the stage asks for by its type."""

    parts: tuple[object, ...]

    def part(self, wanted: type[P]) -> P | None:
        """The part of a type, if one is declared."""
        return next((part for part in self.parts if isinstance(part, wanted)), None)


@dataclass(frozen=True)
class Kind(_Parted):
    """A kind of record, declared in one place.

    ``name`` is its folder, under ``content/data`` and in each language. ``in_menu`` tells whether its list stands in
    the menu. ``parts`` are what the later stages ask for, each by the type of its own part: how the records are shown
    (``rendering.presentation.Presentation``), what is checked of them (``checking.rules.Rules``), what is published
    beside the pages (``publishing.published.Published``), what a new one looks like (``checking.sample.Sample``).
    """

    name: str
    record: type[Record]
    words: type[Words] = Words
    in_menu: bool = True
    parts: tuple[object, ...] = ()


@dataclass(frozen=True)
class SpecialPage(_Parted):
    """A page of words that isn’t one of a record and shows more than its words.

    ``path`` is that of its file without language and suffix; ``template`` draws it, and ``parts`` are for the stages,
    as those of a kind. Search finds nothing new on one that isn’t ``searched``: it only shows what others say.
    """

    path: str
    template: str
    parts: tuple[object, ...] = ()
    searched: bool = True
