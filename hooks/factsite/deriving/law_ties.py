"""What acts and decisions do to an act, found once for all acts: each of them is asked for on its own page."""

from __future__ import annotations

from collections import defaultdict

from factsite.content import Content, Entry
from factsite.records.codes import Effect
from factsite.records.decision import Decision
from factsite.records.legislation import Legislation


class LawTies:
    """Of each act those that amend it and the decisions on it, in the order of their identifiers."""

    def __init__(self, content: Content) -> None:
        self._amending: dict[str, list[Entry]] = defaultdict(list)
        self._deciding: dict[str, list[tuple[Entry, Decision, Effect]]] = defaultdict(list)
        for entry, act in content.records(Legislation):
            for amended in dict.fromkeys(act.amends):
                self._amending[amended].append(entry)
        for entry, decision in content.records(Decision):
            for one in decision.acts:
                self._deciding[one.act].append((entry, decision, one.effect))

    def amending(self, act: str) -> list[Entry]:
        """The acts that amend an act."""
        return self._amending.get(act, [])

    def deciding(self, act: str) -> list[tuple[Entry, Decision, Effect]]:
        """The decisions on an act, each with what it does to it."""
        return self._deciding.get(act, [])
