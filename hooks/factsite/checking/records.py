"""Rules on records of every kind: words for facts, facts for words, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from pydantic import BaseModel

from factsite.checking.moved import published_name
from factsite.checking.silent_addresses import published_files
from factsite.content import Content, Entry
from factsite.deriving.references import record_references
from factsite.deriving.withholding import holds_of
from factsite.documents.tree import Document, Keys
from factsite.problems import Problem, did_you_mean, nearest_word
from factsite.records.registry import GLOSSARY, kinds
from factsite.telling import told


def facts_have_words(content: Content) -> Iterator[Problem]:
    """Facts without words in any language can't be shown; words of a record need its facts."""
    entries = [entry for entry in content.entries.values() if entry.kind != "page"]
    wordless = [
        entry
        for entry in entries
        # Words that can’t be read are there, which has been reported.
        if entry.document is not None and not entry.translations and not content.has_words(entry.path)
    ]
    factless = [
        entry
        for entry in entries
        if entry.document is None and entry.translations and f"data/{entry.path}.yml" not in content.there
    ]
    named: set[str] = set()
    gone = {entry.path for entry in factless}
    moved = {before: entry for entry in factless if (before := published_name(content, entry))}
    for entry in wordless:
        if entry.path in moved:
            continue  # its words have another name, which is said there
        others = [other.id for other in factless if other.kind == entry.kind]
        remedy = told(
            "Write content/{default}/{path}.md (or another language).",
            default=content.languages.default,
            path=entry.path,
        )
        if before := published_name(content, entry, gone):
            # Its facts have another name, its words still have the old one: said once, here.
            named.add(before)
            yield _renamed_in_part(entry, before)
            continue
        if content.published and entry.path in content.published.pages:
            # They were there.
            remedy = told(
                "They were published: get them back from git (git restore {files}). “factsite remove {path}” takes a "
                "record away with its files.",
                files=published_files(entry.path, content.published.pages[entry.path], words_only=True),
                path=entry.path,
            )
        if near := nearest_word(entry.id, others):
            # One of the two was renamed: said once, here.
            named.add(f"{entry.kind}/{near}")
            remedy = told("Its words are named “{near}”: give the files of all languages one name.", near=near)
        what = told("no language has words for “{entry}”", entry=entry.id)
        if entry.document is not None:
            yield entry.document.problem("facts-without-words", what, remedy)
    for entry in factless:
        if entry.path not in named:
            yield _without_facts(content, entry)


def _without_facts(content: Content, entry: Entry) -> Problem:
    """Words of a record whose facts aren’t there."""
    if before := published_name(content, entry):
        return _renamed_in_part(entry, before)
    known = [other.id for other in content.of_kind(entry.kind) if other is not entry]
    remedy = did_you_mean(entry.id, known) or told("Write content/data/{path}.yml.", path=entry.path)
    if content.published and entry.path in content.published.pages:
        # It isn’t misspelt: it was there.
        remedy = told(
            "It was published: get it back from git (git restore content/data/{path}.yml). "
            "“factsite remove {path}” takes a record away, “factsite rename” gives it another name.",
            path=entry.path,
        )
    what = told("there is no data file “{path}.yml”", path=entry.path)
    first = next(iter(entry.translations.values()))
    return first.file.document.problem("words-without-facts", what, remedy)


def _renamed_in_part(entry: Entry, before: str) -> Problem:
    """Files that have another name than they were published under, while others of the same record have the old one."""
    what = told("“{before}” is named “{entry}” in a part of its files", before=before, entry=entry.id)
    remedy = told(
        "Name its files “{id}” again, in content/data and in each language. If “{entry}” is to be its name, “factsite "
        "rename {before} {entry}” does all of it then.",
        id=before.rpartition("/")[2],
        entry=entry.id,
        before=before,
    )
    rule, document = "facts-without-words", entry.document
    if document is None:
        rule, document = "words-without-facts", next(iter(entry.translations.values())).file.document
    return document.problem(rule, what, remedy)


def last_day(document: Document, day: date) -> date | None:
    """The day after which nothing in a file can have happened: the latest on which a part of it becomes public.

    Returns:
        The day; None for a draft, which has no days yet.
    """
    holds = list(holds_of(document))
    if any(hold.until is None for hold in holds):
        return None
    return max([day, *(hold.until.last_day for hold in holds if hold.until)])


def days_are_not_in_the_future(content: Content, day: date) -> Iterator[Problem]:
    """What has been decided, checked or published here can't lie after the day of the build.

    In what isn't public yet it may lie as late as the day on which that is; what is public is judged by itself.
    """
    for entry in content.entries.values():
        if entry.record is None or entry.document is None:
            continue
        last = last_day(entry.document, day)
        for field, given in entry.record.past_days().items():
            if last and given > last:
                what = told("“{field}” lies in the future ({given})", field=field, given=given.isoformat())
                yield entry.document.problem("future-date", what, told("Check the year."), (field,))


def references_lead_somewhere(content: Content) -> Iterator[Problem]:
    """Every field that holds an identifier names a record that exists."""
    known = cache(content.identifiers)  # asked for every reference of every record
    for entry in content.entries.values():
        if entry.record is not None and entry.document is not None:
            yield from _dangling(entry.record, entry.document, known)
    for name, source in content.sources.items():
        yield from _dangling(source, content.source_documents[name], known)
    facts = content.glossary.facts_document
    for term, record in content.glossary.facts.items():
        if facts is not None:
            yield from _dangling(record, facts, known, (term,))
    if content.search is not None and content.search_document is not None:
        yield from _dangling(content.search, content.search_document, known)


def lists_name_each_once(content: Content) -> Iterator[Problem]:
    """No list of identifiers names one twice, and no record is related to itself."""
    for path, entry in content.entries.items():
        if entry.record is None or entry.document is None:
            continue
        said: dict[tuple[Keys, str], object] = {}
        for keys, kind, target in record_references(entry.record):
            way, last, named = keys[:-1], keys[-1], target
            if way and isinstance(last, str) and isinstance(way[-1], int):
                # An entry with fields names the same once more where all of them are the same.
                item = entry.document.at(way)
                way, last, named = way[:-1], way[-1], str(item)
                if item is None:
                    continue  # computed, not written
            if not isinstance(last, int):
                continue
            remedy = told("Delete it here.")
            if said.setdefault((way, named), last) != last:
                what = told("“{name}” stands here for the second time", name=target)
                yield entry.document.problem("named-twice", what, remedy, (*way, last))
            elif (kind, target) == ("*", path):
                what = told("“{name}” is this record itself", name=target)
                yield entry.document.problem("named-twice", what, remedy, keys)


def home_names_figures(content: Content) -> Iterator[Problem]:
    """The key figures of the home page exist."""
    for figure, place in content.key_figures:
        if figure not in content.identifiers("figures"):
            remedy = did_you_mean(figure, content.identifiers("figures"))
            path = content.root / "data" / "home.yml"
            yield Problem(
                path,
                place.line,
                place.column,
                "dangling-reference",
                told("there is no figure “{figure}”", figure=figure),
                remedy,
            )


def glossary_is_whole(content: Content) -> Iterator[Problem]:
    """Each term has facts, and words in at least one language; no two terms have one address."""
    glossary, facts = content.glossary, content.glossary.facts_document
    terms = set(facts.data) if facts is not None else set()
    worded = {term for words in glossary.words.values() for term in words}
    said: set[str] = set()  # of the terms without facts: each is said once, not in every language
    for term in sorted(terms - worded):
        near = nearest_word(term, worded - terms)
        remedy = did_you_mean(term, [near]) if near else told("Write it in glossary.yml of a language.")
        said.add(near)
        if facts is not None:
            what = told("no language has words for “{term}”", term=term)
            yield facts.problem("facts-without-words", what, remedy, (term,))
    for language in content.languages:
        document = glossary.documents.get(language)
        if document is None:
            continue
        slugs: dict[str, str] = {}
        for term, words in glossary.words[language].items():
            if facts is not None and term not in terms and term not in said:
                said.add(term)
                remedy = did_you_mean(term, glossary.facts) or told("Add it to content/data/glossary.yml.")
                if _was_published(content, term):
                    remedy = told(
                        "It was published: get it back from git (git restore content/data/glossary.yml). “factsite "
                        "remove terms/{term}” takes a term away.",
                        term=term,
                    )
                what = told("“{term}” isn't in the glossary's data", term=term)
                yield document.problem("words-without-facts", what, remedy, (term,))
            if words.slug in slugs:
                what = told("“{term}” and “{other}” have the same slug", term=term, other=slugs[words.slug])
                yield document.problem("duplicate-slug", what, told("Change one."), (term, "slug"))
            slugs[words.slug] = term


def _was_published(content: Content, term: str) -> bool:
    """Whether readers have had a term: it has an anchor of the glossary then."""
    rows = content.published.pages.get(GLOSSARY, {}) if content.published else {}
    return f"terms/{term}" in rows.values()


def _dangling(
    record: BaseModel, document: Document, known: Callable[[str], set[str]], base: Keys = ()
) -> Iterator[Problem]:
    for keys, kind, target in record_references(record):
        if target not in known(kind):
            message = told("“{target}” is not in {kind}", target=target, kind=kind)
            if kind == "*":
                message = told("there is no record “{target}”", target=target)
            remedy = did_you_mean(target, known(kind))
            if not remedy and kind in {*kinds(), "sources"}:
                remedy = told(
                    "Write one that is there; “factsite new {kind} {target}” makes it.", kind=kind, target=target
                )
            yield document.problem("dangling-reference", message, remedy, base + keys)
