"""Feeds of sections and the calendar of laws: valid, stable, in the language."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar

from documents import LANGUAGES, read
from factsite.content import Content
from factsite.deriving.legal_status import Standings
from factsite.publishing.feeds import section_feed
from factsite.reading.content import read_content
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
