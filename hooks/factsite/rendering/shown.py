"""Which observations of a figure its pages show: all of one that a reader can take in, of a larger one the newest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from factsite.records.figure import Figure, Observation
from factsite.records.slices import Slice, slices

# So many values a page shows, and so many of one period a table: who wants more takes a file.
MOST, OF_A_PERIOD = 5_000, 1_000


@dataclass(frozen=True)
class ShownValues:
    """What pages show of a figure: the slices with what is left of each, all their observations, how many there are.

    ``keys`` are the identities of the observations, ``of`` is how many the figure has.
    """

    pieces: list[Slice]
    observations: Sequence[Observation]
    keys: frozenset[int]
    of: int

    @property
    def all(self) -> bool:
        """Whether that is the whole figure."""
        return len(self.observations) == self.of

    def has(self, observation: Observation) -> bool:
        """Whether an observation of the figure has its place on the pages."""
        return self.all or id(observation) in self.keys


def shown_of(figure: Figure) -> ShownValues:
    """Choose what pages show; the observations keep the order of the data."""
    pieces, count = slices(figure), len(figure.observations)
    if count <= MOST:
        return ShownValues(pieces, figure.observations, frozenset(), count)
    room, kept = MOST, list[Slice]()
    for piece in pieces:
        points = _newest(piece, room)
        room = max(0, room - len(points))
        kept += [replace(piece, observations=points)] if points else []
    keys = frozenset(id(point) for piece in kept for point in piece.observations)
    return ShownValues(kept, [one for one in figure.observations if id(one) in keys], keys, count)


def _newest(piece: Slice, room: int) -> tuple[Observation, ...]:
    """The newest periods of a slice for which there is room, one at least; none where one is more than that bears."""
    sizes = Counter((point.period.end, point.period.start) for point in piece.observations)
    taken: set[tuple[date, date]] = set()
    number = 0
    for period in sorted(sizes, reverse=True):
        if number + sizes[period] > (room if taken else max(room, OF_A_PERIOD)):
            break
        taken.add(period)
        number += sizes[period]
    return tuple(point for point in piece.observations if (point.period.end, point.period.start) in taken)
