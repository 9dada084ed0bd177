"""Feeds that readers can subscribe to (Atom, RFC 4287): what changed, in each section, in the numbers, in a figure.

What doesn’t fit into a feed stands in further documents of it, each with the ways to its neighbours (RFC 5005, 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from urllib.parse import quote, urlsplit

from factsite.content import Entry
from factsite.publishing.planned import Planned
from factsite.records.figure import Figure, Revision
from factsite.records.registry import kinds
from factsite.records.scalars import day_span
from factsite.rendering.addresses import feed_address, feed_part
from factsite.rendering.changelog import LoggedDay, changelog, day_anchor, release_days
from factsite.rendering.corrected import Correction
from factsite.rendering.lists import corrections
from factsite.rendering.site import Site
from factsite.rendering.view import View

# Changes of a group that the entry of a release names; the page has them all.
_OF_GROUP = 5
MOST = 50  # entries of a document; programs ask for the first one often, and keep what they have seen


@dataclass(frozen=True)
class FeedEntry:
    """One entry; ``id`` never changes, ``updated`` is the day that the entry tells of, ``published`` that it came."""

    id: str
    title: str
    address: str
    updated: date
    summary: str
    published: date


@dataclass(frozen=True)
class Feed:
    """A feed in a language, with all its entries, the newest first.

    ``address`` is that of its first document, ``page`` that of the page that shows the same; both absolute.
    """

    id: str
    title: str
    subtitle: str
    author: str
    language: str
    address: str
    page: str
    updated: date
    entries: list[FeedEntry]

    @property
    def documents(self) -> int:
        """How many documents it takes."""
        return documents(len(self.entries))

    def ways(self, part: int) -> dict[str, str]:
        """The addresses of a document and its neighbours by their relation; nothing but itself if it is alone."""
        numbers = {"self": part}
        if self.documents > 1:
            numbers |= {"first": 1, "previous": part - 1, "next": part + 1, "last": self.documents}
        return {name: feed_part(self.address, n) for name, n in numbers.items() if 1 <= n <= self.documents}


def documents(entries: int) -> int:
    """How many documents so many entries take."""
    return max(1, -(-entries // MOST))


def plan_feed(site: Site, address: str, entries: int, make: Callable[[], Feed]) -> Iterator[Planned]:
    """The documents of a feed.

    Args:
        site: the site.
        address: that of the first document, within the site.
        entries: how many entries the feed has.
        make: makes it; asked for once, when the first document is.
    """
    made = cache(make)
    for part in range(1, documents(entries) + 1):
        yield Planned(feed_part(address, part), lambda part=part: atom(site, made(), part))  # type: ignore[misc]


def atom(site: Site, feed: Feed, part: int = 1) -> str:
    """Write a document of a feed as Atom."""
    entries = feed.entries[(part - 1) * MOST : part * MOST]
    return site.environment.get_template("atom.xml").render(feed=feed, entries=entries, ways=feed.ways(part))


def plan_feeds(site: Site, code: str) -> Iterator[Planned]:
    """The feeds of the whole site and its sections in a language."""
    entries = site.content.entries
    if "about/corrections" in entries:
        corrected = cache(partial(corrections_feed, site, code))
        yield from plan_feed(site, feed_address(code, "corrections"), len(corrected().entries), corrected)
    if "changes" in entries:
        address = feed_address(code, "changes")
        yield from plan_feed(site, address, len(site.content.changes), partial(changes_feed, site, code))
    for name in ("all", *(kind for kind in kinds() if f"{kind}/index" in entries)):
        listed = len(list(_of_section(site, code, name)))
        yield from plan_feed(site, feed_address(code, name), listed, partial(section_feed, site, code, name))


def tag(site: Site, day: date, name: str) -> str:
    """An identifier of the site for something, for ever (tag URI, RFC 4151).

    Args:
        site: the site, whose host is the authority.
        day: a day on which the site had that host.
        name: what is named, in words that never change.
    """
    host = urlsplit(site.base).hostname or "localhost"
    return f"tag:{host},{day.isoformat()}:{quote(name, safe='/=-._~')}"


def _feed(view: View, section: str, entries: list[FeedEntry], updated: date, title: str = "") -> Feed:
    """The feed of what a page of the site shows; ``updated`` is its day as long as it has no entries."""
    address = view.site.base + feed_address(view.code, section)
    return Feed(
        id=address,
        title=title or f"{view.title} · {view.site_name}",
        subtitle=view.text("summary"),
        author=view.publisher,
        language=view.code,
        address=address,
        page=view.canonical,
        updated=max((entry.updated for entry in entries), default=updated),
        entries=entries,
    )


def _view(site: Site, code: str, path: str) -> View:
    page = site.content.entries[path]
    return View(site, code, page, site.addresses.of(page.path, code))


def corrections_feed(site: Site, code: str) -> Feed:
    """Everything that was corrected, the newest first; without any, the feed is as old as the figures."""
    view = _view(site, code, "about/corrections")
    days = [entry.record.changed for entry in site.content.of_kind("figures") if entry.record]
    entries = [_entry(view, one) for one in corrections(view)]
    return _feed(view, "corrections", entries, max(days, default=site.day))


def changes_feed(site: Site, code: str) -> Feed:
    """What readers saw change: an entry for each release, the newest first, with the first things of each group."""
    view = _view(site, code, "changes")
    changed = [entry.record.changed for entry in site.content.entries.values() if entry.record]
    entries = [_release(view, day) for day in changelog(view, release_days(site.content))]
    return _feed(view, "changes", entries, max(changed, default=site.day))


def _release(view: View, day: LoggedDay) -> FeedEntry:
    said = []
    for group in day.groups:
        named = [f"{page.title}{view.language.colon}{told}" for page in group.pages for told in page.told][:_OF_GROUP]
        rest = group.size - len(named)
        more = [str(view.count("and %(n)s more change", "and %(n)s more changes", rest))] if rest > 0 else []
        said.append(f"{group.title} ({group.size}){view.language.colon}{'; '.join([*named, *more])}.")
    anchor = day_anchor(day.day)
    return FeedEntry(
        id=tag(view.site, day.day, f"changes/{view.code}"),
        title=view.language.say("What changed %(when)s", when=view.language.placed(day_span(day.day), "on")),
        address=f"{view.site.base}{view.address}{view.end_at('changes', anchor)}#{anchor}",
        updated=day.day,
        summary=" ".join(said) or view.language.say("Nothing that readers see changed with this release."),
        published=day.day,
    )


def section_feed(site: Site, code: str, section: str) -> Feed:
    """What was published or changed in a section, or with ``all`` in every one, the newest first.

    An entry's day is that on which the content changed; its identifier never changes. Entries of one day stand in the
    order of their paths.
    """
    view = _view(site, code, "index" if section == "all" else f"{section}/index")
    dated = [(entry.record.changed, entry) for entry in _of_section(site, code, section) if entry.record]
    dated.sort(key=lambda row: (-row[0].toordinal(), row[1].path))
    entries = [_record(view, entry, day) for day, entry in dated]
    return _feed(view, section, entries, site.day, view.title if section == "all" else "")


def _of_section(site: Site, code: str, section: str) -> Iterator[Entry]:
    """The records that a section lists to readers of a language, or all of them."""
    for kind in tuple(kinds()) if section == "all" else (section,):
        yield from (one for one in site.content.of_kind(kind) if code in one.translations)


def _record(view: View, entry: Entry, changed: date) -> FeedEntry:
    published = entry.record.published if entry.record else changed
    return FeedEntry(
        id=tag(view.site, published, f"{view.site.content.first_name(entry.path)}/{view.code}"),
        title=view.title_of(entry),
        address=view.site.base + view.site.addresses.of(entry.path, view.code),
        updated=changed,
        summary=view.text("summary", entry),
        published=published,
    )


def _entry(view: View, correction: Correction) -> FeedEntry:
    entry, revision = correction.entry, correction.revision
    first = view.site.content.first_name(entry.path)
    address = view.site.base + view.site.addresses.of(entry.path, view.code)
    if revision is None:
        return FeedEntry(
            id=tag(view.site, correction.date, f"{first}/{correction.name}/{view.code}"),
            title=view.title_of(entry),
            address=address,
            updated=correction.date,
            summary=_summary(view, correction),
            published=correction.date,
        )
    codes = [f"{name}={code}" for name, code in sorted(revision.codes.items())]
    change = f"{revision.old}-{revision.new}"
    names = [view.code_name(name, code) for name, code in revision.codes.items()]
    period = view.language.span(revision.period)
    return FeedEntry(
        id=tag(view.site, revision.date, "/".join([first, revision.period.text, *codes, change, view.code])),
        title=", ".join([view.title_of(entry), *names, period]),
        address=address + _anchor(view, entry, revision),
        updated=revision.date,
        summary=_summary(view, correction),
        published=revision.date,
    )


def _summary(view: View, correction: Correction) -> str:
    """What was changed; the note of the page is told as such, for it says “this page”."""
    said = f"{view.language.say('Note on the page itself:')} {correction.note}" if correction.note else ""
    return f"{correction.told} {said}".strip()


def _anchor(view: View, entry: Entry, revision: Revision) -> str:
    figure = entry.of(Figure)
    observation = figure.find(revision.period.text, revision.codes) if figure else None
    anchor = view.value_anchor(figure, observation) if figure and observation else ""
    return f"#{anchor}" if anchor else ""
