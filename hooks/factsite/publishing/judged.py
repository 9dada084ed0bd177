"""A page as it is published: drawn, and held against the list of what a page may hold."""

from __future__ import annotations

from factsite.content import Entry
from factsite.publishing.harmless import JUDGE
from factsite.rendering.pages import PageRenderer, page_of
from factsite.rendering.site import Site


def judged(site: Site, code: str, entry: Entry) -> str:
    """A page in a language, from its first sign to its last.

    Raises:
        HarmfulError: it holds what no page may hold.
    """
    document = PageRenderer(site, code, entry).document()
    JUDGE.judge(page_of(site, code, entry), document)
    return document
