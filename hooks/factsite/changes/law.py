"""Acts and decisions as facts that can be compared: what an act is on the day, its steps, what courts did to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from factsite.changes.facts import Fact, PublicState, ReaderFacts
from factsite.content import Entry
from factsite.records.change import ChangeKind
from factsite.records.decision import Decision
from factsite.records.legislation import Legislation


def _act(state: PublicState, entry: Entry, act: Legislation) -> Iterator[Fact]:
    status = state.standings.status(entry.id, state.day)
    if status:
        yield Fact(ChangeKind.STANDING, value=status.step.value, day=status.date.text)
    seen: Counter[str] = Counter()
    for step in sorted(act.steps, key=lambda one: (one.date.start, one.date.text)):
        code = step.step.value
        seen[code] += 1
        # The second vote in plenary is another step than the first.
        name = code if seen[code] == 1 else f"{code}.{seen[code]}"
        yield Fact(ChangeKind.STEP, name, value=step.date.text)


ACT_FACTS = ReaderFacts(_act, frozenset({"steps"}))


def _decision(state: PublicState, entry: Entry, decision: Decision) -> Iterator[Fact]:
    del state, entry
    yield Fact(ChangeKind.OUTCOME, value=decision.outcome.value)
    for effect in decision.acts:
        yield Fact(ChangeKind.EFFECT, f"legislation/{effect.act}", value=effect.effect.value)


DECISION_FACTS = ReaderFacts(_decision, frozenset({"outcome", "acts"}))
