"""Lists by facet: the records of a section that share a theme, a level, a year, a status, a body or a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from factsite.content import Entry
from factsite.records.codes import N_, Code
from factsite.records.common import Record
from factsite.records.listed import Listed
from factsite.records.registry import kinds
from factsite.records.scalars import Span
from factsite.rendering.pieces import Crumb
from factsite.rendering.presentation import FacetOf, presentation
from factsite.rendering.view import View

R = TypeVar("R", bound=Record)
MOST = 6  # records of a kind under a page; the rest stand on the list of the theme


@dataclass(frozen=True)
class Choice:
    """One value of a facet: its code, its name, where its page stands, and the records that have it."""

    code: str
    title: str
    address: str
    entries: list[Entry]


@dataclass(frozen=True)
class Facet:
    """One way of choosing among the records of a section."""

    name: str
    title: str
    choices: list[Choice]


class FacetView(View):
    """The page of a choice: the list of its section at another address, the same choice in other languages."""

    # Search finds the records themselves.
    searched = False

    @cached_property
    def way(self) -> list[Crumb]:
        """The pages above this one, of which the list of its section is the last."""
        return [*super().way, self._crumb(self.page.path, self.title)]


def facets(view: View, kind: str) -> list[Facet]:
    """The facets of a section that part its records, each with its choices in their order."""
    found = []
    base = view.site.addresses.of(f"{kind}/index", view.code)
    for facet in presentation(kind).facets if kind in kinds() else ():
        choices: dict[str, Choice] = {}
        for entry in view.site.listed(kind, view.code):
            for value, label in facet.values(view, entry, entry.record) if entry.record else ():
                choice = choices.setdefault(value, Choice(value, label, f"{base}{suffix(facet.name, value)}", []))
                choice.entries.append(entry)
        if len(choices) > 1:
            ordered = sorted(choices.values(), key=lambda choice: view.language.sort_key(choice.title))
            ordered = ordered[::-1] if facet.newest_first else ordered
            found.append(Facet(facet.name, view.language.say(facet.title), ordered))
    return found


@dataclass(frozen=True)
class Themed:
    """Some records of a kind that share a theme with a page, and where the whole list of the theme stands."""

    kind: str
    entries: list[Entry]
    address: str


def faceted() -> tuple[str, ...]:
    """The kinds among whose records a reader can choose."""
    return tuple(kind for kind in kinds() if presentation(kind).facets)


def same_themes(view: View, page: Entry) -> list[Themed]:
    """What else the site has on the first theme of a page, by kind, without what the page refers to already."""
    theme = page.record.main_theme if page.record else ""
    found = []
    for kind in faceted():
        known = {entry.path for entry in view.related(kind)}
        others = [
            entry
            for entry in view.site.listed(kind, view.code)
            if entry.record and theme in entry.record.themes and entry.path not in known
        ]
        if others and view.has(f"{kind}/index"):
            base = view.site.addresses.of(f"{kind}/index", view.code)
            # Where all records have one theme there is nothing to choose, and the list itself is that of the theme.
            every = {
                name for entry in view.site.listed(kind, view.code) if entry.record for name in entry.record.themes
            }
            found.append(Themed(kind, others[:MOST], base + suffix("theme", theme) if len(every) > 1 else base))
    return found


def suffix(name: str, code: str) -> str:
    """What the address of a choice adds to that of its list: the same in every language."""
    return f"by/{name}/{code}/"


def _themes(view: View, entry: Entry, record: Record) -> Iterator[tuple[str, str]]:
    del entry
    for theme in record.themes:
        yield theme, view.theme(theme)


BY_THEME = FacetOf[View, Record]("theme", N_("Theme"), _themes)


def by_body(named: Callable[[R], Iterable[str]]) -> FacetOf[View, R]:
    """By the bodies that a record names, as far as they have a page here."""

    def values(view: View, entry: Entry, record: R) -> Iterator[tuple[str, str]]:
        del entry
        for body in named(record):
            if view.has(f"organisations/{body}"):
                yield body, view.title_of(view.entry_at(f"organisations/{body}"))

    return FacetOf("body", N_("Body"), values)


def by_year(day: Callable[[R], Span | None]) -> FacetOf[View, R]:
    """By the year of a day of the record, if it is known."""

    def values(view: View, entry: Entry, record: R) -> Iterator[tuple[str, str]]:
        del view, entry
        found = day(record)
        if found and found.known:
            yield str(found.start.year), str(found.start.year)

    return FacetOf("year", N_("Year"), values, newest_first=True)


def by_code(name: str, title: str, code: Callable[[R], Code | Listed]) -> FacetOf[View, R]:
    """By a code of the record; ``title`` is a sentence of the interface."""

    def values(view: View, entry: Entry, record: R) -> Iterator[tuple[str, str]]:
        del entry
        found = code(record)
        yield found.value, view.language.name(found)

    return FacetOf(name, title, values)
