"""Charts of the real figures: each is drawn the same twice, in each language."""

from __future__ import annotations

from test_charting import (
    test_drawing,
)

__all__ = [
    "test_drawing",
]
