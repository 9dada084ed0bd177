"""Names that records had: what was published under them is found by what stands here."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from factsite.problems import RuleError
from factsite.records.model import LanguageCode, Model
from factsite.records.scalars import Day, Ref, Slug, Text
from factsite.telling import told

# Where they stand, in content/data.
FILE = "former.yml"
# The facets whose choices bear the identifier of a thing, with its kind.
FACETS_OF_NAMES = {"theme": "themes", "body": "organisations"}


class FormerName(Model):
    """What became of a name under which something was published, from a day on.

    ``now`` is what its addresses lead to: the same record by its new name or, where it was ``removed``, another that
    replaces it. ``slugs`` are those of the pages of a removed record; a record that was renamed keeps its own.
    """

    day: Day
    """Day from which it no longer has the name"""
    now: Annotated[Text, Ref("*")] | None = None
    """What the addresses lead to, as `kind/id`: the same by its new name, or what replaces it"""
    removed: bool = False
    """`true` where it is gone, replaced or not"""
    slugs: dict[LanguageCode, list[Slug]] = {}
    """Of a removed record, its slugs per language: `{en: [applicants], fr: [demandeurs]}`"""

    @model_validator(mode="after")
    def _says_what_became_of_it(self) -> Self:
        if not self.now and not self.removed:
            remedy = told("Add “now: KIND/ID” or “removed: true”.")
            raise RuleError("missing-field", told("this doesn’t say what became of the name"), remedy)
        return self
