"""The day of a build: an input like any other, so that the same day gives the same bytes."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def day_of_build(given: str | None = None) -> date:
    """Return the day for which the site is built.

    Args:
        given: an ISO day from the command line, or nothing.

    Returns:
        The given day; else the day of ``FACTSITE_DAY``; else that of ``SOURCE_DATE_EPOCH`` (seconds since 1970, UTC,
        https://reproducible-builds.org/specs/source-date-epoch/); else today.

    Raises:
        ValueError: a day is given that no calendar has.
    """
    if text := given or os.environ.get("FACTSITE_DAY"):
        return date.fromisoformat(text)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).date()
