"""The life of an act on a line of time, and that of the acts which amend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from factsite.content import Entry
from factsite.records.decision import Decision
from factsite.records.legislation import Legislation
from factsite.rendering.view import View

WIDTH = 400
_LEAST = 16  # between two marks on one row, in the units of the drawing
_ROWS = 3


@dataclass(frozen=True)
class Mark:
    """A numbered mark on a line of time: where it stands, and whether it lies in the future."""

    number: int
    x: float
    row: int
    planned: bool


@dataclass(frozen=True)
class Timeline:
    """Marks between two years; ``height`` is that of the drawing."""

    first: int
    last: int
    marks: list[Mark]

    @property
    def height(self) -> int:
        """Room for the rows of marks and the years."""
        return 34 + 18 * max((mark.row for mark in self.marks), default=0)


@dataclass(frozen=True)
class Relative:
    """An act that amends another: its page and its day, if that is known."""

    entry: Entry
    day: date | None


def timeline(days: Iterable[date], today: date) -> Timeline | None:
    """Place days on a line from the first year to the last, at least to today's; nothing for fewer than two."""
    known = list(days)
    if len(set(known)) < 2:
        return None
    first, last = min(known).year, max(*known, today).year + 1
    start, length = date(first, 1, 1).toordinal(), (date(last, 1, 1) - date(first, 1, 1)).days
    marks: list[Mark] = []
    ends = [float("-inf")] * _ROWS
    for number, day in enumerate(known, 1):
        x = 8 + (WIDTH - 16) * (day.toordinal() - start) / length
        row = next((row for row in range(_ROWS) if x - ends[row] >= _LEAST), _ROWS - 1)
        ends[row] = x
        marks.append(Mark(number, round(x, 1), row, planned=day > today))
    return Timeline(first, last - 1, marks)


def act_facts(view: View, entry: Entry) -> dict[str, Any]:
    """What the page of an act shows: its stages, its status, its timeline, its family, what was decided on it."""
    site = view.site
    stages = site.standings.of(entry.id)
    family = _amended_by(view, entry)
    days = [relative.day for relative in family if relative.day]
    return {
        "stages": stages,
        "status": view.status_of(entry),
        "planned": site.standings.planned(entry.id, site.day),
        "timeline": timeline([stage.date.start for stage in stages if stage.date.known], site.day),
        "amended_by": family,
        "family": timeline(days, site.day),
        "judged": _judged(view, entry),
    }


def _day(entry: Entry) -> date | None:
    act = entry.of(Legislation)
    return act.date.start if act and act.date and act.date.known else None


def _amended_by(view: View, entry: Entry) -> list[Relative]:
    found = [
        Relative(other, _day(other))
        for other, act in view.site.content.records(Legislation)
        if entry.id in act.amends and other.translations
    ]
    return sorted(found, key=lambda one: (one.day or date.max, one.entry.id))


def _judged(view: View, entry: Entry) -> list[tuple[Entry, str]]:
    """Decisions on an act and what they do to it, the oldest first."""
    found = []
    for other, decision in view.site.content.records(Decision):
        if other.translations:
            names = [view.language.name(effect.effect) for effect in decision.acts if effect.act == entry.id]
            found += [(decision.date.start, other, name) for name in names]
    return [(other, name) for _, other, name in sorted(found, key=lambda row: (row[0], row[1].id))]
