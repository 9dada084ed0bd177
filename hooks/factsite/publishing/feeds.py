"""Feeds that readers can subscribe to (Atom, RFC 4287): what changed, in each section and in the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

from factsite.content import Entry
from factsite.records.figure import Figure, Revision
from factsite.records.registry import kinds
from factsite.records.scalars import day_span
from factsite.rendering.addresses import feed_address, value_key
from factsite.rendering.changelog import LoggedDay, changelog
from factsite.rendering.corrected import Correction
from factsite.rendering.lists import corrections
from factsite.rendering.site import Site
from factsite.rendering.view import View

# Changes of a group that the entry of a release names; the page has them all.
_OF_GROUP = 5
MOST = 50  # entries of a feed; programs ask for it often, and keep what they have seen


@dataclass(frozen=True)
class FeedEntry:
    """One entry; ``id`` never changes, ``updated`` is the day that the entry tells of."""

    id: str
    title: str
    address: str
    updated: date
    summary: str


@dataclass(frozen=True)
class Feed:
    """A feed in a language: ``address`` is its own, ``page`` that of the page that shows the same; both absolute."""

    id: str
    title: str
    subtitle: str
    author: str
    language: str
    address: str
    page: str
    updated: date
    entries: list[FeedEntry]


def atom(site: Site, feed: Feed) -> str:
    """Write a feed as Atom."""
    return site.environment.get_template("atom.xml").render(feed=feed)


def tag(site: Site, day: date, name: str) -> str:
    """An identifier of the site for something, for ever (tag URI, RFC 4151).

    Args:
        site: the site, whose host is the authority.
        day: a day on which the site had that host.
        name: what is named, in words that never change.
    """
    host = urlsplit(site.base).hostname or "localhost"
    return f"tag:{host},{day.isoformat()}:{quote(name, safe='/=-._~')}"


def corrections_feed(site: Site, code: str) -> Feed:
    """Everything that was corrected, the newest first; without any, the feed is as old as the figures."""
    page = site.content.entries["about/corrections"]
    view = View(site, code, page, site.addresses.of(page.path, code))
    entries = [_entry(view, one) for one in corrections(view)]
    days = [entry.record.changed for entry in site.content.of_kind("figures") if entry.record]
    address = site.base + feed_address(code, "corrections")
    return Feed(
        id=address,
        title=f"{view.title} · {view.site_name}",
        subtitle=view.text("summary"),
        author=view.publisher,
        language=code,
        address=address,
        page=view.canonical,
        updated=max((entry.updated for entry in entries), default=max(days, default=site.day)),
        entries=entries,
    )


def changes_feed(site: Site, code: str) -> Feed:
    """What readers saw change: an entry for each release, the newest first, with the first things of each group."""
    page = site.content.entries["changes"]
    view = View(site, code, page, site.addresses.of(page.path, code))
    days, address = changelog(view)[:MOST], site.base + feed_address(code, "changes")
    changed = [entry.record.changed for entry in site.content.entries.values() if entry.record]
    return Feed(
        id=address,
        title=f"{view.title} · {view.site_name}",
        subtitle=view.text("summary"),
        author=view.publisher,
        language=code,
        address=address,
        page=view.canonical,
        updated=days[0].day if days else max(changed, default=site.day),
        entries=[_release(view, day) for day in days],
    )


def _release(view: View, day: LoggedDay) -> FeedEntry:
    said = []
    for group in day.groups:
        named = [f"{page.title}{view.language.colon}{told}" for page in group.pages for told in page.told][:_OF_GROUP]
        rest = group.size - len(named)
        more = [str(view.count("and %(n)s more change", "and %(n)s more changes", rest))] if rest > 0 else []
        said.append(f"{group.title} ({group.size}){view.language.colon}{'; '.join([*named, *more])}.")
    return FeedEntry(
        id=tag(view.site, day.day, f"changes/{view.code}"),
        title=view.language.say("What changed %(when)s", when=view.language.placed(day_span(day.day), "on")),
        address=f"{view.site.base}{view.address}#day-{day.day.isoformat()}",
        updated=day.day,
        summary=" ".join(said) or view.language.say("Nothing that readers see changed with this release."),
    )


def section_feed(site: Site, code: str, section: str) -> Feed:
    """What was published or changed in a section, or with ``all`` in every one, the newest first.

    An entry's day is that on which the content changed; its identifier never changes.
    """
    page = site.content.entries["index" if section == "all" else f"{section}/index"]
    view = View(site, code, page, site.addresses.of(page.path, code))
    chosen = tuple(kinds()) if section == "all" else (section,)
    found = [entry for kind in chosen for entry in site.listed(kind, code) if code in entry.translations]
    dated = [(entry.record.changed, entry) for entry in found if entry.record]
    dated.sort(key=lambda row: (-row[0].toordinal(), row[1].path))
    address = site.base + feed_address(code, section)
    return Feed(
        id=address,
        title=view.title if section == "all" else f"{view.title} · {view.site_name}",
        subtitle=view.text("summary"),
        author=view.publisher,
        language=code,
        address=address,
        page=view.canonical,
        updated=max((day for day, _ in dated), default=site.day),
        entries=[_record(view, entry, day) for day, entry in dated[:MOST]],
    )


def _record(view: View, entry: Entry, changed: date) -> FeedEntry:
    published = entry.record.published if entry.record else changed
    return FeedEntry(
        id=tag(view.site, published, f"{entry.path}/{view.code}"),
        title=view.title_of(entry),
        address=view.site.base + view.site.addresses.of(entry.path, view.code),
        updated=changed,
        summary=view.text("summary", entry),
    )


def _entry(view: View, correction: Correction) -> FeedEntry:
    entry, revision = correction.entry, correction.revision
    address = view.site.base + view.site.addresses.of(entry.path, view.code)
    if revision is None:
        return FeedEntry(
            id=tag(view.site, correction.date, f"{entry.path}/{correction.name}/{view.code}"),
            title=view.title_of(entry),
            address=address,
            updated=correction.date,
            summary=_summary(view, correction),
        )
    codes = [f"{name}={code}" for name, code in sorted(revision.codes.items())]
    change = f"{revision.old}-{revision.new}"
    names = [view.code_name(name, code) for name, code in revision.codes.items()]
    period = view.language.span(revision.period)
    return FeedEntry(
        id=tag(view.site, revision.date, "/".join([entry.path, revision.period.text, *codes, change, view.code])),
        title=", ".join([view.title_of(entry), *names, period]),
        address=address + _anchor(entry, revision),
        updated=revision.date,
        summary=_summary(view, correction),
    )


def _summary(view: View, correction: Correction) -> str:
    """What was changed; the note of the page is told as such, for it says “this page”."""
    said = f"{view.language.say('Note on the page itself:')} {correction.note}" if correction.note else ""
    return f"{correction.told} {said}".strip()


def _anchor(entry: Entry, revision: Revision) -> str:
    figure = entry.of(Figure)
    observation = figure.find(revision.period.text, revision.codes) if figure else None
    return f"#{value_key(figure, observation)}" if figure and observation else ""
