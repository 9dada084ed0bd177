"""One observation of a publisher's file, and the sum of several rows that fall on it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from factsite.importing.table import FileRow
from factsite.records.observation_status import Status

Codes = tuple[tuple[str, str], ...]
Key = tuple[str, Codes]


def key_of(period: str, codes: dict[str, str]) -> Key:
    """What tells an observation of a figure from the others: its period and its codes."""
    return period, tuple(sorted(codes.items()))


@dataclass(slots=True)
class Observed:
    """What a file says of one observation, and on which line it says so first. ``own`` are the publisher's own codes.

    ``row`` is kept only where rows are added, as the sum is known when all of them have gone by.
    """

    value: Decimal | None
    status: Status
    own: dict[str, str]
    line: int
    column: int
    row: FileRow | None = None
    parts: int = 1

    def add(self, value: Decimal | None, status: Status, own: dict[str, str]) -> None:
        """Add another row: of the flags all, of the publisher's codes those they share.

        A sum of which a part isn't known isn't known either; a part of less than half the unit, or of which there can
        be none, counts as nothing.
        """
        self.parts += 1
        unknown = _is_unknown(self.value, self.status) or _is_unknown(value, status)
        if status != self.status:
            self.status = self.status.joined(*status)
        if unknown:
            self.value = None
        elif value is not None:
            self.value = value if self.value is None else self.value + value
        if unknown or self.value is not None:
            self.status = self.status.without_nothing()
        if own is not self.own and own != self.own:
            self.own = {column: code for column, code in self.own.items() if own.get(column) == code}


def _is_unknown(value: Decimal | None, status: Status) -> bool:
    """Whether there is a number that isn't known."""
    return value is None and not status.reason.counts_as_nothing
