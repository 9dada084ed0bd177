"""The files that are written once, after the pages of all languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from factsite.content import Entry
from factsite.localising.language import Language
from factsite.publishing import notices, termbase
from factsite.publishing.calendar import release_calendar
from factsite.publishing.downloads import write_downloads
from factsite.publishing.facets import write_facets
from factsite.publishing.feeds import atom, changes_feed, corrections_feed, section_feed
from factsite.publishing.former import redirect, write_former
from factsite.publishing.published import Published
from factsite.publishing.writing import write, write_page
from factsite.records.registry import kinds
from factsite.rendering.addresses import (
    calendar_address,
    feed_address,
)
from factsite.rendering.pages import render_plain
from factsite.rendering.site import Site


@dataclass(frozen=True)
class SitemapAlternate:
    """The same page for readers of a language, or with ``x-default`` of all others."""

    language: str
    address: str


@dataclass(frozen=True)
class Home:
    """The home page of a language on the page that leads to them all; ``no_page`` says that one isn't there."""

    language: Language
    name: str
    no_page: str
    address: str


@dataclass(frozen=True)
class SitemapPage:
    """A page in one language in the sitemap."""

    address: str
    changed: str
    alternates: list[SitemapAlternate]


def publish(site: Site, folder: Path) -> None:
    """Write everything beside the pages into the folder of the built site."""
    write_page(folder, "index.html", _neutral(site, missing=False))
    write_page(folder, "404.html", _neutral(site, missing=True))
    for code in site.content.languages:
        write_page(folder, f"{code}/404.html", render_plain(site, "not-found.html", code, f"{code}/404.html"))
        for old, new in site.addresses.former(code):
            entry = _at(site, code, new)
            write_page(folder, f"{old}index.html", redirect(site, code, old, new, entry))
        if "calendar" in site.content.entries:
            write(folder / calendar_address(code), release_calendar(site, code))
        if "about/corrections" in site.content.entries:
            write(folder / feed_address(code, "corrections"), atom(site, corrections_feed(site, code)))
        if "changes" in site.content.entries:
            write(folder / feed_address(code, "changes"), atom(site, changes_feed(site, code)))
        write(folder / feed_address(code, "all"), atom(site, section_feed(site, code, "all")))
        for kind in (kind for kind in kinds().values() if f"{kind.name}/index" in site.content.entries):
            write(folder / feed_address(code, kind.name), atom(site, section_feed(site, code, kind.name)))
            if published := kind.part(Published):
                for address, text in published.files(site, code).items():
                    write(folder / address, text)
    write_facets(site, folder)
    write_downloads(site, folder)
    write_former(site, folder)
    write(folder / "sitemap.xml", site.environment.get_template("sitemap.xml").render(pages=sitemap_pages(site)))
    write(folder / notices.ADDRESS, notices.notices())
    if site.content.glossary.facts:
        write(folder / termbase.ADDRESS, termbase.tbx(site))
    robots = f"Allow: /\nSitemap: {site.base}sitemap.xml" if site.preview_at is None else "Disallow: /"
    write(folder / "robots.txt", f"User-agent: *\n{robots}\n")


def sitemap_pages(site: Site) -> list[SitemapPage]:
    """Every page in every language that has it, with the day on which its content changed; no fallback, no search."""
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
    return pages


def _neutral(site: Site, *, missing: bool) -> str:
    """The page of all languages at the root: the choice of a language, or the not-found page of static hosts.

    A not-found page answers at any depth, so its links start at the root of the published address.
    """
    root = "/" + site.base.split("://", 1)[1].split("/", 1)[1] if missing else ""
    home = site.content.entries.get("index")
    homes = []
    for code in site.content.languages:
        speaker = site.speaker(code)
        name = site.title(home, code) if home and home.translations else ""
        homes.append(Home(speaker, name, speaker.say("There is no page at this address."), f"{code}/"))
    template = site.environment.get_template("neutral.html")
    default = site.content.languages.default
    return template.render(
        default=default, homes=homes, root=root, base=site.base, stylesheets=site.stylesheets, missing=missing
    )


def _at(site: Site, code: str, address: str) -> Entry:
    """The page at an address."""
    return next(
        entry
        for path, entry in site.content.entries.items()
        if entry.translations and site.addresses.of(path, code) == address
    )
