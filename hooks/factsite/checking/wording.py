"""The rules on words, in one walk through all texts: terms, words to avoid, official names, typography."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import is_

from factsite.checking.exceptions import Exceptions, or_an_exception
from factsite.checking.names import Names
from factsite.checking.rules import Cancelled
from factsite.checking.terms import refused_in, terms_are_translated
from factsite.checking.typography import typography_is_right
from factsite.content import Content, Entry
from factsite.problems import Problem, RuleError, Severity
from factsite.records.legislation import Legislation
from factsite.records.organisation import Organisation
from factsite.records.wording import Wording
from factsite.telling import as_it_is, told
from factsite.terminology.base import TermBase, term_base
from factsite.terminology.texts import OwnText, TextGroup, descriptions, glossary_texts, page_texts
from factsite.translating.units import source_of


def words_are_right(content: Content, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Problem]:
    """Every text of a page, of the glossary and of a descriptive title says things by the words agreed for them.

    Args:
        content: the content.
        cancelled: whether the answer is no longer wanted; asked before each page, for all together take seconds.

    Raises:
        Cancelled: the answer is no longer wanted.
    """
    walk = Walk(content)
    for path in sorted(content.entries):
        if cancelled():
            raise Cancelled
        yield from walk.of_page(content.entries[path])
    yield from walk.of_group(glossary_texts(content, walk.base.readers))
    for text in descriptions(content, walk.base.readers):
        yield from walk.of_text(text)
    yield from walk.exceptions.unused()


class Walk:
    """What the rules on words need to know of a site, gathered once for all of its texts."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.base = term_base(content)
        self.exceptions = Exceptions(content)
        self._names = Names(content, self.base)
        self._agreed = _same(tuple(_agreed(content)))

    def of_page(self, entry: Entry) -> Iterator[Problem]:
        """What is wrong in the texts of a page: found once, as long as neither they nor what is agreed have changed."""
        if entry.translations:
            source = source_of(entry, self._content)
            first = entry.translations.get(source) or next(iter(entry.translations.values()))
            inputs = (sys.intern(source), *entry.translations.values(), self._agreed)
            problems, used = first.found_with(inputs, lambda: self._found(entry, source))
            self.exceptions.use(used)
            yield from problems

    def _found(self, entry: Entry, source: str) -> tuple[list[Problem], frozenset[tuple[str, str]]]:
        every, self.exceptions = self.exceptions, Exceptions(self._content)
        try:
            return list(self.of_group(page_texts(entry, source, self.base.readers))), self.exceptions.used
        finally:
            self.exceptions = every

    def of_group(self, group: TextGroup) -> Iterator[Problem]:
        """What is wrong in the texts of a page, each by itself and each as a translation."""
        for text in group.every():
            yield from self.of_text(text)
        yield from terms_are_translated(group, self.base, self.exceptions)

    def of_text(self, text: OwnText) -> Iterator[Problem]:
        """What is wrong in a text by itself."""
        if not text.official:
            yield from _listed(text, self._content, self.exceptions)
            yield from _deprecated(text, self.base, self.exceptions)
            yield from self._names.wrong_in(text, self.exceptions)
            yield from typography_is_right(text, self.exceptions)


# What was agreed when words were last judged. Every page keeps what it was judged by, so all keep one object: a list of
# all names for each would grow with the square of the site.
_last: list[tuple[object, ...]] = []


def _same(agreed: tuple[object, ...]) -> tuple[object, ...]:
    """What is agreed, as the same object as before if nothing of it has changed."""
    if not (_last and len(_last[0]) == len(agreed) and all(map(is_, _last[0], agreed))):
        _last[:] = [agreed]
    return _last[0]


def _agreed(content: Content) -> Iterator[object]:
    """All that the rules on words ask besides the text itself."""
    yield from (content.agreed, content.wordings, content.exceptions, content.codes)
    yield from (content.glossary.facts_document, *content.glossary.documents.values())
    for model in (Organisation, Legislation):
        for entry, _ in content.records(model):
            yield from (entry.record, *entry.translations.values())


def _listed(text: OwnText, content: Content, exceptions: Exceptions) -> Iterator[Problem]:
    """Words of content/data/words.yml."""
    wordings = content.wordings
    for wording in wordings.possible_in(text.language, text.unquoted.lower()) if wordings else ():
        for offset, words in wording.found_in(text.unquoted):
            if not exceptions.allow(text, words):
                problem = text.at(offset, len(words), _error(words, wording))
                yield replace(problem, severity=Severity.WARNING if wording.warning else Severity.ERROR)


def _error(words: str, wording: Wording) -> RuleError:
    return RuleError(
        "forbidden-word", told("“{words}” is on the list of words to avoid", words=words), as_it_is(wording.instead)
    )


def _deprecated(text: OwnText, base: TermBase, exceptions: Exceptions) -> Iterator[Problem]:
    """Words that the term base refuses wherever they stand."""
    lexicon = base.lexicons[text.language]
    for start, end, found in refused_in(text, lexicon):
        refused = found.expression.deprecated
        words = text.text[start:end]
        if refused and not refused.as_translation and not exceptions.allow(text, words):
            what = told("“{words}” isn’t used here for this term", words=words)
            term = refused.instead or lexicon.words[found.expression.term].term
            remedy = or_an_exception(told("Write “{term}”.", term=term), text, words)
            yield text.at(start, end - start, RuleError("forbidden-word", what, remedy))
