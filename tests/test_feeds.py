"""Feeds of sections and the calendar of laws: valid, stable, in the language."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar

from documents import LANGUAGES, read
from exchanges import change
from factsite.content import Content
from factsite.deriving.legal_status import Standings
from factsite.publishing.dataset import datasets
from factsite.publishing.feeds import MOST, Feed, FeedEntry, plan_feed, section_feed
from factsite.publishing.figure_feeds import feed_of_figure
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.records.registry import kinds
from factsite.rendering.site import Site
from projects import DAY, SITE_URL


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("section", ["all", *kinds()])
def test_feeds_are_valid(site: Path, code: str, section: str) -> None:
    found = feedparser.parse((site / code / f"{section}.atom").read_bytes())
    assert not found.bozo, found.get("bozo_exception")
    assert found.feed.id == f"{SITE_URL}{code}/{section}.atom"
    assert len({entry.id for entry in found.entries}) == len(found.entries) > 0
    days = [entry.updated for entry in found.entries]
    assert days == sorted(days, reverse=True)
    for entry in found.entries:
        assert entry.published <= entry.updated
        assert entry.id.startswith("tag:")
        assert (site / entry.link.removeprefix(SITE_URL) / "index.html").is_file()


def test_an_identifier_outlives_a_new_title_and_address(small: Path) -> None:
    def identifiers() -> list[str]:
        return [entry.id for entry in section_feed(Site(read_content(small)[0], DAY, SITE_URL), "fr", "all").entries]

    before = identifiers()
    page = small / "fr" / "figures" / "applicants.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace("slug: demandeurs", "slug: autre").replace("title: ", "title: Autre "), encoding="utf-8"
    )
    assert identifiers() == before


def filled(entries: int) -> Feed:
    """A feed with so many entries of one day."""
    day = date(2026, 11, 1)
    made = [FeedEntry(f"tag:x,2026:{n}", f"{n}", f"https://x.example/{n}", day, "Text.", day) for n in range(entries)]
    address = "https://x.example/en/all.atom"
    return Feed("tag:x,2026:feed", "All", "All", "We", "en", address, "https://x.example/en/", day, made)


@pytest.mark.parametrize("entries", [0, 1, MOST, MOST + 1, 4 * MOST - 1, 4 * MOST])
def test_a_feed_loses_nothing_however_much_changed_on_a_day(small: Path, entries: int) -> None:
    """From the first document on, “next” leads to each entry once (RFC 5005, 3)."""
    site, feed = Site(read_content(small)[0], DAY, SITE_URL), filled(entries)
    planned = {one.address: one for one in plan_feed(site, "en/all.atom", entries, lambda: feed)}
    assert len(planned) == max(1, -(-entries // MOST))
    address, seen, before = "https://x.example/en/all.atom", [], ""
    while address:
        found = feedparser.parse(planned[address.removeprefix("https://x.example/")].text().encode())
        ways = {link.rel: link.href for link in found.feed.links}
        assert ways["self"] == address
        assert ways.get("previous", "") == before
        if len(planned) > 1:
            assert ways["first"] == "https://x.example/en/all.atom"
            assert ways["last"].removeprefix("https://x.example/") == list(planned)[-1]
        assert len(found.entries) <= MOST
        seen += [entry.id for entry in found.entries]
        before, address = address, ways.get("next", "")
    assert seen == [entry.id for entry in feed.entries]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_figure_has_a_feed_of_its_own(site: Path, content: Content, code: str) -> None:
    for entry, figure in content.records(Figure):
        found = feedparser.parse((site / f"data/figures/{entry.id}.{code}.atom").read_bytes())
        assert not found.bozo, found.get("bozo_exception")
        assert found.feed.language == code
        days = [one.updated[:10] for one in found.entries]
        assert days == sorted(set(days), reverse=True)
        assert days[-1] == figure.published.isoformat()
        assert {one.date.isoformat() for one in figure.revisions} <= set(days)
        page = found.feed.link.removeprefix(SITE_URL)
        (link,) = read(site / page / "index.html").all("link", type="application/atom+xml")
        assert link["href"] == f"{SITE_URL}data/figures/{entry.id}.{code}.atom"


def test_the_feed_of_a_figure_tells_what_changed(small: Path) -> None:
    change(small / "data" / "figures" / "applicants.yml", "changed: 2026-02-01", "changed: 2026-03-05")
    change(
        small / "data" / "figures" / "applicants.yml",
        "observations:\n",
        "revisions:\n  - {period: 2020, old: 16900, new: 16910, date: 2026-03-05, reason: correction}\nobservations:\n",
    )
    site = Site(read_content(small)[0], DAY, SITE_URL)
    (dataset,) = [one for one in datasets(site) if one.id == "applicants"]
    entries = feed_of_figure(dataset, "en").entries
    assert [(entry.updated.isoformat(), entry.summary) for entry in entries] == [
        ("2026-03-05", "2020: 16,900 before, now 16,910 (correction of an error)."),
        ("2026-01-10", "36,871 persons applied in 2022."),
    ]


def test_pages_name_their_feed(site: Path) -> None:
    document = read(site / "nl" / "wetgeving" / "index.html")
    (link,) = document.all("link", type="application/atom+xml")
    assert link["href"] == f"{SITE_URL}nl/legislation.atom"
    assert document.all("a", type="text/calendar")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_calendar_of_laws_holds_every_known_day(site: Path, content: Content, code: str) -> None:
    calendar: Any = Calendar.from_ical((site / code / "law.ics").read_bytes())
    events = calendar.walk("VEVENT")
    standings = Standings(content)
    wanted = [
        (stage.date.start, entry.id)
        for entry in content.of_kind("legislation")
        for stage in standings.of(entry.id)
        if stage.date.precision == "day" and (stage.step.takes_effect or stage.step.ends)
    ]
    assert len(events) == len(wanted) > 5
    assert sorted(event["DTSTART"].dt for event in events) == sorted(day for day, _ in wanted)
    assert len({str(event["UID"]) for event in events}) == len(events)
    assert all(event["DTEND"].dt - event["DTSTART"].dt == timedelta(1) for event in events)
