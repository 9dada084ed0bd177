"""The files beside the pages of all languages, each planned before it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from factsite.build_cache.store import Notes
from factsite.content import Entry
from factsite.hosting import security
from factsite.hosting.static_hosts import HEADERS_FILE, headers_file
from factsite.localising.language import Language
from factsite.publishing import notices
from factsite.publishing.assistants import plan_assistants
from factsite.publishing.calendar import release_calendar
from factsite.publishing.cards import plan_cards
from factsite.publishing.downloads import plan_downloads
from factsite.publishing.facets import plan_facets
from factsite.publishing.feeds import plan_feeds
from factsite.publishing.former import in_markdown, plan_former
from factsite.publishing.kept import Kept
from factsite.publishing.leading import redirect
from factsite.publishing.planned import (
    AnyPlanned,
    Planned,
    PlannedBytes,
    PlannedLast,
    PlannedOfPage,
    PlannedSlow,
)
from factsite.publishing.published import Published
from factsite.publishing.sitemap import plan_sitemap
from factsite.publishing.termbase import tbx
from factsite.records.registry import kinds
from factsite.rendering.addresses import NOT_FOUND, TERM_BASE, calendar_address
from factsite.rendering.pages import render_plain
from factsite.rendering.papers import PrintedDocument, documents
from factsite.rendering.site import Site
from factsite.rendering.view import View


@dataclass(frozen=True)
class Home:
    """The home page of a language on the page that leads to them all; ``no_page`` says that one isn't there."""

    language: Language
    name: str
    no_page: str
    address: str


class Writing:
    """The files beside the pages of one build, written into the folder of the built site."""

    def __init__(self, site: Site, folder: Path, every: Iterable[AnyPlanned] | None = None) -> None:
        """Begin a build.

        Args:
            site: what is written.
            folder: where.
            every: the files to write, each with all that it is made of; without them, all of the site.
        """
        self._folder, self._kept = folder, Kept(site.kept_downloads)
        every = list(planned(site) if every is None else every)
        self._early = [file for file in every if not isinstance(file, PlannedOfPage | PlannedLast)]
        self._last = [file for file in every if isinstance(file, PlannedLast)]
        self._of_pages = {file.page: file for file in every if isinstance(file, PlannedOfPage)}
        for file in self._last:
            file.scales.files.clear()  # what a build weighs stands in the folder

    def tasks(self) -> list[Callable[[], Notes]]:
        """What needs no page and no other file: to be done in any order, in any process, before ``finish``."""
        waiting, self._early = dict(enumerate(self._early)), []

        def put(number: int) -> Notes:
            # With a file goes what its makers hold for it and its neighbours: charts, tables, values in words.
            notes = self._put(waiting[number])
            del waiting[number]
            return notes

        return [partial(put, number) for number in waiting]

    def with_page(self, page: str, html: str) -> Notes:
        """Write what is made of a page, by whichever process has drawn it.

        Args:
            page: its address.
            html: the page as it was drawn.

        Returns:
            What there is to say of the store.

        Raises:
            MakingError: one that was begun before can't be made.
        """
        if file := self._of_pages.get(page):
            file.put(self._folder, self._kept, html)
        return self._kept.store.noted()

    def alone(self) -> None:
        """From now on make in this process what is slow: it is itself one beside the build."""
        self._kept.beside = False

    def finish(self, notes: Iterable[Notes]) -> None:
        """Write those that tell of other files, and wait for what was begun.

        Args:
            notes: what the tasks, and those of pages, have to say of the store.

        Raises:
            MakingError: something can't be made.
        """
        for one in notes:
            self._kept.store.note(one)
        for file in self._last:
            file.put(self._folder, self._kept)
        self._kept.finish()

    def _put(self, file: Planned | PlannedBytes | PlannedSlow) -> Notes:
        file.put(self._folder, self._kept)
        return self._kept.store.noted()


def planned(site: Site) -> Iterator[AnyPlanned]:
    """Everything beside the pages, each file to be made when it is written or asked for."""
    found = list(_of_today(site))
    yield from found
    yield from plan_former(site, found)


def _of_today(site: Site) -> Iterator[AnyPlanned]:
    yield Planned("index.html", lambda: _neutral(site, missing=False))
    yield Planned(NOT_FOUND, lambda: _neutral(site, missing=True))
    yield from (PlannedBytes(address, partial(bytes, data)) for address, data in site.shipped.data.items())
    for code in site.content.languages:
        yield from _of_language(site, code)
    yield from plan_facets(site)
    yield from plan_downloads(site)
    yield from plan_cards(site)
    yield from plan_assistants(site)
    yield from _on_paper(site)
    yield from plan_sitemap(site)
    yield Planned(notices.ADDRESS, notices.notices)
    if site.content.glossary.facts:
        yield Planned(TERM_BASE, lambda: tbx(site))
    yield Planned("robots.txt", lambda: _robots(site))
    if security.has_contact(site):
        yield Planned(security.ADDRESS, lambda: security.security_txt(site))
    yield Planned(HEADERS_FILE, lambda: headers_file(site.base, site.content.languages))


def _of_language(site: Site, code: str) -> Iterator[Planned]:
    entries, missing = site.content.entries, f"{code}/{NOT_FOUND}"
    yield Planned(missing, lambda: render_plain(site, "not-found.html", code, missing))
    for old, new in site.addresses.former(code):
        leads = partial(redirect, site, code, old, new, _at(site, code, new))
        yield Planned(f"{old}index.html", leads)
        yield in_markdown(site, old, leads)
    if "calendar" in entries:
        yield Planned(calendar_address(code), partial(release_calendar, site, code))
    yield from plan_feeds(site, code)
    for name, kind in kinds().items():
        if f"{name}/index" in entries and (published := kind.part(Published)):
            for address, text in published.files(site, code).items():
                yield Planned(address, partial(str, text))


def _on_paper(site: Site) -> Iterator[PlannedBytes]:
    for code in site.content.languages:
        for document in documents(site, code):
            yield PlannedBytes(document.address, partial(_printed, document))


def _printed(document: PrintedDocument) -> bytes:
    return document.make().data


def _robots(site: Site) -> str:
    rest = f"Allow: /\nSitemap: {site.base}sitemap.xml" if site.preview_at is None else "Disallow: /"
    return f"User-agent: *\n{rest}\n"


def _neutral(site: Site, *, missing: bool) -> str:
    """The page of all languages at the root: the choice of a language, or the not-found page of static hosts.

    A not-found page answers at any depth, so its links start at the root of the published address.
    """
    root = site.path if missing else ""
    home = site.content.entries.get("index")
    homes = []
    for code in site.content.languages:
        speaker = site.speaker(code)
        name = site.title(home, code) if home and home.translations else ""
        homes.append(Home(speaker, name, speaker.say("There is no page at this address."), f"{code}/"))
    default = site.content.languages.default
    told = View(site, default, home, "").description() if home and home.translations else ""
    lost = site.speaker(default).say("There is no page at this address.")
    return site.environment.get_template("neutral.html").render(
        default=default,
        description=lost if missing else told,
        homes=homes,
        root=root,
        base=site.base,
        missing=missing,
        asset=site.shipped.address,
    )


def _at(site: Site, code: str, address: str) -> Entry:
    """The page at an address."""
    return site.content.entries[site.addresses.at(address, code)]
