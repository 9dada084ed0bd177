"""Who publishes the site, in schema.org’s words."""

from __future__ import annotations

from factsite.rendering.schema_org.things import Thing, without_gaps
from factsite.rendering.view import View


def publisher(view: View) -> Thing:
    """Who publishes the site, and where readers write to it."""
    settings = view.site.content.settings
    contact = settings.contact if settings and not settings.contact.placeholder else None
    point = contact and without_gaps(
        {
            "@type": "ContactPoint",
            "email": contact.email,
            "url": contact.form,
            "telephone": contact.telephone,
            "availableLanguage": list(view.site.content.languages),
        }
    )
    website = settings.publisher.website_for(view.code) if settings and not settings.publisher.placeholder else None
    found = {"@type": "Organization", "name": view.publisher, "url": website or view.site.base, "contactPoint": point}
    return without_gaps(found)
