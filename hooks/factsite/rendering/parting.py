"""Long lists in parts: each page of a list shows so many rows at most, however many the site has.

The first part stands at the address of the list, each further one below it under its number, and leads to its
neighbours. So no page grows with the site, and every row is reached without script.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 100  # rows of a list on one page; a reader who wants fewer chooses, and one who knows what they want searches
# The parts beside the present one to which a part leads, besides the first and the last.
_BESIDE = 2


@dataclass(frozen=True)
class Part(Generic[T]):
    """A part of a list: its number, of how many, its rows, the place of its first one in the whole list, of how many.

    Numbers and places begin at 1.
    """

    number: int
    of: int
    entries: Sequence[T]
    first: int
    all: int

    @property
    def last(self) -> int:
        """The place of its last row in the whole list."""
        return self.first + len(self.entries) - 1

    @property
    def ways(self) -> list[int]:
        """The parts to which it leads, in their order, itself among them; 0 where some are left out."""
        near = range(max(1, self.number - _BESIDE), min(self.of, self.number + _BESIDE) + 1)
        found: list[int] = []
        for number in sorted({1, *near, self.of}):
            if found and number > found[-1] + 1:
                found.append(number - 1 if number == found[-1] + 2 else 0)
            found.append(number)
        return found


def count(rows: int, most: int = MOST) -> int:
    """How many parts so many rows take."""
    return max(1, -(-rows // most))


def number_at(place: int) -> int:
    """In which part a row stands, by its place in the list from 0."""
    return place // MOST + 1


def part(rows: Sequence[T], number: int, most: int = MOST) -> Part[T]:
    """A part of a list by its number."""
    start = (number - 1) * most
    return Part(number, count(len(rows), most), rows[start : start + most], start + 1, len(rows))
