"""The real fact checks: one claim review per page."""

from __future__ import annotations

from test_evidence import (
    test_one_claim_review_per_page,
)

__all__ = [
    "test_one_claim_review_per_page",
]
