"""A text as words that can be compared: in small letters, without accents, cut to their stems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import snowballstemmer
from babel import Locale, UnknownLocaleError

from factsite.localising.grammar import Grammar, grammar

_WORD = re.compile(r"[^\W_]+")
_LONGEST_ABBREVIATION = 6
# So much of a stem, or all but so much, every word has that is cut to it (nationaux → national).
_BEGINNING, _ENDING, _MOST = 3, 1, 16


class WordReader:
    """Cuts the texts of one language into words; what it knows of a word it knows for all texts.

    Stemming takes ten times as long as all the rest, and stems begin as their words do: only words that begin like one
    of those that are looked for are stemmed. Tell it all of those before it reads.
    """

    def __init__(self, code: str) -> None:
        self.grammar: Grammar = grammar(code)
        self._cut = _stemmer(code)
        self._known: dict[str, str] = {}
        self._low: dict[str, str] = {}
        self._beginnings: set[str] = set()

    def wanted(self, words: str) -> tuple[str, ...]:
        """The stems of words that are to be looked for."""
        found = {word: self._stem(word) for word in self.words(words)}
        for word, stem in found.items():
            size = max(_BEGINNING, len(stem) - _ENDING)
            self._beginnings.add((stem if len(stem) >= _BEGINNING else folded(word))[:size].lower())
        self._known.clear()
        return tuple(found[word] for word in self.words(words))

    def stems(self, text: str) -> list[str]:
        """The words of a text as they are compared: articles, prepositions and conjunctions are left out."""
        known = self._known
        found = _WORD.findall(text)
        for word in found:
            if word not in known:
                known[word] = "" if self._is_small(word) else self._stem_if_wanted(word)
        return [stem for word in found if (stem := known[word])]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where each of the stems stands: its start and its end."""
        return [found.span() for found in _WORD.finditer(text) if not self._is_small(found[0])]

    def words(self, text: str) -> list[str]:
        """The words of which those are the stems, as they stand there."""
        return [word for word in _WORD.findall(text) if not self._is_small(word)]

    def folded(self, words: Iterable[str]) -> list[str]:
        """Words in small letters, without accents."""
        return [self._low.get(word) or self._low.setdefault(word, folded(word)) for word in words]

    def small(self, text: str) -> tuple[str, ...]:
        """The articles, prepositions and conjunctions of a text."""
        return tuple(word.lower() for word in _WORD.findall(text) if self._is_small(word))

    def _is_small(self, word: str) -> bool:
        return word.lower() in self.grammar.function_words

    def _stem_if_wanted(self, word: str) -> str:
        low = folded(word)
        begins = any(low[:size] in self._beginnings for size in range(1, min(len(low), _MOST) + 1))
        return self._stem(word) if begins else low

    def _stem(self, word: str) -> str:
        """A word as it is compared. Abbreviations are compared as they are: LOI is no *loi*."""
        if 1 < len(word) <= _LONGEST_ABBREVIATION and word.isupper():
            return word
        low = word.lower()
        if len(low) > _BEGINNING:
            low = low.removesuffix(self.grammar.plural)  # the French stemmer cuts étrangers and étranger differently
        return folded(self._cut.stemWord(low) if self._cut else low)


def folded(word: str) -> str:
    """A word in small letters, without accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@cache
def _stemmer(code: str) -> snowballstemmer.basestemmer.BaseStemmer | None:
    """The stemmer of the Snowball project for a language, if there is one; it has their English names."""
    try:
        name = (Locale.parse(code, sep="-").get_language_name("en") or "").lower()
    except (UnknownLocaleError, ValueError):
        return None
    # Porter’s Dutch one cuts endings only; the newer one also cuts “ge” within words (gezin → zin).
    known = snowballstemmer.algorithms()
    return next((snowballstemmer.stemmer(one) for one in (f"{name}_porter", name) if one in known), None)
