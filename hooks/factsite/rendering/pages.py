"""One page in one language: from its facts, words and text to the whole HTML document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from factsite.content import Entry
from factsite.records.common import Citation, Record
from factsite.records.kinds import KINDS
from factsite.rendering.addresses import feed_address
from factsite.rendering.calendar import calendar_lists
from factsite.rendering.commitments import pledges, report
from factsite.rendering.facets import facets
from factsite.rendering.facts import record_facts
from factsite.rendering.linked import breadcrumbs
from factsite.rendering.lists import corrections, glossary_facts, home_lists, list_groups, source_list, tile
from factsite.rendering.prose import Body
from factsite.rendering.site import Site
from factsite.rendering.view import View

# What stands on the pages of words that list something.
_LISTS: dict[str, Callable[[View], dict[str, Any]]] = {
    "index": home_lists,
    "calendar": calendar_lists,
    "commitments/index": lambda view: {"pledges": pledges(view), "facets": facets(view, "commitments")},
    "report": report,
    "glossary": glossary_facts,
    "about/corrections": lambda view: {"rows": corrections(view), "feed": feed_address(view.code, "corrections")},
    "about/sources": lambda view: {"rows": source_list(view)},
}


@dataclass(frozen=True)
class Heading:
    """A heading of the text: for the list of contents of a page."""

    id: str
    title: str


class PageRenderer:
    """Draws one page."""

    def __init__(self, site: Site, code: str, entry: Entry) -> None:
        self.view = View(site, code, entry, site.addresses.of(entry.path, code))
        self._entry = entry
        self._body = Body(entry, site.content, self.view.shown, self.view, site.environment)
        self.view.citations = self._body.citations

    def document(self) -> str:
        """The whole document."""
        facts = self._facts()
        if self.view.way:
            facts["structured"] = [*facts.get("structured", []), breadcrumbs(self.view)]
        context = self.view.context(
            text=_scrollable(self._body.html(), self.view.language.say("Table")),
            headings=[Heading(anchor, words) for anchor, words in self._body.headings()],
            **facts,
        )
        return self.view.site.environment.get_template(self._template()).render(context)

    def _template(self) -> str:
        if self._entry.kind in KINDS:
            return f"{self._entry.kind}.html"
        special = {
            "index": "home.html",
            "calendar": "calendar.html",
            "glossary": "glossary.html",
            "about/sources": "sources.html",
            "about/contact": "contact.html",
            "about/corrections": "corrections.html",
            "commitments/index": "overview.html",
            "report": "report.html",
            "search": "search.html",
        }
        if self._entry.path in special:
            return special[self._entry.path]
        return "list.html" if self._entry.id == "index" else "page.html"

    def _facts(self) -> dict[str, Any]:
        record, view = self._entry.record, self.view
        if record is not None:
            citations, facts = record_facts(view, record)
            return self._record_facts(record, citations) | facts
        if self._entry.path in _LISTS:
            return _LISTS[self._entry.path](view)
        groups, choices = list_groups(view), facets(view, self._entry.section) if self._entry.id == "index" else []
        return {"groups": groups, "facets": choices, "children": self._children(), "tile": partial(tile, view)}

    def _record_facts(self, record: Record, citations: list[Citation]) -> dict[str, Any]:
        quantities = [
            Citation(source=quantity.source) for quantity in (*record.numbers.values(), *record.dates.values())
        ]
        entries = self.view.site.listed(self._entry.kind, self.view.code)
        place = entries.index(self._entry)
        return {
            "record": record,
            "sources": self.view.sources([*citations, *quantities]),
            "previous": entries[place - 1] if place > 0 else None,
            "following": entries[place + 1] if place + 1 < len(entries) else None,
        }

    def _children(self) -> list[Entry]:
        """The pages of words under a list page, such as those of About."""
        if self._entry.id != "index":
            return []
        entries = self.view.site.content.entries
        found = [
            entries[path]
            for path in entries
            if path.startswith(f"{self._entry.section}/") and entries[path].kind == "page"
        ]
        return [entry for entry in found if entry is not self._entry and entry.translations]


def _scrollable(html: Markup, name: str) -> Markup:
    """Let wide tables of the text scroll by themselves, by keyboard too (WCAG 2.1.1)."""
    start = Markup('<div class="scroll" role="region" tabindex="0" aria-label="{}"><table>').format(name)
    return html.replace(Markup("<table>"), start).replace(Markup("</table>"), Markup("</table></div>"))


def render_plain(site: Site, template: str, code: str, address: str, **more: Any) -> str:  # noqa: ANN401
    """A page without an entry, such as a not-found page, in a language at an address."""
    view = View(site, code, None, address)
    return site.environment.get_template(template).render(view.context(**more))
