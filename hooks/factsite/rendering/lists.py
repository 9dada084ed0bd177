"""What stands on lists: groups of records, tiles of figures, the glossary, the sources."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from factsite.charting.sparkline import sparkline
from factsite.charting.words import LatestChange, latest_change
from factsite.content import Entry
from factsite.records.figure import Figure
from factsite.records.registry import kinds
from factsite.records.scalars import Span
from factsite.records.source import Source
from factsite.rendering.addresses import TERM_BASE
from factsite.rendering.corrected import Correction
from factsite.rendering.figures import Headline, headline
from factsite.rendering.parting import number_at, part
from factsite.rendering.presentation import ListHeading, Said, presentation
from factsite.rendering.prose import GlossaryTerm, glossary_term
from factsite.rendering.schema_org.glossary import term_set
from factsite.rendering.view import View

T = TypeVar("T")
_LATIN = string.ascii_uppercase
_NO_LETTER = "#"
# Pages that use a source which its row names; of a source that a thousand use, the rest are a number.
MOST_NAMED = 12


@dataclass(frozen=True)
class Group:
    """Some records of a list under a heading; ``id`` is the anchor."""

    id: str
    title: str
    entries: list[Entry]


@dataclass(frozen=True)
class Row:
    """A record on a list: its page, its day, where it stands (badges), what else is said of it."""

    entry: Entry
    day: Span | None
    standing: list[Said]
    said: list[Said]


@dataclass(frozen=True)
class Tile:
    """A figure on a list: its page, its newest value, unit and period, how that changed, a line of all."""

    entry: Entry
    headline: Headline | None
    change: LatestChange | None
    spark: Markup


@dataclass(frozen=True)
class Letter(Generic[T]):
    """A letter of the alphabet, its anchor, and what begins with it; of a long list, in which part that begins."""

    sign: str
    id: str
    entries: Sequence[T]
    part: int = 1


@dataclass(frozen=True)
class Beyond(Generic[T]):
    """Another part of a list: its number, its rows, the signs of the alphabet with which it begins and ends."""

    number: int
    rows: Sequence[T]
    first: str
    last: str


@dataclass(frozen=True)
class SourceRow:
    """A source in the list of all sources, with the pages that use it; ``named`` are as many as a list names."""

    id: str
    source: Source
    uses: list[Entry]

    @property
    def named(self) -> list[Entry]:
        """The first of the pages that use it."""
        return self.uses[:MOST_NAMED]


def list_groups(view: View, entries: Iterable[Entry]) -> list[Group]:
    """Group records of a section under the headings that their kind gives them, else by theme."""
    groups: dict[str, Group] = {}
    for entry in entries:
        heading = _heading(view, entry)
        groups.setdefault(heading.id, Group(heading.id, heading.title, [])).entries.append(entry)
    return list(groups.values())


def year_heading(view: View, day: Span | None) -> ListHeading:
    """The year of a record as the heading under which lists show it."""
    if day is None or not day.known:
        return ListHeading("undated", view.language.say("day not known"))
    return ListHeading(str(day.start.year), str(day.start.year))


def row(view: View, entry: Entry) -> Row:
    """A record as it stands on lists that are no tiles."""
    said = view.said(entry)
    day = next((one for one in said if one.day), None)
    return Row(
        entry,
        day.day if day else None,
        [one for one in said if one.badge],
        [one for one in said if not one.badge and one is not day],
    )


def _heading(view: View, entry: Entry) -> ListHeading:
    record, given = entry.record, presentation(entry.kind).heading
    if record is None or given is None:
        theme = record.main_theme if record else ""
        return ListHeading(theme, view.theme(theme))
    return given(view, entry, record)


def tile(view: View, entry: Entry) -> Tile:
    """A figure as it stands on lists."""
    found, figure = view.site.main_shape(entry.id), entry.of(Figure)
    top = headline(view, figure) if figure else None
    change = latest_change(figure, entry.id, view.language) if figure else None
    return Tile(entry, top, change, Markup(sparkline(found)) if found else Markup(""))  # noqa: S704 - our own drawing


def glossary_terms(view: View) -> list[GlossaryTerm]:
    """The terms that have words, in the alphabet of the language."""
    made, key = view.site.rows, ("glossary", view.code)
    if key not in made:
        made[key] = _glossary_terms(view)
    return made[key]


def _glossary_terms(view: View) -> list[GlossaryTerm]:
    glossary = view.site.content.glossary
    known = [term for term in glossary.facts if any(term in words for words in glossary.words.values())]
    terms = [glossary_term(term, view.page, view.site.content, view.language) for term in known]
    return sorted(terms, key=lambda term: view.language.sort_key(term.name))


def glossary_facts(view: View) -> dict[str, Any]:
    """The glossary page: the terms, also in the words of schema.org."""
    terms = glossary_terms(view)
    shown = part(terms, view.number)
    return {
        **lettered(view, terms, lambda term: term.name),
        "term_base": TERM_BASE,
        "structured": [term_set(view, shown.entries)],
    }


def lettered(view: View, rows: Sequence[T], name: Callable[[T], str]) -> dict[str, Any]:
    """A part of a list that is sorted by name: the alphabet of the whole list, and the part below its own letters.

    The first part, at whose address every row has stood, has the anchors of the others too: a link to one of them that
    was made when the list was shorter leads to the way to its part (and, by script, there).
    """
    shown = part(rows, view.number)
    others = [part(rows, number) for number in range(2, shown.of + 1)] if view.number == 1 else []
    beyond = [
        Beyond(other.number, other.entries, _sign(view, name(other.entries[0])), _sign(view, name(other.entries[-1])))
        for other in others
    ]
    below = by_letter(view, shown.entries, name)
    return {"letters": by_letter(view, rows, name), "part": shown, "below": below, "beyond": beyond}


def _sign(view: View, name: str) -> str:
    """The letter below which a name stands; “#” for what begins with none."""
    first = view.language.sort_key(name)[:1].upper()
    return first if first.isalpha() else _NO_LETTER


def by_letter(view: View, entries: Iterable[T], name: Callable[[T], str]) -> list[Letter[T]]:
    """What is sorted by name, below the letters with which its names begin; the other letters of A–Z are there too.

    Accents are left out of account as in sorting; what begins with no letter stands below “#”, before them all.
    """
    found: dict[str, list[T]] = {}
    parts: dict[str, int] = {}
    for place, entry in enumerate(entries):
        sign = _sign(view, name(entry))
        found.setdefault(sign, []).append(entry)
        parts.setdefault(sign, number_at(place))
    latin = _LATIN if not found.keys().isdisjoint(_LATIN) else ""
    return [
        Letter(
            sign,
            f"letter-{'other' if sign == _NO_LETTER else sign.lower()}",
            found.get(sign, []),
            parts.get(sign, 1),
        )
        for sign in sorted({*latin, *found})
    ]


def source_list(view: View) -> list[SourceRow]:
    """All sources by publisher and title, each with the pages that use it."""
    known, key = view.site.rows, ("sources", view.code)
    if key not in known:
        known[key] = _source_list(view)
    return known[key]


def source_facts(view: View) -> dict[str, Any]:
    """The page of the sources."""
    return lettered(view, source_list(view), lambda row: publisher_name(view, row.source))


def _source_list(view: View) -> list[SourceRow]:
    content = view.site.content
    rows = []
    for name, source in content.sources.items():
        uses = [content.entries[path] for path in sorted(view.site.relations.uses.get(name, ()))]
        rows.append(SourceRow(name, source, [entry for entry in uses if entry.translations]))
    return sorted(
        rows,
        key=lambda row: (
            view.language.sort_key(publisher_name(view, row.source)),
            view.language.sort_key(row.source.title_for(view.code).text),
        ),
    )


def corrections(view: View) -> list[Correction]:
    """Every correction of a page, and what the kinds tell of (revised numbers, checks withdrawn), the newest first."""
    known, key = view.site.rows, ("corrections", view.code)
    if key not in known:
        known[key] = _corrections(view)
    return known[key]


def _corrections(view: View) -> list[Correction]:
    found: list[Correction] = []
    for entry in (entry for kind in kinds() for entry in view.site.listed(kind, view.code)):
        if entry.record is None:
            continue
        told = presentation(entry.kind).corrections
        found += told(view, entry, entry.record) if told else ()
        found += [
            Correction(entry, one.date, "", view.note_of(entry, one.note), name=one.note)
            for one in entry.record.corrections
        ]
    return sorted(found, key=lambda one: one.date, reverse=True)


def publisher_name(view: View, source: Source) -> str:
    """The name of the body that publishes a source."""
    entry = view.site.content.entries.get(f"organisations/{source.publisher}") if source.publisher else None
    if entry and entry.translations:
        return view.title_of(entry)
    return source.publisher_name.read_in(view.code) if source.publisher_name else source.publisher or ""
