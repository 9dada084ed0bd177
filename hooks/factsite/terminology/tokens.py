"""A text as words that can be compared: in small letters, without accents, cut to their stems."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import Stemmer
from babel import Locale, UnknownLocaleError

from factsite.localising.grammar import Grammar, grammar

_WORD = re.compile(r"[^\W_]+")
_LONGEST_ABBREVIATION = 6
# So much of a stem, or all but so much, every word has that is cut to it (nationaux → national).
_BEGINNING, _ENDING, _MOST, _INFLECTED = 3, 1, 16, 9


class WordReader:
    """Cuts the texts of one language into words; what it knows of a word it knows for all texts.

    Stems begin as their words do: only words that begin like one of those that are looked for are stemmed. Tell it all
    of those before it reads.
    """

    def __init__(self, code: str) -> None:
        self.grammar: Grammar = grammar(code)
        self._cut = _stemmer(code)
        self._known: dict[str, str] = {}
        self._low: dict[str, str] = {}
        # How words begin that may have a wanted stem, and how long the longest of those stems is.
        self._beginnings: dict[str, int] = {}

    def wanted(self, words: str) -> tuple[str, ...]:
        """The stems of words that are to be looked for."""
        found = {word: self._stem(word) for word in self.words(words)}
        for word, stem in found.items():
            size = max(_BEGINNING, len(stem) - _ENDING)
            begins = (stem if len(stem) >= _BEGINNING else folded(word))[:size].lower()
            self._beginnings[begins] = max(len(stem), self._beginnings.get(begins, 0))
        self._known.clear()
        return tuple(found[word] for word in self.words(words))

    def stems(self, text: str) -> list[str]:
        """The words of a text as they are compared: articles, prepositions and conjunctions are left out."""
        known = self._known
        found = _WORD.findall(text)
        for word in set(found).difference(known):
            known[word] = "" if self._is_small(word) else self._stem_if_wanted(word)
        return [stem for word in found if (stem := known[word])]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where each of the stems stands: its start and its end."""
        return [found.span() for found in _WORD.finditer(text) if not self._is_small(found[0])]

    def words(self, text: str) -> list[str]:
        """The words of which those are the stems, as they stand there."""
        found = _WORD.findall(text)
        return [word for word, low in zip(found, self._lowered(found), strict=True) if low]

    def folded(self, text: str) -> list[str]:
        """The same words in small letters, without accents."""
        return [low for low in self._lowered(_WORD.findall(text)) if low]

    def _lowered(self, words: list[str]) -> list[str]:
        """Words in small letters, without accents; nothing for those that are left out."""
        known = self._low
        for word in set(words).difference(known):
            known[word] = "" if self._is_small(word) else folded(word)
        return [known[word] for word in words]

    def small(self, text: str) -> tuple[str, ...]:
        """The articles, prepositions and conjunctions of a text."""
        return tuple(word.lower() for word in _WORD.findall(text) if self._is_small(word))

    def _is_small(self, word: str) -> bool:
        return word.lower() in self.grammar.function_words

    def _stem_if_wanted(self, word: str) -> str:
        low = folded(word)
        longest = max(self._beginnings.get(low[:size], 0) for size in range(1, min(len(low), _MOST) + 1))
        return self._stem(word) if longest and len(low) <= longest + _INFLECTED else low

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
def _stemmer(code: str) -> Stemmer.Stemmer | None:
    """The stemmer of the Snowball project for a language, if there is one; it has their English names."""
    try:
        name = (Locale.parse(code, sep="-").get_language_name("en") or "").lower()
    except (UnknownLocaleError, ValueError):
        return None
    # Porter’s Dutch one cuts endings only; the newer one also cuts “ge” within words (gezin → zin).
    known = Stemmer.algorithms()
    return next((Stemmer.Stemmer(one) for one in (f"{name}_porter", name) if one in known), None)
