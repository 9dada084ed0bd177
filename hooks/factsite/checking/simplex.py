"""The simplex method over lines whose unknowns aren't negative: is there a solution, and which unknowns can rise."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from factsite.checking.lines import PivotLine

# So many steps that don't rise lead to Bland's rule, which can't run in circles.
_STALLED = 12


class Simplex:
    """Lines whose unknowns are all 0 at least; the present corner has every unknown that isn't basic at 0."""

    def __init__(self, lines: dict[int, PivotLine]) -> None:
        self.lines = lines
        self.unknowns = set(lines).union(*(line.factors for line in lines.values()))

    def make_feasible(self) -> bool:
        """Move to a corner where no unknown is negative; tell whether there is one."""
        values = {basic: line.value for basic, line in self.lines.items()}
        worst = min(values, key=lambda basic: (values[basic], basic), default=None)
        if worst is None or values[worst] >= 0:
            return True
        slack = min(self.unknowns) - 1
        for line in self.lines.values():
            line.factors[slack] = line.divisor
        self._pivot(slack, worst)
        self._climb(PivotLine(0, {slack: -1}), enough=None)
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
            goal = PivotLine(0, dict.fromkeys(sorted(rest), 1))
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

    def _climb(self, goal: PivotLine, *, enough: int | None) -> set[int]:
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
