"""What readers may have quoted of a page, fact by fact: what no later state may change without saying so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from factsite.content import Content, Entry
from factsite.deriving.versions import as_text, digest
from factsite.documents.tree import Keys
from factsite.records.common import Citation, Record
from factsite.records.figure import Figure
from factsite.records.published import FactKey, LastRelease
from factsite.records.registry import GLOSSARY, kinds

# The fields that are held against what was published in ways of their own.
ADDRESS, FORMER, VERSION, CHANGED, UPDATED = "slug", "former_slugs", "version", "changed", "updated"
CORRECTIONS, REVISIONS = "corrections", "revisions"
# The note of such an entry: which list it is of, and of which entry.
NOTED = "noted"
# The source of a number or a day that texts name: which list it is of, and its name.
CITED = "cited"
# What readers find a page by, and what it is said to be about.
THEMES = "themes"
# What may be changed at any time without a word: that it was is a day of the page all the same.
FREE = frozenset({CITED, THEMES})
# Of a source only that it is there: it has an address on the list of all.
SOURCE = "source"
# Of the glossary the anchors of its terms, by language and slug.
ANCHORS = "anchors"
# What is said in place of a fact that nobody knows: to find it out changes nothing that was said.
_NOT_SAID = frozenset({"", "unknown", "not-known"})


@dataclass(frozen=True)
class GuardedFact:
    """A fact with its value as it stands in the data, and where: ``keys`` in the data or in the words of ``language``.

    ``of`` says which of several it is. Identifiers of others are written with their kind (``figures/x``), so that they
    can be followed to a later name.
    """

    field: str
    of: str
    value: str
    keys: Keys
    language: str = ""

    @property
    def key(self) -> FactKey:
        """What it is."""
        return self.field, self.of


@dataclass(frozen=True)
class Guards:
    """What a kind of record promises beyond what all do: facts, and texts that say what a fact is.

    ``words`` are guarded in the language in which the page was written first, as translations follow it; ``official``
    texts in each language.
    """

    tell: Callable[[Any], Iterator[GuardedFact]] | None = None
    words: tuple[str, ...] = ()
    official: tuple[str, ...] = ()


Facts = dict[FactKey, GuardedFact]


def guarded(content: Content, entry: Entry) -> Facts:
    """Every fact of a page that readers may have quoted, but for the observations of a figure.

    Args:
        content: the content as the public sees it.
        entry: a page that has words in a language.
    """
    found: Facts = {}
    for fact in _facts(content, entry):
        if fact.value not in _NOT_SAID or fact.field in {CORRECTIONS, REVISIONS}:
            found.setdefault(fact.key, fact)
    return found


def published_of(content: Content, day: date) -> LastRelease:
    """What a release tells readers.

    Args:
        content: what of the content is public on the day.
        day: the day of the release.
    """
    pages: dict[str, dict[FactKey, str]] = {f"sources/{name}": {(SOURCE, ""): name} for name in content.sources}
    for path, entry in content.entries.items():
        if not entry.translations or (entry.kind != "page" and entry.record is None and not entry.full):
            continue
        pages[path] = said_by(content, entry)
    return LastRelease(day, pages)


def said_by(content: Content, entry: Entry) -> dict[FactKey, str]:
    """What a page tells its readers now, as it would be published."""
    said = {key: fact.value for key, fact in guarded(content, entry).items()}
    if figure := entry.of(Figure):
        said[VERSION, ""] = digest(as_text(figure.said))
    return said


def is_published(content: Content, public: Content, day: date) -> bool:
    """Whether what is kept of the last release is what a release of today’s content would tell."""
    return content.published is not None and content.published.pages == published_of(public, day).pages


def _facts(content: Content, entry: Entry) -> Iterator[GuardedFact]:
    for code, translation in entry.translations.items():
        yield GuardedFact(ADDRESS, code, translation.words.slug or entry.id, ("slug",), code)
        for place, slug in enumerate(translation.words.former_slugs):
            yield GuardedFact(FORMER, f"{code} {slug}", slug, (FORMER, place), code)
    if entry.path == GLOSSARY:
        yield from _anchors(content, entry)
    record = entry.record
    if record is None:
        return
    yield from _of_all(record)
    guards = kinds()[entry.kind].part(Guards)
    if guards is None:
        return
    if guards.tell:
        yield from guards.tell(record)
    for code, translation in entry.translations.items():
        source = code == (record.source_language or content.languages.default)
        for name in (*guards.official, *(guards.words if source else ())):
            yield GuardedFact(name, code, getattr(translation.words, name) or "", (name,), code)


def _anchors(content: Content, entry: Entry) -> Iterator[GuardedFact]:
    for code in entry.translations:
        for term, words in content.glossary.words.get(code, {}).items():
            for slug in (words.slug, *words.former_slugs):
                yield GuardedFact(ANCHORS, f"{code} {slug}", f"terms/{term}", (), code)


def _of_all(record: Record) -> Iterator[GuardedFact]:
    yield GuardedFact(CHANGED, "", record.changed.isoformat(), ("changed",))
    yield GuardedFact(THEMES, "", " ".join(f"themes/{one}" for one in record.themes), (THEMES,))
    for name, quantity in record.numbers.items():
        value = f"{quantity.value:f} {quantity.unit.value}"
        yield GuardedFact("numbers", name, value, ("numbers", name, "value"))
        yield _cited("numbers", name, quantity)
    for name, moment in record.dates.items():
        yield GuardedFact("dates", name, moment.date.text, ("dates", name, "date"))
        yield _cited("dates", name, moment)
    several = numbered()
    for place, correction in enumerate(record.corrections):
        of = several(correction.date.isoformat())
        yield GuardedFact(CORRECTIONS, of, "", (CORRECTIONS, place, "date"))
        yield note_of(CORRECTIONS, of, correction.note, place)


def _cited(field: str, name: str, citation: Citation) -> GuardedFact:
    return GuardedFact(CITED, f"{field} {name}", place_in_source(citation), (field, name, "source"))


def note_of(field: str, of: str, note: str | None, place: int) -> GuardedFact:
    """The note of an entry of a list, by what names the entry in that list and its place there."""
    return GuardedFact(NOTED, f"{field} {of}", note or "", (field, place, "note"))


def numbered() -> Callable[[str], str]:
    """What tells the second of one name from the first, and so on: its number behind the name."""
    seen: Counter[str] = Counter()

    def named(name: str) -> str:
        seen[name] += 1
        return name if seen[name] == 1 else f"{name} ({seen[name]})"

    return named


def place_in_source(citation: Citation) -> str:
    """A source and the place in it, in one line."""
    return " ".join([f"sources/{citation.source}", *(f"{kind} {place}" for kind, place in citation.locators)])
