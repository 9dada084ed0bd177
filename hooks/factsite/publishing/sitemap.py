"""The site map: every page in every language that has it, in as many files as the protocol asks for.

A file holds 50,000 addresses at most (https://www.sitemaps.org/protocol.html). Where a site has more, the one at the
known address leads to the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from factsite.publishing.facets import choice_views, part_views
from factsite.publishing.planned import Planned
from factsite.rendering.parting import count, part
from factsite.rendering.site import Site
from factsite.rendering.view import View

ADDRESS = "sitemap.xml"
# Fewer than a file may hold, as each names its translations too, and a file may have 50 MB.
MOST = 40_000
# Of an eighth as many pages in all languages there can’t be so many choices and parts that one file is too small.
_SURELY = 8


@dataclass(frozen=True)
class SitemapAlternate:
    """The same page for readers of a language, or with ``x-default`` of all others."""

    language: str
    address: str


@dataclass(frozen=True)
class SitemapPage:
    """A page in one language in the sitemap."""

    address: str
    changed: str
    alternates: list[SitemapAlternate]


def plan_sitemap(site: Site, most: int = MOST) -> Iterator[Planned]:
    """The file of all pages or, where they are more than it may hold, the files of some and one that leads to them."""
    pages = cache(partial(sitemap_pages, site))
    own = sum(len(entry.translations) for entry in site.content.entries.values())
    files = count(len(pages()), most) if own > most // _SURELY else 1
    if files == 1:
        yield Planned(ADDRESS, lambda: _urls(site, pages()))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, files + 1)]
    yield Planned(ADDRESS, lambda: site.environment.get_template("sitemaps.xml").render(base=site.base, names=names))
    for number, name in enumerate(names, 1):
        yield Planned(name, lambda number=number: _urls(site, part(pages(), number, most).entries))  # type: ignore[misc]


def _urls(site: Site, pages: Sequence[SitemapPage]) -> str:
    return site.environment.get_template("sitemap.xml").render(pages=pages)


def sitemap_pages(site: Site) -> list[SitemapPage]:
    """Every page in every language that has it, with the day on which its content changed; no fallback, no search.

    The choices on lists are among them, as far as they have records.
    """
    pages = []
    for path, entry in sorted(site.content.entries.items()):
        having = [code for code in site.content.languages if code in entry.translations]
        if path == "search" or (entry.kind != "page" and entry.record is None):
            continue
        alternates = [SitemapAlternate(code, site.base + site.addresses.of(path, code)) for code in having]
        if having:
            alternates.append(SitemapAlternate("x-default", site.default_address(entry)))
        changed = site.changed(path)
        pages += [
            SitemapPage(one.address, changed.isoformat() if changed else "", alternates) for one in alternates[:-1]
        ]
    return [*pages, *_choice_pages(site), *_part_pages(site)]


def _part_pages(site: Site) -> Iterator[SitemapPage]:
    """The further parts of long lists, each with the day on which the list changed."""
    for view in part_views(site):
        if not view.is_fallback:
            changed = site.changed(view.page.path)
            yield SitemapPage(view.canonical, changed.isoformat() if changed else "", _alternates(view))


def _alternates(view: View) -> list[SitemapAlternate]:
    alternates = [SitemapAlternate(one.language.code, one.address) for one in view.translations]
    return [*alternates, SitemapAlternate("x-default", view.default_address)]


def _choice_pages(site: Site) -> Iterator[SitemapPage]:
    """The pages of choices that lists have now, each with the day on which the newest of its records changed."""
    for view in choice_views(site):
        days = [entry.record.changed for entry in view.choice.entries if entry.record]
        if days and not view.is_fallback:
            yield SitemapPage(view.canonical, max(days).isoformat(), _alternates(view))
