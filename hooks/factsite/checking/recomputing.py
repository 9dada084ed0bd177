"""What follows from linear equations over counts, exactly: the unknowns that can have one value only.

Two ways lead there: an equation in one unknown alone can be combined from the others (its unit vector lies in their
row space), or, as counts aren't negative, the equations force an unknown to its least value. The second is found by
the simplex method: the unknowns that can rise above their least value are collected from corner to corner until the
sum of all others can't rise. Among those that can rise, only equations fix a value (the affine hull of a polyhedron,
Schrijver, Theory of Linear and Integer Programming, 8.2).

All steps are made in whole numbers, each line with one divisor for all its factors: fractions are fifty times slower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

Exact = int | Fraction
# So many steps that don't rise lead to Bland's rule, which can't run in circles.
_STALLED = 12


@dataclass(frozen=True)
class Equation:
    """The sum of the unknowns, each times its factor, is ``right``."""

    factors: dict[int, int]
    right: Exact


@dataclass
class _Line:
    """A basic unknown written by others: ``constant`` plus each of the others times its factor, all over ``divisor``.

    The divisor is more than 0, and has no factor in common with all the other numbers.
    """

    constant: int
    factors: dict[int, int]
    divisor: int = 1

    def replace(self, unknown: int, by: _Line) -> None:
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

    def solved_for(self, unknown: int, former: int) -> _Line:
        """The line of ``unknown``, a factor of this one, once ``former`` has lost its own line to it."""
        factor = self.factors[unknown]
        sign = -1 if factor > 0 else 1
        others = {other: sign * weight for other, weight in self.factors.items() if other != unknown}
        line = _Line(sign * self.constant, others | {former: -sign * self.divisor}, abs(factor))
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


def determined(equations: Iterable[Equation], counts: set[int]) -> set[int]:
    """The unknowns of which one value only is possible.

    Args:
        equations: what is known; one that contradicts the others is passed over.
        counts: the unknowns to look at. They are known to be 1 at least; where that can't be, 0 at least, like all
            the other unknowns.
    """
    found: set[int] = set()
    for component in _components(equations):
        lines = _solve(component)
        alone = {unknown for unknown, line in lines.items() if not line.factors}
        found |= alone & counts
        if rest := {unknown for equation in component for unknown in equation.factors} & counts - alone:
            found |= _pinned(lines, counts) & rest
    return found


def _components(equations: Iterable[Equation]) -> list[list[Equation]]:
    """Part equations that have no unknown in common, even through others."""
    leader: dict[int, int] = {}

    def find(unknown: int) -> int:
        while leader.setdefault(unknown, unknown) != unknown:
            leader[unknown] = leader[leader[unknown]]
            unknown = leader[unknown]
        return unknown

    having = [equation for equation in equations if equation.factors]
    for equation in having:
        first, *others = equation.factors
        for other in others:
            leader[find(other)] = find(first)
    parts: dict[int, list[Equation]] = defaultdict(list)
    for equation in having:
        parts[find(next(iter(equation.factors)))].append(equation)
    return list(parts.values())


def _solve(equations: Iterable[Equation]) -> dict[int, _Line]:
    """Write as many unknowns as possible by the others (Gauss and Jordan)."""
    lines: dict[int, _Line] = {}
    users: dict[int, set[int]] = defaultdict(set)  # which lines have had a factor of an unknown
    for equation in equations:
        right = Fraction(equation.right)
        left = _Line(-right.numerator, {one: factor * right.denominator for one, factor in equation.factors.items()})
        for unknown in [unknown for unknown in left.factors if unknown in lines]:
            left.replace(unknown, lines[unknown])
        if left.factors:
            basic = min(left.factors)
            factor = left.factors.pop(basic)
            sign = -1 if factor > 0 else 1
            line = _Line(
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


def _pinned(lines: dict[int, _Line], counts: set[int]) -> set[int]:
    """The unknowns whose largest and smallest possible value are the same."""
    for least in (1, 0):
        simplex = _Simplex(_shifted(lines, counts, least))
        if simplex.make_feasible():
            rising = simplex.rising()
            equations = [_among(rising, basic, line) for basic, line in simplex.lines.items()]
            solved = _solve(equation for equation in equations if equation.factors)
            return simplex.unknowns - rising | {unknown for unknown, line in solved.items() if not line.factors}
    return set()


def _among(rising: set[int], basic: int, line: _Line) -> Equation:
    """What a line says of the unknowns that can rise; all others are zero."""
    factors = {other: factor for other, factor in line.factors.items() if other in rising}
    return Equation(factors | ({basic: -line.divisor} if basic in rising else {}), -line.constant)


def _shifted(lines: dict[int, _Line], counts: set[int], least: int) -> dict[int, _Line]:
    """The lines for what each unknown has beyond its least value."""
    shifted = {}
    for basic, line in lines.items():
        more = sum(factor for other, factor in line.factors.items() if other in counts)
        less = line.divisor if basic in counts else 0
        shifted[basic] = _Line(line.constant + least * (more - less), dict(line.factors), line.divisor)
    return shifted


class _Simplex:
    """Lines whose unknowns are all 0 at least; the present corner has every unknown that isn't basic at 0."""

    def __init__(self, lines: dict[int, _Line]) -> None:
        self.lines = lines
        self.unknowns = set(lines).union(*(line.factors for line in lines.values()))

    def make_feasible(self) -> bool:
        """Move to a corner where no unknown is negative; tell whether there is one."""
        values = {basic: Fraction(line.constant, line.divisor) for basic, line in self.lines.items()}
        worst = min(values, key=lambda basic: (values[basic], basic), default=None)
        if worst is None or values[worst] >= 0:
            return True
        slack = min(self.unknowns) - 1
        for line in self.lines.values():
            line.factors[slack] = line.divisor
        self._pivot(slack, worst)
        self._climb(_Line(0, {slack: -1}), enough=None)
        if slack in self.lines:
            if self.lines[slack].constant > 0:
                return False
            entering = min(self.lines[slack].factors, default=None)
            if entering is None:
                del self.lines[slack]
            else:
                self._pivot(entering, slack)
        for line in self.lines.values():
            line.factors.pop(slack, None)
        return True

    def rising(self) -> set[int]:
        """The unknowns that can be more than 0: collected from corner to corner, until no other can rise."""
        found = self._seen_rising()
        while rest := self.unknowns - found:
            goal = _Line(0, dict.fromkeys(sorted(rest), 1))
            found |= self._climb(goal, enough=0)
            found |= self._seen_rising()
            if not rest & found:
                break
        return found

    def _seen_rising(self) -> set[int]:
        """What is more than 0 at the present corner, or on an edge that leads away from it."""
        found = {basic for basic, line in self.lines.items() if line.constant > 0}
        blocked: set[int] = set()
        lifted: dict[int, set[int]] = defaultdict(set)
        for basic, line in self.lines.items():
            for other, factor in line.factors.items():
                if factor > 0:
                    lifted[other].add(basic)
                elif line.constant == 0:
                    blocked.add(other)
        for other in self.unknowns - self.lines.keys() - blocked:
            found |= {other} | lifted[other]
        return found

    def _climb(self, goal: _Line, *, enough: int | None) -> set[int]:
        """Move towards the corner where ``goal`` is largest, until it is more than ``enough`` if that is given.

        Returns:
            The unknowns that rise without bound on the way, if there are any.
        """
        for basic in [unknown for unknown in goal.factors if unknown in self.lines]:
            goal.replace(basic, self.lines[basic])
        stalled = 0
        while rising := [other for other, factor in goal.factors.items() if factor > 0]:
            if enough is not None and goal.constant > enough:
                break
            cautious = stalled > _STALLED
            entering = min(rising) if cautious else max(rising, key=lambda other: (goal.factors[other], -other))
            limits = [
                (Fraction(line.constant, -line.factors[entering]), basic)
                for basic, line in self.lines.items()
                if line.factors.get(entering, 0) < 0
            ]
            if not limits:
                lifted = {basic for basic, line in self.lines.items() if line.factors.get(entering, 0) > 0}
                return {entering} | lifted
            step, leaving = min(limits)
            stalled = 0 if step else stalled + 1
            self._pivot(entering, leaving)
            goal.replace(entering, self.lines[entering])
        return set()

    def _pivot(self, entering: int, leaving: int) -> None:
        """Write ``entering`` by ``leaving`` and the others, in its own line and wherever it stands."""
        fresh = self.lines.pop(leaving).solved_for(entering, leaving)
        for other in self.lines.values():
            other.replace(entering, fresh)
        self.lines[entering] = fresh
