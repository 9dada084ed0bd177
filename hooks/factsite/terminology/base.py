"""The term base: the glossary, and the terms that stand beside it; how their words are found in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from factsite.content import Content
from factsite.records.termbase import AgreedWords, Deprecated
from factsite.terminology.tokens import Reader, folded

# How far apart the words of a term may stand in a translation: other words may come between.
_SLACK = 4
# A word within a longer one is no accident if it has so many letters.
_COMPOUND = 4
# How many letters an inflected word may have more than the word in the term base.
_INFLECTION = 2
# What stands before the first word of a sentence, an item or a cell.
_BEGINS = re.compile(r"(?:^|[.!?:|\n“«]|\*\*|^[-#>]+)[\s*“«]*$")


@dataclass(frozen=True)
class Expression:
    """A word or phrase of a term: its words, their stems, and whether it is one not to be used."""

    term: str
    written: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    deprecated: Deprecated | None = None

    @cached_property
    def joined(self) -> str:
        """The words as the parts of a compound."""
        return folded("".join(self.words))


@dataclass(frozen=True)
class Found:
    """A word of a term that stands in a text: which, and the numbers of its first and last word there."""

    expression: Expression
    first: int
    last: int


class Lexicon:
    """The words of all terms in one language."""

    def __init__(self, reader: Reader, terms: Iterable[tuple[str, AgreedWords]]) -> None:
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
        for found in self._by_first.values():
            found.sort(key=lambda one: (-len(one.stems), one.deprecated is not None))

    def found_in(self, stems: Sequence[str]) -> Iterator[Found]:
        """Every word of a term in a text; of those that begin at one place the longest, and none within another."""
        position = 0
        while position < len(stems):
            step = 1
            for one in self._by_first.get(stems[position], ()):
                size = len(one.stems)
                if size == 1 or tuple(stems[position : position + size]) == one.stems:
                    yield Found(one, position, position + size - 1)
                    step = size
                    break
            position += step

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


def expression(cut: Reader, term: str, words: str, deprecated: Deprecated | None = None) -> Expression:
    """A word or phrase as it is looked for."""
    return Expression(term, words, tuple(cut.words(words)), cut.wanted(words), deprecated)


def is_meant(found: Found, words: Sequence[str], text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a word of a term that stands in a text means the term.

    Stems bring more together than mean the same (“hearing” and “hears”), and what stands in a name with capitals of its
    own is a part of that name (“Asylum Information Database”).
    """
    for word, own in zip(words[found.first : found.last + 1], found.expression.words, strict=True):
        there, wanted = folded(word), folded(own)
        if not (there.startswith(wanted) and len(there) - len(wanted) <= _INFLECTION):
            return False
    first = words[found.first]
    if not first[0].isupper() or found.expression.words[0][0].isupper():
        return True
    return _BEGINS.search(text[: spans[found.first][0]]) is not None


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

    readers: dict[str, Reader] = field(default_factory=dict)
    lexicons: dict[str, Lexicon] = field(default_factory=dict)
    everyday: frozenset[str] = frozenset()


def term_base(content: Content) -> TermBase:
    """The term base of a site: terms of the glossary before those beside it."""
    base = TermBase(everyday=frozenset(term for term, facts in content.glossary.facts.items() if facts.everyday))
    for code in content.languages:
        glossary = content.glossary.words.get(code, {})
        beside = ((term, words[code]) for term, words in content.agreed.root.items() if code in words)
        base.readers[code] = Reader(code)
        base.lexicons[code] = Lexicon(base.readers[code], [*glossary.items(), *beside])
    return base
