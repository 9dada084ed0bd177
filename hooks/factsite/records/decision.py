"""Decisions of courts and governments, and what they do to acts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from factsite.records.codes import DecisionForm, Effect, Outcome
from factsite.records.common import FigureId, LegislationId, OrganisationId, Record
from factsite.records.embargo import Held
from factsite.records.listed import ListedId
from factsite.records.scalars import LooseDay, Span, Text


class ActEffect(Held):
    """An act that a decision touches, and how."""

    act: LegislationId
    effect: Effect


class Decision(Record):
    """A decision of a court or a government body; ``identifiers`` name it in the schemes of the site."""

    body: OrganisationId
    form: DecisionForm
    date: LooseDay
    number: Text | None = None
    identifiers: dict[ListedId, Text] = {}
    outcome: Outcome
    acts: list[ActEffect] = []
    figures: list[FigureId] = []

    def place(self, themes: Sequence[str]) -> int:
        """The newest first."""
        del themes
        return -self.date.start.toordinal()

    def past_days(self) -> dict[str, datetime.date]:
        """Those of every record, and the day of the decision."""
        return super().past_days() | ({"date": self.date.start} if self.date.known else {})

    def named_dates(self) -> dict[str, Span]:
        """The days under ``dates``, and ``decision`` for the day of the decision."""
        return super().named_dates() | {"decision": self.date}
