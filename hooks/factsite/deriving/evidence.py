"""What has moved under a fact check since it was made: revised numbers, acts that changed, later decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from factsite.content import Content, Entry
from factsite.deriving.legal_status import Stage, Standings
from factsite.records.decision import Decision
from factsite.records.fact_check import Evidence, FactCheck
from factsite.records.figure import Figure, Revision
from factsite.records.legislation import Legislation


class Move(StrEnum):
    """Ways in which evidence can change."""

    REVISION = "revision"
    ACT = "act"
    DECISION = "decision"


@dataclass(frozen=True)
class EvidenceChange:
    """One change of a piece of evidence: which record moved, when, and the revision or stage that it is."""

    move: Move
    entry: Entry
    day: date
    number: int
    revision: Revision | None = None
    stage: Stage | None = None


def changes_since(content: Content, standings: Standings, check: FactCheck, day: date) -> list[EvidenceChange]:
    """Everything that changed under a fact check after it was made or last confirmed, up to a day.

    Args:
        content: all records.
        standings: the stages of all acts.
        check: the fact check.
        day: the day of the build; what lies after it hasn't happened yet.

    Returns:
        The changes, the oldest first; ``number`` is the place of the evidence in the list of the check. A withdrawn
        check has none.
    """
    if check.withdrawn:
        return []
    since = check.confirmed or check.checked.start
    found = [
        change
        for number, piece in enumerate(check.evidence)
        for change in _changes(content, standings, piece, number)
        if since < change.day <= day
    ]
    return sorted(found, key=lambda change: (change.day, change.number))


def _changes(content: Content, standings: Standings, piece: Evidence, number: int) -> Iterator[EvidenceChange]:
    if piece.figure and piece.period:
        yield from _revisions(content, piece, number)
    if piece.legislation:
        yield from _stages(content, standings, piece.legislation, number)
    if piece.decision:
        yield from _later_decisions(content, piece.decision, number)


def _revisions(content: Content, piece: Evidence, number: int) -> Iterator[EvidenceChange]:
    entry, figure = content.entries.get(f"figures/{piece.figure}"), content.get("figures", piece.figure or "", Figure)
    if entry is None or figure is None or piece.period is None:
        return
    wanted = figure.total_codes | piece.codes
    for revision in figure.revisions:
        if revision.period.text == piece.period.text and figure.total_codes | revision.codes == wanted:
            yield EvidenceChange(Move.REVISION, entry, revision.date, number, revision=revision)


def _stages(content: Content, standings: Standings, act: str, number: int) -> Iterator[EvidenceChange]:
    """The act's own stages, and the entry into force of acts that amend it."""
    own = content.entries.get(f"legislation/{act}")
    for stage in standings.of(act):
        if own and stage.date.known:
            yield EvidenceChange(Move.ACT, stage.by or own, stage.date.start, number, stage=stage)
    for entry, other in content.records(Legislation):
        if act in other.amends:
            for stage in standings.of(entry.id):
                if stage.date.known and stage.step.takes_effect:
                    yield EvidenceChange(Move.ACT, entry, stage.date.start, number, stage=stage)


def _later_decisions(content: Content, decision: str, number: int) -> Iterator[EvidenceChange]:
    """Decisions on the same acts as the one that is evidence."""
    one = content.get("decisions", decision, Decision)
    acts = {effect.act for effect in one.acts} if one else set()
    for entry, other in content.records(Decision):
        if entry.id == decision or not other.date.known:
            continue
        if acts & {effect.act for effect in other.acts}:
            yield EvidenceChange(Move.DECISION, entry, other.date.start, number)
