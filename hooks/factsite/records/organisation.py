"""Bodies of the state and beyond it."""

from __future__ import annotations

from collections.abc import Sequence

from factsite.records.common import OrganisationId, Record
from factsite.records.listed import LevelCode, OrganisationCode
from factsite.records.multilingual import Websites, in_language
from factsite.records.scalars import Address


class Organisation(Record):
    """A body, and its place in the state or beyond it; ``website_in`` where a language has a site of its own."""

    type: OrganisationCode
    """A code of `organisations` in `codes.yml`"""
    level: LevelCode
    """A code of `levels` in `codes.yml`"""
    part_of: OrganisationId | None = None
    """Organisation"""
    website: Address | None = None
    """Its address, only where a public page shows it"""
    website_in: Websites = {}
    """`{fr: …, nl: …}`: addresses for readers of a language, where the body has one of its own"""

    def place(self, themes: Sequence[str]) -> int:
        """By level."""
        del themes
        return self.level.position

    def website_for(self, code: str) -> str | None:
        """The website for readers of a language, if it is known."""
        return in_language(self.website_in, code) or self.website
