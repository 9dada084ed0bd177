"""The rule on typography: the slips of each language, in texts as editors write them.

Editors type plain spaces before French signs; the build makes them narrow (`documents.typography`), so that both are
right here and none is a slip. Sources: Lexique des règles typographiques en usage à l’Imprimerie nationale;
Interinstitutional style guide of the European Union (quotation marks and dashes of each language); taaladvies.net.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from factsite.checking.exceptions import Exceptions, or_an_exception
from factsite.problems import Problem, RuleError, Severity
from factsite.telling import Told, told
from factsite.terminology.texts import OwnText

_SPACES = "[ \u00a0\u202f]"


@dataclass(frozen=True)
class TypographySlip:
    """What is wrong where a pattern is found, and what to write; ``signs``: a text without any of them holds none."""

    pattern: re.Pattern[str]
    what: Told
    remedy: Told
    signs: str | tuple[str, ...]


def _slip(pattern: str, what: Told, remedy: Told, signs: str | tuple[str, ...]) -> TypographySlip:
    return TypographySlip(re.compile(pattern, re.MULTILINE), what, remedy, signs)


_EVERYWHERE = (
    _slip(r"(?<=[^\W\d_])'|'(?=[^\W\d_])", told("a straight apostrophe"), told("Write “’”."), "'"),
    _slip(r'"[^"\n]*"|"', told("straight quotation marks"), told("Write those of the language: “ ” or « »."), '"'),
    _slip(r"\.{3}", told("three full stops"), told("Write “…”."), "."),
    _slip(
        r"(?<=\w)[,;:] {2,}(?=\w)|(?<=\w[.!?]) {2,}(?=\w)|(?<=\w) {2,}(?=\w)",
        told("two spaces"),
        told("Write one."),
        ("  ",),
    ),
    _slip(
        rf"(?<=\w){_SPACES}-{_SPACES}(?=\w)|(?<=\w)--+(?=\w)|(?<=\w){_SPACES}--+{_SPACES}",
        told("a hyphen for a dash"),
        told("Write “–”, or two sentences."),
        ("- ", "--", "-\u00a0", "-\u202f"),
    ),
    _slip(
        r"(?<![\d-])(?:1[89]|20)\d\d-(?:1[89]|20)\d\d(?![\d-])",
        told("a hyphen between years"),
        told("Write “–”."),
        ("-1", "-2"),
    ),
    _slip(
        r"(?<=[\w)”»])" + _SPACES + r"+[,.](?=\s|$)(?!\.)",
        told("a space before a comma or full stop"),
        told("Delete it."),
        (" ,", " .", "\u00a0,", "\u00a0.", "\u202f,", "\u202f."),
    ),
    _slip(r",(?<=[^\W\d_],)(?=[^\W\d_])", told("no space behind a comma"), told("Write one."), ","),
    _slip(
        r",,|(?<!\.)\.\.(?!\.)|;;|(?<!:)::(?!:)",
        told("a sign that stands twice"),
        told("Write it once."),
        (",,", "..", ";;", "::"),
    ),
)
_OF_LANGUAGE: Mapping[str, tuple[TypographySlip, ...]] = {
    "en": (
        _slip("[«»]", told("French quotation marks in an English text"), told("Write “so”."), "«»"),
        _slip(
            r"(?<=\w) +[;:?!](?=\s|$)",
            told("a space before this sign"),
            told("Delete it: only French has one."),
            (" ;", " :", " ?", " !"),
        ),
        _slip("„", told("a quotation mark of another language"), told("Write “so”."), "„"),
    ),
    "fr": (
        _slip("[“”„]", told("English quotation marks in a French text"), told("Write « »."), "“”„"),
        _slip(
            rf"«(?!{_SPACES})|(?<!{_SPACES})(?<!\n)»",
            told("no space within the quotation marks"),
            told("Write « so »."),
            "«»",
        ),
        _slip(
            r"(?<=[\w)»])[;?!](?=\s|$)|(?<=[^\W\d_)»]):(?=\s|$)",
            told("no space before this sign"),
            told("Type a plain one: the build makes it narrow."),
            ";?!:",
        ),
        _slip(r"\bEtats?\b", told("a capital without its accent"), told("Write “État”."), ("Etat",)),
        _slip(
            r"\b[éÉ]tats?[- ]membres?\b(?<!États membres)(?<!État membre)"
            r"|\b(?:[Cc]onseil|[Ss]ecrétaires?|[Cc]hefs?|[Cc]oup) d[’']état\b|\bl[’']état (?:belge|fédéral|membre)\b",
            told("“État” without its capital, or with a hyphen"),
            told("Write “État”: “État membre”, “Conseil d’État”, “secrétaire d’État”."),
            ("membre", "état"),
        ),
        _slip(
            r"\bE(?:gypt|rythr|thiop|quateur|galement\b|trang|tude|conom|ducation|mirats|glise|valua|volution|nergi)\w*",
            told("a capital without its accent"),
            told("Write “É”."),
            "E",
        ),
        _slip(
            r"(?<!\w)[Nn][o0]\.? ?(?=\d)|(?<!\w)[Nn]° ?(?=\d)(?<!n°[ \u202f])",
            told("“numéro” in another form"),
            told("Write “n° 1”, with a space."),
            ("n°", "N°", "no ", "No ", "no.", "No.", "n0", "N0"),
        ),
        _slip(
            r"(?<!\w)1(?:er|ère)s?(?!\w)(?<!1er)(?<!1re)|(?<!\w)\d+(?:ème|ième|è)s?(?!\w)",
            told("an ordinal in another form"),
            told("Write 1er, 1re, 2e."),
            ("1er", "è"),
        ),
        _slip(r"\boeu|\bOeu|\bcoeur|\bsoeur|\bvoeu", told("“oe” for one letter"), told("Write “œ”."), ("oe", "Oe")),
        _slip(
            r"(?<![\d.])(?<!n°[ \u202f])\d{1,3}(?:[.,]\d{3})+(?![\d/])",
            told("an English separator of thousands"),
            told("Write a space."),
            tuple("0123456789"),
        ),
    ),
    "nl": (
        _slip("[«»]", told("French quotation marks in a Dutch text"), told("Write “so”."), "«»"),
        _slip("„", told("an old form of quotation mark"), told("Write “so”."), "„"),
        _slip(
            r"(?<=\w) +[;:?!](?=\s|$)",
            told("a space before this sign"),
            told("Delete it: only French has one."),
            (" ;", " :", " ?", " !"),
        ),
        _slip(
            r"‘(?=s (?:morgens|ochtends|middags|avonds|nachts|zomers|winters|lands)|t\b|n\b|(?:70|80|90)\b)",
            told("an opening quotation mark for an apostrophe"),
            told("Write “’s”."),
            "‘",
        ),
        _slip(
            r"(?<!\w)[Nn]°|(?<!\w)[Nn]r(?!\.)(?= ?\d)",
            told("“nummer” in another form"),
            told("Write “nr. 1”."),
            ("°", "nr", "Nr"),
        ),
        _slip(
            r"\b(?:belgisch|frans|vlaams|waals|brussels|oekraïens|syrisch|afghaans)e?\b",
            told("a people or country without its capital"),
            told("Write it with a capital."),
            ("belgisch", "frans", "vlaams", "waals", "brussels", "oekraïens", "syrisch", "afghaans"),
        ),
    ),
}


def typography_is_right(text: OwnText, exceptions: Exceptions) -> Iterator[Problem]:
    """Each text keeps to the signs of its language.

    Args:
        text: one that is ours; what it quotes keeps the signs of its own.
        exceptions: places that are right as they are.
    """
    for slip in (*_EVERYWHERE, *_OF_LANGUAGE.get(text.language, ())):
        if any(sign in text.text for sign in slip.signs):
            for found in slip.pattern.finditer(text.text):
                there = found[0].strip() or "spaces"
                if not exceptions.allow(text, there):
                    error = RuleError("typography", slip.what, or_an_exception(slip.remedy, text, there))
                    # A slip is no reason to keep a number from readers: the content’s own tests hold it.
                    yield replace(text.at(found.start(), len(found[0]), error), severity=Severity.WARNING)
