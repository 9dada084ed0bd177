"""The release calendar: when each figure was last brought up to date, and when its publisher announces more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from factsite.content import Entry
from factsite.deriving.release_state import SOON_WEEKS, State, is_old, state_on
from factsite.records.figure import Figure
from factsite.rendering.addresses import calendar_address
from factsite.rendering.parting import part
from factsite.rendering.view import View


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


_OVERDUE, _COMING = (State.OVERDUE,), (State.SOON, State.ANNOUNCED)


@dataclass(frozen=True)
class ThemeGroup:
    """Figures of one theme."""

    title: str
    releases: list[FigureRelease]


def releases(view: View) -> list[FigureRelease]:
    """Every figure in the calendar, in the order of the list of figures: the same for all pages of a language."""
    known, key = view.site.rows, ("releases", view.code)
    if key not in known:
        known[key] = _releases(view)
    return known[key]


def _releases(view: View) -> list[FigureRelease]:
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
    """The calendar: overdue updates, those announced by day, the other figures by theme, series that have ended.

    Of a long one a part; that there are none is said in the first.
    """
    every = in_order(view)
    shown = part(every, view.number)
    groups: dict[str, ThemeGroup] = {}
    for release in shown.entries:
        if release.state is State.NOT_ANNOUNCED:
            theme = release.figure.main_theme
            groups.setdefault(theme, ThemeGroup(view.theme(theme), [])).releases.append(release)
    first = {"overdue": _OVERDUE, "announced": _COMING}
    return {
        "calendar": calendar_address(view.code),
        "weeks": SOON_WEEKS,
        "part": shown,
        "nothing": {
            name: view.number == 1 and not any(one.state in states for one in every) for name, states in first.items()
        },
        **{name: [one for one in shown.entries if one.state in states] for name, states in first.items()},
        "not_announced": list(groups.values()),
        "ended": [one for one in shown.entries if one.state is State.ENDED],
    }


def in_order(view: View) -> list[FigureRelease]:
    """Every figure in the order of the calendar."""
    every = releases(view)
    return [
        *_by_day(one for one in every if one.state in _OVERDUE),
        *_by_day(one for one in every if one.state in _COMING),
        *(one for one in every if one.state is State.NOT_ANNOUNCED),
        *(one for one in every if one.state is State.ENDED),
    ]


def coming(view: View) -> list[FigureRelease]:
    """The updates that are due soon, the earliest first."""
    return _by_day(release for release in releases(view) if release.soon)


def _by_day(found: Iterable[FigureRelease]) -> list[FigureRelease]:
    return sorted(found, key=lambda release: (release.figure.next_update.start, release.figure.next_update.end))
