"""The rules on words, in one walk through all texts: terms, words to avoid, official names, typography."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factsite.checking.exceptions import Exceptions, or_an_exception
from factsite.checking.names import Names
from factsite.checking.terms import refused_in, terms_are_translated
from factsite.checking.typography import typography_is_right
from factsite.content import Content
from factsite.problems import Problem, RuleError, Severity
from factsite.records.wording import Wording
from factsite.telling import told
from factsite.terminology.base import TermBase, term_base
from factsite.terminology.texts import OwnText, descriptions, text_groups


def words_are_right(content: Content) -> Iterator[Problem]:
    """Every text of a page, of the glossary and of a descriptive title says things by the words agreed for them."""
    base, exceptions = term_base(content), Exceptions(content)
    names = Names(content, base)
    for group in text_groups(content, base.readers):
        for text in group.every():
            yield from _of_text(text, content, base, names, exceptions)
        yield from terms_are_translated(group, base, exceptions)
    for text in descriptions(content, base.readers):
        yield from _of_text(text, content, base, names, exceptions)
    yield from exceptions.unused()


def _of_text(
    text: OwnText, content: Content, base: TermBase, names: Names, exceptions: Exceptions
) -> Iterator[Problem]:
    if text.official:
        return
    yield from _listed(text, content, exceptions)
    yield from _deprecated(text, base, exceptions)
    yield from names.wrong_in(text, exceptions)
    yield from typography_is_right(text, exceptions)


def _listed(text: OwnText, content: Content, exceptions: Exceptions) -> Iterator[Problem]:
    """Words of content/data/words.yml."""
    wordings = content.wordings
    for wording in wordings.possible_in(text.language, text.unquoted.lower()) if wordings else ():
        for offset, words in wording.found_in(text.unquoted):
            if not exceptions.allow(text, words):
                problem = text.at(offset, len(words), _error(words, wording))
                yield replace(problem, severity=Severity.WARNING if wording.warning else Severity.ERROR)


def _error(words: str, wording: Wording) -> RuleError:
    return RuleError("forbidden-word", told("“{words}” is on the list of words to avoid", words=words), wording.instead)


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
