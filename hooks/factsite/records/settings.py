"""Who is responsible for the site: publisher, editor, contact and the address for corrections, in one file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from factsite.problems import RuleError
from factsite.records.model import Model
from factsite.records.multilingual import InAll, Name, Websites, in_language
from factsite.records.scalars import Address, Text, check_email
from factsite.telling import told

Email = Annotated[str, AfterValidator(check_email)]
# A code of the EU’s list of themes for data: SOCI, JUST.
Subject = Annotated[str, Field(pattern=r"^[A-Z_]{2,20}$")]
# ISO 3166, two letters.
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class Responsible(Model):
    """One thing that whoever publishes the site must settle; ``placeholder`` where it hasn’t been yet."""

    placeholder: bool = False


class Publisher(Responsible):
    """The body that publishes the site, by its official name in each language, and what kind of body it is."""

    name: Name
    form: InAll | None = None
    website: Address | None = None
    website_in: Websites = {}

    def website_for(self, code: str) -> str | None:
        """The website for readers of a language, if there is one."""
        return in_language(self.website_in, code) or self.website


class Editor(Responsible):
    """Who answers for the content: a function, not a person."""

    function: InAll


class Contact(Responsible):
    """Where readers write: an e-mail address or a form on the web, and by post."""

    email: Email | None = None
    form: Address | None = None
    post: InAll | None = None
    telephone: Text | None = None

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
    subjects: list[Subject] = []
    publisher: Publisher
    editor: Editor
    contact: Contact
    corrections: Contact

    def placeholders(self) -> Iterator[str]:
        """The names of what hasn’t been settled yet."""
        for name in type(self).model_fields:
            if getattr(getattr(self, name), "placeholder", False):
                yield name
