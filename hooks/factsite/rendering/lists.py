"""What stands on lists: groups of records, the home page, the glossary, the sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from factsite.charting.sparkline import BOX, sparkline
from factsite.content import Entry
from factsite.records.codes import Verdict
from factsite.records.figure import Figure, Revision
from factsite.records.kinds import KINDS, Decision, FactCheck, Legislation, Organisation, Source
from factsite.rendering.calendar import SOON_WEEKS, coming
from factsite.rendering.figures import Headline, headline
from factsite.rendering.linked import term_set
from factsite.rendering.prose import GlossaryTerm, glossary_term
from factsite.rendering.view import View
from factsite.rendering.words import Words

NEWEST = 4
_UNGROUPED = frozenset({"explained"})


@dataclass(frozen=True)
class Group:
    """Some records of a list under a heading; ``id`` is the anchor."""

    id: str
    title: str
    entries: list[Entry]


@dataclass(frozen=True)
class Tile:
    """A figure on a list: its page, its newest value, unit and period."""

    entry: Entry
    headline: Headline | None
    spark: list[str]
    spark_box = BOX


@dataclass(frozen=True)
class Newest:
    """The newest records of a kind on the home page; ``all`` are the words that lead to the list of them all."""

    kind: str
    title: str
    all: str
    entries: list[Entry]


@dataclass(frozen=True)
class SourceRow:
    """A source in the list of all sources, with the pages that use it."""

    id: str
    source: Source
    uses: list[Entry]


def list_groups(view: View) -> list[Group]:
    """Group the records of a section: figures by theme, law by year, checks by verdict, bodies by level."""
    kind = view.page.section
    if kind not in KINDS:
        return []
    groups: dict[str, Group] = {}
    for entry in view.site.listed(kind, view.code):
        identifier, title = _group(view, entry) if kind not in _UNGROUPED else ("all", "")
        groups.setdefault(identifier, Group(identifier, title, [])).entries.append(entry)
    scale = [verdict.value for verdict in Verdict]
    return sorted(groups.values(), key=lambda group: scale.index(group.id) if group.id in scale else -1)


def _group(view: View, entry: Entry) -> tuple[str, str]:
    record = entry.record
    if isinstance(record, Organisation):
        return record.level.value, view.language.name(record.level)
    if isinstance(record, Legislation):
        days = (
            [record.date]
            if record.date and record.date.known
            else [step.date for step in record.steps if step.date.known]
        )
        year = str(min(day.start for day in days).year) if days else ""
        return year or "undated", year or view.language.say("day not known")
    if isinstance(record, Decision):
        return str(record.date.start.year), str(record.date.start.year)
    if isinstance(record, FactCheck):
        return record.standing.value, view.language.name(record.standing)
    theme = record.main_theme if record else ""
    return theme, view.theme(theme)


def tile(view: View, entry: Entry) -> Tile:
    """A figure as it stands on lists."""
    found = view.site.main_shape(entry.id)
    top = headline(view, entry.record) if isinstance(entry.record, Figure) else None
    return Tile(entry, top, sparkline(found) if found else [])


def home_lists(view: View) -> dict[str, Any]:
    """The home page: key figures, what comes soon, the newest of law, fact checks and decisions, all from data."""
    content, say = view.site.content, view.language.say
    named = [content.entries.get(f"figures/{name}") for name, _ in content.key_figures]
    figures = [entry for entry in named if entry and entry.record and entry.translations]
    return {
        "tiles": [tile(view, entry) for entry in figures],
        "coming": coming(view),
        "weeks": SOON_WEEKS,
        "newest": [
            _newest(view, "legislation", say("Latest changes in the law"), say("All legislation")),
            _newest(view, "fact-checks", say("Latest fact checks"), say("All fact checks")),
            _newest(view, "decisions", say("Latest decisions"), say("All decisions")),
        ],
    }


def _newest(view: View, kind: str, title: str, every: str) -> Newest:
    return Newest(kind, title, every, view.site.listed(kind, view.code)[:NEWEST])


def glossary_terms(view: View) -> list[GlossaryTerm]:
    """The terms that have words, in the alphabet of the language."""
    glossary = view.site.content.glossary
    known = [term for term in glossary.facts if any(term in words for words in glossary.words.values())]
    terms = [glossary_term(term, view.page, view.site.content, view.language) for term in known]
    return sorted(terms, key=lambda term: view.language.sort_key(term.name))


def glossary_facts(view: View) -> dict[str, Any]:
    """The glossary page: the terms, also in the words of schema.org."""
    terms = glossary_terms(view)
    return {"terms": terms, "structured": [term_set(view, terms)]}


def source_list(view: View) -> list[SourceRow]:
    """All sources by publisher and title, each with the pages that use it."""
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


@dataclass(frozen=True)
class Correction:
    """What was changed, as it stands on the list of corrections.

    ``told`` says a changed number in words; ``name`` tells other changes of one page apart.
    """

    entry: Entry
    date: date
    told: str
    note: Words
    revision: Revision | None = None
    name: str = ""


def corrections(view: View) -> list[Correction]:
    """Every revision of a number, correction of a page and withdrawal of a fact check, the newest first."""
    found = []
    for entry in (entry for kind in KINDS for entry in view.site.listed(kind, view.code)):
        record = entry.record
        if isinstance(record, Figure):
            for revision in record.revisions:
                told, note = view.revision(record, revision), view.note_of(entry, revision.note)
                found.append(Correction(entry, revision.date, told, note, revision))
        if isinstance(record, FactCheck) and record.withdrawn:
            told, note = str(view.say("The fact check was withdrawn.")), view.note_of(entry, record.withdrawn.note)
            found.append(Correction(entry, record.withdrawn.date, told, note, name="withdrawn"))
        if record:
            found += [
                Correction(entry, one.date, "", view.note_of(entry, one.note), name=one.note)
                for one in record.corrections
            ]
    return sorted(found, key=lambda one: one.date, reverse=True)


def publisher_name(view: View, source: Source) -> str:
    """The name of the body that publishes a source."""
    entry = view.site.content.entries.get(f"organisations/{source.publisher}") if source.publisher else None
    if entry and entry.translations:
        return view.title_of(entry)
    return source.publisher_name.read_in(view.code) if source.publisher_name else source.publisher or ""
