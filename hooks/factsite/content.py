"""All facts and words of the site, as read, and the questions that every later stage asks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import is_
from pathlib import Path
from typing import TypeVar, cast

from factsite.documents.pages import PageFile
from factsite.documents.tree import Document, Place
from factsite.languages import Languages
from factsite.localising.names import official_languages
from factsite.prose.passage import Passage
from factsite.records.accessibility import AccessibilityTest
from factsite.records.change import ReleaseChanges
from factsite.records.choices import PublishedChoices
from factsite.records.common import Record
from factsite.records.dimension import Colour
from factsite.records.former import FACETS_OF_NAMES, FormerName
from factsite.records.history import FigureHistory
from factsite.records.listed import CodeLists
from factsite.records.published import LastRelease
from factsite.records.registry import EASY, kinds
from factsite.records.searching import SearchSettings
from factsite.records.settings import Settings
from factsite.records.source import Source
from factsite.records.termbase import AgreedTerms, TermExceptions
from factsite.records.wording import Wordings
from factsite.records.words import TermFacts, TermWords, Words

R = TypeVar("R", bound=Record)
T = TypeVar("T")
# One for all readings: what was found with it is still true as long as a site has none.
NO_TERMS, NO_EXCEPTIONS = AgreedTerms({}), TermExceptions({})


@dataclass
class Translation:
    """The words of a page in one language, and the file that holds them.

    ``former`` names the fields that are still as they were, because others take their place later.
    """

    language: str
    words: Words
    file: PageFile
    passages: list[Passage] = field(default_factory=list, repr=False)
    former: frozenset[str] = frozenset()
    _found: tuple[tuple[object, ...], object] | None = field(default=None, init=False, repr=False, compare=False)

    def found_with(self, inputs: tuple[object, ...], find: Callable[[], T]) -> T:
        """What is found in it with other things, such as lists of words: once, as long as they are the same."""
        known = self._found
        if known is None or len(known[0]) != len(inputs) or not all(map(is_, known[0], inputs)):
            known = self._found = (inputs, find())
        return cast("T", known[1])


@dataclass(eq=False)
class Entry:
    """One page in all its languages; ``record`` is None for home, list and About pages.

    ``path`` is that of its file without language and suffix: ``figures/protection-applicants``.
    """

    path: str
    languages: Languages
    record: Record | None = None
    document: Document | None = None
    translations: dict[str, Translation] = field(default_factory=dict)

    @cached_property
    def kind(self) -> str:
        """The kind of record, or ``page`` for pages of words only."""
        folder, _, name = self.path.rpartition("/")
        return folder if folder in kinds() and name != "index" else "page"

    @property
    def id(self) -> str:
        """The identifier: the name of the file."""
        return self.path.rpartition("/")[2]

    @property
    def section(self) -> str:
        """The top folder; empty for home."""
        first, _, rest = self.path.partition("/")
        return first if rest or first != "index" else ""

    @property
    def full(self) -> str:
        """Of an easy-to-read page the path of the page that it tells in plainer words; of any other nothing."""
        first, _, rest = self.path.partition("/")
        return rest if first == EASY else ""

    def of(self, model: type[R]) -> R | None:
        """The record, if it is one of a model."""
        return self.record if isinstance(self.record, model) else None

    def language_for(self, reader: str) -> str:
        """The language in which a reader gets the page: their own, else that of the source, the default, any."""
        if reader in self.translations:
            return reader
        source = self.record.source_language if self.record else None
        return next(code for code in self.languages.preferred(reader, source) if code in self.translations)

    def in_language(self, reader: str) -> Translation:
        """The words that a reader of ``reader`` gets."""
        return self.translations[self.language_for(reader)]


@dataclass
class Labels:
    """Names of the site's own codes in one language: themes, dimensions and their codes.

    The codes of ``Content.codes`` carry their names themselves.
    """

    themes: dict[str, str]
    dimensions: dict[str, str]
    codes: dict[str, dict[str, str]]


def merged(labels: list[Labels]) -> Labels:
    """Names out of several lists; the later stand before the earlier."""
    found = Labels({}, {}, {})
    for one in labels:
        found.themes |= one.themes
        found.dimensions |= {name: words for name, words in one.dimensions.items() if words}
        for dimension, codes in one.codes.items():
            found.codes[dimension] = found.codes.get(dimension, {}) | codes
    return found


@dataclass
class DimensionFacts:
    """The codes of a dimension in their order; ``countries`` if ISO 3166 codes may stand there too.

    ``ordered`` codes, such as ages, are shown in their order, not by size; ``colours`` are those that codes have on
    every chart.
    """

    codes: list[str]
    countries: bool = False
    aggregates: list[str] = field(default_factory=list)
    ordered: bool = False
    colours: dict[str, Colour] = field(default_factory=dict)


@dataclass
class Glossary:
    """The terms: their facts, their words per language, and the file of each language."""

    languages: Languages
    facts: dict[str, TermFacts] = field(default_factory=dict)
    words: dict[str, dict[str, TermWords]] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    facts_document: Document | None = None

    def language_for(self, term: str, reader: str) -> str:
        """The language in which a reader gets a term."""
        return next(code for code in self.languages.preferred(reader) if term in self.words.get(code, {}))

    def word(self, term: str, reader: str) -> TermWords:
        """The term in the reader's language, or in one that has it."""
        return self.words[self.language_for(term, reader)][term]


@dataclass
class Content:
    """Everything under ``content/``, read once per build.

    ``files`` names, relative to it, every file that could be opened, and ``there`` all that stands there besides.
    ``codes`` aren’t known where their file can’t be read.
    """

    root: Path
    languages: Languages
    files: frozenset[str] = frozenset()
    there: frozenset[str] = frozenset()
    entries: dict[str, Entry] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    source_documents: dict[str, Document] = field(default_factory=dict)
    themes: dict[str, Place] = field(default_factory=dict)
    dimensions: dict[str, DimensionFacts] = field(default_factory=dict)
    codes: CodeLists = field(default_factory=CodeLists)
    codes_are_known: bool = True
    labels: dict[str, Labels] = field(default_factory=dict)
    glossary: Glossary = field(init=False)
    key_figures: list[tuple[str, Place]] = field(default_factory=list)
    settings: Settings | None = None
    settings_document: Document | None = None
    accessibility: AccessibilityTest | None = None
    accessibility_document: Document | None = None
    wordings: Wordings | None = None
    former: dict[str, FormerName] = field(default_factory=dict)
    former_document: Document | None = None
    choices: dict[str, PublishedChoices] = field(default_factory=dict)
    agreed: AgreedTerms = NO_TERMS
    exceptions: TermExceptions = NO_EXCEPTIONS
    exceptions_document: Document | None = None
    search: SearchSettings | None = None
    search_document: Document | None = None
    changes: dict[date, ReleaseChanges] = field(default_factory=dict)
    histories: dict[str, FigureHistory] = field(default_factory=dict)
    published: LastRelease | None = None
    booklets: dict[tuple[str, int], Path] = field(default_factory=dict)
    _labels: dict[str, Labels] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.glossary = Glossary(self.languages)

    @cached_property
    def assets(self) -> frozenset[str]:
        """The files that all languages share, by their way from content/assets."""
        return frozenset(name.removeprefix("assets/") for name in self.files if name.startswith("assets/"))

    @property
    def country(self) -> str | None:
        """The country whose law the site tells (ISO 3166), if it is of one."""
        return self.settings.country if self.settings else None

    @property
    def official_languages(self) -> list[str]:
        """The languages of the site in which acts of its country have titles."""
        official = official_languages(self.country) if self.country else ()
        return [code for code in self.languages if code in official]

    def labels_in(self, code: str) -> Labels:
        """The names of codes for readers of a language; what theirs lacks, in the default one."""
        if code not in self._labels:
            known = [self.labels[one] for one in (self.languages.default, code) if one in self.labels]
            self._labels[code] = merged(known)
        return self._labels[code]

    def of_kind(self, kind: str) -> Iterator[Entry]:
        """The records of a kind that could be read, in the order of their identifiers."""
        yield from (entry for entry in self._in_order() if entry.kind == kind and entry.record is not None)

    def records(self, model: type[R]) -> Iterator[tuple[Entry, R]]:
        """The records that are of a model, with their entries, in the order of their identifiers."""
        for entry in self._in_order():
            if record := entry.of(model):
                yield entry, record

    def _in_order(self) -> Iterator[Entry]:
        return (self.entries[path] for path in sorted(self.entries))

    def get(self, kind: str, identifier: str, model: type[R]) -> R | None:
        """The record with an identifier, if there is one of that kind."""
        entry = self.entries.get(f"{kind}/{identifier}")
        return entry.of(model) if entry else None

    def replaced_slugs(self, path: str, language: str) -> list[str]:
        """The slugs in a language of what is gone and was replaced by something."""
        replaced = [one for one in self.former.values() if one.removed and one.now == path]
        return [slug for one in replaced for slug in one.slugs.get(language, ())]

    def subject(self, entry: Entry) -> Entry:
        """The page whose facts a page tells: its own or, of an easy-to-read one, those of the full page."""
        return self.entries.get(entry.full, entry) if entry.full else entry

    def easy(self, path: str) -> Entry | None:
        """The easy-to-read version of a page, if it has one."""
        found = self.entries.get(f"{EASY}/{path}")
        return found if found and found.translations else None

    def published_choices(self, kind: str, facet: str, language: str) -> dict[str, list[str]]:
        """The ends of the addresses that each choice of a facet had in a language, by its code of today."""
        found: dict[str, list[str]] = {}
        of_kind = self.choices.get(kind)
        for code, endings in (of_kind.root.get(facet, {}) if of_kind else {}).items():
            found.setdefault(self._code_now(facet, code), []).extend(endings.get(language, ()))
        return found

    def _code_now(self, facet: str, code: str) -> str:
        """The code of a theme or a body that was recorded under another."""
        former = self.former.get(f"{FACETS_OF_NAMES.get(facet)}/{code}")
        return former.now.partition("/")[2] if former and former.now else code

    def former_names(self, path: str) -> list[str]:
        """The identifiers that a record or a source had, the first one first."""
        found = [(one.day, name) for name, one in self.former.items() if one.now == path and not one.removed]
        return [name.rpartition("/")[2] for _, name in sorted(found)]

    def first_name(self, path: str) -> str:
        """The path under which a record was first published: what names it for ever is made of it."""
        kind, _, identifier = path.rpartition("/")
        return f"{kind}/{next(iter(self.former_names(path)), identifier)}"

    def has_words(self, path: str) -> bool:
        """Whether a language has a file of words for a page, readable or not."""
        return any(f"{code}/{path}.md" in self.there for code in self.languages)

    def identifiers(self, kind: str) -> set[str]:
        """Every identifier to which a reference of a kind may lead, readable or not."""
        if kind == "sources":
            return set(self.source_documents)
        if kind == "themes":
            return set(self.themes)
        if kind == "dimensions":
            return set(self.dimensions)
        if kind == "terms":
            return set(self.glossary.facts)
        if kind == "*":
            return {path for path, entry in self.entries.items() if entry.kind != "page"}
        return {entry.id for entry in self.entries.values() if entry.kind == kind}
