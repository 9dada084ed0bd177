"""The rule on terms: where the source has a term, the translation has a word that is agreed for it."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.checking.exceptions import Exceptions, or_an_exception
from factsite.problems import Problem, RuleError
from factsite.records.termbase import Deprecated
from factsite.telling import told
from factsite.terminology.base import Expression, Lexicon, Occurrence, TermBase, meant_in
from factsite.terminology.texts import OwnText, TextGroup


def terms_are_translated(group: TextGroup, base: TermBase, exceptions: Exceptions) -> Iterator[Problem]:
    """In each text of a page, each term of the source by a word agreed for it, and by none that is refused for it.

    Args:
        group: the texts of a page in all languages.
        base: the term base.
        exceptions: places that were looked at and are right as they are.
    """
    lexicon = base.lexicons[group.source]
    for name, source in group.texts.get(group.source, {}).items():
        if source.official:
            continue
        terms = {term: found for term, found in _terms_of(source, lexicon).items() if term not in base.everyday}
        for code, texts in group.texts.items() if terms else ():
            if code != group.source and name in texts:
                yield from _of_translation(texts[name], source, terms, base.lexicons[code], exceptions)


def refused_in(text: OwnText, lexicon: Lexicon) -> Iterator[tuple[int, int, Occurrence]]:
    """Words that the term base refuses, in what a text says itself: their start and end, and which they are."""
    yield from meant_in(lexicon.refused_in(text.own_stems), text.reader, text.unquoted)


def _terms_of(source: OwnText, lexicon: Lexicon) -> dict[str, Occurrence]:
    """The terms that stand in a text by an agreed word, outside quotations, and the first place of each."""
    found = [one for one in lexicon.found_in(source.own_stems) if one.expression.deprecated is None]
    meant = [one for _, _, one in meant_in(found, source.reader, source.unquoted)]
    return {one.expression.term: one for one in reversed(meant)}


def _of_translation(
    text: OwnText, source: OwnText, terms: dict[str, Occurrence], lexicon: Lexicon, exceptions: Exceptions
) -> Iterator[Problem]:
    refused = {
        one.expression.term: (start, end, one.expression.deprecated)
        for start, end, one in refused_in(text, lexicon)
        if one.expression.deprecated and one.expression.deprecated.as_translation
    }
    for term, found in terms.items():
        if term not in lexicon.words:
            continue
        if term in refused:
            if not exceptions.allow(text, term):
                yield _refused(text, refused[term], found.expression, lexicon)
        elif (
            term not in text.terms
            and not lexicon.stands_in(term, text.text, text.stems)
            and not exceptions.allow(text, term)
        ):
            yield _missing(text, found.expression, term, lexicon)


def _refused(text: OwnText, place: tuple[int, int, Deprecated], wanted: Expression, lexicon: Lexicon) -> Problem:
    start, end, refused = place
    what = told(
        "“{words}” isn’t the word agreed here for “{wanted}” of the source",
        words=text.text[start:end],
        wanted=wanted.written,
    )
    remedy = told("Write “{term}”.", term=refused.instead or lexicon.words[wanted.term].term)
    error = RuleError("term-translation", what, or_an_exception(remedy, text, wanted.term))
    return text.at(start, end - start, error)


def _missing(text: OwnText, wanted: Expression, term: str, lexicon: Lexicon) -> Problem:
    words = lexicon.words[term]
    agreed = "”, “".join([words.term, *words.also])
    what = told("the source says “{wanted}”; no word agreed for it stands here", wanted=wanted.written)
    remedy = or_an_exception(told("Write “{agreed}”.", agreed=agreed), text, term)
    start = len(text.text) - len(text.text.lstrip("\n "))
    return text.at(start, 10, RuleError("term-translation", what, remedy))
