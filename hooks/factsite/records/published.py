"""What readers may have quoted of the last release: a file of content/data that a command writes.

Numbers of figures stand in their histories; this holds the rest. So a later state can be held against what was
published without git.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

# Where it stands, in content/data.
FILE = "published.csv"
HEAD = ("page", "field", "of", "value")
# The fields of its first and last row, which are of no page.
DAY, CLOSING = "day", "sha256"

# A field, and of which of several it is: of a number its name, of a step its code; empty where there is one.
FactKey = tuple[str, str]


@dataclass
class LastRelease:
    """What the release of a day said: page by page the value of each fact that is guarded."""

    day: date
    pages: dict[str, dict[FactKey, str]] = field(default_factory=dict)

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every field of which it tells: one that is guarded since can’t be compared."""
        return frozenset(name for rows in self.pages.values() for name, _ in rows)
