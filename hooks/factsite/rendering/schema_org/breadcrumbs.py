"""The way to a page as schema.org’s BreadcrumbList."""

from __future__ import annotations

from factsite.rendering.schema_org.things import SCHEMA, Thing
from factsite.rendering.view import View


def breadcrumbs(view: View) -> Thing:
    """The way to a page, itself included: absolute addresses and names."""
    named = [(crumb.address, crumb.name) for crumb in view.way]
    return {
        "@context": SCHEMA,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (address, name) in enumerate([*named, (view.canonical, view.title)], 1)
        ],
    }
