"""Sources: what a publisher published, where it is found, and under which terms it may be reused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from factsite.problems import RuleError
from factsite.records.codes import SourceForm
from factsite.records.common import OrganisationId, TextIn
from factsite.records.embargo import Held
from factsite.records.listed import LicenceCode
from factsite.records.model import LanguageCode
from factsite.records.multilingual import Edition, InAll, Name, in_language
from factsite.records.scalars import Address, LooseDay, Ref, Slug, Text
from factsite.telling import told


class Source(Held):
    """Where numbers and statements come from.

    ``title`` is in the language in which the source is written, and ``address`` leads there; ``in_language`` holds what
    the publisher has in other languages or, without an address, our words for it. A ``descriptive`` title is ours, and
    said in every language. ``parts`` name the parts of the document that citations name in words. ``copy`` is for those
    who keep the site and isn't published.
    """

    themes: list[Annotated[Slug, Ref("themes")]] = []
    publisher: OrganisationId | None = None
    publisher_name: Name | None = None
    via: OrganisationId | None = None
    via_name: Name | None = None
    title: TextIn
    descriptive: bool = False
    in_language: dict[LanguageCode, Edition] = {}
    parts: list[InAll] = []
    form: SourceForm
    table: Text | None = None
    published: LooseDay
    accessed: LooseDay
    copy_: Annotated[Text | None, Field(alias="copy")] = None
    republished: bool = False
    address: Address | None = None
    archived: Address | None = None
    licence: LicenceCode

    @model_validator(mode="after")
    def _traceable(self) -> Self:
        if bool(self.publisher) == bool(self.publisher_name):
            raise RuleError(
                "source-publisher",
                told("a source needs either a publisher or, for a body without a page here, a publisher_name"),
            )
        if self.via and self.via_name:
            what = told(
                "a source is passed on by an organisation (via) or by a body without a page here (via_name), not both"
            )
            raise RuleError("source-publisher", what)
        if not self.accessed.known and not self.copy_:
            raise RuleError(
                "source-access", told("where the day of access is unknown, “copy” must name the copy that was read")
            )
        return self

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if self.title.language in self.in_language:
            what = told("“in_language” repeats “{language}”, the language of the title", language=self.title.language)
            raise RuleError("source-language", what, told("Keep the title, and delete the other."))
        return self

    def unsaid(self, codes: Iterable[str]) -> list[str]:
        """The languages among some in which a descriptive title, which is ours, isn’t said."""
        return [code for code in codes if self.descriptive and code not in (self.title.language, *self.in_language)]

    def title_for(self, code: str) -> TextIn:
        """The title as readers of a language get it: in theirs where there is one, else in that of the source."""
        edition = in_language(self.in_language, code)
        return TextIn(language=code, text=edition.title) if edition else self.title

    def described_for(self, code: str) -> bool:
        """Whether the title that readers of a language get is ours."""
        edition = in_language(self.in_language, code)
        return edition.address is None if edition else self.descriptive

    def address_for(self, code: str) -> str | None:
        """Where readers of a language find it: in theirs where the publisher has it, else as it is."""
        edition = in_language(self.in_language, code)
        return edition.address if edition and edition.address else self.address

    def language_for(self, code: str) -> str:
        """The language of what stands at the address for readers of a language."""
        edition = in_language(self.in_language, code)
        return code if edition and edition.address else self.title.language

    @property
    def languages(self) -> list[str]:
        """The languages in which the publisher has it, its own first."""
        others = [code for code in self.in_language if self.language_for(code) == code]
        return [self.title.language, *others]

    @property
    def addresses(self) -> list[str]:
        """Every address at which the publisher has it, once each."""
        own = [self.address, *(edition.address for edition in self.in_language.values())]
        return list(dict.fromkeys(address for address in own if address))

    def names_part(self, words: str) -> bool:
        """Whether a part of the document has these words as its name in some language."""
        return any(words in part.all for part in self.parts)

    def part_for(self, code: str, words: str) -> str | None:
        """The name of a part of the document for readers of a language, if a citation’s words name one."""
        return next((part.read_in(code) for part in self.parts if words in part.all), None)
