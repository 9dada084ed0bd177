"""How the records of a kind are shown: on their own pages, on lists, by facet. Each kind declares it once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from factsite.charting.card import Face
from factsite.content import Entry
from factsite.records.common import Citation, Record
from factsite.records.registry import kinds
from factsite.records.scalars import Span
from factsite.rendering.corrected import Correction
from factsite.rendering.parting import MOST

# The view of a page, of which this module knows nothing; and the record.
V = TypeVar("V")
R = TypeVar("R", bound=Record)
# The sources that the facts of a page add, and what its template may ask beside its words.
Facts = tuple[list[Citation], dict[str, Any]]


@dataclass(frozen=True)
class Said:
    """One thing that a list says of a record under its title: a text, a link to another record, or a day.

    ``badge`` is the class of a badge, if it is one; what is not ``brief`` stands on whole lists only, what is not
    ``listed`` on the home page only.
    """

    text: str = ""
    badge: str = ""
    entry: Entry | None = None
    day: Span | None = None
    brief: bool = True
    listed: bool = True


@dataclass(frozen=True)
class ListHeading:
    """The heading under which a list shows a record: its anchor and its words; without words there is none."""

    id: str
    title: str


@dataclass(frozen=True)
class FacetOf(Generic[V, R]):
    """A way of choosing among the records of a kind.

    ``name`` is its code, ``title`` a sentence of the interface, of which its address is made; ``values`` gives what a
    record has, each as its code and its name, ``every`` all that there are, whether or not a record has them.
    ``newest_first``: its values are years. ``by_day``: what a record has changes with the day alone.
    """

    name: str
    title: str
    values: Callable[[V, Entry, R], Iterator[tuple[str, str]]]
    newest_first: bool = False
    every: Callable[[V], Iterator[tuple[str, str]]] | None = None
    by_day: bool = False


@dataclass(frozen=True)
class Newest:
    """The newest records of a kind on the home page: the heading, the words of the link to all, the place there."""

    title: str
    all: str
    place: int


@dataclass(frozen=True)
class Calendar:
    """A calendar that belongs to a list: its address in a language, its name."""

    address: Callable[[str], str]
    title: str


@dataclass(frozen=True)
class Presentation(Generic[V, R]):
    """How the records of a kind are shown.

    ``title`` names the kind in the plural, ``one`` a single record, ``related`` heads those that a page refers to.
    ``found`` is what search makes of it beside others: 1 for what readers look for most. ``facts`` are what the page
    of a record shows beside its words; ``heading`` is that under which it stands on lists (else its first theme).
    ``said`` is what lists say of it; ``tiles`` show each with its newest number instead. ``listed`` draws the whole
    list by a template of its own. ``corrections`` are those that the facts of the kind tell of. ``papers`` are the
    documents to print that its list offers. ``templates`` is the folder of the kind’s own template (NAME.html), where
    that isn’t the generator’s. ``card`` adds what is its own to the card of a page, which has its title and what lists
    say of it.
    """

    title: str
    related: str
    one: str = ""
    found: float = 1.0
    facts: Callable[[V, R], Facts] | None = None
    heading: Callable[[V, Entry, R], ListHeading] | None = None
    said: Callable[[V, Entry, R], list[Said]] | None = None
    tiles: bool = False
    facets: tuple[FacetOf[V, Any], ...] = ()
    newest: Newest | None = None
    listed: tuple[str, Callable[[V], Mapping[str, Any]]] | None = None
    corrections: Callable[[V, Entry, R], Iterator[Correction]] | None = None
    calendar: Calendar | None = None
    papers: Callable[[V], Sequence[Any]] | None = None
    templates: Path | None = None
    card: Callable[[V, Entry, R, Face], Face] | None = None


@dataclass(frozen=True)
class PageCard(Generic[V]):
    """What the card of a special page shows, made of one with its title and summary."""

    make: Callable[[V, Face], Face]


@dataclass(frozen=True)
class PageFacts(Generic[V]):
    """What a special page shows beside its words.

    ``rows`` names those of its list in their order, by their anchors if they have any, where it is one that grows with
    the site: then it stands in parts of so many as ``most``.
    """

    make: Callable[[V], Mapping[str, Any]]
    rows: Callable[[V], Sequence[str]] | None = None
    most: int = MOST


def presentation(kind: str) -> Presentation[Any, Any]:
    """How the records of a kind are shown; a kind that declares nothing is shown plainly."""
    known = kinds()[kind]
    return known.part(Presentation) or Presentation(known.name.capitalize(), known.name.capitalize())
