"""What readers saw change, release by release: for the page “What changed” and its feed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from factsite.content import Content
from factsite.deriving.changed_pages import names_of_today
from factsite.records.change import ChangedPage, ChangeGroup, ReleaseChanges
from factsite.rendering.changes import ChangeTeller
from factsite.rendering.view import View
from factsite.rendering.words import LangText

# A list of more pages is folded.
MOST_OPEN = 10
# Releases on one page, each with as many pages as its record names.
MOST_RELEASES = 10


@dataclass(frozen=True)
class LoggedPage:
    """A page and what is told of it; the way to it, if it is still there. ``more`` counts what isn’t told."""

    title: LangText
    href: str
    told: list[str]
    more: int


@dataclass(frozen=True)
class LoggedGroup:
    """What changed in one group, such as figures; ``size`` counts the changes."""

    group: ChangeGroup
    title: str
    size: int
    pages: list[LoggedPage]


@dataclass(frozen=True)
class LoggedDay:
    """A release: its day, that of the one before, its changes by group; ``more`` counts pages that aren’t listed."""

    day: date
    since: date | None
    size: int
    groups: list[LoggedGroup]
    more: int


def changelog(view: View, days: Iterable[date]) -> list[LoggedDay]:
    """The releases of some days as readers of a language are told of them."""
    content = view.site.content
    teller, now = ChangeTeller(content, view.code), names_of_today(content.changes)
    return [_day(view, teller, day, content.changes[day], now) for day in days]


def release_days(content: Content) -> list[date]:
    """The days of all releases, the newest first."""
    return sorted(content.changes, reverse=True)


def day_anchor(day: date) -> str:
    """The anchor of a release on the page of all of them."""
    return f"day-{day.isoformat()}"


def changes_of(view: View, path: str) -> dict[date, list[str]]:
    """What readers of a language were told of one page, release by release; nothing of a release that left it alone."""
    teller = ChangeTeller(view.site.content, view.code)
    found: dict[date, list[str]] = {}
    for day, page in view.site.changed_pages.get(path, ()):
        said = [told for group in teller.grouped([page]) for row in group.rows for told in teller.brief(row)]
        if page.more:
            said.append(str(view.count("and %(n)s more change", "and %(n)s more changes", page.more)))
        if said:
            found.setdefault(day, []).extend(said)
    return found


def _day(view: View, teller: ChangeTeller, day: date, record: ReleaseChanges, now: Mapping[str, str]) -> LoggedDay:
    groups = []
    for found in teller.grouped(record.pages):
        pages = [
            LoggedPage(_title(view, row.page), way_to(view, row.page.path, now), teller.brief(row), row.more)
            for row in found.rows
        ]
        groups.append(LoggedGroup(found.group, teller.language.name(found.group), found.size, pages))
    return LoggedDay(day, record.since, sum(group.size for group in groups), groups, record.more)


def _title(view: View, page: ChangedPage) -> LangText:
    """The title that a page had on the day, in the reader’s language or another that it has."""
    default = view.site.content.languages.default
    for code in (view.code, default, *page.titles):
        if title := page.titles.get(code):
            return view.words(title, code)
    return view.words(view.language.say("The whole site") if page.path == "site" else page.path)


def way_to(view: View, path: str, now: Mapping[str, str]) -> str:
    """The way to a page, term or source under the name that it has today; nothing where it is gone."""
    path, content = now.get(path, path), view.site.content
    if view.has(path):
        return view.href(path)
    page, _, term = path.partition("#")
    if page == "glossary" and view.has(page) and any(term in words for words in content.glossary.words.values()):
        return view.href(page, content.glossary.word(term, view.code).slug)
    folder, _, source = path.partition("/")
    if folder == "sources" and source in content.sources and view.has("about/sources"):
        return view.href("about/sources", source)
    return ""
