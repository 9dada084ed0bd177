"""The pages of lists by facet: each choice has an address of its own that can be shared, and works without script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from factsite.publishing.planned import Planned
from factsite.rendering.cards import card
from factsite.rendering.facets import Choice, Facet, FacetView, faceted, facets, suffix
from factsite.rendering.lists import tile
from factsite.rendering.site import Site


def plan_facets(site: Site) -> Iterator[Planned]:
    """The page of every choice of every facet, in every language."""
    for kind in faceted():
        entry = site.content.entries.get(f"{kind}/index")
        for code in site.content.languages if entry and entry.translations else ():
            home = FacetView(site, code, entry, site.addresses.of(f"{kind}/index", code))
            found = facets(home, kind)
            for facet in found:
                for choice in facet.choices:
                    view = FacetView(site, code, entry, choice.address)
                    yield Planned(f"{choice.address}index.html", partial(_page, view, found, facet, choice))


def _page(view: FacetView, found: list[Facet], facet: Facet, choice: Choice) -> str:
    view.suffix = suffix(facet.name, choice.code)
    context = view.context(facets=found, facet=facet, choice=choice, card=card(view), tile=partial(tile, view))
    return view.site.environment.get_template("facet.html").render(context)
