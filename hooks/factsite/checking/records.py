"""Rules on records of every kind: words for facts, facts for words, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from pydantic import BaseModel

from factsite.content import Content
from factsite.deriving.references import record_references
from factsite.deriving.withholding import holds_of
from factsite.documents.tree import Document, Keys
from factsite.problems import Problem, did_you_mean


def facts_have_words(content: Content) -> Iterator[Problem]:
    """Facts without words in any language can't be shown; words of a record need its facts."""
    for entry in content.entries.values():
        if entry.kind == "page":
            continue
        if entry.document is not None and not entry.translations:
            remedy = f"Write content/{content.languages.default}/{entry.path}.md (or another language)."
            yield entry.document.problem("facts-without-words", f"no language has words for “{entry.id}”", remedy)
        if entry.document is None and f"data/{entry.path}.yml" not in content.there:
            for translation in entry.translations.values():
                known = [other.id for other in content.of_kind(entry.kind)]
                remedy = did_you_mean(entry.id, known) or f"Write content/data/{entry.path}.yml."
                yield translation.file.document.problem(
                    "words-without-facts", f"there is no data file “{entry.path}.yml”", remedy
                )


def days_are_not_in_the_future(content: Content, day: date) -> Iterator[Problem]:
    """What has been decided, checked or published here can't lie after the day of the build.

    In what isn't public yet it may lie as late as the day on which that is; what is public is judged by itself.
    """
    for entry in content.entries.values():
        if entry.record is None or entry.document is None:
            continue
        holds = list(holds_of(entry.document))
        if any(hold.until is None for hold in holds):
            continue  # a draft has no days yet
        last = max([day, *(hold.until.last_day for hold in holds if hold.until)])
        for field, given in entry.record.past_days().items():
            if given > last:
                what = f"“{field}” lies in the future ({given.isoformat()})"
                yield entry.document.problem("future-date", what, "Check the year.", (field,))


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


def home_names_figures(content: Content) -> Iterator[Problem]:
    """The key figures of the home page exist."""
    for figure, place in content.key_figures:
        if figure not in content.identifiers("figures"):
            remedy = did_you_mean(figure, content.identifiers("figures"))
            path = content.root / "data" / "home.yml"
            yield Problem(
                path, place.line, place.column, "dangling-reference", f"there is no figure “{figure}”", remedy
            )


def glossary_is_whole(content: Content) -> Iterator[Problem]:
    """Each term has facts, and words in at least one language; no two terms have one address."""
    glossary = content.glossary
    for language in content.languages:
        document = glossary.documents.get(language)
        if document is None:
            continue
        slugs: dict[str, str] = {}
        for term, words in glossary.words[language].items():
            if glossary.facts_document is not None and term not in glossary.facts_document.data:
                remedy = did_you_mean(term, glossary.facts) or "Add it to content/data/glossary.yml."
                yield document.problem("words-without-facts", f"“{term}” isn't in the glossary's data", remedy, (term,))
            if words.slug in slugs:
                what = f"“{term}” and “{slugs[words.slug]}” have the same slug"
                yield document.problem("duplicate-slug", what, "Change one.", (term, "slug"))
            slugs[words.slug] = term
    for term in glossary.facts_document.data if glossary.facts_document else ():
        if not any(term in words for words in glossary.words.values()) and glossary.facts_document:
            yield glossary.facts_document.problem(
                "facts-without-words", f"no language has words for “{term}”", keys=(term,)
            )


def _dangling(
    record: BaseModel, document: Document, known: Callable[[str], set[str]], base: Keys = ()
) -> Iterator[Problem]:
    for keys, kind, target in record_references(record):
        if target not in known(kind):
            what = "record" if kind == "*" else kind
            message = f"“{target}” is not in {what}" if kind != "*" else f"there is no record “{target}”"
            yield document.problem("dangling-reference", message, did_you_mean(target, known(kind)), base + keys)
