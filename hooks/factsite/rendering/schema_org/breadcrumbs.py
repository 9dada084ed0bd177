"""The way to a page as schema.org’s BreadcrumbList."""

from __future__ import annotations

from factsite.rendering.schema_org.things import SCHEMA, Thing
from factsite.rendering.view import View


def breadcrumbs(view: View, way: list[tuple[str, str]]) -> Thing:
    """The way to a page, itself included: absolute addresses and names."""
    return {
        "@context": SCHEMA,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (address, name) in enumerate([*way, (view.canonical, view.title)], 1)
        ],
    }
