"""What a reader of the real pages hears."""

from __future__ import annotations

from test_aloud import (
    heard,
    test_no_french_sentence_begins_with_a_number,
    test_no_sentence_ends_twice,
    test_no_two_numbers_stand_side_by_side,
)

__all__ = [
    "heard",
    "test_no_french_sentence_begins_with_a_number",
    "test_no_sentence_ends_twice",
    "test_no_two_numbers_stand_side_by_side",
]
