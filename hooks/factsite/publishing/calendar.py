"""Releases of numbers, and days of laws, for calendar programs: iCalendar (RFC 5545), one file per language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vDuration

from factsite.content import Entry
from factsite.records.legislation import Legislation
from factsite.rendering.calendar import FigureRelease, releases
from factsite.rendering.site import Site
from factsite.rendering.view import View

_DAY = timedelta(days=1)


def release_calendar(site: Site, code: str) -> str:
    """The calendar in a language: one event per last update and per announced next one.

    The same content gives the same bytes: each event is stamped with the day on which its record changed.
    """
    view, found = _calendar(site, code, "calendar")
    for release in releases(view):
        for event in _events(view, release):
            found.add_component(event)
    return str(found.to_ical(), "utf-8")


def law_calendar(site: Site, code: str) -> str:
    """The days on which acts take effect or end, past and planned, as far as they are known to the day."""
    view, found = _calendar(site, code, "legislation/index")
    for entry in site.listed("legislation", code):
        act = site.content.get("legislation", entry.id, Legislation)
        for stage in site.standings.of(entry.id) if act else ():
            if act and stage.date.precision == "day" and (stage.step.takes_effect or stage.step.ends):
                words, day = view.language.name(stage.step, act.act), stage.date.start
                uid = f"legislation-{_first(site, entry)}-{stage.step.value}-{day.isoformat()}"
                title = view.language.labelled(view.title_of(entry), words)
                found.add_component(
                    _whole_days(view, entry, uid, act.changed, (day, day), title, view.text("summary", entry))
                )
    return str(found.to_ical(), "utf-8")


def _calendar(site: Site, code: str, path: str) -> tuple[View, Calendar]:
    """An empty calendar that belongs to a page, with the view of that page."""
    entry = site.content.entries[path]
    view = View(site, code, entry, site.addresses.of(entry.path, code))
    found = Calendar()
    found.add("VERSION", "2.0")
    found.add("PRODID", f"-//factsite//{view.site_name}//{code.upper()}")
    found.add("X-WR-CALNAME", f"{view.title} · {view.site_name}")
    found.add("X-WR-CALDESC", view.text("summary"))
    found.add("URL", view.canonical)
    found.add("REFRESH-INTERVAL", vDuration(_DAY), {"VALUE": "DURATION"})
    return view, found


def _events(view: View, release: FigureRelease) -> Iterator[Event]:
    figure, say, title = release.figure, view.language.say, view.title_of(release.entry)
    yield _event(
        view, release, "last", figure.last_update, figure.last_update, say("Numbers updated: %(title)s", title=title),
        say("Latest period: %(period)s.", period=release.newest),
    )  # fmt: skip
    if figure.next_update.known:
        yield _event(
            view, release, "next", figure.next_update.start, figure.next_update.end,
            say("Update announced: %(title)s", title=title),
            say("Announced for: %(when)s.", when=view.language.span(figure.next_update)),
        )  # fmt: skip


def _event(view: View, release: FigureRelease, name: str, first: date, last: date, summary: str, words: str) -> Event:
    """The event of an update."""
    entry, figure = release.entry, release.figure
    body = view.site.content.entries.get(f"organisations/{figure.organisation}")
    who = view.title_of(body) if body and body.translations else figure.organisation
    uid = f"figure-{_first(view.site, entry)}-{name}-{first.isoformat()}"
    told = f"{words} {view.language.say('Published by: %(who)s.', who=who)}"
    return _whole_days(view, entry, uid, figure.changed, (first, last), summary, told)


def _first(site: Site, entry: Entry) -> str:
    """The first name of a record, of which the identifiers of its events are made for ever."""
    return site.content.first_name(entry.path).rpartition("/")[2]


def _whole_days(
    view: View, entry: Entry, uid: str, changed: date, days: tuple[date, date], summary: str, words: str
) -> Event:
    """An event of whole days, the last one included; it takes no time in the reader's day."""
    event = Event()
    event.add("UID", f"{uid}@{urlsplit(view.site.base).hostname or 'localhost'}")
    event.add("DTSTAMP", datetime.combine(changed, time(), UTC))
    event.add("DTSTART", days[0])
    event.add("DTEND", days[1] + _DAY)
    event.add("SUMMARY", summary, {"LANGUAGE": view.code})
    event.add("DESCRIPTION", words)
    event.add("URL", view.site.base + view.site.addresses.of(entry.path, view.code))
    event.add("TRANSP", "TRANSPARENT")
    return event
