"""What a view hands to templates: pages in other languages, the menu, the way to a page, related records, sources."""

from __future__ import annotations

from dataclasses import dataclass

from factsite.content import Entry
from factsite.localising.language import Language
from factsite.records.source import Source


@dataclass(frozen=True)
class Alternate:
    """The same page for readers of another language."""

    language: Language
    href: str
    address: str
    current: bool
    fallback: bool


@dataclass(frozen=True)
class Section:
    """A section in the menu; ``current`` is what ``aria-current`` says: ``page``, ``true`` within it, or nothing."""

    path: str
    name: str
    current: str


@dataclass(frozen=True)
class Crumb:
    """A page above another: the way to it from there, its absolute address, its name."""

    href: str
    address: str
    name: str


@dataclass(frozen=True)
class PublisherSources:
    """The sources of one publisher on a page; ``source`` is the first, which names them."""

    rows: list[NumberedSource]

    @property
    def source(self) -> Source:
        """The first of them."""
        return self.rows[0].source


@dataclass(frozen=True)
class Related:
    """The records of a kind that refer to a page or to which it refers, under their heading.

    ``more`` is how many others there are, of a page to which hundreds refer; ``list`` is where they stand too.
    """

    kind: str
    title: str
    entries: list[Entry]
    more: int = 0
    list: str = ""


@dataclass(frozen=True)
class NumberedSource:
    """A source under a page with its number and the places cited."""

    number: int | None
    id: str
    source: Source
    places: list[str]
