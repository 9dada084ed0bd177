"""The release calendar, its iCalendar files, and the feed of corrections."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar

from documents import LANGUAGES, read
from factsite.deriving.release_state import State, is_old, state_on
from factsite.publishing.calendar import release_calendar
from factsite.publishing.feeds import Feed, FeedEntry, atom, corrections_feed, tag
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.rendering.calendar import calendar_lists, coming
from factsite.rendering.site import Site
from factsite.rendering.view import View
from projects import DAY, SITE_URL

ATOM = "{http://www.w3.org/2005/Atom}"
REVISION = """\
revisions:
  - {period: 2021, old: 25900, new: 25971, date: 2026-02-01, reason: correction, note: resettled, sex: T}
  - {period: 2020, old: 16900, new: 16910, date: 2026-03-01, reason: source, sex: T}
observations:
"""


def change(small: Path, old: str, new: str, figure: str = "applicants") -> None:
    path = small / "data" / "figures" / f"{figure}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def site_of(small: Path, day: date = DAY) -> Site:
    content, problems = read_content(small)
    assert problems == []
    return Site(content, day, SITE_URL)


def view_of(site: Site, code: str = "en", path: str = "calendar") -> View:
    return View(site, code, site.content.entries[path], site.addresses.of(path, code))


def figure_of(small: Path, identifier: str = "applicants") -> Figure:
    figure = read_content(small)[0].get("figures", identifier, Figure)
    assert figure is not None
    return figure


# --- states ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("announced", "day", "state"),
    [
        ("not-announced", date(2026, 11, 21), State.NOT_ANNOUNCED),
        ("ended", date(2026, 11, 21), State.ENDED),
        ("2026-11-20", date(2026, 11, 21), State.OVERDUE),
        ("2026-11-21", date(2026, 11, 21), State.SOON),
        ("2026-12-19", date(2026, 11, 21), State.SOON),
        ("2026-12-20", date(2026, 11, 21), State.ANNOUNCED),
        ("2026-11", date(2026, 11, 30), State.SOON),
        ("2026-11", date(2026, 12, 1), State.OVERDUE),
        ("2026-Q4", date(2026, 9, 2), State.ANNOUNCED),
        ("2026-Q4", date(2026, 9, 3), State.SOON),
        ("2026-Q3", date(2026, 10, 1), State.OVERDUE),
    ],
)
def test_an_update_is_overdue_only_when_all_of_its_span_has_passed(
    small: Path, announced: str, day: date, state: State
) -> None:
    change(small, "next_update: not-announced", f"next_update: {announced}")
    assert state_on(figure_of(small), day) is state


def test_a_number_is_old_when_the_frequency_promises_a_newer_one(small: Path) -> None:
    annual, monthly = figure_of(small), figure_of(small, "monthly")
    assert not is_old(annual, date(2024, 12, 31))
    assert is_old(annual, date(2025, 1, 1))
    assert not is_old(monthly, date(2022, 6, 30))
    assert is_old(monthly, date(2022, 7, 1))
    change(small, "frequency: annual", "frequency: irregular")
    assert not is_old(figure_of(small), date(2100, 1, 1))


def test_a_series_that_has_ended_is_listed_apart_and_never_old(small: Path) -> None:
    change(small, "next_update: not-announced", "next_update: ended")
    lists = calendar_lists(view_of(site_of(small, date(2100, 1, 1))))
    assert [(one.entry.id, one.old) for one in lists["ended"]] == [("applicants", False)]
    assert "applicants" not in {one.entry.id for group in lists["not_announced"] for one in group.releases}


def test_the_calendar_is_grouped_and_ordered(small: Path) -> None:
    change(small, "next_update: not-announced", f"next_update: {DAY.isoformat()}")
    lists = calendar_lists(view_of(site_of(small)))
    assert [one.entry.id for one in lists["announced"]] == ["applicants", "monthly"]
    assert lists["overdue"] == lists["not_announced"] == []
    assert [one.entry.id for one in coming(view_of(site_of(small)))] == ["applicants", "monthly"]
    later = calendar_lists(view_of(site_of(small, date(2026, 12, 5))))
    assert [one.entry.id for one in later["overdue"]] == ["applicants"]


def test_the_pages_say_what_is_coming_and_what_is_old(small_site: Path) -> None:
    places = {"en": "calendar", "fr": "calendrier", "nl": "kalender"}
    for code in LANGUAGES:
        home = read(small_site / code / "index.html")
        assert home.all("time", datetime="2026-12")
        assert home.all("a", href=f"../{code}/{places[code]}/")
        page = read(small_site / code / places[code] / "index.html")
        assert page.all("a", href="../../" + f"{code}/calendar.ics")
        assert len(page.all("p", **{"class": "old"})) == 2
        assert [found["id"] for found in page.all("h2")] == ["overdue", "announced", "not-announced"]
    text = "".join(read(small_site / "en" / "calendar" / "index.html").text)
    assert "The publisher gives this number every year; the latest one here is for 2022." in text
    assert "No announced update is overdue." in text


def events_of(calendar: str | bytes) -> list[Any]:
    """The events of an iCalendar file, read back; a value knows its parameters and errors."""
    return list(Calendar.from_ical(calendar).walk("VEVENT"))


# --- iCalendar ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_ics_is_a_valid_calendar_in_its_language(site: Path, code: str) -> None:
    raw = (site / code / "calendar.ics").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75  # RFC 5545, 3.1
    found = Calendar.from_ical(raw)
    assert {"VERSION", "PRODID", "X-WR-CALNAME", "REFRESH-INTERVAL"} <= set(found)
    events = events_of(raw)
    identifiers = [str(event["UID"]) for event in events]
    assert len(events) == len(set(identifiers)) > 0
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL"} <= set(event)
        assert event["SUMMARY"].params["LANGUAGE"] == code
        assert f"/{code}/" in event["URL"]
        assert event["DTSTART"].dt < event["DTEND"].dt
        assert not event.errors


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_ics_of_a_sub_path_is_valid_too(small_site: Path, code: str) -> None:
    test_the_ics_is_a_valid_calendar_in_its_language(small_site, code)


def test_events_hold_last_and_next_updates(small: Path) -> None:
    events = {str(event["UID"]): event for event in events_of(release_calendar(site_of(small), "en"))}
    host = "migration-facts.example"
    assert set(events) == {
        f"figure-applicants-last-2026-01-10@{host}",
        f"figure-monthly-last-2026-01-10@{host}",
        f"figure-monthly-next-2026-12-01@{host}",
    }
    event = events[f"figure-monthly-next-2026-12-01@{host}"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 1), date(2027, 1, 1))
    assert event["DTSTAMP"].dt == datetime(2026, 2, 1, tzinfo=UTC)
    assert event["URL"] == f"{SITE_URL}en/figures/each-month/"
    assert "December 2026" in event["DESCRIPTION"]
    assert "The Office" in event["DESCRIPTION"]


def test_an_updated_figure_tells_the_day_of_its_update(small: Path) -> None:
    change(small, "frequency: annual", "frequency: annual\nupdated: 2026-01-20")
    assert "figure-applicants-last-2026-01-20@" in release_calendar(site_of(small), "fr").replace("\r\n ", "")


def test_signs_in_titles_do_no_harm(small: Path) -> None:
    path = small / "en" / "figures" / "monthly.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Each month", "A, b; <c> & “d”"), encoding="utf-8")
    events = events_of(release_calendar(site_of(small), "en"))
    assert any("A, b; <c> & “d”" in event["SUMMARY"] for event in events)


# --- Atom --------------------------------------------------------------------------------------------------------


def well_formed(text: str) -> ET.Element:
    """What RFC 4287 requires of a feed and its entries (4.1.1, 4.1.2)."""
    root = ET.fromstring(text)  # noqa: S314 - our own feed
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert (element.findtext(f"{ATOM}updated") or "").endswith("T00:00:00Z")
        assert any(link.get("rel") == "alternate" for link in element.findall(f"{ATOM}link"))
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert any(link.get("rel") == "self" for link in root.findall(f"{ATOM}link"))
    identifiers = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(identifiers) == len(set(identifiers))
    return root


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_feed_of_corrections_is_valid(site: Path, code: str) -> None:
    text = (site / code / "corrections.atom").read_text(encoding="utf-8")
    root = well_formed(text)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == code
    parsed = feedparser.parse(text)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.feed.id.endswith(f"/{code}/corrections.atom")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_feed_is_valid_without_corrections_too(small_site: Path, code: str) -> None:
    test_the_feed_of_corrections_is_valid(small_site, code)
    assert not feedparser.parse((small_site / code / "corrections.atom").read_text(encoding="utf-8")).entries


def test_corrections_are_entries_the_newest_first(small: Path) -> None:
    change(small, "observations:\n", REVISION)
    site = site_of(small)
    text = atom(site, corrections_feed(site, "en"))
    well_formed(text)
    parsed = feedparser.parse(text)
    assert not parsed.bozo
    assert [entry.id for entry in parsed.entries] == [
        "tag:migration-facts.example,2026-03-01:figures/applicants/2020/sex=T/16900-16910/en",
        "tag:migration-facts.example,2026-02-01:figures/applicants/2021/sex=T/25900-25971/en",
    ]
    assert parsed.feed.updated == "2026-03-01T00:00:00Z"
    entry = parsed.entries[1]
    assert entry.updated == "2026-02-01T00:00:00Z"
    assert entry.link == f"{SITE_URL}en/figures/applicants/#2021"
    assert entry.summary.startswith("2021: 25,900 before, now 25,971 (correction of an error).")
    assert "Resettled persons included." in entry.summary


def test_a_feed_escapes_what_it_holds(small: Path) -> None:
    site = site_of(small)
    nasty = "<script>&]]>\"'"
    entry = FeedEntry(tag(site, DAY, "a b/é<"), nasty, f"{SITE_URL}?a=1&b=2", DAY, nasty, DAY)
    feed = Feed("urn:x", nasty, nasty, nasty, "en", f"{SITE_URL}x.atom", SITE_URL, DAY, [entry])
    root = well_formed(atom(site, feed))
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == nasty
    assert root.findtext(f"{ATOM}entry/{ATOM}id") == f"tag:migration-facts.example,{DAY}:a%20b/%C3%A9%3C"


def test_the_page_of_corrections_leads_to_its_feed(small_site: Path) -> None:
    page = read(small_site / "en" / "about" / "corrections" / "index.html")
    assert page.all("a", href="../../../en/corrections.atom")
    head = page.all("link", type="application/atom+xml")
    assert [link["href"] for link in head] == ["https://migration-facts.example/sub/path/en/corrections.atom"]


def test_calendar_and_feed_are_the_same_on_the_same_day(small: Path) -> None:
    first, second = site_of(small), site_of(small, DAY + timedelta(1))
    assert release_calendar(first, "nl") == release_calendar(second, "nl")
    assert atom(first, corrections_feed(first, "nl")) == atom(second, corrections_feed(second, "nl"))
