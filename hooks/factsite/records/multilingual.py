"""What a fact needs of the languages: texts in all three, editions of a source, names of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeVar

from pydantic import BeforeValidator

from factsite.records.common import LanguageCode, Model
from factsite.records.scalars import Address, Text

T = TypeVar("T")


class InAll(Model):
    """A text in each language of the site."""

    en: Text
    fr: Text
    nl: Text

    def read_in(self, code: str) -> str:
        """The text for readers of a language."""
        return {"en": self.en, "fr": self.fr, "nl": self.nl}[code]

    @property
    def all(self) -> tuple[str, str, str]:
        """The three texts."""
        return self.en, self.fr, self.nl


def _in_all(value: object) -> object:
    return {"en": value, "fr": value, "nl": value} if isinstance(value, str) else value


# A name: one text where it is the same in every language, else one for each.
Name = Annotated[InAll, BeforeValidator(_in_all)]
Websites = dict[LanguageCode, Address]


def in_language(texts: Mapping[LanguageCode, T], code: str) -> T | None:
    """What there is in a language, if anything: the code may be that of any language."""
    return next((found for language, found in texts.items() if language == code), None)


class Edition(Model):
    """A source in another language than its own: the title and address that its publisher has there.

    Without ``address`` the publisher doesn't have it in this language, and the title is ours.
    """

    title: Text
    address: Address | None = None
