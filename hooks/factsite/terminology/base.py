"""The term base: the glossary, and the terms that stand beside it; how their words are found in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from factsite.content import Content
from factsite.records.termbase import AgreedWords, Deprecated
from factsite.terminology.tokens import WordReader, folded

# How far apart the words of a term may stand in a translation: other words may come between.
_SLACK = 4
# A word within a longer one is no accident if it has so many letters.
_COMPOUND = 4
# How many letters an inflected word may have more than the word in the term base.
_INFLECTION = 2
# What parts words from each other, a reference included.
_SIGNS = re.compile(r"[^\w\s'’-]")
# What stands before the first word of a sentence, an item or a cell.
_BEGINS = re.compile(r"(?:^|[.!?:|\n“«]|\*\*|^[-#>]+)[\s*“«]*$")


@dataclass(frozen=True)
class Expression:
    """A word or phrase of a term: its words, their stems, and whether it is one not to be used."""

    term: str
    written: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    small: tuple[str, ...] = ()
    deprecated: Deprecated | None = None

    @cached_property
    def joined(self) -> str:
        """The words as the parts of a compound."""
        return folded("".join(self.words))


@dataclass(frozen=True)
class Occurrence:
    """A word of a term that stands in a text: which, and the numbers of its first and last word there."""

    expression: Expression
    first: int
    last: int


class Lexicon:
    """The words of all terms in one language."""

    def __init__(self, reader: WordReader, terms: Iterable[tuple[str, AgreedWords]]) -> None:
        self._reader = reader
        self.words: dict[str, AgreedWords] = dict(terms)
        self.agreed: dict[str, list[Expression]] = {}
        self._by_first: dict[str, list[Expression]] = defaultdict(list)
        for term, words in self.words.items():
            self.agreed[term] = [expression(self._reader, term, one) for one in words.all_agreed()]
            refused = [expression(self._reader, term, one.word, one) for one in words.deprecated]
            for one in (*self.agreed[term], *refused):
                if one.stems:
                    self._by_first[one.stems[0]].append(one)
        self._refused = {
            one.stems[0] for found in self._by_first.values() for one in found if one.deprecated is not None
        }
        for found in self._by_first.values():
            found.sort(key=lambda one: (-len(one.stems), one.deprecated is not None))

    def found_in(self, stems: Sequence[str]) -> Iterator[Occurrence]:
        """Every word of a term in a text: of those that begin at one place the longest, and none within another.

        Several are found at one place where several words have the same stems.
        """
        position = 0
        while position < len(stems):
            matched = 0
            for one in self._by_first.get(stems[position], ()):
                size = len(one.stems)
                if size < matched:
                    break
                if size == 1 or tuple(stems[position : position + size]) == one.stems:
                    yield Occurrence(one, position, position + size - 1)
                    matched = size
            position += matched or 1

    def refused_in(self, stems: Sequence[str]) -> list[Occurrence]:
        """Those that aren’t to be used."""
        if self._refused.isdisjoint(stems):
            return []
        return [one for one in self.found_in(stems) if one.expression.deprecated is not None]

    def stands_in(self, term: str, text: str, stems: Sequence[str]) -> bool:
        """Whether a term stands in a text by any word agreed for it: inflected, parted, or within a compound."""
        there = set(stems)
        agreed = self.agreed[term]
        if any(there.issuperset(one.stems) and _together(one.stems, stems) for one in agreed):
            return True
        if not self._reader.grammar.compounds:
            return False
        joined = folded("".join(self._reader.words(text)))
        return any(len(one.joined) >= _COMPOUND and one.joined in joined for one in agreed)


def expression(cut: WordReader, term: str, words: str, deprecated: Deprecated | None = None) -> Expression:
    """A word or phrase as it is looked for."""
    return Expression(term, words, tuple(cut.words(words)), cut.wanted(words), cut.small(words), deprecated)


def meant_in(found: Iterable[Occurrence], reader: WordReader, text: str) -> Iterator[tuple[int, int, Occurrence]]:
    """Those words of terms in a text that mean the term, with their start and end; each place once for a term.

    Stems bring more together than mean the same (“hearing” and “hears”), and what stands in a name with capitals of its
    own is a part of that name (“Asylum Information Database”).
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    seen: set[tuple[int, str]] = set()
    for one in found:
        if not words:
            words, spans = reader.words(text), reader.spans(text)
        start, end = spans[one.first][0], spans[one.last][1]
        there, is_refused = text[start:end], one.expression.deprecated is not None
        if (one.first, one.expression.term) in seen or not _is_inflected(
            words[one.first : one.last + 1], one.expression
        ):
            continue
        if _SIGNS.findall(there) != _SIGNS.findall(one.expression.written):
            continue
        if (
            reader.small(there) != one.expression.small
            if is_refused
            else _is_in_name(there, text[:start], one.expression)
        ):
            continue
        seen.add((one.first, one.expression.term))
        yield start, end, one


def _is_inflected(words: Sequence[str], expression: Expression) -> bool:
    """Whether the words are those of the term, with some letters more at most."""
    pairs = [(folded(there), folded(own)) for there, own in zip(words, expression.words, strict=True)]
    return all(there.startswith(own) and len(there) - len(own) <= _INFLECTION for there, own in pairs)


def _is_in_name(there: str, before: str, expression: Expression) -> bool:
    return there[0].isupper() and not expression.words[0][0].isupper() and _BEGINS.search(before) is None


def _together(wanted: tuple[str, ...], stems: Sequence[str]) -> bool:
    """Whether some words stand near each other, in any order."""
    if len(wanted) == 1:
        return True
    window = len(wanted) + _SLACK
    needed = set(wanted)
    return any(
        needed.issubset(stems[max(0, place - window + 1) : place + window])
        for place, stem in enumerate(stems)
        if stem == wanted[0]
    )


@dataclass
class TermBase:
    """The words of all terms in all languages."""

    readers: dict[str, WordReader] = field(default_factory=dict)
    lexicons: dict[str, Lexicon] = field(default_factory=dict)
    everyday: frozenset[str] = frozenset()


def term_base(content: Content) -> TermBase:
    """The term base of a site: terms of the glossary before those beside it."""
    base = TermBase(everyday=frozenset(term for term, facts in content.glossary.facts.items() if facts.everyday))
    for code in content.languages:
        glossary = content.glossary.words.get(code, {})
        beside = ((term, words[code]) for term, words in content.agreed.root.items() if code in words)
        base.readers[code] = WordReader(code)
        base.lexicons[code] = Lexicon(base.readers[code], [*glossary.items(), *beside])
    return base
