"""The moment of a build and its day: inputs like any other, so that the same moment gives the same bytes."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from factsite.problems import RuleError
from factsite.records.embargo import find_zone, parse_instant
from factsite.records.scalars import parse_day
from factsite.records.texts import shown
from factsite.telling import told

# What the help of each command says of a day that isn’t given: what ``day_of_build`` does.
DEFAULT_DAY = "FACTSITE_MOMENT, else FACTSITE_DAY, else SOURCE_DATE_EPOCH, else today"
# And of a moment: what ``clock_of_build`` does.
DEFAULT_MOMENT = "FACTSITE_MOMENT, else the beginning of FACTSITE_DAY, else SOURCE_DATE_EPOCH, else now"
# Where days begin, unless FACTSITE_ZONE names another zone.
ZONE = "Europe/Brussels"
_MOST_DIGITS = 10  # of seconds: they reach beyond the years of records


@dataclass(frozen=True)
class Clock:
    """The moment for which the site is built, in the zone of the site, and the day on which it lies there."""

    moment: datetime

    @property
    def day(self) -> date:
        """The day."""
        return self.moment.date()


def clock_of_build(day: str | None = None, at: str | None = None) -> Clock:
    """Return the moment for which the site is built.

    Args:
        day: an ISO day from the command line, or nothing.
        at: a moment from the command line, as ``publish_at`` is written, or nothing.

    Returns:
        The given moment; else the beginning of the given day (so that nothing is public before its minute); else the
        moment of ``FACTSITE_MOMENT``; else the beginning of ``FACTSITE_DAY``; else the moment of ``SOURCE_DATE_EPOCH``
        (seconds since 1970, UTC, https://reproducible-builds.org/specs/source-date-epoch/); else now.

    Raises:
        RuleError: the moment or day can’t be read, no calendar has it, or the moment isn’t on the day.
    """
    zone = find_zone(os.environ.get("FACTSITE_ZONE") or ZONE)
    given = parse_day(day) if day else None
    if given is None and not at:
        at, text = os.environ.get("FACTSITE_MOMENT"), os.environ.get("FACTSITE_DAY")
        given = parse_day(text) if text and not at else None
    if at:
        moment = parse_instant(at).at.astimezone(zone)
        if given is not None and moment.date() != given:
            what = told("the moment {moment} doesn’t lie on the day {day}", moment=at, day=given.isoformat())
            raise RuleError("date", what, told("Give one of them."))
        return Clock(moment)
    return beginning_of(given) if given is not None else Clock((_epoch() or datetime.now(UTC)).astimezone(zone))


def beginning_of(day: date) -> Clock:
    """The first moment of a day."""
    return Clock(datetime.combine(day, time(), find_zone(os.environ.get("FACTSITE_ZONE") or ZONE)))


def day_of_build(given: str | None = None) -> date:
    """Return the day for which the site is built.

    Args:
        given: an ISO day from the command line, or nothing.

    Returns:
        The given day, else that of `clock_of_build`.

    Raises:
        RuleError: a day is given that no calendar has, or one outside the years in which records can lie.
    """
    return clock_of_build(given).day


def _epoch() -> datetime | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    if not re.fullmatch(rf"[0-9]{{1,{_MOST_DIGITS}}}", epoch):
        what = told("SOURCE_DATE_EPOCH is “{value}”", value=shown(epoch))
        raise RuleError("date", what, told("Give seconds since 1970 in digits, {most} at most.", most=_MOST_DIGITS))
    found = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(epoch))
    parse_day(found.date().isoformat())
    return found
