"""How the announced update of a figure stands on a day, and whether its newest number is old by then."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum

from factsite.records.codes import Frequency
from factsite.records.figure import Figure

SOON_WEEKS = 4  # an update announced for within so many is told as coming soon
# How many months after its end the newest period is old, for a number that its publisher gives this often.
_OLD_AFTER = {
    Frequency.ANNUAL: 24,
    Frequency.HALF_YEARLY: 12,
    Frequency.QUARTERLY: 6,
    Frequency.MONTHLY: 3,
    Frequency.WEEKLY: 1,
}
# How many months a period of each frequency has.
_MONTHS = {Frequency.ANNUAL: 12, Frequency.HALF_YEARLY: 6, Frequency.QUARTERLY: 3, Frequency.MONTHLY: 1}


class State(StrEnum):
    """How the announced update of a figure stands on the day of the build."""

    OVERDUE = "overdue"
    SOON = "soon"
    ANNOUNCED = "announced"
    NOT_ANNOUNCED = "not-announced"
    ENDED = "ended"


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


def is_due(figure: Figure, day: date) -> bool:
    """Whether its publisher may have given more by a day.

    An announced update counts from its first day. Where none is announced, a further period must have ended; a number
    that comes at irregular moments may come on any day, and an ended series gets none.
    """
    state = state_on(figure, day)
    if state is State.ENDED:
        return False
    if state is not State.NOT_ANNOUNCED:
        return figure.next_update.start <= day
    latest, months = figure.latest(), _MONTHS.get(figure.frequency)
    return latest is None or months is None or _months_after(latest.period.end, months) < day


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
