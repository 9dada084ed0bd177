"""The other kinds of records, and the registry of kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
from factsite.records.multilingual import Edition, InAll, Name, Websites, in_language
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
# ELI as Justel and the gazette write it (https://eur-lex.europa.eu/eli-register/belgium.html). The data hold its path;
# the host, which is the same for all acts of Belgium, makes of it the address that the ELI is.
ELI_HOST = "http://www.ejustice.just.fgov.be/"
Eli = Annotated[
    str,
    _matches(
        r"eli/[a-z]{1,40}/[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9]{10}/(justel|moniteur|staatsblad)",
        "path of an ELI (eli/type/year/month/day/numac/version)",
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

    @property
    def uri(self) -> str:
        """The whole identifier, an address on the web."""
        return ELI_HOST + self.address

    @property
    def version(self) -> str:
        """What it names: the text of the gazette in a language (moniteur, staatsblad), or the consolidated (justel)."""
        return self.address.rpartition("/")[2]


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
    """A body, and its place in the state or beyond it; ``website_in`` where a language has a site of its own."""

    type: OrganisationType
    level: Level
    part_of: OrganisationId | None = None
    website: Address | None = None
    website_in: Websites = {}

    def website_for(self, code: str) -> str | None:
        """The website for readers of a language, if it is known."""
        return in_language(self.website_in, code) or self.website


class Explained(Record):
    """An explanatory page: the common fields only."""


class Source(Model):
    """Where numbers and statements come from.

    ``title`` is in the language in which the source is written, and ``address`` leads there; ``in_language`` holds what
    the publisher has in other languages or, without an address, our words for it. A ``descriptive`` title is ours, and
    said in every language. ``parts`` name the parts of the document that citations name in words. ``copy`` is for those
    who keep the site and isn't published.
    """

    themes: list[Annotated[Slug, Ref("themes")]] = []
    publisher: OrganisationId | None = None
    publisher_name: Name | None = None
    via: OrganisationId | None = None
    via_name: Name | None = None
    title: TextIn
    descriptive: bool = False
    in_language: dict[LanguageCode, Edition] = {}
    parts: list[InAll] = []
    form: SourceForm
    table: Text | None = None
    published: LooseDay
    accessed: LooseDay
    copy_: Annotated[Text | None, Field(alias="copy")] = None
    republished: bool = False
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
        if self.via and self.via_name:
            what = (
                "a source is passed on by an organisation (via) or by a body without a page here (via_name), not both"
            )
            raise RuleError("source-publisher", what)
        if not self.accessed.known and not self.copy_:
            raise RuleError(
                "source-access", "where the day of access is unknown, “copy” must name the copy that was read"
            )
        return self

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if self.title.language in self.in_language:
            what = f"“in_language” repeats “{self.title.language}”, the language of the title"
            raise RuleError("source-language", what, "Keep the title, and delete the other.")
        return self

    def unsaid(self, codes: Iterable[str]) -> list[str]:
        """The languages among some in which a descriptive title, which is ours, isn’t said."""
        return [code for code in codes if self.descriptive and code not in (self.title.language, *self.in_language)]

    def title_for(self, code: str) -> TextIn:
        """The title as readers of a language get it: in theirs where there is one, else in that of the source."""
        edition = in_language(self.in_language, code)
        return TextIn(language=code, text=edition.title) if edition else self.title

    def described_for(self, code: str) -> bool:
        """Whether the title that readers of a language get is ours."""
        edition = in_language(self.in_language, code)
        return edition.address is None if edition else self.descriptive

    def address_for(self, code: str) -> str | None:
        """Where readers of a language find it: in theirs where the publisher has it, else as it is."""
        edition = in_language(self.in_language, code)
        return edition.address if edition and edition.address else self.address

    def language_for(self, code: str) -> str:
        """The language of what stands at the address for readers of a language."""
        edition = in_language(self.in_language, code)
        return code if edition and edition.address else self.title.language

    @property
    def languages(self) -> list[str]:
        """The languages in which the publisher has it, its own first."""
        others = [code for code in self.in_language if self.language_for(code) == code]
        return [self.title.language, *others]

    @property
    def addresses(self) -> list[str]:
        """Every address at which the publisher has it, once each."""
        own = [self.address, *(edition.address for edition in self.in_language.values())]
        return list(dict.fromkeys(address for address in own if address))

    def names_part(self, words: str) -> bool:
        """Whether a part of the document has these words as its name in some language."""
        return any(words in part.all for part in self.parts)

    def part_for(self, code: str, words: str) -> str | None:
        """The name of a part of the document for readers of a language, if a citation’s words name one."""
        return next((part.read_in(code) for part in self.parts if words in part.all), None)


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
