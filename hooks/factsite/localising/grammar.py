"""What a language does that neither CLDR nor a catalogue of sentences says: elisions, ordinals, compounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Grammar:
    """The rules of one language; those of a language that has none of its own are the plain ones.

    ``colon`` stands between a label and its value. ``first_of_month`` takes the place of “1” in a day; ``compounds``
    write a noun within a longer one (Opvangplaatsen); ``short`` replaces CLDR's letters for large numbers. The
    pattern ``elision`` finds what ``elided_to`` replaces. ``function_words`` are articles, prepositions, conjunctions:
    words that may differ where a name is meant. ``plural`` is an
    ending that says nothing else.
    """

    colon: str = ": "
    first_of_month: str = "1"
    singular_below_two: bool = False
    compounds: bool = False
    short: Mapping[str, str] = field(default_factory=dict)
    elision: re.Pattern[str] | None = None
    elided_to: str = ""
    function_words: frozenset[str] = frozenset()
    plural: str = ""

    def elided(self, text: str) -> str:
        """The text with its elisions."""
        return self.elision.sub(self.elided_to, text) if self.elision else text


_SMALL = {
    code: frozenset(words.split())
    for code, words in {
        "en": "a an the of for on in to at by from with and or s",
        "fr": "le la les l un une des du de d au aux à en dans sur par pour et ou s qu",
        "nl": "de het een des der den van voor in op aan tot bij met om te ten ter en of s",
        "de": "der die das des dem den ein eine einer eines einem einen von vom für in im am an auf zu "
        "zum zur mit und oder",
    }.items()
}
_OF = {
    # CLDR's English B and M are American: official British usage is bn and m.
    "en": Grammar(
        short={"B": "bn", "M": "m"},
        function_words=_SMALL["en"],
    ),
    # The first of a month is an ordinal, what is less than two is singular, “de” loses its vowel (d’avril, d’août).
    "fr": Grammar(
        colon="\u202f: ",
        first_of_month="1er",
        singular_below_two=True,
        plural="s",
        elision=re.compile(r"\bde (?=(?:avril|août|octobre)\b)"),
        elided_to="d’",
        function_words=_SMALL["fr"],
    ),
    "nl": Grammar(
        compounds=True,
        function_words=_SMALL["nl"],
    ),
    "de": Grammar(
        compounds=True,
        function_words=_SMALL["de"],
    ),
}
_PLAIN = Grammar()


def grammar(code: str) -> Grammar:
    """The rules of a language."""
    return _OF.get(code, _PLAIN)
