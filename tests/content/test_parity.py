"""Every number of the real pages, read back with Babel."""

from __future__ import annotations

from pathlib import Path

from test_parity import (
    marked_numbers,
    test_the_same_numbers_everywhere,
)

__all__ = [
    "test_the_same_numbers_everywhere",
]


def test_marked_numbers_say_what_they_mean(site: Path) -> None:
    assert marked_numbers(site) > 1000
