"""The documents on paper that the site offers: where each stands, what makes it, how links to it name it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from factsite.rendering.booklet import booklet
from factsite.rendering.commitments import pledges
from factsite.rendering.home import key_figures
from factsite.rendering.pamphlet import Data
from factsite.rendering.report_paper import report_paper
from factsite.rendering.site import Site
from factsite.rendering.view import View
from factsite.typesetting.paper import Paper, count_pages, paper, sheets


@dataclass(frozen=True)
class PrintedDocument:
    """A document in a language: its name, its address within the site, its bytes and pages when they are asked for."""

    title: str
    address: str
    language: str
    make: Callable[[], Paper]

    def name(self, view: View) -> str:
        """What a link to it says: what it is, its type, how long it is and how much there is to load."""
        made, language, _n = self.make(), view.language, view.count
        pages = _n("%(n)s page", "%(n)s pages", made.pages)
        what = language.say("PDF, %(pages)s, %(size)s", pages=pages, size=language.file_size(len(made.data)))
        return f"{self.title} ({what})"


def documents(site: Site, code: str) -> list[PrintedDocument]:
    """Every document of a language: the booklet of this year, those of the years before, the progress report."""
    return [*booklets(site, code), *reports(site, code)]


def booklets(site: Site, code: str) -> list[PrintedDocument]:
    """The booklets of a language: that of the year of the site, if it has key figures, then those kept from before."""
    today = booklet_of_today(site, code)
    kept = sorted((year, path) for (language, year), path in site.content.booklets.items() if language == code)
    before = [_kept(site, code, year, path) for year, path in reversed(kept) if year < site.day.year]
    return [*([today] if today else []), *before]


def booklet_of_today(site: Site, code: str) -> PrintedDocument | None:
    """The booklet of the year of the site, if it has key figures."""
    if not key_figures(site):
        return None
    return _booklet(site, code, site.day.year, lambda: _set(site, "booklet", code, booklet))


def reports(site: Site, code: str) -> list[PrintedDocument]:
    """The progress report in a language, if the site has its page and commitments."""
    entry = site.content.entries.get("report")
    if entry is None or not entry.translations or not pledges(View(site, code, entry, "")):
        return []
    address = f"{site.addresses.of(entry.path, code).rstrip('/')}.pdf"
    title = str(site.title(entry, code))
    return [PrintedDocument(title, address, code, lambda: _set(site, "report", code, report_paper))]


def _booklet(site: Site, code: str, year: int, make: Callable[[], Paper]) -> PrintedDocument:
    say = site.speaker(code).say
    name = say("key-figures")
    address = f"{site.addresses.section('figures', code)}{name}-{year}.pdf"
    return PrintedDocument(say("Key figures %(year)s", year=year), address, code, make)


def _kept(site: Site, code: str, year: int, path: Path) -> PrintedDocument:
    def read() -> Paper:
        data = path.read_bytes()
        return Paper(data, count_pages(data))

    return _booklet(site, code, year, read)


def _set(site: Site, template: str, code: str, data: Callable[[Site, str], Data]) -> Paper:
    """A document of today, set once."""
    key = (template, code)
    if key not in site.papers:
        site.papers[key] = paper(sheets(template, data(site, code), site.day), site.kept_downloads)
    return site.papers[key]
