"""The words that are agreed for a term, per language: of the glossary, and of terms that need no entry there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, RootModel

from factsite.records.model import LanguageCode, Model
from factsite.records.scalars import Slug, Text, Title

EXCEPTIONS = "term-exceptions.yml"
AGREED = "terms.yml"


class Deprecated(Model):
    """A word that isn't to be used for a term.

    ``instead`` is what to write, where it isn't the term itself. A word that is right elsewhere, for another thing, is
    refused ``as_translation`` only: in a text whose source has the term.
    """

    word: Title
    """The word that isn’t to be used"""
    instead: Text | None = None
    """What to write in its place (default: the term)"""
    as_translation: bool = False
    """`true` where it is refused as a translation of the term only, and may stand elsewhere"""


def _worded(value: object) -> object:
    return {"word": value} if isinstance(value, str) else value


class AgreedWords(Model):
    """The words for a term in a language (TBX: preferredTerm, admittedTerm, deprecatedTerm).

    ``term`` is the preferred word, ``also`` are those admitted beside it, ``forms`` more forms of both, which a stemmer
    doesn't know to be the same: no reader sees them.
    """

    term: Title
    """The preferred word"""
    also: list[Title] = []
    """Other words for it that may stand in texts; search finds it by them too"""
    forms: list[Title] = []
    """Inflected forms that no rule of the language gives"""
    deprecated: list[Annotated[Deprecated, BeforeValidator(_worded, json_schema_input_type=Title | Deprecated)]] = []
    """Words that aren’t to be used for it"""

    def all_agreed(self) -> Iterator[str]:
        """Every word that may stand for the term."""
        yield from (self.term, *self.also, *self.forms)


class AgreedTerms(RootModel[dict[Slug, dict[LanguageCode, AgreedWords]]]):
    """Terms that readers need not have explained, and that have one translation all the same."""

    model_config = ConfigDict(frozen=True)


class TermExceptions(RootModel[dict[LanguageCode, dict[Annotated[str, Field(max_length=200)], Text]]]):
    """Places that were looked at and are right as they are: unit and term, or unit and words, → the reason."""

    model_config = ConfigDict(frozen=True)
