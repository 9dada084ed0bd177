"""Decisions of courts and governments, and what they do to acts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from factsite.records.codes import DecisionForm, Effect, Outcome
from factsite.records.common import FigureId, Identifiers, LegislationId, OrganisationId, Record
from factsite.records.embargo import Held
from factsite.records.scalars import LooseDay, Span, Text


class ActEffect(Held):
    """An act that a decision touches, and how."""

    act: LegislationId
    """The act"""
    effect: Effect
    """What the decision does to it"""


class Decision(Record):
    """A decision of a court or a government body; ``identifiers`` name it in the schemes of the site."""

    body: OrganisationId
    """Organisation"""
    form: DecisionForm
    """`judgment`, `interim-measure`, `advisory-opinion`, `government-decision`, `observations`, `views` (of a
    committee of a treaty, on a complaint)"""
    date: LooseDay
    """Day (loose day)"""
    number: Text | None = None
    """Its number, as confirmed"""
    identifiers: Identifiers = {}
    """As confirmed, by scheme: `{ecli: "ECLI:EU:C:2010:117"}`"""
    outcome: Outcome
    """`annulled`, `partly-annulled`, `suspended`, `dismissed`, `violation`, `no-violation`, `interim-measure-granted`,
    `interpreted`, `unlawful-in-part`, `advice-given`, `adopted`, `recommendation`, `not-known`
    """
    acts: list[ActEffect] = []
    """List of `{act: <legislation>, effect: annulled, partly-annulled, suspended, unlawful-in-part, interpreted,
    upheld or none}`
    """
    figures: list[FigureId] = []
    """Figures it touches"""

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
