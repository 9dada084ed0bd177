"""The day of a build: an input like any other, so that the same day gives the same bytes."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, timedelta

from factsite.problems import RuleError
from factsite.records.scalars import parse_day, shown
from factsite.telling import told

# What the help of each command says of a day that isn’t given: what ``day_of_build`` does.
DEFAULT_DAY = "FACTSITE_DAY, else SOURCE_DATE_EPOCH, else today"
_MOST_DIGITS = 10  # of seconds: they reach beyond the years of records


def day_of_build(given: str | None = None) -> date:
    """Return the day for which the site is built.

    Args:
        given: an ISO day from the command line, or nothing.

    Returns:
        The given day; else the day of ``FACTSITE_DAY``; else that of ``SOURCE_DATE_EPOCH`` (seconds since 1970, UTC,
        https://reproducible-builds.org/specs/source-date-epoch/); else today.

    Raises:
        RuleError: a day is given that no calendar has, or one outside the years in which records can lie.
    """
    if text := given or os.environ.get("FACTSITE_DAY"):
        return parse_day(text)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        if not re.fullmatch(rf"[0-9]{{1,{_MOST_DIGITS}}}", epoch):
            what = told("SOURCE_DATE_EPOCH is “{epoch}”", epoch=shown(epoch))
            raise RuleError(
                "date",
                what,
                told("Give seconds since 1970 in digits, {most_digits} at most.", most_digits=_MOST_DIGITS),
            )
        return parse_day((datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(epoch))).date().isoformat())
    return datetime.now(UTC).date()
