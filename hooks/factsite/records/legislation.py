"""Legislative changes: acts, what identifies them, and the dated steps of their lives."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from factsite.records.common import FigureId, LegislationId, Record, SourceId
from factsite.records.embargo import Held
from factsite.records.listed import ActCode, LevelCode, ListedId, StepCode
from factsite.records.model import LanguageCode
from factsite.records.scalars import LooseDay, Slug, Span, Text


class EliIn(Held):
    """The European Legislation Identifier of an act in one language, without the host that the scheme “eli” names."""

    language: LanguageCode
    address: Text


class Gazette(Held):
    """Where an act stands in the official gazette."""

    date: LooseDay
    page: Text | None = None


class ActStep(Held):
    """One dated step in the life of an act."""

    step: StepCode
    date: LooseDay
    source: SourceId
    note: Slug | None = None


class Legislation(Record):
    """A legislative change, with its steps; the status is computed from them.

    ``identifiers`` name it in the schemes of the site; ``eli`` stands apart, for it is another in each language.
    """

    act: ActCode
    level: LevelCode
    date: LooseDay | None = None
    identifiers: dict[ListedId, Text] = {}
    eli: list[EliIn] = []
    dossier: Text | None = None
    gazette: Gazette | None = None
    amends: list[LegislationId] = []
    repeals: list[LegislationId] = []
    transposes: list[LegislationId] = []
    implements: list[LegislationId] = []
    official_title_unknown: list[LanguageCode] = []
    figures: list[FigureId] = []
    steps: list[ActStep] = []

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
