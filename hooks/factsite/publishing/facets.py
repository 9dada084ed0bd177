"""The further pages of lists: those of each choice, and the parts of what is long.

Each has an address of its own that can be shared, and works without script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from factsite.content import Entry
from factsite.publishing.leading import redirect
from factsite.publishing.planned import Planned
from factsite.records.choices import ALL, WHOLE
from factsite.records.former import FACETS_OF_NAMES
from factsite.records.registry import kinds, special_pages
from factsite.rendering.cards import card
from factsite.rendering.facets import Choice, Facet, FacetView, all_facets, by_code_suffix, faceted, facets
from factsite.rendering.further import PartView
from factsite.rendering.lists import row, tile
from factsite.rendering.pages import PageRenderer
from factsite.rendering.parting import count
from factsite.rendering.presentation import PageFacts
from factsite.rendering.schema_org.breadcrumbs import breadcrumbs
from factsite.rendering.schema_org.page import web_page
from factsite.rendering.site import Site
from factsite.rendering.view import View


def plan_facets(site: Site) -> Iterator[Planned]:
    """The page of every choice of every facet, and every further part of a list, in every language."""
    for view in choice_views(site):
        yield Planned(f"{view.address}index.html", partial(_page, view))
    for part in part_views(site):
        yield Planned(f"{part.address}index.html", partial(_part, part))


def choice_views(site: Site) -> Iterator[FacetView]:
    """Every choice that has a page, with each of its parts, in every language."""
    for kind, entry, code in _lists(site):
        for facet in all_facets(site, code, kind):
            for choice in facet.pages:
                for number in range(1, count(len(choice.entries)) + 1):
                    yield FacetView(site, code, entry, facet, choice, number)


def part_views(site: Site) -> Iterator[PartView]:
    """Every part of a whole list but its first, which is the page of the list itself, in every language."""
    for kind, entry, code in _lists(site, kinds()):
        for number in range(2, count(len(site.listed(kind, code))) + 1):
            yield PartView(site, code, entry, number)
    for path, special in special_pages().items():
        page, facts = site.content.entries.get(path), special.part(PageFacts)
        if page and page.translations and facts and facts.rows:
            for code in site.content.languages:
                rows = facts.rows(View(site, code, page, site.addresses.of(path, code)))
                parts = count(len(rows), facts.most)
                yield from (PartView(site, code, page, number) for number in range(2, parts + 1))


def _lists(site: Site, of: Iterable[str] | None = None) -> Iterator[tuple[str, Entry, str]]:
    """The lists of some kinds, else of those with facets, in every language."""
    for kind in faceted() if of is None else of:
        entry = site.content.entries.get(f"{kind}/index")
        if entry and entry.translations:
            for code in site.content.languages:
                yield kind, entry, code


def _part(view: PartView) -> str:
    return PageRenderer(view.site, view.code, view.page, view.number).document()


def _page(view: FacetView) -> str:
    context = view.context(
        facets=facets(view, view.page.section),
        facet=view.facet,
        choice=view.choice,
        part=view.part,
        card=card(View(view.site, view.code, view.page, view.address)),
        tile=partial(tile, view),
        row=partial(row, view),
        structured=[web_page(view), breadcrumbs(view)],
    )
    return view.site.environment.get_template("facet.html").render(context)


def plan_former_choices(site: Site, there: set[str]) -> Iterator[Planned]:
    """What leads on to the page of a choice, or where that is gone for good, to its whole list.

    A list, or a choice, that has become shorter has fewer parts: the addresses of the others lead to its first.

    Args:
        site: the site.
        there: what is planned beside: an address that is that of something else now leads nowhere else.
    """
    known = set(there)
    for kind, entry, code in _lists(site, kinds()):
        whole = site.addresses.of(entry.path, code)
        parts = site.content.published_choices(kind, WHOLE, code).get(ALL, ())
        former = [(f"{ended}/", "") for ended in parts]
        for facet in all_facets(site, code, kind):
            former += _former(site, kind, code, facet)
        for ended, to in former:
            file = f"{whole}{ended}index.html"
            if file not in known:
                known.add(file)
                new = whole + to
                yield Planned(file, partial(redirect, site, code, whole + ended, new, entry))


def _former(site: Site, kind: str, code: str, facet: Facet) -> Iterator[tuple[str, str]]:
    """Former ends of the addresses of choices, each with that of today; those of choices that are gone have none."""
    paged = {choice.code: choice for choice in facet.pages}
    for choice in paged.values():
        yield by_code_suffix(facet.name, choice.code), choice.suffix
        yield from ((f"{ended}/", choice.suffix) for ended in choice.published)
    for name, former in site.content.former.items():
        named, _, identifier = name.partition("/")
        if named == FACETS_OF_NAMES.get(facet.name):
            now = paged.get((former.now or "").partition("/")[2])
            if now or former.removed:
                yield by_code_suffix(facet.name, identifier), _suffix(now)
    for value, endings in site.content.published_choices(kind, facet.name, code).items():
        if value not in paged:
            yield by_code_suffix(facet.name, value), ""
            yield from ((f"{ended}/", "") for ended in endings)


def _suffix(choice: Choice | None) -> str:
    return choice.suffix if choice else ""
