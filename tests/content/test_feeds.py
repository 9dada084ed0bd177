"""Feeds of the real sections and the calendar of laws: valid, and whole."""

from __future__ import annotations

from test_feeds import (
    test_each_figure_has_a_feed_of_its_own,
    test_feeds_are_valid,
    test_pages_name_their_feed,
    test_the_calendar_of_laws_holds_every_known_day,
)

__all__ = [
    "test_each_figure_has_a_feed_of_its_own",
    "test_feeds_are_valid",
    "test_pages_name_their_feed",
    "test_the_calendar_of_laws_holds_every_known_day",
]
