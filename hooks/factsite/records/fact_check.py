"""Fact checks: a claim, the evidence, the verdict."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from factsite.problems import RuleError
from factsite.records.codes import Verdict
from factsite.records.common import (
    Citation,
    DatedNote,
    DecisionId,
    FigureId,
    LegislationId,
    OrganisationId,
    Record,
    SourceId,
    SourcePlace,
    TextIn,
    codes_apart,
)
from factsite.records.embargo import Held
from factsite.records.scalars import CodeText, Day, LooseDay, Period, Slug, Span
from factsite.telling import told


class Evidence(Held, SourcePlace):
    """One thing on which a verdict rests: an observation, a decision, an act, or a place in a source."""

    figure: FigureId | None = None
    period: Period | None = None
    decision: DecisionId | None = None
    legislation: LegislationId | None = None
    source: SourceId | None = None
    codes: dict[Slug, CodeText] = {}

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum(1 for thing in (self.figure, self.decision, self.legislation) if thing) > 1:
            raise RuleError("evidence", told("one piece of evidence names one figure, decision, legislation or source"))
        if not (self.figure or self.decision or self.legislation or self.source):
            raise RuleError("evidence", told("a piece of evidence names a figure, a decision, an act or a source"))
        if self.figure and not self.period:
            raise RuleError("evidence", told("a figure as evidence needs the period of the observation"))
        return self

    @property
    def citation(self) -> Citation | None:
        """The place in a source, if this piece of evidence is one."""
        if not self.source or self.figure:
            return None
        return Citation.model_validate({"source": self.source, **dict(self.locators)})


class FactCheck(Record):
    """A claim that stands in a document, and what the evidence says of it.

    ``confirmed`` is the day on which an editor looked at changed evidence and found that the verdict still holds.
    ``withdrawn`` says when and why the check no longer stands; its address and its words stay.
    """

    claimant: OrganisationId
    claim: TextIn
    claimed_in: Citation
    claimed: LooseDay
    verdict: Verdict
    evidence: Annotated[list[Evidence], Field(min_length=1)]
    checked: LooseDay
    confirmed: Day | None = None
    withdrawn: DatedNote | None = None

    @model_validator(mode="after")
    def _verdict_of_the_scale(self) -> Self:
        if self.verdict is Verdict.WITHDRAWN:
            remedy = told("Leave the verdict, and add “withdrawn: {date: DAY, note: NAME}”.")
            raise RuleError("withdrawn", told("“withdrawn” isn’t a verdict"), remedy)
        return self

    @property
    def standing(self) -> Verdict:
        """The verdict that readers are told: the last one, or that the check is withdrawn."""
        return Verdict.WITHDRAWN if self.withdrawn else self.verdict

    @classmethod
    def prepared(cls, data: dict[str, Any]) -> dict[str, Any]:
        """The codes of an observation stand beside its period."""
        return data | {"evidence": codes_apart(data.get("evidence"), Evidence)}

    def place(self, themes: Sequence[str]) -> int:
        """The newest first."""
        del themes
        return -self.checked.start.toordinal()

    def past_days(self) -> dict[str, datetime.date]:
        """Those of every record, and the days of the check and of its withdrawal."""
        found = super().past_days() | ({"checked": self.checked.start} if self.checked.known else {})
        return found | ({"withdrawn": self.withdrawn.date} if self.withdrawn else {})

    def _own_notes(self) -> Iterator[str]:
        if self.withdrawn:
            yield self.withdrawn.note

    def named_dates(self) -> dict[str, Span]:
        """The days under ``dates``, and those of the claim and of the check."""
        return super().named_dates() | {"claimed": self.claimed, "checked": self.checked}
