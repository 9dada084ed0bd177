"""Explanatory pages."""

from __future__ import annotations

from factsite.records.common import Record


class Explained(Record):
    """An explanatory page: the common fields only."""
