"""Bodies as schema.org’s Organization."""

from __future__ import annotations

from factsite.records.organisation import Organisation
from factsite.rendering.schema_org.things import SCHEMA, Thing, body_name, without_gaps
from factsite.rendering.view import View


def organisation(view: View, body: Organisation) -> Thing:
    """A body of the state or beyond it."""
    found = {
        "@context": SCHEMA,
        "@type": "GovernmentOrganization" if body.type.public else "Organization",
        "@id": f"{view.canonical}#body",
        "name": view.title,
        "alternateName": view.text("abbreviation"),
        "description": view.text("summary"),
        "url": body.website_for(view.code),
        "parentOrganization": {"@type": "Organization", "name": body_name(view, body.part_of)}
        if body.part_of
        else None,
    }
    return without_gaps(found)
