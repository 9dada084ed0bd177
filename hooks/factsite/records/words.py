"""The words of each kind of record: what stands at the top of a Markdown file, and in a glossary."""

from __future__ import annotations

from typing import Annotated

from factsite.records.common import Citation
from factsite.records.model import Model
from factsite.records.scalars import Ref, Slug, Text, Title


class Words(Model):
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


class LegislationWords(Words):
    """The words of a legislative change; the official title may hold its own numbers."""

    official_title: Text | None = None
    """The official title in this language; may hold its own numbers"""


class FactCheckWords(Words):
    """The words of a fact check; ``claim`` is the translation of the claim."""

    claim: Text | None = None
    """The claim in this language; not in the claim’s own language"""


class OrganisationWords(Words):
    """The words of an organisation."""

    abbreviation: Title | None = None
    """The abbreviation, where the body has one"""


class TermWords(Model):
    """One term of the glossary in one language."""

    term: Title
    """The term"""
    slug: Slug
    """The last part of its address in this language"""
    definition: Text
    """What it means, in one or two sentences"""
    also: list[Title] = []
    """Synonyms, for search"""
    parts: list[Title] = []
    """The parts of a compound, for search"""


class TermFacts(Model):
    """What the glossary's data say of a term."""

    themes: list[Annotated[Slug, Ref("themes")]] = []
    """Codes of `content/data/themes.yml`"""
    sources: list[Citation] = []
    """Sources that define or describe the term"""
