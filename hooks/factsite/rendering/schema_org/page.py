"""Pages themselves in schema.org’s words: articles, lists, plain pages, and the site on its home page."""

from __future__ import annotations

from factsite.rendering.addresses import card_address
from factsite.rendering.schema_org.publisher import publisher
from factsite.rendering.schema_org.things import SCHEMA, Thing, without_gaps
from factsite.rendering.view import View

# A longer headline may be cut, says https://developers.google.com/search/docs/appearance/structured-data/article.
MOST_HEADLINE = 110


def web_page(view: View) -> Thing:
    """A page that has no other type: a list of records, or a page of words."""
    entry = view.page
    listed = entry.id == "index" and entry.section in view.site.kinds
    changed = view.site.changed(entry.path)
    found = _page(view, "CollectionPage" if listed else "WebPage") | {
        "name": view.title,
        "dateModified": changed.isoformat() if changed else None,
    }
    return without_gaps(found)


def article(view: View) -> Thing:
    """A page that explains: by whom, of when, about what."""
    found = _page(view, "Article") | {
        "headline": view.title[:MOST_HEADLINE],
        "author": publisher(view),
        "mainEntityOfPage": view.canonical,
    }
    return without_gaps(found)


def web_site(view: View) -> Thing:
    """The site in a language, on its home page, with the address at which it is searched."""
    home = view.site.base + view.site.addresses.of("index", view.shown.code)
    search = view.site.base + view.site.addresses.of("search", view.code) if view.has("search") else ""
    found = {
        "@context": SCHEMA,
        "@type": "WebSite",
        "@id": f"{home}#site",
        "name": view.site_name,
        "alternateName": view.short_name if view.short_name != view.site_name else None,
        "url": home,
        "description": view.text("summary"),
        "inLanguage": view.shown.code,
        "publisher": publisher(view),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        }
        if search
        else None,
    }
    return without_gaps(found)


def _page(view: View, kind: str) -> Thing:
    """What all pages say of themselves."""
    entry, record, site = view.page, view.page.record, view.site
    home = site.base + site.addresses.of("index", view.shown.code) if view.has("index") else ""
    return {
        "@context": SCHEMA,
        "@type": kind,
        "@id": f"{view.canonical}#page",
        "url": view.canonical,
        "description": view.text("summary"),
        "inLanguage": view.shown.code,
        "image": site.base + card_address(entry.path, view.shown.code),
        "datePublished": record.published.isoformat() if record else None,
        "dateModified": record.changed.isoformat() if record else None,
        "keywords": [view.theme(theme) for theme in record.themes] if record else [],
        "publisher": publisher(view),
        "isPartOf": {"@type": "WebSite", "@id": f"{home}#site"} if home else None,
    }
