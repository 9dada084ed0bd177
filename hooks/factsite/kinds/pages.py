"""The pages of words that show more than their words: one list for all that must know of them."""

from __future__ import annotations

from typing import Any

from factsite.records.kind import SpecialPage
from factsite.rendering.addresses import feed_address
from factsite.rendering.calendar import calendar_lists, releases
from factsite.rendering.changelog import MOST_OPEN, MOST_RELEASES, changelog, day_anchor, release_days
from factsite.rendering.commitments import report
from factsite.rendering.home import home_face, home_lists
from factsite.rendering.lists import corrections, glossary_facts, glossary_terms, source_facts, source_list
from factsite.rendering.papers import documents, reports
from factsite.rendering.parting import part
from factsite.rendering.presentation import PageCard, PageFacts
from factsite.rendering.view import View


def _corrections(view: View) -> dict[str, Any]:
    return {"part": part(corrections(view), view.number), "feed": feed_address(view.code, "corrections")}


def _correction_rows(view: View) -> list[str]:
    return [one.entry.path for one in corrections(view)]


def _source_anchors(view: View) -> list[str]:
    return [row.id for row in source_list(view)]


def _term_anchors(view: View) -> list[str]:
    return [term.slug for term in glossary_terms(view)]


def _changes(view: View) -> dict[str, Any]:
    shown = part(release_days(view.site.content), view.number, MOST_RELEASES)
    feed = feed_address(view.code, "changes")
    return {"part": shown, "days": changelog(view, shown.entries), "feed": feed, "most": MOST_OPEN}


def _release_anchors(view: View) -> list[str]:
    return [day_anchor(day) for day in release_days(view.site.content)]


def _calendar_rows(view: View) -> list[str]:
    return [one.entry.path for one in releases(view)]


def _report(view: View) -> dict[str, Any]:
    return {**report(view), "papers": reports(view.site, view.code)}


def _on_paper(view: View) -> dict[str, Any]:
    return {"papers": documents(view.site, view.code)}


PAGES = (
    SpecialPage("index", "home.html", (PageFacts(home_lists), PageCard(home_face)), searched=False),
    SpecialPage("calendar", "calendar.html", (PageFacts(calendar_lists, _calendar_rows),)),
    SpecialPage("glossary", "glossary.html", (PageFacts(glossary_facts, _term_anchors),)),
    SpecialPage("report", "report.html", (PageFacts(_report),)),
    SpecialPage("search", "search.html", searched=False),
    SpecialPage("about/sources", "sources.html", (PageFacts(source_facts, _source_anchors),)),
    SpecialPage("about/contact", "contact.html"),
    SpecialPage("about/accessibility", "accessibility.html"),
    SpecialPage("about/open-data", "open-data.html", (PageFacts(_on_paper),)),
    SpecialPage("changes", "changes.html", (PageFacts(_changes, _release_anchors, MOST_RELEASES),), searched=False),
    SpecialPage("about/corrections", "corrections.html", (PageFacts(_corrections, _correction_rows),)),
)
