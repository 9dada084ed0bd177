"""Commitments: what was promised, by whom it is to be done, and how far it has come according to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from factsite.records.codes import Progress, Voice
from factsite.records.common import Citation, Record
from factsite.records.listed import Objective, PledgeCode
from factsite.records.scalars import LooseDay, Slug, Span, Whole


class StateOfPlay(Citation):
    """What a body said, on a day, of how far a commitment has come; ``note`` names its words."""

    date: LooseDay
    """When it was said"""
    voice: Voice
    """Who said it"""
    progress: Progress
    """How far it has come, in the words of the source"""
    note: Slug
    """A name; its text stands under `notes:` in the words of each language"""


class Commitment(Record):
    """One action of a plan, one pledge of a statement, or one objective of a treaty.

    ``pledge`` is the group to which it belongs and ``number`` its place there; ``objectives`` are those that it serves,
    by their numbers (here those of the Global Compact).
    """

    pledge: PledgeCode
    """To what it belongs: a code of `pledges` in `codes.yml`"""
    number: Annotated[Whole, Field(ge=1, le=99)]
    """Its place in the list of the document, or the number of the objective"""
    objectives: Annotated[list[Objective], Field(min_length=1)]
    """The numbers of the objectives (here those of the Global Compact) that it serves, from 1 to `objectives` in
    `codes.yml`
    """
    promised: LooseDay
    """When it was promised (loose day)"""
    promised_in: Citation
    """Where it was promised: a citation"""
    states: list[StateOfPlay] = []
    """What was said of it: `{date, voice, progress, source, section …, note}`; `voice` is `government`,
    `international`, `court`, `academics` or `civil-society`; `progress` is `announced`, `under-way`, `done`,
    `stalled` or `not-known`, in the words of the source
    """

    def place(self, themes: Sequence[str]) -> int:
        """In the order of the plan."""
        del themes
        return self.pledge.position * 100 + self.number

    def named_dates(self) -> dict[str, Span]:
        """The days under ``dates``, and that of the promise."""
        return super().named_dates() | {"promised": self.promised}

    def _own_notes(self) -> Iterator[str]:
        yield from (state.note for state in self.states)

    @property
    def progress(self) -> Progress:
        """How far it has come by the newest word that says so, the government's before others'; else not known."""
        for own in (True, False):
            said = [state for state in self.states if (state.voice is Voice.GOVERNMENT) is own]
            telling = [state for state in said if state.progress is not Progress.NOT_KNOWN]
            if telling:
                return max(telling, key=lambda state: (state.date.known, state.date.end)).progress
        return Progress.NOT_KNOWN
