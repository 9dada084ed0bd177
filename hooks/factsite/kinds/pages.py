"""The pages of words that show more than their words: one list for all that must know of them."""

from __future__ import annotations

from typing import Any

from factsite.records.kind import SpecialPage
from factsite.rendering.addresses import feed_address
from factsite.rendering.calendar import calendar_lists
from factsite.rendering.changelog import MOST_OPEN, changelog
from factsite.rendering.commitments import report
from factsite.rendering.home import home_face, home_lists
from factsite.rendering.lists import by_letter, corrections, glossary_facts, publisher_name, source_list
from factsite.rendering.papers import documents, reports
from factsite.rendering.presentation import PageCard, PageFacts
from factsite.rendering.view import View


def _corrections(view: View) -> dict[str, Any]:
    return {"rows": corrections(view), "feed": feed_address(view.code, "corrections")}


def _sources(view: View) -> dict[str, Any]:
    rows = source_list(view)
    letters = by_letter(view, rows, lambda row: publisher_name(view, row.source))
    return {"letters": letters, "all": len(rows)}


def _changes(view: View) -> dict[str, Any]:
    return {"days": changelog(view), "feed": feed_address(view.code, "changes"), "most": MOST_OPEN}


def _report(view: View) -> dict[str, Any]:
    return {**report(view), "papers": reports(view.site, view.code)}


def _on_paper(view: View) -> dict[str, Any]:
    return {"papers": documents(view.site, view.code)}


PAGES = (
    SpecialPage("index", "home.html", (PageFacts(home_lists), PageCard(home_face)), searched=False),
    SpecialPage("calendar", "calendar.html", (PageFacts(calendar_lists),)),
    SpecialPage("glossary", "glossary.html", (PageFacts(glossary_facts),)),
    SpecialPage("report", "report.html", (PageFacts(_report),)),
    SpecialPage("search", "search.html", searched=False),
    SpecialPage("about/sources", "sources.html", (PageFacts(_sources),)),
    SpecialPage("about/contact", "contact.html"),
    SpecialPage("about/accessibility", "accessibility.html"),
    SpecialPage("about/open-data", "open-data.html", (PageFacts(_on_paper),)),
    SpecialPage("changes", "changes.html", (PageFacts(_changes),), searched=False),
    SpecialPage("about/corrections", "corrections.html", (PageFacts(_corrections),)),
)
