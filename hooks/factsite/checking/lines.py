"""Linear equations written as lines: each of some unknowns by the others (Gauss and Jordan), exactly.

All steps are made in whole numbers, each line with one divisor for all its factors: fractions are fifty times slower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
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
        self._shorten()

    def solved_for(self, unknown: int, former: int) -> PivotLine:
        """The line of ``unknown``, a factor of this one, once ``former`` has lost its own line to it."""
        factor = self.factors[unknown]
        sign = -1 if factor > 0 else 1
        others = {other: sign * weight for other, weight in self.factors.items() if other != unknown}
        line = PivotLine(sign * self.constant, others | {former: -sign * self.divisor}, abs(factor))
        line._shorten()
        return line

    def _stretch(self, by: int) -> None:
        self.constant *= by
        self.divisor *= by
        for other in self.factors:
            self.factors[other] *= by

    def _shorten(self) -> None:
        if self.divisor == 1:
            return
        common = gcd(self.divisor, self.constant, *self.factors.values())
        if common > 1:
            self.constant //= common
            self.divisor //= common
            for other in self.factors:
                self.factors[other] //= common


def solve(equations: Iterable[Equation], first: Collection[int] = ()) -> dict[int, PivotLine]:
    """Write as many unknowns as possible by the others (Gauss and Jordan), those named ``first`` before all others."""
    lines: dict[int, PivotLine] = {}
    users: dict[int, set[int]] = defaultdict(set)  # which lines have had a factor of an unknown
    for equation in equations:
        left = left_of(equation, lines)
        if left.factors:
            basic = min(left.factors, key=lambda unknown: (unknown not in first, unknown))
            factor = left.factors.pop(basic)
            sign = -1 if factor > 0 else 1
            line = PivotLine(
                sign * left.constant, {one: sign * weight for one, weight in left.factors.items()}, abs(factor)
            )
            for former in users.pop(basic, ()):
                lines[former].replace(basic, line)
                for other in line.factors:
                    users[other].add(former)
            for other in line.factors:
                users[other].add(basic)
            lines[basic] = line
    return lines


def left_of(equation: Equation, lines: Mapping[int, PivotLine]) -> PivotLine:
    """What an equation says beyond the lines; a constant alone contradicts them."""
    right = Fraction(equation.right)
    left = PivotLine(-right.numerator, {one: factor * right.denominator for one, factor in equation.factors.items()})
    for unknown in [unknown for unknown in left.factors if unknown in lines]:
        left.replace(unknown, lines[unknown])
    return left
