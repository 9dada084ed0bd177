"""The whole content → what of it is public at a moment. No later stage knows of drafts and embargoes.

Everything that isn’t public yet is taken out here, once, with what only it uses; so a renderer or a file of tomorrow
can’t let it out either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from factsite.content import Content, Entry, Glossary, Translation
from factsite.deriving.passages import passages
from factsite.deriving.ratios import with_ratio
from factsite.deriving.references import record_references
from factsite.deriving.relations import Relations
from factsite.deriving.targets import find_target
from factsite.deriving.withholding import as_until_then, cut, holds_in, holds_of, without
from factsite.documents.series import SeriesDocument
from factsite.documents.tree import Document
from factsite.documents.typography import typeset_fields
from factsite.documents.validating import validate
from factsite.documents.walking import DATA
from factsite.problems import Problem, RuleError
from factsite.records.common import Record
from factsite.records.embargo import Hold, Instant
from factsite.records.figure import Figure
from factsite.records.words import Words


def every_hold(content: Content) -> Iterator[tuple[str, Hold]]:
    """Every hold of the content, with the file that has it (relative to the content)."""
    for path, entry in content.entries.items():
        if entry.document is not None:
            yield from ((f"{DATA}/{path}.yml", hold) for hold in holds_of(entry.document))
        for code, translation in entry.translations.items():
            if hold := translation.words.hold:
                yield f"{code}/{path}.md", hold
    for name, source in content.sources.items():
        if source.hold:
            yield f"{DATA}/sources/{name}.yml", source.hold
    if content.glossary.facts_document is not None:
        yield from ((f"{DATA}/glossary.yml", hold) for hold in holds_in(content.glossary.facts_document.data))


def coming_moments(content: Content, moment: datetime) -> dict[Instant, list[str]]:
    """The moments after one at which something becomes public, in their order, each with the files that say so."""
    found: dict[Instant, list[str]] = {}
    for name, hold in every_hold(content):
        if hold.until is not None and hold.until.at > moment:
            found.setdefault(hold.until, []).append(name)
    return {one: sorted(set(found[one])) for one in sorted(found)}


def holds_something(content: Content, moment: datetime) -> bool:
    """Whether something of the content isn’t public at a moment."""
    return any(not hold.is_over(moment) for _, hold in every_hold(content))


@dataclass
class Public:
    """The content as it is public at a moment.

    ``problems`` are what is wrong with what is left: a required field that isn’t public, a list that is empty.
    """

    content: Content
    problems: list[Problem] = field(default_factory=list)


def public_content(whole: Content, moment: datetime, *, preview: bool = False) -> Public:
    """What of the content is public at a moment.

    Args:
        whole: everything, checked.
        moment: the moment of the build.
        preview: keep what isn’t public; only what has become public gets its day.

    Returns:
        The content itself if nothing in it has ever been held back; else another that shares what is the same.
    """
    if not any(True for _ in every_hold(whole)):
        return Public(whole)
    return _Cutter(whole, moment, preview=preview).done()


class _Cutter:
    def __init__(self, whole: Content, moment: datetime, *, preview: bool) -> None:
        self._whole, self._moment, self._preview = whole, moment, preview
        self._public = replace(whole, entries={}, sources={}, source_documents={}, _labels={})
        self._problems: list[Problem] = []
        self._files: set[str] = set()

    def done(self) -> Public:
        for path, entry in self._whole.entries.items():
            if left := self._entry(entry):
                self._public.entries[path] = left
        self._easy()
        self._rates()
        self._sources()
        self._glossary()
        self._lists()
        self._search()
        if not self._preview:
            self._what_only_they_use()
        self._public.files = self._whole.files - self._files
        self._public.__dict__.pop("assets", None)  # it was asked for before
        return Public(self._public, self._problems)

    def _is_held(self, hold: Hold | None) -> bool:
        return hold is not None and not self._preview and not hold.is_over(self._moment)

    def _entry(self, entry: Entry) -> Entry | None:
        """A page as the public gets it; none if it isn’t public, in no language or without its facts."""
        record, document = entry.record, entry.document
        if record is not None and document is not None and (holds := list(holds_of(document))):
            if not self._preview:
                hidden = self._is_held(record.hold) and not record.until_then
                found = None if hidden else self._record(type(record), document)
                if found is None:
                    self._without(entry)
                    return None
                record, document = found
            record = self._dated(record, record.hold, holds)
        unnamed = set(entry.record.note_names() if entry.record else ()) - set(record.note_names() if record else ())
        words = {code: left for code in entry.translations if (left := self._words(entry, code, unnamed))}
        if entry.translations and not words:
            self._without(entry)
            return None
        if record is entry.record and all(words.get(code) is one for code, one in entry.translations.items()):
            return entry
        return Entry(entry.path, entry.languages, record, document, words)

    def _easy(self) -> None:
        """An easy-to-read page is public with its full one, not before."""
        for path, entry in list(self._public.entries.items()):
            if entry.full and entry.full not in self._public.entries:
                self._without(self._public.entries.pop(path))

    def _without(self, entry: Entry) -> None:
        self._files |= {f"{DATA}/{entry.path}.yml", *(f"{code}/{entry.path}.md" for code in entry.translations)}
        if isinstance(entry.document, SeriesDocument):
            self._files.add(entry.document.csv_path.relative_to(self._whole.root).as_posix())

    def _record(self, model: type[Record], document: Document) -> tuple[Record, Document] | None:
        """The facts of a page without the parts that aren’t public."""
        found = cut(model.prepared(as_until_then(document.data, self._moment)), self._moment)
        document = without(document, model.before(found.tree, found.gone), found)
        record, problems = validate(model, document, self._whole.codes)
        self._problems += problems
        return None if record is None else (record, document)

    def _dated(self, record: Record, own: Hold | None, holds: Iterable[Hold]) -> Record:
        """A record with the day on which it or a part of it last became public, where that is later than its own."""
        days = [one.until.day_in(self._moment) for one in holds if one.until and one.is_over(self._moment)]
        return record.public_since(max(days), whole=bool(own and own.is_over(self._moment))) if days else record

    def _words(self, entry: Entry, code: str, unnamed: set[str]) -> Translation | None:
        """The words of a page in a language, without the notes of what isn’t public; none if they aren’t public."""
        translation = entry.translations[code]
        words, file, former = translation.words, translation.file, frozenset[str]()
        if self._is_held(words.hold):
            if not words.until_then:
                self._files.add(f"{code}/{entry.path}.md")
                return None
            document = replace(file.document, data=as_until_then(file.document.data, self._moment))
            model: type[Words] = type(words)
            left, problems = validate(model, document)
            self._problems += problems
            if left is None:
                return None
            former = frozenset(words.until_then)
            words, file = typeset_fields(left, code), replace(file, document=document)
        if unnamed & words.notes.keys():
            notes = {name: text for name, text in words.notes.items() if name not in unnamed}
            words = words.model_copy(update={"notes": notes})
        return translation if words is translation.words else Translation(code, words, file, former=former)

    def _rates(self) -> None:
        """Rates follow from what is left of their parts."""
        for path, entry in list(self._public.entries.items()):
            if (figure := entry.of(Figure)) and figure.ratio:
                rate = with_ratio(self._public, figure)
                held = (*rate.observations, *rate.revisions)
                record = self._dated(rate, None, [one.hold for one in held if one.hold])
                self._public.entries[path] = Entry(path, entry.languages, record, entry.document, entry.translations)

    def _sources(self) -> None:
        for name, document in self._whole.source_documents.items():
            source = self._whole.sources.get(name)
            if source and self._is_held(source.hold):
                self._files.add(f"{DATA}/sources/{name}.yml")
                continue
            self._public.source_documents[name] = document
            if source:
                self._public.sources[name] = source

    def _glossary(self) -> None:
        whole = self._whole.glossary
        held = {term for term, facts in whole.facts.items() if self._is_held(facts.hold)}
        public = self._public.glossary = Glossary(whole.languages)
        public.facts = {term: facts for term, facts in whole.facts.items() if term not in held}
        public.words = {
            code: {term: one for term, one in words.items() if term not in held} for code, words in whole.words.items()
        }
        public.documents, public.facts_document = whole.documents, whole.facts_document
        if held:
            public.documents = {code: _less(document, held) for code, document in whole.documents.items()}
            public.facts_document = _less(whole.facts_document, held) if whole.facts_document else None

    def _lists(self) -> None:
        """A list of identifiers names what is public: what it also names appears there with its page."""
        gone = self._whole.entries.keys() - self._public.entries.keys()
        if not gone:
            return
        self._public.key_figures = [one for one in self._whole.key_figures if f"figures/{one[0]}" not in gone]
        for path, entry in list(self._public.entries.items()):
            if entry.record is None:
                continue
            less: dict[str, list[Any]] = {}
            for keys, kind, target in record_references(entry.record):
                address = target if kind == "*" else f"{kind}/{target}"
                if address in gone and len(keys) == 2 and isinstance(keys[1], int):
                    name = str(keys[0])
                    less[name] = [one for one in less.get(name, getattr(entry.record, name)) if one != target]
            if less:
                record = entry.record.model_copy(update=less)
                self._public.entries[path] = Entry(path, entry.languages, record, entry.document, entry.translations)

    def _search(self) -> None:
        """What the search is told names what is public."""
        settings = self._whole.search
        if settings is None:
            return
        there, terms = self._public.entries, self._public.glossary.facts
        words = {
            code: [
                one.model_copy(
                    update={
                        "terms": [term for term in one.terms if term in terms],
                        "pages": [page for page in one.pages if page in there],
                    }
                )
                for one in listed
            ]
            for code, listed in settings.words.items()
        }
        queries = {
            code: {query: left for query, pages in asked.items() if (left := [one for one in pages if one in there])}
            for code, asked in settings.queries.items()
        }
        self._public.search = settings.model_copy(update={"words": words, "queries": queries})

    def _what_only_they_use(self) -> None:
        """Sources and files that only what isn’t public uses aren’t either."""
        before, now = _used_sources(self._whole), _used_sources(self._public)
        for name in (before - now) & self._public.source_documents.keys():
            del self._public.source_documents[name]
            self._public.sources.pop(name, None)
        self._files |= _used_files(self._whole) - _used_files(self._public)


def _less(document: Document, held: set[str]) -> Document:
    return replace(document, data={name: tree for name, tree in document.data.items() if name not in held})


def _used_sources(content: Content) -> set[str]:
    terms = {citation.source for facts in content.glossary.facts.values() for citation in facts.sources}
    return terms | {name for name, uses in Relations(content).uses.items() if uses}


def _used_files(content: Content) -> set[str]:
    """The files in content/assets to which the texts lead."""
    found = set()
    for entry in content.entries.values():
        for translation in entry.translations.values():
            for address in passages(translation)[-1].parsed.addresses:
                try:
                    if not address.scheme and (file := find_target(address, entry, translation.language, content).file):
                        found.add(file)
                except RuleError:
                    continue  # the check has reported it
    return found
