"""One page in one language: from its facts, words and text to the whole HTML document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from factsite.content import Entry
from factsite.records.common import Citation, Record
from factsite.records.registry import kinds, special_pages
from factsite.rendering.cards import card
from factsite.rendering.easy import easy_facts
from factsite.rendering.facets import all_related, facets
from factsite.rendering.further import PartView
from factsite.rendering.in_place import with_terms
from factsite.rendering.lists import list_groups, row, tile
from factsite.rendering.parting import part
from factsite.rendering.presentation import PageFacts, presentation
from factsite.rendering.prose import Body
from factsite.rendering.schema_org.breadcrumbs import breadcrumbs
from factsite.rendering.schema_org.page import web_page, web_site
from factsite.rendering.site import Site
from factsite.rendering.text_tables import fitted
from factsite.rendering.updating import tell_in_body
from factsite.rendering.view import View


@dataclass(frozen=True)
class TextHeading:
    """A heading of the text: for the list of contents of a page."""

    id: str
    title: str


def page_of(site: Site, code: str, entry: Entry) -> str:
    """The address of the file of a page in a language."""
    return f"{site.addresses.of(entry.path, code)}index.html"


def pages_of(site: Site) -> dict[str, tuple[str, Entry]]:
    """The language and the entry of each page of a site, by its address."""
    return {
        page_of(site, code, entry): (code, entry)
        for code in site.content.languages
        for entry in site.content.entries.values()
        if entry.translations
    }


class PageRenderer:
    """Draws one page; with a ``number`` behind 1 a further part of a list, which has the list only."""

    def __init__(self, site: Site, code: str, entry: Entry, number: int = 1) -> None:
        own = View(site, code, entry, site.addresses.of(entry.path, code))
        self.view = PartView(site, code, entry, number) if number > 1 else own
        self._entry = entry
        self._body = Body(entry, site.content, self.view.shown, self.view, site.environment)
        if number == 1:
            self.view.citations = self._body.citations

    def document(self) -> str:
        """The whole document."""
        facts = self._facts()
        if not facts.get("structured"):
            facts["structured"] = [web_site(self.view) if self._entry.path == "index" else web_page(self.view)]
        if self.view.way:
            facts["structured"] = [*facts.get("structured", []), breadcrumbs(self.view)]
        context = self.view.context(
            card=card(self.view),
            with_terms=self._with_terms,
            text=self._text(),
            headings=[TextHeading(*one) for one in self._body.headings()] if self.view.number == 1 else [],
            **facts,
        )
        return self.view.site.environment.get_template(self._template()).render(context)

    def _text(self) -> Markup:
        view = self.view
        if view.number > 1:
            return Markup("")
        html = fitted(self._body.html(), view.language.say("Table"), view.language.colon)
        if not view.stale:
            return html
        module: Any = view.site.environment.get_template("updating.html").module
        return tell_in_body(html, view.stale, module.notice(view))

    def _with_terms(self, name: str) -> Markup:
        """A field of this page in which terms lead to the glossary."""
        return (
            with_terms(self.view, self.view.text(name)) if self.view.has("glossary") else escape(self.view.text(name))
        )

    def _template(self) -> str:
        entry = self._entry
        if entry.kind in kinds():
            return f"{entry.kind}.html"
        if entry.full:
            return "easy.html"
        if special := special_pages().get(entry.path):
            return special.template
        if entry.id != "index":
            return "page.html"
        if entry.section not in kinds():
            return "section.html"
        return self._listed[0] if self._listed else "list.html"

    @property
    def _listed(self) -> tuple[str, Callable[[View], Mapping[str, Any]]] | None:
        """How the list of this section is drawn, if its kind says it."""
        return presentation(self._entry.section).listed if self._entry.section in kinds() else None

    def _facts(self) -> dict[str, Any]:
        entry, record, view = self._entry, self._entry.record, self.view
        if record is not None:
            make = presentation(entry.kind).facts
            citations, facts = make(view, record) if make else ([], {})
            return self._record_facts(record, citations) | facts
        if entry.full:
            return easy_facts(view)
        if special := special_pages().get(entry.path):
            page = special.part(PageFacts)
            return dict(page.make(view)) if page else {}
        if entry.id != "index":
            return {}
        if entry.section not in kinds():
            return {"children": self._children()}
        listed = view.site.listed(entry.section, view.code)
        shown = part(listed, view.number)
        found = {"facets": facets(view, entry.section), "part": shown}
        if self._listed:
            return {**found, **self._listed[1](view)}
        rows = {"tile": partial(tile, view), "row": partial(row, view)}
        return {**found, "groups": list_groups(view, shown.entries), "papers": self._papers(), **rows}

    def _papers(self) -> Sequence[Any]:
        """The documents to print that the list of this section offers."""
        offered = presentation(self._entry.section).papers if self._entry.section in kinds() else None
        return offered(self.view) if offered else ()

    def _record_facts(self, record: Record, citations: list[Citation]) -> dict[str, Any]:
        quantities = [
            Citation(source=quantity.source) for quantity in (*record.numbers.values(), *record.dates.values())
        ]
        entries = self.view.site.listed(self._entry.kind, self.view.code)
        place = self.view.site.place_in_list(self._entry, self.view.code)
        return {
            "record": record,
            "related": all_related(self.view),
            "sources": self.view.sources([*citations, *quantities]),
            "previous": entries[place - 1] if place > 0 else None,
            "following": entries[place + 1] if place + 1 < len(entries) else None,
        }

    def _children(self) -> list[Entry]:
        """The pages of words under a list page, such as those of About."""
        entries = self.view.site.content.entries
        found = [
            entries[path]
            for path in entries
            if path.startswith(f"{self._entry.section}/") and entries[path].kind == "page"
        ]
        return [entry for entry in found if entry is not self._entry and entry.translations]


def render_plain(site: Site, template: str, code: str, address: str, **more: Any) -> str:  # noqa: ANN401
    """A page without an entry, such as a not-found page, in a language at an address."""
    view = View(site, code, None, address)
    return site.environment.get_template(template).render(view.context(**more))
