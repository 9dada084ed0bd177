"""What follows for each unknown from one equation at a time: how much it is at least, or that nothing fits.

The least and the most that the other terms of an equation can come to bound each of its unknowns; what is found of one
goes on to the equations that share it, until nothing more is found. That proves most tables impossible that are so,
and a guess that begins at the bounds found comes to its end in a tenth of the rounds.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from factsite.checking.lines import Equation, Exact

# How often each equation is looked at, on average, at most: bounds can creep towards each other for ever.
_LOOKS = 20


class ImpossibleError(Exception):
    """No numbers above the least ones fit the equations."""


def bounds_of(equations: Sequence[Equation], lowest: Mapping[int, int]) -> Limits:
    """The bounds of each unknown, as close as one equation after the other makes them.

    Args:
        equations: what is known.
        lowest: the least value of each unknown.

    Raises:
        ImpossibleError: nothing fits them; without it, that may still be so.
    """
    bounds = Limits(dict(lowest), {})
    having: dict[int, list[int]] = defaultdict(list)
    for number, equation in enumerate(equations):
        for unknown in equation.factors:
            having[unknown].append(number)
    waiting = deque(range(len(equations)))
    there = set(waiting)
    for _ in range(_LOOKS * len(equations)):
        if not waiting:
            break
        number = waiting.popleft()
        there.discard(number)
        for unknown in bounds.look(equations[number]):
            fresh = [one for one in having[unknown] if one not in there]
            waiting.extend(fresh)
            there.update(fresh)
    return bounds


class Limits:
    """Whole numbers between which each unknown lies; one without an upper bound may be as large as it likes."""

    def __init__(self, low: dict[int, int], high: dict[int, int]) -> None:
        self.low, self.high = low, high

    @property
    def met(self) -> dict[int, Fraction]:
        """The unknowns whose bounds have met, with their values."""
        return {one: Fraction(least) for one, least in self.low.items() if self.high.get(one) == least}

    def look(self, equation: Equation) -> Iterator[int]:
        """Find closer bounds by an equation; gives the unknowns for which there are.

        Raises:
            ImpossibleError: it can't be true.
        """
        for sign in (1, -1):
            terms = {one: sign * factor for one, factor in equation.factors.items()}
            least = {one: self._least(one, factor) for one, factor in terms.items()}
            open_ = [one for one, value in least.items() if value is None]
            if len(open_) > 1:
                continue
            left = sign * equation.right - sum(value for value in least.values() if value is not None)
            if not open_ and left < 0:
                raise ImpossibleError
            for one in open_ or terms:
                if self._bound(one, terms[one], left + (least[one] or 0)):
                    yield one

    def _least(self, unknown: int, factor: int) -> int | None:
        """The least that a term can come to, if there is such."""
        if factor > 0:
            return factor * self.low[unknown]
        return factor * self.high[unknown] if unknown in self.high else None

    def _bound(self, unknown: int, factor: int, most: Exact) -> bool:
        """Take in that an unknown times its factor is so much at most; tells whether that is new."""
        low, high = self.low[unknown], self.high.get(unknown)
        if factor > 0:
            found = int(-(-most // factor))
            if high is not None and found >= high:
                return False
            self.high[unknown] = high = found
        else:
            found = int(most // factor)
            if found <= low:
                return False
            self.low[unknown] = low = found
        if high is not None and high < low:
            raise ImpossibleError
        return True
