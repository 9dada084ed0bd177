"""What follows from linear equations over counts, in exact fractions: the unknowns that can have one value only.

Two ways lead there: an equation in one unknown alone can be combined from the others (its unit vector lies in their
row space), or, as counts aren't negative, the largest and the smallest value that the equations allow are the same.
The second is found by the simplex method with Bland's rule, which can't run in circles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Equation:
    """The sum of the unknowns, each times its factor, is ``right``."""

    factors: dict[int, Fraction]
    right: Fraction


@dataclass
class _Line:
    """A basic unknown written by others: ``constant`` plus each of the others times its factor."""

    constant: Fraction
    factors: dict[int, Fraction]

    def replace(self, unknown: int, by: _Line) -> None:
        """Put what ``unknown`` stands for in its place."""
        factor = self.factors.pop(unknown, None)
        if factor is None:
            return
        self.constant += factor * by.constant
        for other, weight in by.factors.items():
            changed = self.factors.get(other, Fraction(0)) + factor * weight
            if changed:
                self.factors[other] = changed
            else:
                self.factors.pop(other, None)


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
            found |= _pinned(lines, rest, counts)
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


def _solve(equations: list[Equation]) -> dict[int, _Line]:
    """Write as many unknowns as possible by the others (Gauss and Jordan)."""
    lines: dict[int, _Line] = {}
    for equation in equations:
        left = _Line(-equation.right, dict(equation.factors))
        for unknown in [unknown for unknown in left.factors if unknown in lines]:
            left.replace(unknown, lines[unknown])
        if left.factors:
            basic = min(left.factors)
            factor = left.factors.pop(basic)
            line = _Line(-left.constant / factor, {other: -weight / factor for other, weight in left.factors.items()})
            for former in lines.values():
                former.replace(basic, line)
            lines[basic] = line
    return lines


def _pinned(lines: dict[int, _Line], wanted: set[int], counts: set[int]) -> set[int]:
    """The unknowns whose largest and smallest possible value are the same."""
    for least in (1, 0):
        simplex = _Simplex(_shifted(lines, counts, least))
        if simplex.make_feasible():
            return {unknown for unknown in sorted(wanted) if not simplex.varies(unknown)}
    return set()


def _shifted(lines: dict[int, _Line], counts: set[int], least: int) -> dict[int, _Line]:
    """The lines for what each unknown has beyond its least value."""
    return {
        basic: _Line(
            line.constant
            + sum((factor * least for other, factor in line.factors.items() if other in counts), Fraction(0))
            - (least if basic in counts else 0),
            dict(line.factors),
        )
        for basic, line in lines.items()
    }


class _Simplex:
    """Lines whose unknowns are all 0 at least; the present corner has every unknown that isn't basic at 0."""

    def __init__(self, lines: dict[int, _Line]) -> None:
        self.lines = lines
        self._seen: dict[int, Fraction] = {}
        self._varying: set[int] = set()

    def make_feasible(self) -> bool:
        """Move to a corner where no unknown is negative; tell whether there is one."""
        worst = min(self.lines, key=lambda basic: (self.lines[basic].constant, basic), default=None)
        if worst is None or self.lines[worst].constant >= 0:
            self._look_around()
            return True
        slack = min(*self.lines, *(other for line in self.lines.values() for other in line.factors)) - 1
        for line in self.lines.values():
            line.factors[slack] = Fraction(1)
        self._pivot(slack, worst)
        self._climb(_Line(Fraction(0), {slack: Fraction(-1)}))
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
        self._look_around()
        return True

    def varies(self, unknown: int) -> bool:
        """Tell whether an unknown can have two values; what a corner shows of the others on the way is remembered."""
        for direction in (1, -1):
            if unknown in self._varying:
                break
            if not self._climb(_Line(Fraction(0), {unknown: Fraction(direction)})):
                self._varying.add(unknown)
            self._look_around()
        return unknown in self._varying

    def _look_around(self) -> None:
        """Note what changes along each edge that leads away from the present corner, and since the last one."""
        blocked: set[int] = set()
        touched: dict[int, set[int]] = defaultdict(set)
        for basic, line in self.lines.items():
            for other, factor in line.factors.items():
                touched[other].add(basic)
                if factor < 0 and line.constant == 0:
                    blocked.add(other)
        for other in touched.keys() - blocked:
            self._varying |= {other} | touched[other]
        values = dict.fromkeys(touched, Fraction(0)) | {basic: line.constant for basic, line in self.lines.items()}
        self._varying |= {
            unknown for unknown, value in values.items() if self._seen.setdefault(unknown, value) != value
        }

    def _climb(self, goal: _Line) -> bool:
        """Move to the corner where ``goal`` is largest; tell whether there is such a corner (False: no bound)."""
        for basic in [unknown for unknown in goal.factors if unknown in self.lines]:
            goal.replace(basic, self.lines[basic])
        while rising := [other for other, factor in goal.factors.items() if factor > 0]:
            entering = min(rising)
            limits = [
                (line.constant / -line.factors[entering], basic)
                for basic, line in self.lines.items()
                if line.factors.get(entering, 0) < 0
            ]
            if not limits:
                return False
            self._pivot(entering, min(limits)[1])
            goal.replace(entering, self.lines[entering])
        return True

    def _pivot(self, entering: int, leaving: int) -> None:
        """Write ``entering`` by ``leaving`` and the others, in its own line and wherever it stands."""
        line = self.lines.pop(leaving)
        factor = line.factors.pop(entering)
        fresh = _Line(-line.constant / factor, {other: -weight / factor for other, weight in line.factors.items()})
        fresh.factors[leaving] = 1 / factor
        for other in self.lines.values():
            other.replace(entering, fresh)
        self.lines[entering] = fresh
