"""Charts of the real figures: each is drawn the same twice, in each language, and no word of it covers another."""

from __future__ import annotations

from test_charting import (
    test_drawing,
)
from test_standing_alone import test_no_words_of_a_picture_cover_others_or_are_cut

__all__ = [
    "test_drawing",
    "test_no_words_of_a_picture_cover_others_or_are_cut",
]
