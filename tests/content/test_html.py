"""The real pages of every kind are valid HTML, says the Nu checker."""

from __future__ import annotations

from test_html import (
    test_pages_are_valid_html,
)

__all__ = [
    "test_pages_are_valid_html",
]
