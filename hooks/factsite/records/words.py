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
    """The title of the page"""
    slug: Slug | None = None
    """The last part of the address in this language; without it, the identifier"""
    summary: Text
    """One or two sentences for lists, search and the top of the page; numbers as references"""
    former_slugs: list[Slug] = []
    """Slugs that the page had before: readers are led on"""
    notes: dict[Slug, Text] = {}
    """A text for each note that the data of the record name"""


class PageWords(Words):
    """The words of a home, list or About page."""

    nav_title: Title | None = None
    """A short name for the menu"""


class FigureWords(Words):
    """The words of a figure."""

    counted: Text
    """What is counted"""
    not_counted: Text
    """What isn’t counted"""
    limits: Text | None = None
    """What a reader could wrongly conclude from the number: one to three plain sentences"""


class LegislationWords(Words):
    """The words of a legislative change; the official title may hold its own numbers."""

    official_title: Text | None = None
    """The official title in this language; may hold its own numbers"""


class FactCheckWords(Words):
    """The words of a fact check; ``claim`` is the translation of the claim."""

    claim: Text | None = None
    """The claim in this language; not in the claim’s own language"""


class OrganisationWords(Words):
    """The words of an organisation; ``in_text`` is its name within a sentence, where that isn’t its title."""

    abbreviation: Title | None = None
    """The abbreviation, where the body has one"""
    in_text: Title | None = None
    """Its name within a sentence, where that isn’t its title: police fédérale"""


class TermWords(AgreedWords):
    """One term of the glossary in one language.

    Search finds it also under ``related`` words, which are no other words for it, and under the ``parts`` of compounds.
    """

    slug: Slug
    """The last part of its address in this language"""
    former_slugs: list[Slug] = []
    """Slugs that it had, or that a term had which is gone: links to them lead here"""
    definition: Text
    """What it means, in one or two sentences"""
    related: list[Title] = []
    """Words under which search finds it too, that are no other words for it"""
    parts: list[Title] = []
    """The parts of a compound, for search"""


class TermFacts(Held):
    """What the glossary's data say of a term; the words of an ``everyday`` one often mean something else."""

    themes: list[Annotated[Slug, Ref("themes")]] = []
    """Codes of `content/data/themes.yml`"""
    sources: list[Citation] = []
    """Sources that define or describe the term"""
    everyday: bool = False
    """`true` where its words often mean something else, so that no rule asks for their translation"""
