"""What an easy-to-read page shows beside its words: of a figure its number and chart, of home the other pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factsite.content import Entry
from factsite.deriving.leading import HOME, led_to
from factsite.records.figure import Figure
from factsite.records.registry import EASY
from factsite.rendering.figures import chart, headline, marks
from factsite.rendering.presentation import presentation
from factsite.rendering.view import View


@dataclass(frozen=True)
class EasyGroup:
    """The easy-to-read pages of a kind of record: the kind, its name in the plural, the pages."""

    kind: str
    title: str
    entries: list[Entry]


def easy_facts(view: View) -> dict[str, Any]:
    """What an easy-to-read page shows beside its words, which are those of its file."""
    full = view.site.content.subject(view.page)
    facts: dict[str, Any] = {"full": full, "record": full.record, "headline": None, "groups": _groups(view)}
    if figure := full.of(Figure):
        newest = figure.latest()
        source = view.site.content.sources.get(figure.source_of(newest)) if newest else None
        facts |= {"headline": headline(view, figure), "chart": chart(view, figure), "source": source}
        facts["marks"] = marks(view, figure)
    return facts


def _groups(view: View) -> list[EasyGroup]:
    """On the easy-to-read home page the others by kind, in the order in which home leads to their full pages."""
    if view.page.full != HOME:
        return []
    content = view.site.content
    every = [entry.path for entry in content.entries.values() if entry.full and entry is not view.page]
    order = dict.fromkeys([*(f"{EASY}/{path}" for path in led_to(content)), *sorted(every)])
    groups: dict[str, EasyGroup] = {}
    for entry in (content.entries[path] for path in order if path in content.entries):
        kind = content.subject(entry).kind
        if entry.translations and content.subject(entry).record is not None:
            title = view.say(presentation(kind).title)
            groups.setdefault(kind, EasyGroup(kind, title, [])).entries.append(entry)
    return list(groups.values())
