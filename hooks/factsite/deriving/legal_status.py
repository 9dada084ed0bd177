"""What an act is on a day, and how it came there: its own steps, and what courts and other acts did to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from factsite.content import Content, Entry
from factsite.records.codes import Effect
from factsite.records.decision import Decision
from factsite.records.embargo import Held
from factsite.records.legislation import Legislation
from factsite.records.listed import Step, StepRole
from factsite.records.scalars import Span

# What a decision does to an act becomes a step in its life; advice and interpretation leave it standing.
_ROLE_OF = {
    Effect.SUSPENDED: StepRole.SUSPENDS,
    Effect.PARTLY_ANNULLED: StepRole.ANNULS_IN_PART,
    Effect.ANNULLED: StepRole.ANNULS,
}


@dataclass(frozen=True)
class Stage:
    """One dated step in the life of an act; ``by`` is the decision or act from which it follows, if any.

    ``fact`` is the part of the data that says it.
    """

    step: Step
    date: Span
    note: str | None = None
    by: Entry | None = None
    fact: Held | None = field(default=None, compare=False)


class Standings:
    """The stages of all acts of a site, and their status on a day."""

    def __init__(self, content: Content) -> None:
        self._stages: dict[str, list[Stage]] = {}
        for entry, act in content.records(Legislation):
            self._stages[entry.id] = [Stage(step.step, step.date, step.note, fact=step) for step in act.steps]
        for target, stage in (*_by_decisions(content), *_by_repeals(content)):
            if target in self._stages:
                self._add(target, stage)
        for stages in self._stages.values():
            stages.sort(key=lambda stage: (not stage.date.known, stage.date.start, stage.step.position))

    def _add(self, target: str, stage: Stage) -> None:
        """Add a stage that follows from another record; one that the editor wrote as well takes its link from it."""
        stages = self._stages[target]
        for number, known in enumerate(stages):
            repealed = stage.step.role is StepRole.REPEALS
            if known.step == stage.step and (known.date.text == stage.date.text or repealed):
                stages[number] = Stage(known.step, known.date, known.note, known.by or stage.by, known.fact)
                return
        stages.append(stage)

    def of(self, act: str) -> list[Stage]:
        """The stages of an act, the oldest first; those without a known day at the end."""
        return self._stages.get(act, [])

    def status(self, act: str, day: date) -> Stage | None:
        """The stage that holds on a day: of those begun by then the last, the later-named first on equal days."""
        begun = [stage for stage in self.of(act) if stage.date.known and stage.date.start <= day]
        return begun[-1] if begun else None

    def planned(self, act: str, day: date) -> list[Stage]:
        """The stages that lie in the future on a day."""
        return [stage for stage in self.of(act) if stage.date.known and stage.date.start > day]


def _by_decisions(content: Content) -> Iterator[tuple[str, Stage]]:
    for entry, decision in content.records(Decision):
        for effect in decision.acts:
            role = _ROLE_OF.get(effect.effect)
            if step := content.codes.step_of(role) if role else None:
                yield effect.act, Stage(step, decision.date, None, entry, effect)


def _by_repeals(content: Content) -> Iterator[tuple[str, Stage]]:
    """An act that repeals another ends it on the day on which it takes effect itself."""
    repealed = content.codes.step_of(StepRole.REPEALS)
    for entry, act in content.records(Legislation):
        if repealed and act.repeals:
            days = [step.date for step in act.steps if step.step.role is StepRole.TAKES_EFFECT and step.date.known]
            for target in act.repeals if days else ():
                yield target, Stage(repealed, min(days, key=lambda day: day.start), None, entry)
