"""What documents on paper are told of records: words with their language, names, addresses as they stand in print."""

from __future__ import annotations

import re
from typing import Any

from factsite.content import Entry
from factsite.localising.language import upper_first
from factsite.records.common import Citation
from factsite.records.scalars import Span
from factsite.records.source import Source
from factsite.rendering.lists import publisher_name
from factsite.rendering.presentation import Said
from factsite.rendering.view import View
from factsite.rendering.words import LangText

Data = dict[str, Any]


def worded(text: LangText) -> Data:
    """Words with their language, for a template that tells programs which read aloud."""
    return {"text": str(text), "lang": text.language}


def continued(view: View, title: str) -> str:
    """What stands for the title of a part on the pages after that on which it begins."""
    return view.language.say("%(title)s (continued)", title=title)


def unbroken(text: str) -> str:
    """A text in which no line ends between a word and its number: section 3.2.1, third quarter of 2020."""
    return re.sub(r" (?=\d)", "\u00a0", text)


def stands_at(view: View, entry: Entry) -> Data:
    """The address of the page of a record: whole, and as it is printed."""
    return printed(view.site.base + view.site.addresses.of(entry.path, view.code))


def printed(address: str) -> Data:
    """An address whole, and without what readers needn’t type."""
    return {"address": address, "shown": address.partition("://")[2].rstrip("/")}


def frame(view: View, title: str) -> Data:
    """What every document says of itself: title, site, day, publisher, where the site stands."""
    say, settings = view.language.say, view.site.content.settings
    name = settings.publisher.name.read_in(view.code) if settings else view.site_name
    return {
        "title": title,
        "language": view.code,
        "region": view.language.locale.territory or "",
        "site_name": view.site_name,
        "author": view.publisher,
        "as_of": say("As of %(day)s.", day=view.language.day(view.site.day)),
        "publisher": say("Publisher: %(who)s.", who=name),
        "site": printed(view.site.base + f"{view.code}/"),
        "draft": say("Draft") if view.site.preview_at is not None else "",
        "contents": say("Contents"),
    }


def said(view: View, entry: Entry) -> list[Data]:
    """What a list says of a record, each piece as text; ``badge`` marks one that is a verdict or a state."""
    return [{"text": upper_first(_text(view, one)), "badge": bool(one.badge)} for one in view.said(entry)]


def _text(view: View, one: Said) -> str:
    if one.entry:
        return str(view.title_of(one.entry))
    return view.language.span(one.day) if one.day else one.text


def source_of(view: View, cited: Citation, beside: Span | None = None) -> Data:
    """A source as a line of a page names it: publisher, title, table and places, what is known of its publication.

    A title that is ours stands in square brackets, and one that ends with a mark of its own gets no full stop.

    Args:
        view: the page.
        cited: the source and the places in it.
        beside: the day that stands beside the line: a source of that day isn't told to be of it once more.
    """
    source, say = view.site.content.sources[cited.source], view.language.say
    title, place = worded(view.source_title(source)), view.places(cited)
    if source.described_for(view.code):
        title["text"] = f"[{title['text']}]"
    more = []
    if source.published.known and source.published != beside:
        more.append(say("Published: %(when)s.", when=view.language.span(source.published)))
    if source.via or source.via_name:
        more.append(say("Passed on by %(who)s.", who=_passed_on_by(view, source)))
    return {
        "publisher": publisher_name(view, source),
        "title": title,
        "places": unbroken(", ".join(one for one in (source.table, place) if one)),
        "end": view.full_stop(source, [place]),
        "more": more,
        "address": source.address_for(view.code) or "",
    }


def _passed_on_by(view: View, source: Source) -> str:
    """Who handed a source on."""
    path = f"organisations/{source.via}"
    if view.has(path):
        return str(view.title_of(view.entry_at(path)))
    return source.via_name.read_in(view.code) if source.via_name else source.via or ""


def organisations(view: View, identifiers: list[str]) -> str:
    """The names of bodies, in a list."""
    paths = [(identifier, f"organisations/{identifier}") for identifier in identifiers]
    names = [str(view.title_of(view.entry_at(path))) if view.has(path) else identifier for identifier, path in paths]
    return ", ".join(names)
