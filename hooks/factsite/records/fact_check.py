"""Fact checks: a claim, the evidence, the verdict."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from factsite.problems import RuleError
from factsite.records.codes import Verdict
from factsite.records.common import (
    Citation,
    CodesBeside,
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
from factsite.records.scalars import Day, LooseDay, Period, Span
from factsite.telling import told

# What a piece of evidence may be; one of the first three at most.
_THINGS = ("figure", "decision", "legislation", "source")


class Evidence(Held, SourcePlace):
    """One thing on which a verdict rests: an observation, a decision, an act, or a place in a source."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": [name]} for name in _THINGS],
            "not": {
                "anyOf": [{"required": list(two)} for two in combinations(("figure", "decision", "legislation"), 2)]
            },
            "dependencies": {"figure": ["period"]},
        }
    )

    figure: FigureId | None = None
    """A figure, whose observation the verdict rests on"""
    period: Period | None = None
    """The period of the observation"""
    decision: DecisionId | None = None
    """A decision"""
    legislation: LegislationId | None = None
    """An act"""
    source: SourceId | None = None
    """A source; of a figure the one whose number is taken"""
    codes: CodesBeside = {}
    """The codes of the observation, where a dimension has the name of another field"""

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

    model_config = ConfigDict(
        json_schema_extra={
            "not": {"properties": {"verdict": {"const": Verdict.WITHDRAWN.value}}, "required": ["verdict"]}
        }
    )

    claimant: OrganisationId
    """Organisation"""
    claim: TextIn
    """`{language: en, text: …}`: the sentence as it stands in the document"""
    claimed_in: Citation
    """Citation: the document and the place in it"""
    claimed: LooseDay
    """Loose day"""
    verdict: Verdict
    """`supported`, `lacks-context`, `not-supported`, `contradicted`, `cannot-be-established`"""
    evidence: Annotated[list[Evidence], Field(min_length=1)]
    """List of `{figure, period, …dimensions}`, `{decision}`, `{legislation}` or `{source, section}`; at least one"""
    checked: LooseDay
    """Day"""
    confirmed: Day | None = None
    """Day on which an editor looked at changed evidence and found that the verdict holds"""
    withdrawn: DatedNote | None = None
    """`{date, note}`: the check no longer stands; the page keeps its address, says so and why (the note’s text under
    `notes:`), and shows no verdict
    """

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
