"""The words of each kind of record: what stands at the top of a Markdown file, and in a glossary."""

from __future__ import annotations

from typing import Annotated

from factsite.records.common import Citation
from factsite.records.embargo import Held
from factsite.records.scalars import Ref, Slug, Text, Title
from factsite.records.termbase import AgreedWords


class Words(Held):
    """The texts of a page in one language: what stands at the top of its Markdown file.

    ``notes`` holds a text for each note that the facts of the record name.
    """

    title: Title
    slug: Slug | None = None
    summary: Text
    former_slugs: list[Slug] = []
    notes: dict[Slug, Text] = {}


class PageWords(Words):
    """The words of a home, list or About page."""

    nav_title: Title | None = None


class FigureWords(Words):
    """The words of a figure."""

    counted: Text
    not_counted: Text


class LegislationWords(Words):
    """The words of a legislative change; the official title may hold its own numbers."""

    official_title: Text | None = None


class FactCheckWords(Words):
    """The words of a fact check; ``claim`` is the translation of the claim."""

    claim: Text | None = None


class OrganisationWords(Words):
    """The words of an organisation; ``in_text`` is its name within a sentence, where that isn’t its title."""

    abbreviation: Title | None = None
    in_text: Title | None = None


class TermWords(AgreedWords):
    """One term of the glossary in one language.

    Search finds it also under ``related`` words, which are no other words for it, and under the ``parts`` of compounds.
    """

    slug: Slug
    definition: Text
    related: list[Title] = []
    parts: list[Title] = []


class TermFacts(Held):
    """What the glossary's data say of a term; the words of an ``everyday`` one often mean something else."""

    themes: list[Annotated[Slug, Ref("themes")]] = []
    sources: list[Citation] = []
    everyday: bool = False
