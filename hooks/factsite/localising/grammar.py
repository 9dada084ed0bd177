"""What a language does that neither CLDR nor a catalogue of sentences says: elisions, ordinals, compounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Grammar:
    """The rules of one language; those of a language that has none of its own are the plain ones.

    ``colon`` stands between a label and its value, ``semicolon`` between two things said. ``first_of_month`` takes the
    place of “1” in a day; ``compounds`` write a noun within a longer one (Opvangplaatsen); ``short`` replaces CLDR's
    letters for large numbers. The pattern ``elision`` finds what ``elided_to`` replaces. ``function_words`` are
    articles, prepositions, conjunctions: words that may differ where a name is meant; ``asking`` are those of questions
    that say nothing of their subject, ``counting`` those that ask for a number. ``plural`` is an ending that says
    nothing else.
    """

    colon: str = ": "
    semicolon: str = "; "
    first_of_month: str = "1"
    singular_below_two: bool = False
    compounds: bool = False
    short: Mapping[str, str] = field(default_factory=dict)
    elision: re.Pattern[str] | None = None
    elided_to: str = ""
    function_words: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    counting: frozenset[str] = frozenset()
    plural: str = ""

    def elided(self, text: str) -> str:
        """The text with its elisions."""
        return self.elision.sub(self.elided_to, text) if self.elision else text


def _in_each(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Words of each language."""
    return {code: frozenset(words.split()) for code, words in texts.items()}


_SMALL = _in_each(
    {
        "en": "a an the of for on in to at by from with and or s",
        "fr": "le la les l un une des du de d au aux à en dans sur par pour et ou s qu",
        "nl": "de het een des der den van voor in op aan tot bij met om te ten ter en of s",
        "de": "der die das des dem den ein eine einer eines einem einen von vom für in im am an auf zu "
        "zum zur mit und oder",
    }
)
_ASKING = _in_each(
    {
        "en": "how what who when where why which is are was were do does did can may much "
        "i my you your it that this there have has get be about per",
        "fr": "comment quoi qui quand où pourquoi quel quelle quels quelles est sont a ont peut "
        "c ce que il y on je j mon ma mes se sa son leur leurs n ne pas t",
        "nl": "hoe wat wie wanneer waar waarom welke welk is zijn was waren kan mag "
        "ik mijn je jouw er dat dit heeft hebben krijgt krijgen wordt worden per over "
        "uit naar als",
        "de": "wie was wer wann wo warum welche welcher welches ist sind war waren kann darf "
        "ich mein es gibt hat haben pro",
    }
)
_COUNTING = _in_each(
    {
        "en": "many number numbers figure figures statistics percentage share",
        "fr": "combien nombre chiffre chiffres statistique statistiques pourcentage part",
        "nl": "hoeveel aantal aantallen cijfer cijfers statistiek statistieken percentage aandeel",
        "de": "viele anzahl zahl zahlen statistik prozent anteil",
    }
)
_OF = {
    # CLDR's English B and M are American: official British usage is bn and m.
    "en": Grammar(
        short={"B": "bn", "M": "m"},
        function_words=_SMALL["en"],
        asking=_ASKING["en"],
        counting=_COUNTING["en"],
    ),
    # The first of a month is an ordinal, what is less than two is singular, “de” loses its vowel (d’avril, d’août).
    "fr": Grammar(
        colon="\u202f: ",
        semicolon="\u202f; ",
        first_of_month="1er",
        singular_below_two=True,
        plural="s",
        elision=re.compile(r"\bde (?=(?:avril|août|octobre)\b)"),
        elided_to="d’",
        function_words=_SMALL["fr"],
        asking=_ASKING["fr"],
        counting=_COUNTING["fr"],
    ),
    "nl": Grammar(
        compounds=True,
        function_words=_SMALL["nl"],
        asking=_ASKING["nl"],
        counting=_COUNTING["nl"],
    ),
    "de": Grammar(
        compounds=True,
        function_words=_SMALL["de"],
        asking=_ASKING["de"],
        counting=_COUNTING["de"],
    ),
}
_PLAIN = Grammar()


def grammar(code: str) -> Grammar:
    """The rules of a language."""
    return _OF.get(code, _PLAIN)
