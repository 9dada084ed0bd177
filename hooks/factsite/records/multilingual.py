"""What a fact needs of the languages: texts in all of them, editions of a source, names of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, RootModel

from factsite.records.model import LanguageCode, Model
from factsite.records.scalars import Address, Text

T = TypeVar("T")
# In the place of a language, where the text is the same in all: “undetermined” in ISO 639.
_ANY = "und"


class InAll(RootModel[Annotated[dict[LanguageCode, Text], Field(min_length=1)]]):
    """A text in each language of the site; a rule says which is missing."""

    model_config = ConfigDict(frozen=True)

    def read_in(self, code: str) -> str:
        """The text for readers of a language, in the first that is given where theirs isn’t."""
        return self.root.get(code) or next(iter(self.root.values()))

    def missing(self, codes: Iterable[str]) -> list[str]:
        """The languages among some in which it isn’t given."""
        return [] if _ANY in self.root else [code for code in codes if code not in self.root]

    @property
    def all(self) -> tuple[str, ...]:
        """Every text."""
        return tuple(self.root.values())


def _in_all(value: object) -> object:
    return {_ANY: value} if isinstance(value, str) else value


# A name: one text where it is the same in every language, else one for each.
Name = Annotated[InAll, BeforeValidator(_in_all, json_schema_input_type=Text | InAll)]
Websites = dict[LanguageCode, Address]


def in_language(texts: Mapping[LanguageCode, T], code: str) -> T | None:
    """What there is in a language, if anything: the code may be that of any language."""
    return texts.get(code)


class Edition(Model):
    """A source in another language than its own: the title and address that its publisher has there.

    Without ``address`` the publisher doesn't have it in this language, and the title is ours.
    """

    title: Text
    """The title in this language, as the publisher has it; without an address in our words"""
    address: Address | None = None
    """Where the publisher has it in this language"""
