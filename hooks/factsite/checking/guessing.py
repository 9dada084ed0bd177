"""Guesses at numbers that fit equations, none of them below zero: quick, in floating point, and never believed.

Each equation in turn is made true by multiplying its positive terms by a factor and dividing its negative ones by it,
which is the nearest one can go in relative entropy. Round by round this comes to numbers that fit all equations and
of which as few as possible are zero (Csiszár, “I-divergence geometry of probability distributions”, 1975).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

_ROUNDS = 3_000
# A step beyond what makes an equation true comes there sooner (over-relaxation): 2 would never come to rest.
_BEYOND = 1.6
# In so many rounds the changes must have become so much smaller, or they never will.
_STRETCH, _SMALLER = 250, 0.7
# How little a round changes the terms before a guess is worth trying: coarse ones often do, and cost less.
_NEAR = (1e-3, 1e-5, 1e-7)
# Numbers below this are taken for zero; all others are cut to so many binary places.
_ZERO, _PLACES = 1e-7, 2**40


@dataclass(frozen=True)
class _Balance:
    """The unknowns that are added, those that are taken away, and what that makes."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    right: float

    def fit(self, values: dict[int, float]) -> float:
        """Make it true; tells by which share its terms changed.

        Raises:
            ZeroDivisionError: no numbers of this kind can make it true.
        """
        above, below = sum([values[one] for one in self.plus]), sum([values[one] for one in self.minus])
        if self.right == 0 and 0 in (above, below):
            values.update(dict.fromkeys((*self.plus, *self.minus), 0.0))
            return 0.0
        root = sqrt(self.right * self.right + 4 * above * below)
        # Two ways to write one root: each loses nothing to subtraction where it is taken.
        factor = (self.right + root) / (2 * above) if self.right > 0 else 2 * below / (root - self.right)
        if not factor:
            raise ZeroDivisionError("less than nothing is left")
        step = factor**_BEYOND
        for one in self.plus:
            values[one] *= step
        for one in self.minus:
            values[one] /= step
        return abs(factor - 1)


def guesses(equations: Iterable[tuple[Mapping[int, int], float]]) -> Iterator[dict[int, Fraction]]:
    """Numbers that nearly fit, as few of them zero as possible; better and better ones.

    Args:
        equations: the unknowns of a sum, each with the factor 1 or -1, and what the sum is.
    """
    balances = [
        _Balance(
            tuple(one for one, factor in factors.items() if factor > 0),
            tuple(one for one, factor in factors.items() if factor < 0),
            right,
        )
        for factors, right in equations
    ]
    values = {one: 1.0 for balance in balances for one in (*balance.plus, *balance.minus)}
    near, before = list(_NEAR), float("inf")
    try:
        for number in range(_ROUNDS):
            moved = max([balance.fit(values) for balance in balances])
            if number % _STRETCH == _STRETCH - 1:
                if moved > before * _SMALLER:
                    break
                before = moved
            if moved < near[0]:
                yield _cut(values)
                near = [limit for limit in near if limit < moved]
                if not near:
                    return
        yield _cut(values)
    except (ArithmeticError, ValueError):
        return  # no numbers fit


def _cut(values: Mapping[int, float]) -> dict[int, Fraction]:
    zero = Fraction(0)
    return {one: Fraction(round(value * _PLACES), _PLACES) if value > _ZERO else zero for one, value in values.items()}
