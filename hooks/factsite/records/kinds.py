"""The other kinds of records, and the registry of kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from factsite.problems import RuleError
from factsite.records.bridge import Bridge
from factsite.records.codes import (
    Act,
    DecisionForm,
    Effect,
    Level,
    Licence,
    OrganisationType,
    Outcome,
    SourceForm,
    Step,
    Verdict,
)
from factsite.records.commitment import Commitment
from factsite.records.common import (
    Citation,
    DatedNote,
    LanguageCode,
    Model,
    OrganisationId,
    Place,
    Record,
    SourceId,
    TextIn,
)
from factsite.records.figure import Figure
from factsite.records.scalars import Address, CodeText, Day, LooseDay, Period, Ref, Slug, Span, Text, shown
from factsite.records.words import (
    FactCheckWords,
    FigureWords,
    LegislationWords,
    OrganisationWords,
    Words,
)

LegislationId = Annotated[Slug, Ref("legislation")]
FigureId = Annotated[Slug, Ref("figures")]
DecisionId = Annotated[Slug, Ref("decisions")]


def _matches(pattern: str, what: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise RuleError("legal-identifier", f"“{shown(value)}” is no {what}", "Leave it out if it isn’t confirmed.")
        return value

    return AfterValidator(check)


# NUMAC: the ten digits of an act in the Belgian official gazette, the first four of them the year.
Numac = Annotated[str, _matches(r"(19|20)[0-9]{8}", "NUMAC (ten digits that start with the year)")]
# ELI as Justel and the gazette write it (https://eur-lex.europa.eu/eli-register/belgium.html).
Eli = Annotated[
    str,
    _matches(
        r"(https?://www\.ejustice\.just\.fgov\.be/)?eli/[a-z]{1,40}/[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9]{10}/(justel|moniteur|staatsblad)",
        "ELI (eli/type/year/month/day/numac/version)",
    ),
]
# ECLI: Council conclusions 2011/C 127/01, five parts with colons.
Ecli = Annotated[
    str, _matches(r"ECLI:[A-Z]{2}:[A-Z0-9.]{1,7}:[0-9]{4}:[A-Z0-9.]{1,25}", "ECLI (ECLI:country:court:year:number)")
]


class EliIn(Model):
    """The European Legislation Identifier of an act in one language."""

    language: LanguageCode
    address: Eli


class Gazette(Model):
    """Where an act stands in the Moniteur belge / Belgisch Staatsblad."""

    date: LooseDay
    page: Text | None = None


class ActStep(Model):
    """One dated step in the life of an act."""

    step: Step
    date: LooseDay
    source: SourceId
    note: Slug | None = None


class Legislation(Record):
    """A legislative change, with its steps; the status is computed from them."""

    act: Act
    level: Level
    date: LooseDay | None = None
    numac: Numac | None = None
    eli: list[EliIn] = []
    celex: Annotated[str, _matches(r"[1-9][0-9]{4}[A-Z]{1,2}[0-9]{4}", "CELEX number")] | None = None
    dossier: Text | None = None
    gazette: Gazette | None = None
    amends: list[LegislationId] = []
    repeals: list[LegislationId] = []
    transposes: list[LegislationId] = []
    implements: list[LegislationId] = []
    official_title_unknown: list[LanguageCode] = []
    figures: list[FigureId] = []
    steps: list[ActStep] = []

    def named_dates(self) -> dict[str, Span]:
        """The days under ``dates``, the steps by their codes, and ``act`` for the day of the act."""
        steps = {step.step.value: step.date for step in self.steps}
        own = {"act": self.date} if self.date else {}
        gazette = {"gazette": self.gazette.date} if self.gazette else {}
        return super().named_dates() | gazette | steps | own

    def _own_notes(self) -> Iterator[str]:
        yield from (step.note for step in self.steps if step.note)


class ActEffect(Model):
    """An act that a decision touches, and how."""

    act: LegislationId
    effect: Effect


class Decision(Record):
    """A decision of a court or a government body."""

    body: OrganisationId
    form: DecisionForm
    date: LooseDay
    number: Text | None = None
    ecli: Ecli | None = None
    outcome: Outcome
    acts: list[ActEffect] = []
    figures: list[FigureId] = []

    def named_dates(self) -> dict[str, Span]:
        """The days under ``dates``, and ``decision`` for the day of the decision."""
        return super().named_dates() | {"decision": self.date}


class Evidence(Place):
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
            raise RuleError("evidence", "one piece of evidence names one figure, decision, legislation or source")
        if not (self.figure or self.decision or self.legislation or self.source):
            raise RuleError("evidence", "a piece of evidence names a figure, a decision, an act or a source")
        if self.figure and not self.period:
            raise RuleError("evidence", "a figure as evidence needs the period of the observation")
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
            remedy = "Leave the verdict, and add “withdrawn: {date: DAY, note: NAME}”."
            raise RuleError("withdrawn", "“withdrawn” isn’t a verdict", remedy)
        return self

    @property
    def standing(self) -> Verdict:
        """The verdict that readers are told: the last one, or that the check is withdrawn."""
        return Verdict.WITHDRAWN if self.withdrawn else self.verdict

    def _own_notes(self) -> Iterator[str]:
        if self.withdrawn:
            yield self.withdrawn.note

    def named_dates(self) -> dict[str, Span]:
        """The days under ``dates``, and those of the claim and of the check."""
        return super().named_dates() | {"claimed": self.claimed, "checked": self.checked}


class Organisation(Record):
    """A body, and its place in the state or beyond it."""

    type: OrganisationType
    level: Level
    part_of: OrganisationId | None = None
    website: Address | None = None


class Explained(Record):
    """An explanatory page: the common fields only."""


class Source(Model):
    """Where numbers and statements come from; a source keeps its own title in its own language."""

    themes: list[Annotated[Slug, Ref("themes")]] = []
    publisher: OrganisationId | None = None
    publisher_name: Text | None = None
    via: OrganisationId | None = None
    title: TextIn
    descriptive: bool = False
    form: SourceForm
    table: Text | None = None
    published: LooseDay
    accessed: LooseDay
    copy_: Annotated[Text | None, Field(alias="copy")] = None
    address: Address | None = None
    archived: Address | None = None
    licence: Licence

    @model_validator(mode="after")
    def _traceable(self) -> Self:
        if bool(self.publisher) == bool(self.publisher_name):
            raise RuleError(
                "source-publisher",
                "a source needs either a publisher or, for a body without a page here, a publisher_name",
            )
        if not self.accessed.known and not self.copy_:
            raise RuleError(
                "source-access", "where the day of access is unknown, “copy” must name the copy that was read"
            )
        return self


@dataclass(frozen=True)
class Kind:
    """A kind of record: its folder, the models of its facts and words, whether its list stands in the menu."""

    name: str
    record: type[Record]
    words: type[Words]
    in_menu: bool = True


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("figures", Figure, FigureWords),
        Kind("legislation", Legislation, LegislationWords),
        Kind("decisions", Decision, Words),
        Kind("fact-checks", FactCheck, FactCheckWords),
        Kind("commitments", Commitment, Words),
        Kind("explained", Explained, Words),
        Kind("organisations", Organisation, OrganisationWords),
        Kind("bridges", Bridge, Words, in_menu=False),
    )
}
# The sections, in the order of the menu; those that aren't kinds hold pages of words only.
SECTIONS: tuple[str, ...] = (*KINDS, "glossary", "about")
MENU: tuple[str, ...] = tuple(name for name in SECTIONS if name not in KINDS or KINDS[name].in_menu)
