"""What can be taken along of the real figures: the same numbers as in the data."""

from __future__ import annotations

from test_publishing import (
    test_csv_and_json_hold_every_observation,
)

__all__ = [
    "test_csv_and_json_hold_every_observation",
]
