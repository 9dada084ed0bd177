"""Linear equations written as lines: each of some unknowns by the others (Gauss and Jordan), exactly.

All steps are made in whole numbers, each line with one divisor for all its factors: fractions are fifty times slower.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd

Exact = int | Fraction


@dataclass(frozen=True)
class Equation:
    """The sum of the unknowns, each times its factor, is ``right``."""

    factors: dict[int, int]
    right: Exact


@dataclass
class PivotLine:
    """A basic unknown written by others: ``constant`` plus each of the others times its factor, all over ``divisor``.

    The divisor is more than 0, and has no factor in common with all the other numbers.
    """

    constant: int
    factors: dict[int, int]
    divisor: int = 1

    @property
    def value(self) -> Fraction:
        """What it comes to where all others are zero."""
        return Fraction(self.constant, self.divisor)

    def at(self, values: Mapping[int, Exact]) -> Fraction:
        """What it comes to with these values for the others."""
        return (self.constant + sum(factor * values[other] for other, factor in self.factors.items())) / Fraction(
            self.divisor
        )

    def replace(self, unknown: int, by: PivotLine) -> None:
        """Put what ``unknown`` stands for in its place."""
        factor = self.factors.pop(unknown, None)
        if factor is None:
            return
        if by.divisor != 1:
            self._stretch(by.divisor)
        self.constant += factor * by.constant
        factors = self.factors
        for other, weight in by.factors.items():
            changed = factors.get(other, 0) + factor * weight
            if changed:
                factors[other] = changed
            else:
                factors.pop(other, None)
        self.shorten()

    def solved_for(self, unknown: int, former: int) -> PivotLine:
        """The line of ``unknown``, a factor of this one, once ``former`` has lost its own line to it."""
        factor = self.factors[unknown]
        sign = -1 if factor > 0 else 1
        others = {other: sign * weight for other, weight in self.factors.items() if other != unknown}
        line = PivotLine(sign * self.constant, others | {former: -sign * self.divisor}, abs(factor))
        line.shorten()
        return line

    def _stretch(self, by: int) -> None:
        self.constant *= by
        self.divisor *= by
        for other in self.factors:
            self.factors[other] *= by

    def shorten(self) -> None:
        """Divide all numbers by what they have in common."""
        if self.divisor == 1:
            return
        common = gcd(self.divisor, self.constant, *self.factors.values())
        if common > 1:
            self.constant //= common
            self.divisor //= common
            for other in self.factors:
                self.factors[other] //= common


class ContradictionError(Exception):
    """No numbers make all equations true."""


def solve(equations: Iterable[Equation], first: Collection[int] = ()) -> dict[int, PivotLine]:
    """Write as many unknowns as possible by the others (Gauss and Jordan), those named ``first`` before all others.

    The shortest equation is taken first, and of it an unknown that few others have (Markowitz): sums over a table are
    nearly empty, and stay so. Then each line is finished from the last to the first, once.

    Raises:
        ContradictionError: the equations contradict each other.
    """
    work = _Elimination(equations, frozenset(first))
    lines: dict[int, PivotLine] = {}
    for basic, line in reversed(list(work.pivots())):
        for other in [other for other in line.factors if other in lines]:
            line.replace(other, lines[other])
        lines[basic] = line
    return lines


class _Elimination:
    """Equations that lose one unknown after the other, each to a line of its own."""

    def __init__(self, equations: Iterable[Equation], first: frozenset[int]) -> None:
        self._rows = dict(enumerate(map(_row, equations)))
        self._first = first
        self._users: dict[int, set[int]] = defaultdict(set)
        for number, row in self._rows.items():
            for unknown in row.factors:
                self._users[unknown].add(number)
        self._waiting = [(self._rank(row), number) for number, row in self._rows.items()]
        heapify(self._waiting)

    def pivots(self) -> Iterator[tuple[int, PivotLine]]:
        """The unknowns that get a line; a line has no unknown that got one before."""
        while self._waiting:
            rank, number = heappop(self._waiting)
            row = self._rows.get(number)
            if row is None or rank != self._rank(row):
                continue  # it has become another since, and waits elsewhere
            del self._rows[number]
            if row.factors:
                yield self._take(number, row)
            elif row.constant:
                raise ContradictionError

    def _rank(self, row: PivotLine) -> tuple[bool, int]:
        return self._first.isdisjoint(row.factors), len(row.factors)

    def _take(self, number: int, row: PivotLine) -> tuple[int, PivotLine]:
        candidates = self._first.intersection(row.factors) or row.factors
        basic = min(candidates, key=lambda one: (abs(row.factors[one]) != 1, len(self._users[one]), one))
        line = _line_of(row, basic)
        for other in line.factors:
            self._users[other].discard(number)
        for user in self._users.pop(basic) - {number}:
            changed = self._rows[user]
            changed.replace(basic, line)
            for other in line.factors:
                if other in changed.factors:
                    self._users[other].add(user)
                else:
                    self._users[other].discard(user)
            heappush(self._waiting, (self._rank(changed), user))
        return basic, line


def without_contradictions(equations: Sequence[Equation]) -> list[Equation]:
    """The equations in their order, but for those that contradict the ones before them."""
    kept: list[Equation] = []
    lines: dict[int, PivotLine] = {}
    order: dict[int, tuple[int, int]] = {}
    users = Counter(unknown for equation in equations for unknown in equation.factors)
    for equation in equations:
        row = _row(equation)
        waiting = [order[one] for one in row.factors if one in order]
        heapify(waiting)
        while waiting:
            # A line has unknowns that got theirs later: those follow.
            _, basic = heappop(waiting)
            if basic in row.factors:
                added = [one for one in lines[basic].factors if one in order and one not in row.factors]
                row.replace(basic, lines[basic])
                for one in added:
                    heappush(waiting, order[one])
        if row.factors:
            basic = min(row.factors, key=lambda one: (users[one], one))
            order[basic] = (len(order), basic)
            lines[basic] = _line_of(row, basic)
        elif row.constant:
            continue
        kept.append(equation)
    return kept


def _row(equation: Equation) -> PivotLine:
    """What an equation says is zero."""
    right = Fraction(equation.right)
    return PivotLine(-right.numerator, {one: factor * right.denominator for one, factor in equation.factors.items()})


def _line_of(row: PivotLine, basic: int) -> PivotLine:
    """The line of an unknown of something that is zero."""
    factor = row.factors.pop(basic)
    sign = -1 if factor > 0 else 1
    line = PivotLine(sign * row.constant, {one: sign * weight for one, weight in row.factors.items()}, abs(factor))
    line.shorten()
    return line
