"""Legislative changes: acts, what identifies them, and the dated steps of their lives."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from factsite.records.common import FigureId, Identifiers, LegislationId, Record, SourceId
from factsite.records.embargo import Held
from factsite.records.listed import ActCode, LevelCode, StepCode
from factsite.records.model import LanguageCode
from factsite.records.scalars import LooseDay, Slug, Span, Text


class EliIn(Held):
    """The European Legislation Identifier of an act in one language, without the host that the scheme “eli” names."""

    language: LanguageCode
    """The language of the text at this address"""
    address: Text
    """The path only: `eli/loi/2007/01/12/2007002066/moniteur`"""


class Gazette(Held):
    """Where an act stands in the official gazette."""

    date: LooseDay
    """The day of the gazette"""
    page: Text | None = None
    """The page on which it starts"""


class ActStep(Held):
    """One dated step in the life of an act."""

    step: StepCode
    """What happened: a code of `steps` in `content/data/codes.yml`"""
    date: LooseDay
    """When, or `unknown`"""
    source: SourceId
    """The source that says so"""
    note: Slug | None = None
    """More on it: a name; its text stands under `notes:` in the words of each language"""


class Legislation(Record):
    """A legislative change, with its steps; the status is computed from them.

    ``identifiers`` name it in the schemes of the site; ``eli`` stands apart, for it is another in each language.
    """

    act: ActCode
    """A code of `acts` in `codes.yml`"""
    level: LevelCode
    """A code of `levels` in `codes.yml`"""
    date: LooseDay | None = None
    """Day of the act (loose day; left out if not known)"""
    identifiers: Identifiers = {}
    """As confirmed, by scheme: `{numac: "2007002066", celex: 32001L0055}`; the schemes and their forms stand under
    `identifiers` in `codes.yml`
    """
    eli: list[EliIn] = []
    """A list of `{language: fr, address: "eli/loi/2007/01/12/2007002066/moniteur"}`: the path only, pages show it with
    its host; `moniteur` with `fr`, `staatsblad` with `nl`, or `justel` for both
    """
    dossier: Text | None = None
    """The number of the file in parliament, as confirmed"""
    gazette: Gazette | None = None
    """`{date: 2007-05-07, page: 24027}`"""
    amends: list[LegislationId] = []
    """Acts that it amends"""
    repeals: list[LegislationId] = []
    """Acts that it repeals"""
    transposes: list[LegislationId] = []
    """Directives that it transposes"""
    implements: list[LegislationId] = []
    """Acts that it implements"""
    official_title_unknown: list[LanguageCode] = []
    """Languages (`fr`, `nl`) in which the official title of an act of Belgium isn’t known; every other has it in its
    words
    """
    figures: list[FigureId] = []
    """Figures that it touches"""
    steps: list[ActStep] = []
    """List of `{step, date, source, note}`"""

    def place(self, themes: Sequence[str]) -> int:
        """The newest first: by the day of the act, else by its first step."""
        del themes
        return -(self.day or datetime.date.min).toordinal()

    @property
    def day(self) -> datetime.date | None:
        """The day of the act or, where it isn’t known, that of the first step that is."""
        if self.date and self.date.known:
            return self.date.start
        return min((step.date.start for step in self.steps if step.date.known), default=None)

    def named_dates(self) -> dict[str, Span]:
        """The days under ``dates``, the steps by their codes, and ``act`` for the day of the act."""
        steps = {step.step.value: step.date for step in self.steps}
        own = {"act": self.date} if self.date else {}
        gazette = {"gazette": self.gazette.date} if self.gazette else {}
        return super().named_dates() | gazette | steps | own

    def _own_notes(self) -> Iterator[str]:
        yield from (step.note for step in self.steps if step.note)
