"""The rule on words: what ``content/data/words.yml`` lists stands in no text, quotations and official titles apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from factsite.content import Content, Entry
from factsite.deriving.passages import every_passage
from factsite.documents.tree import Keys
from factsite.problems import Problem, RuleError, Severity
from factsite.prose.passage import Passage
from factsite.records.source import Source
from factsite.records.wording import Wording

# What others wrote: quotation marks of the three languages, and quoted paragraphs.
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|^>.*$", re.MULTILINE)
_OFFICIAL = frozenset({"official_title", "claim", "abbreviation"})


def words_are_allowed(content: Content) -> Iterator[Problem]:
    """No text of a page, of the glossary or of a descriptive title holds words of the list."""
    if content.wordings is None:
        return
    for entry, passage in every_passage(content):
        if not _is_official(entry, passage.keys):
            find = partial(_found_in, content, passage)
            for offset, words, wording in passage.found_with(content.wordings, find):
                problem = passage.problem(offset, len(words), _error(words, wording))
                yield replace(problem, severity=_severity(wording))
    yield from _in_glossary(content)
    for name, source in content.sources.items():
        for keys, language, title in _descriptions(source):
            for _, words, wording in _found(content, language, title):
                error = _error(words, wording)
                problem = content.source_documents[name].problem(error.rule, str(error), error.remedy, keys)
                yield replace(problem, severity=_severity(wording))


def _found_in(content: Content, passage: Passage) -> list[tuple[int, str, Wording]]:
    return list(_found(content, passage.language, passage.own_words))


def _in_glossary(content: Content) -> Iterator[Problem]:
    for language, document in content.glossary.documents.items():
        for term, words_of_term in content.glossary.words[language].items():
            for field in ("term", "definition"):
                for _, words, wording in _found(content, language, getattr(words_of_term, field)):
                    error = _error(words, wording)
                    problem = document.problem(error.rule, str(error), error.remedy, (term, field))
                    yield replace(problem, severity=_severity(wording))


def _found(content: Content, language: str, text: str) -> Iterator[tuple[int, str, Wording]]:
    own = _unquoted(text)
    lowered = own.lower()
    for wording in content.wordings.of(language) if content.wordings else ():
        if wording.may_be_in(lowered):
            yield from ((offset, words, wording) for offset, words in wording.found_in(own))


def _error(words: str, wording: Wording) -> RuleError:
    return RuleError("forbidden-word", f"“{words}” is on the list of words to avoid", wording.instead)


def _severity(wording: Wording) -> Severity:
    return Severity.WARNING if wording.warning else Severity.ERROR


def _is_official(entry: Entry, keys: Keys) -> bool:
    """Whether a field holds an official title, a quotation, or the name that a body gives itself."""
    return keys[:1] in {(name,) for name in _OFFICIAL} or (entry.kind == "organisations" and keys[:1] == ("title",))


def _unquoted(text: str) -> str:
    return _QUOTED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _descriptions(source: Source) -> Iterator[tuple[Keys, str, str]]:
    """The titles of a source that are ours: where they stand, their language, their words."""
    if source.descriptive:
        yield ("title", "text"), source.title.language, source.title.text
    for language, edition in source.in_language.items():
        if edition.address is None:
            yield ("in_language", language, "title"), language, edition.title
