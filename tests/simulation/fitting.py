"""A straight line through what was measured, and how far from straight it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log


@dataclass(frozen=True)
class Line:
    """``start`` and ``slope`` of a line by least squares; ``power`` is how what comes on top of the start grows."""

    start: float
    slope: float
    power: float

    def at(self, size: float) -> float:
        """What is to be expected."""
        return max(0.0, self.start) + self.slope * size


def fit(sizes: Sequence[float], found: Sequence[float]) -> Line:
    """Lay a line through measurements.

    The power is that of the whole between the smallest size and the largest: 1 where a page costs the same on a large
    site, less where something is done once for all, more where it is dearer there.
    """
    mean, middle = sum(sizes) / len(sizes), sum(found) / len(found)
    spread = sum((size - mean) ** 2 for size in sizes)
    slope = sum((size - mean) * (one - middle) for size, one in zip(sizes, found, strict=True)) / spread
    positive = min(found[0], found[-1]) > 0
    power = log(found[-1] / found[0]) / log(sizes[-1] / sizes[0]) if positive else 0.0
    return Line(middle - slope * mean, slope, power)
