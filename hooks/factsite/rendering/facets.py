"""Lists by facet: the records of a section that share a theme, a level, a year, a status, a body or a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TypeVar

from factsite.content import Content, Entry
from factsite.records.codes import N_, Code
from factsite.records.common import Record
from factsite.records.listed import Listed
from factsite.records.registry import kinds
from factsite.records.scalars import Span
from factsite.records.slugs import slug_of
from factsite.rendering.addresses import part_end
from factsite.rendering.further import part_title
from factsite.rendering.parting import Part, part
from factsite.rendering.pieces import Crumb, Related
from factsite.rendering.presentation import FacetOf, presentation
from factsite.rendering.site import Site
from factsite.rendering.view import View
from factsite.rendering.words import LangText

R = TypeVar("R", bound=Record)
_BODY = "body"  # the facet of the bodies that a record names
MOST_RELATED = 100  # records of a kind that refer to a page; a body may be named by thousands
MOST = 6  # records of a kind under a page; the rest stand on the list of the theme


@dataclass(frozen=True)
class Choice:
    """One value of a facet: its code, its name, what its address adds to that of the list, the records that have it.

    Without records it is one that had some when its address was published, or that has some on other days.
    ``recorded``: a release had it, with the ends of addresses ``published``, as ``choices.yml`` holds them.
    """

    code: str
    title: str
    suffix: str
    entries: list[Entry] = field(default_factory=list)
    recorded: bool = False
    published: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facet:
    """One way of choosing among the records of a section: its choices in their order, and those of no record now."""

    name: str
    title: str
    choices: list[Choice]
    empty: list[Choice]

    @property
    def parts(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.choices) > 1

    @property
    def pages(self) -> list[Choice]:
        """The choices that have a page: all of them if there is anything to choose, and what had one before."""
        return [*(choice for choice in self.choices if self.parts or choice.recorded), *self.empty]

    @cached_property
    def _by_code(self) -> dict[str, Choice]:
        return {choice.code: choice for choice in (*self.empty, *self.choices)}

    def of(self, code: str) -> Choice | None:
        """The choice with a code."""
        return self._by_code.get(code)


class FacetView(View):
    """The page of a choice, or a further part of it: its list at another address, the same choice in each language."""

    # The site's own search finds the records themselves.
    searched = False

    def __init__(self, site: Site, code: str, entry: Entry, facet: Facet, choice: Choice, number: int = 1) -> None:
        end = part_end(site.speaker(code), number)
        super().__init__(site, code, entry, site.addresses.of(entry.path, code) + choice.suffix + end)
        self.facet = facet
        self.choice = choice
        self.number = number

    @cached_property
    def part(self) -> Part[Entry]:
        """The records of the choice that this page shows."""
        return part(self.choice.entries, self.number)

    def suffix_in(self, code: str) -> str:
        """What the address of the choice adds to that of its list, in a language."""
        end = part_end(self.site.speaker(code), self.number)
        return suffix_in(self.site, code, self.page.section, self.facet.name, self.choice.code) + end

    @cached_property
    def title(self) -> LangText:
        """The list and the choice: “Legislation: Asylum”."""
        return part_title(self, f"{self.title_of(self.page)}{self.language.colon}{self.choice.title}")

    def text(self, name: str, entry: Entry | None = None) -> LangText:
        """A text field of the list; its summary says what was chosen."""
        found = super().text(name, entry)
        if entry or name != "summary":
            return found
        chosen = self.language.labelled(self.facet.title, self.choice.title)
        number = self.count("%(n)s page", "%(n)s pages", len(self.choice.entries))
        return self.words(f"{chosen} ({number}). {found}", self.shown.code)

    @cached_property
    def way(self) -> list[Crumb]:
        """The pages above this one, of which the list of its section is the last."""
        return [*super().way, self._crumb(self.page.path, self.title_of(self.page))]


def facets(view: View, kind: str) -> list[Facet]:
    """The facets of a section that part its records, each with its choices in their order."""
    return [facet for facet in all_facets(view.site, view.code, kind) if facet.parts]


def all_facets(site: Site, code: str, kind: str) -> list[Facet]:
    """Every facet of a section in a language, also those that part nothing now."""
    known = site.facets
    if (kind, code) not in known:
        view = View(site, code, None, "")
        declared = presentation(kind).facets if kind in kinds() else ()
        known[kind, code] = [_facet(view, kind, facet) for facet in declared]
    return known[kind, code]


def _facet(view: View, kind: str, facet: FacetOf[View, Record]) -> Facet:
    found: dict[str, list[Entry]] = {}
    names: dict[str, str] = dict(facet.every(view)) if facet.every else {}
    for entry in view.site.listed(kind, view.code):
        for value, label in facet.values(view, entry, entry.record) if entry.record else ():
            names[value] = label
            found.setdefault(value, []).append(entry)
    published = view.site.content.published_choices(kind, facet.name, view.code)
    if facet.every is None:
        names |= {value: value for value in published if value not in names}
    ends, title = slugs(names), view.language.say(facet.title)
    by = view.language.say_of("address", "by")
    before = f"{by}/{slug_of(title) or facet.name}/"

    def choice(value: str) -> Choice:
        return Choice(
            value,
            names[value],
            f"{before}{ends[value]}/",
            found.get(value, []),
            value in published,
            tuple(published.get(value, ())),
        )

    made = sorted(map(choice, found), key=lambda one: view.language.sort_key(one.title), reverse=facet.newest_first)
    kept = names if facet.by_day else [value for value in published if value in names]
    return Facet(facet.name, title, made, [choice(value) for value in kept if value not in found])


def slugs(names: dict[str, str]) -> dict[str, str]:
    """What stands for each choice in its address: its name, with its code where two have one name; else its code."""
    found: dict[str, str] = {}
    for code, name in sorted(names.items()):
        slug = slug_of(name) or code
        found[code] = slug if slug not in found.values() else f"{slug}-{code}"
    return found


def suffix_in(site: Site, code: str, kind: str, name: str, value: str) -> str:
    """What the address of a choice adds to that of its list, for readers of a language.

    Raises:
        LookupError: there is no such choice.
    """
    found = next(facet for facet in all_facets(site, code, kind) if facet.name == name).of(value)
    if found is None:
        raise LookupError(f"{kind} can’t be chosen by {name} “{value}”")
    return found.suffix


@dataclass(frozen=True)
class Themed:
    """Some records of a kind that share a theme with a page, and where the whole list of the theme stands."""

    kind: str
    entries: list[Entry]
    address: str


def faceted() -> tuple[str, ...]:
    """The kinds among whose records a reader can choose."""
    return tuple(kind for kind in kinds() if presentation(kind).facets)


def all_related(view: View) -> list[Related]:
    """The records that refer to a page or to which it refers, by kind; the first of those to which hundreds do."""
    found = []
    for kind in kinds():
        if entries := view.related(kind):
            title = view.language.say(presentation(kind).related)
            more = len(entries) - MOST_RELATED
            address = _where_all_stand(view, kind) if more > 0 else ""
            found.append(Related(kind, title, entries[:MOST_RELATED], max(0, more), address))
    return found


def _where_all_stand(view: View, kind: str) -> str:
    """The list on which the records of a kind stand that have to do with a page: those of a body, else all."""
    if not view.has(f"{kind}/index"):
        return ""
    of = next((one for one in all_facets(view.site, view.code, kind) if one.name == _BODY), None)
    choice = of.of(view.page.id) if of and view.page.kind == "organisations" else None
    end = choice.suffix if of and choice in of.pages else ""
    return view.site.addresses.of(f"{kind}/index", view.code) + end


def same_themes(view: View, page: Entry) -> list[Themed]:
    """What else the site has on the first theme of a page, by kind, without what the page refers to already."""
    theme = page.record.main_theme if page.record else ""
    found = []
    for kind in faceted():
        facet = next((one for one in all_facets(view.site, view.code, kind) if one.name == BY_THEME.name), None)
        choice = facet.of(theme) if facet else None
        if facet is None or choice is None or not view.has(f"{kind}/index"):
            continue
        known = {page.path, *(entry.path for entry in view.related(kind))}
        if others := list(islice((entry for entry in choice.entries if entry.path not in known), MOST)):
            base = view.site.addresses.of(f"{kind}/index", view.code)
            # Where all records have one theme there is nothing to choose, and the list itself is that of the theme.
            found.append(Themed(kind, others, base + choice.suffix if choice in facet.pages else base))
    return found


def by_code_suffix(name: str, code: str) -> str:
    """What the address of a choice adds to that of its list where it is made of codes: the same in every language.

    It leads on to the address in the reader’s language, and was that of the choice until the addresses had words.
    """
    return f"by/{name}/{code}/"


def _themes(view: View, entry: Entry, record: Record) -> Iterator[tuple[str, str]]:
    del entry
    for theme in record.themes:
        yield theme, view.theme(theme)


def _every_theme(view: View) -> Iterator[tuple[str, str]]:
    for theme in view.site.content.themes:
        yield theme, view.theme(theme)


BY_THEME = FacetOf[View, Record]("theme", N_("Theme"), _themes, every=_every_theme)


def by_body(named: Callable[[R], Iterable[str]]) -> FacetOf[View, R]:
    """By the bodies that a record names, as far as they have a page here."""

    def values(view: View, entry: Entry, record: R) -> Iterator[tuple[str, str]]:
        del entry
        for body in named(record):
            if view.has(f"organisations/{body}"):
                yield body, view.title_of(view.entry_at(f"organisations/{body}"))

    def every(view: View) -> Iterator[tuple[str, str]]:
        for entry in view.site.content.of_kind("organisations"):
            if entry.translations:
                yield entry.id, view.title_of(entry)

    return FacetOf(_BODY, N_("Body"), values, every=every)


def by_year(day: Callable[[R], Span | None]) -> FacetOf[View, R]:
    """By the year of a day of the record, if it is known."""

    def values(view: View, entry: Entry, record: R) -> Iterator[tuple[str, str]]:
        del view, entry
        found = day(record)
        if found and found.known:
            yield str(found.start.year), str(found.start.year)

    return FacetOf("year", N_("Year"), values, newest_first=True)


def by_code(
    name: str,
    title: str,
    code: Callable[[R], Code | Listed],
    every: Callable[[Content], Iterable[Code | Listed]],
) -> FacetOf[View, R]:
    """By a code of the record; ``title`` is a sentence of the interface, ``every`` gives all codes that there are."""

    def values(view: View, entry: Entry, record: R) -> Iterator[tuple[str, str]]:
        del entry
        found = code(record)
        yield found.value, view.language.name(found)

    def all_of_them(view: View) -> Iterator[tuple[str, str]]:
        for one in every(view.site.content):
            yield one.value, view.language.name(one)

    return FacetOf(name, title, values, every=all_of_them)
