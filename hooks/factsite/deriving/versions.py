"""The versions of a figure: what stood in each, made again from its history, and what each changed."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from factsite.records.figure import Figure
from factsite.records.history import (
    AFTER,
    BEFORE,
    FigureHistory,
    HistoryAction,
    HistoryRow,
    SeriesKey,
    Spoken,
    VersionStep,
)

# The order of observations in the file of a version: that of their keys, found faster.
_PLACE = attrgetter("period", "codes")
# All that a version says, by what it is of.
State = dict[SeriesKey, Spoken]


@dataclass(frozen=True, slots=True)
class ObservationChange:
    """What a version changed in one observation; ``before`` is None for a new one, ``now`` for one taken out."""

    key: SeriesKey
    before: Spoken | None
    now: Spoken | None


@dataclass(frozen=True)
class FigureVersion:
    """A version: its day, all that it says, what the one before said, and the file in which it is kept for ever."""

    day: date
    state: State
    before: State
    text: str
    sha256: str

    def changes(self) -> Iterator[ObservationChange]:
        """What it changed, in the order of the file; found anew each time, for it can be all of a large figure."""
        return changes_between(self.before, self.state)


def as_text(state: State) -> str:
    """The file of a version: CSV after RFC 4180, in an order that depends on nothing else, so that its bytes don’t."""
    dimensions = sorted({name for key in state for name, _ in key.codes})
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(["period", *dimensions, "value", "status"])
    for key in sorted(state, key=_PLACE):
        codes, said = dict(key.codes), state[key]
        writer.writerow([key.period, *(codes.get(name, "") for name in dimensions), said.value, said.status])
    return buffer.getvalue()


def digest(text: str) -> str:
    """The SHA-256 of the file of a version."""
    return hashlib.sha256(text.encode()).hexdigest()


def changes_between(before: State, now: State) -> Iterator[ObservationChange]:
    """What differs between two versions, in the order of their files."""
    for key in sorted(before.keys() | now.keys() if before else now, key=_PLACE):
        if before.get(key) != now.get(key):
            yield ObservationChange(key, before.get(key), now.get(key))


def _days(figure: Figure, history: FigureHistory) -> list[tuple[date, State]]:
    """Each version with its day, the oldest first: those recorded, and what the figure says now if that is another."""
    days = [(step.version, state) for step, state in zip(history.steps, history.states, strict=True)]
    now = figure.said
    if days and days[-1][1] == now:
        return days
    # A number whose embargo is over is public without anybody having recorded it.
    day = max(figure.changed, days[-1][0]) if days else figure.changed
    return [*(row for row in days if row[0] < day), (day, now)]


def version_days(figure: Figure, history: FigureHistory | None) -> list[date]:
    """The days of the versions of a figure, the newest first."""
    if history is None or not history.steps:
        return [figure.changed]
    return [day for day, _ in _days(figure, history)][::-1]


def versions(figure: Figure, history: FigureHistory | None) -> list[FigureVersion]:
    """The versions of a figure, the newest first, each with its file."""
    found, before = [], State()
    for day, state in _days(figure, history or FigureHistory()):
        text = as_text(state)
        found.append(FigureVersion(day, state, before, text, digest(text)))
        before = state
    return found[::-1]


def continued(
    history: FigureHistory | None, now: State, day: date, *, changed: date | None = None, since: date | None = None
) -> str | None:
    """The file of a history with one more version; what was recorded of the same day is made anew.

    The version is of the day that the figure gives for its last change, which its page, its citation and the catalogues
    tell; where that isn’t later than the version before, of the day of the record.

    Args:
        history: what was recorded before, if anything was.
        now: what the figure says now, as the public sees it.
        day: the day of the record.
        changed: the day on which the figure last changed.
        since: the day of the record before: later versions are of this one.

    Returns:
        The text of the file; None if it would say the same as now.
    """
    old = history or FigureHistory()
    both = zip(old.steps, old.states, strict=True)
    kept = [(step, state) for step, state in both if step.version < day and (since is None or step.version <= since)]
    before = kept[-1][1] if kept else State()
    steps = [step for step, _ in kept]
    if changes := list(changes_between(before, now)):
        rows = tuple(_row(change) for change in changes)
        is_later = changed is not None and changed < day and (not steps or changed > steps[-1].version)
        steps.append(VersionStep(changed if changed and is_later else day, rows, len(now), digest(as_text(now))))
    named = {name for step in steps for row in step.rows for name, _ in row.key.codes}
    made = FigureHistory(tuple(sorted(named)), tuple(steps))
    text = written(made)
    return None if history is not None and text == written(old) else text


def _row(change: ObservationChange) -> HistoryRow:
    action = (
        HistoryAction.APPEND
        if change.before is None
        else HistoryAction.DELETE
        if change.now is None
        else HistoryAction.REPLACE
    )
    return HistoryRow(action, change.key, change.now)


def written(history: FigureHistory) -> str:
    """The file of a history: a line for each change, and one that closes each version, so that git can show it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*BEFORE, *history.dimensions, *AFTER])
    for step in history.steps:
        for row in step.rows:
            codes = dict(row.key.codes)
            named = [codes.get(name, "") for name in history.dimensions]
            said = [row.said.value, row.said.status] if row.said else ["", ""]
            writer.writerow([step.version.isoformat(), row.action.value, row.key.period, *named, *said, ""])
        blank = [""] * len(history.dimensions)
        closing = [
            step.version.isoformat(),
            HistoryAction.VERSION.value,
            "",
            *blank,
            step.observations,
            "",
            step.sha256,
        ]
        writer.writerow(closing)
    return buffer.getvalue()


def faults(history: FigureHistory) -> Iterator[VersionStep]:
    """The versions that can't be made again as they were recorded: their history was altered since."""
    for step, state in zip(history.steps, history.states, strict=True):
        if step.observations != len(state) or step.sha256 != digest(as_text(state)):
            yield step
