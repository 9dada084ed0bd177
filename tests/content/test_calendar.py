"""The calendar and the feed of corrections of the real site: valid, in each language."""

from __future__ import annotations

from test_calendar import (
    test_the_feed_of_corrections_is_valid,
    test_the_ics_is_a_valid_calendar_in_its_language,
)

__all__ = [
    "test_the_feed_of_corrections_is_valid",
    "test_the_ics_is_a_valid_calendar_in_its_language",
]
