"""The release calendar: when each figure was last brought up to date, and when its publisher announces more."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from factsite.content import Entry
from factsite.records.codes import Frequency
from factsite.records.figure import Figure
from factsite.rendering.addresses import calendar_address
from factsite.rendering.view import View

SOON_WEEKS = 4  # an update announced for within so many is told as coming soon
# How many months after its end the newest period is old, for a number that its publisher gives this often.
_OLD_AFTER = {Frequency.ANNUAL: 24, Frequency.QUARTERLY: 6, Frequency.MONTHLY: 3}


class State(StrEnum):
    """How the announced update of a figure stands on the day of the build."""

    OVERDUE = "overdue"
    SOON = "soon"
    ANNOUNCED = "announced"
    NOT_ANNOUNCED = "not-announced"
    ENDED = "ended"


@dataclass(frozen=True)
class FigureRelease:
    """A figure in the calendar: ``newest`` is its newest period in words, ``old`` whether that is older than usual."""

    entry: Entry
    figure: Figure
    state: State
    newest: str
    old: bool

    @property
    def soon(self) -> bool:
        """Whether its update is due soon."""
        return self.state is State.SOON


@dataclass(frozen=True)
class ThemeGroup:
    """Figures of one theme."""

    title: str
    releases: list[FigureRelease]


def state_on(figure: Figure, day: date) -> State:
    """How the announced update stands on a day; a month or quarter is overdue only when all of it has passed."""
    announced = figure.next_update
    if figure.ended:
        return State.ENDED
    if not announced.known:
        return State.NOT_ANNOUNCED
    if announced.end < day:
        return State.OVERDUE
    return State.SOON if announced.start <= day + timedelta(weeks=SOON_WEEKS) else State.ANNOUNCED


def is_old(figure: Figure, day: date) -> bool:
    """Whether the newest number is older on a day than the publisher's frequency suggests; never in an ended series."""
    if figure.ended:
        return False
    latest, months = figure.latest(), _OLD_AFTER.get(figure.frequency)
    return latest is not None and months is not None and _months_after(latest.period.end, months) < day


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def releases(view: View) -> list[FigureRelease]:
    """Every figure in the calendar, in the order of the list of figures."""
    return [
        _release(view, entry, figure)
        for entry in view.site.listed("figures", view.code)
        if (figure := entry.of(Figure))
    ]


def _release(view: View, entry: Entry, figure: Figure) -> FigureRelease:
    latest, day = figure.latest(), view.site.day
    last = max(figure.observations, key=lambda point: point.period.end, default=None)
    newest = view.language.span(latest.period) if latest else view.language.missing(last.status if last else None)
    return FigureRelease(entry, figure, state_on(figure, day), newest, is_old(figure, day))


def calendar_lists(view: View) -> dict[str, Any]:
    """The calendar: overdue updates, those announced by day, the other figures by theme, series that have ended."""
    every = releases(view)
    groups: dict[str, ThemeGroup] = {}
    for release in every:
        if release.state is State.NOT_ANNOUNCED:
            theme = release.figure.main_theme
            groups.setdefault(theme, ThemeGroup(view.theme(theme), [])).releases.append(release)
    return {
        "calendar": calendar_address(view.code),
        "weeks": SOON_WEEKS,
        "overdue": _by_day(one for one in every if one.state is State.OVERDUE),
        "announced": _by_day(one for one in every if one.state in (State.SOON, State.ANNOUNCED)),
        "not_announced": list(groups.values()),
        "ended": [one for one in every if one.state is State.ENDED],
    }


def coming(view: View) -> list[FigureRelease]:
    """The updates that are due soon, the earliest first."""
    return _by_day(release for release in releases(view) if release.soon)


def _by_day(found: Iterable[FigureRelease]) -> list[FigureRelease]:
    return sorted(found, key=lambda release: (release.figure.next_update.start, release.figure.next_update.end))
