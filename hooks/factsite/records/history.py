"""What a figure said before, version by version: a file of content/data/history for each, written by a command.

Each version is told by what it changed in the one before, and by a checksum of all that it said. So a version can be
made again without git, and what was published can't be altered unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

FOLDER = "history"
# The columns around those of the dimensions.
BEFORE, AFTER = ("version", "action", "period"), ("value", "status", "sha256")


class HistoryAction(StrEnum):
    """What a row says; the first three as SDMX-CSV 2.0 has them in ACTION, the last closes a version."""

    APPEND = "A"
    REPLACE = "R"
    DELETE = "D"
    VERSION = "V"


@dataclass(frozen=True, order=True, slots=True)
class SeriesKey:
    """What an observation is of: its period and the code of each dimension, in the order of their names."""

    period: str
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said of it: the number as it is written, empty where there was none, and the flags."""

    value: str
    status: str


@dataclass(frozen=True)
class HistoryRow:
    """One change within a version; ``said`` is None for what was taken out."""

    action: HistoryAction
    key: SeriesKey
    said: Spoken | None
    line: int = 0


@dataclass(frozen=True)
class VersionStep:
    """A version: what it changed, how many observations it had, and the checksum of all of them."""

    version: date
    rows: tuple[HistoryRow, ...]
    observations: int
    sha256: str
    line: int = 0


@dataclass(frozen=True)
class FigureHistory:
    """The versions of a figure, the oldest first; ``dimensions`` are all that it ever had."""

    dimensions: tuple[str, ...] = ()
    steps: tuple[VersionStep, ...] = ()

    @cached_property
    def states(self) -> list[dict[SeriesKey, Spoken]]:
        """All that each version said, in the order of the steps."""
        found: list[dict[SeriesKey, Spoken]] = []
        for step in self.steps:
            state = dict(found[-1]) if found else {}
            for row in step.rows:
                if row.said is None:
                    state.pop(row.key, None)
                else:
                    state[row.key] = row.said
            found.append(state)
        return found
