"""Who is responsible for the site: publisher, editor, contact and the address for corrections, in one file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema, model_validator

from factsite.problems import RuleError
from factsite.records.model import Model
from factsite.records.multilingual import InAll, Name, Websites, in_language
from factsite.records.scalars import Address, Text
from factsite.records.texts import check_email
from factsite.telling import told

Email = Annotated[str, AfterValidator(check_email), WithJsonSchema({"type": "string", "pattern": "@"})]
# A code of the EU’s list of themes for data: SOCI, JUST.
Subject = Annotated[str, Field(pattern=r"^[A-Z_]{2,20}$")]
# ISO 3166, two letters.
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class Responsible(Model):
    """One thing that whoever publishes the site must settle; ``placeholder`` where it hasn’t been yet."""

    placeholder: bool = False
    """`true` as long as it hasn’t been decided"""


class Publisher(Responsible):
    """The body that publishes the site, by its official name in each language, and what kind of body it is."""

    name: Name
    """The official name, once or per language"""
    form: InAll | None = None
    """What kind of body it is, per language"""
    website: Address | None = None
    """Its website"""
    website_in: Websites = {}
    """Its websites for readers of a language"""

    def website_for(self, code: str) -> str | None:
        """The website for readers of a language, if there is one."""
        return in_language(self.website_in, code) or self.website


class Editor(Responsible):
    """Who answers for the content: a function, not a person."""

    function: InAll
    """Who answers for the content, per language: a function, not a person"""


class Contact(Responsible):
    """Where readers write: an e-mail address or a form on the web, and by post."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"placeholder": {"const": True}}, "required": ["placeholder"]},
            "else": {"anyOf": [{"required": ["email"]}, {"required": ["form"]}]},
        }
    )

    email: Email | None = None
    """An e-mail address"""
    form: Address | None = None
    """The address of a form on the web"""
    post: InAll | None = None
    """The postal address, per language"""
    telephone: Text | None = None
    """The telephone number"""

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not self.placeholder and not (self.email or self.form):
            remedy = told("Add “email: …” or “form: …”; until there is one, write “placeholder: true”.")
            raise RuleError("missing-field", told("readers need an e-mail address or a form to write to"), remedy)
        return self


class Settings(Model):
    """What the site says of itself, wherever it does: pages, footer, feeds, catalogues.

    ``country`` is that whose law it tells: its acts have official titles in its official languages, and the catalogues
    say that the data are about it. ``subjects`` are the data’s in the EU’s list of themes
    (http://publications.europa.eu/resource/authority/data-theme).
    """

    country: Country | None = None
    """The country whose law the site tells (ISO 3166, two letters): its acts have official titles in its official
    languages, and the catalogues say that the data are about it
    """
    subjects: list[Subject] = []
    """What the data are about, in the EU’s list of themes for data: `[SOCI]`"""
    publisher: Publisher
    """`name` (once or per language) and, where there is one, `form` (what kind of body, per language), `website`,
    `website_in`
    """
    editor: Editor
    """`function`, per language: who answers for the content; a function, not a person"""
    contact: Contact
    """Where readers write: `email` or `form` (an address on the web), and as there are `post` (per language),
    `telephone`
    """
    corrections: Contact
    """Where readers report mistakes, in the same fields as `contact`"""

    def placeholders(self) -> Iterator[str]:
        """The names of what hasn’t been settled yet."""
        for name in type(self).model_fields:
            if getattr(getattr(self, name), "placeholder", False):
                yield name
