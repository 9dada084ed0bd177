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

# In the units of the drawing: its width, the margin of its axis and that of its marks, and where the axis lies; how far
# two marks on one row are apart at least, how far two rows are, and how far a number's foot is below its mark's middle.
WIDTH, _MARGIN, _INNER, _AXIS = 400, 4, 8, 14
_LEAST, _STEP, _FOOT = 16, 18, 3.5
_ROWS, _YEARS = 3, 20
# Decisions on an act that its page names: the newest, where hundreds were taken.
MOST_JUDGED = 100


@dataclass(frozen=True)
class TimelineMark:
    """A numbered mark on a line of time: where it stands, and whether it lies in the future."""

    number: int
    x: float
    row: int
    planned: bool

    @property
    def y(self) -> int:
        """How far down its middle is."""
        return _AXIS + _STEP * self.row

    @property
    def baseline(self) -> float:
        """Where its number stands."""
        return self.y + _FOOT


@dataclass(frozen=True)
class Timeline:
    """Marks between two years; ``height`` is that of the drawing."""

    first: int
    last: int
    marks: list[TimelineMark]
    width = WIDTH
    axis = _AXIS
    left = _MARGIN
    right = WIDTH - _MARGIN

    @property
    def height(self) -> int:
        """Room for the rows of marks, and below them for the years."""
        return max((mark.y for mark in self.marks), default=_AXIS) + _YEARS


@dataclass(frozen=True)
class Relative:
    """An act that amends another: its page and its day, if that is known."""

    entry: Entry
    day: date | None


@dataclass(frozen=True)
class Tie:
    """What an act does to others: in a word, and their pages."""

    title: str
    entries: list[Entry]


@dataclass(frozen=True)
class Judged:
    """A decision on an act: its page, and what it does to the act."""

    entry: Entry
    decision: Decision
    effect: str


def timeline(days: Iterable[date], today: date) -> Timeline | None:
    """Place days on a line from the first year to the last, at least to today's; nothing for fewer than two."""
    known = list(days)
    if len(set(known)) < 2:
        return None
    first, last = min(known).year, max(*known, today).year + 1
    start, length = date(first, 1, 1).toordinal(), (date(last, 1, 1) - date(first, 1, 1)).days
    marks: list[TimelineMark] = []
    ends = [float("-inf")] * _ROWS
    for number, day in enumerate(known, 1):
        x = _INNER + (WIDTH - 2 * _INNER) * (day.toordinal() - start) / length
        row = next((row for row in range(_ROWS) if x - ends[row] >= _LEAST), _ROWS - 1)
        ends[row] = x
        marks.append(TimelineMark(number, round(x, 1), row, planned=day > today))
    return Timeline(first, last - 1, marks)


def act_facts(view: View, act: Legislation) -> dict[str, Any]:
    """What the page of an act shows: its stages, its status, its timeline, its family, what was decided on it."""
    site, entry = view.site, view.page
    stages = site.standings.of(entry.id)
    family = _amended_by(view, entry)
    days = [relative.day for relative in family if relative.day]
    judged = _judged(view, entry)
    return {
        "stages": stages,
        "status": view.status_of(entry),
        "planned": site.standings.planned(entry.id, site.day),
        "timeline": timeline([stage.date.start for stage in stages if stage.date.known], site.day),
        "amended_by": family,
        "family": timeline(days, site.day),
        "judged": judged[-MOST_JUDGED:],
        "judged_before": max(0, len(judged) - MOST_JUDGED),
        "ties": _ties(view, act),
        "title_unknown": view.shown.code in act.official_title_unknown,
    }


def _day(entry: Entry) -> date | None:
    act = entry.of(Legislation)
    return act.date.start if act and act.date and act.date.known else None


def _amended_by(view: View, entry: Entry) -> list[Relative]:
    amending = view.site.law_ties.amending(entry.id)
    found = [Relative(other, _day(other)) for other in amending if other.translations]
    return sorted(found, key=lambda one: (one.day or date.max, one.entry.id))


def _judged(view: View, entry: Entry) -> list[Judged]:
    """Decisions on an act and what they do to it, the oldest first."""
    found = [
        Judged(other, decision, view.language.name(effect))
        for other, decision, effect in view.site.law_ties.deciding(entry.id)
        if other.translations
    ]
    return sorted(found, key=lambda one: (one.decision.date.start, one.entry.id))


def _ties(view: View, act: Legislation) -> list[Tie]:
    """The acts that an act changes or carries out, as far as the site has them."""
    say = view.language.say
    named = {
        say("Amends"): act.amends,
        say("Repeals"): act.repeals,
        say("Transposes"): act.transposes,
        say("Implements"): act.implements,
    }
    ties = [Tie(title, [view.entry_at(path) for path in _paths(view, acts)]) for title, acts in named.items()]
    return [tie for tie in ties if tie.entries]


def _paths(view: View, acts: Iterable[str]) -> list[str]:
    return [path for path in (f"legislation/{act}" for act in acts) if view.has(path)]
