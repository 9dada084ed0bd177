"""The pages of lists by facet: each choice has an address of its own that can be shared, and works without script."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from factsite.publishing.writing import write_page
from factsite.rendering.facets import FacetView, faceted, facets, suffix
from factsite.rendering.lists import tile
from factsite.rendering.site import Site


def write_facets(site: Site, folder: Path) -> None:
    """Write the page of every choice of every facet, in every language."""
    template = site.environment.get_template("facet.html")
    for kind in faceted():
        entry = site.content.entries.get(f"{kind}/index")
        for code in site.content.languages if entry and entry.translations else ():
            home = FacetView(site, code, entry, site.addresses.of(f"{kind}/index", code))
            found = facets(home, kind)
            for facet in found:
                for choice in facet.choices:
                    view = FacetView(site, code, entry, choice.address)
                    view.suffix = suffix(facet.name, choice.code)
                    context = view.context(facets=found, facet=facet, choice=choice, tile=partial(tile, view))
                    write_page(folder, f"{choice.address}index.html", template.render(context))
