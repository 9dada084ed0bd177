"""What follows from linear equations over counts, exactly: the unknowns that can have one value only.

Two ways lead there: an equation in one unknown alone can be combined from the others (its unit vector lies in their
row space), or, as counts aren't negative, the equations force an unknown to its least value. The second is looked for
beside a point that fits the equations: what the truth is, a guess, or a corner that the simplex method finds. The
unknowns that can rise from there are collected; among them, only equations fix a value (the affine hull of a
polyhedron, Schrijver, Theory of Linear and Integer Programming, 8.2). Which point it is matters to the time only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from fractions import Fraction

from factsite.checking.bounding import ImpossibleError, bounds_of
from factsite.checking.guessing import guesses
from factsite.checking.lines import ContradictionError, Equation, Exact, PivotLine, solve, without_contradictions
from factsite.checking.simplex import Simplex

# With so many unknowns the simplex method is slower than a guess; with fewer it is at its end before one is made.
FEW = 250


def determined(equations: Iterable[Equation], counts: set[int], truth: Mapping[int, Exact] | None = None) -> set[int]:
    """The unknowns of which one value only is possible.

    Args:
        equations: what is known; one that contradicts the others is passed over.
        counts: the unknowns to look at. They are known to be 1 at least; where that can't be, 0 at least, like all
            the other unknowns.
        truth: values that may fit the equations, if they are known; it is found out sooner with them.
    """
    found: set[int] = set()
    for component in _components(equations):
        try:
            lines = solve(component)
        except ContradictionError:
            component = without_contradictions(component)
            lines = solve(component)
        alone = {unknown: line.value for unknown, line in lines.items() if not line.factors}
        found |= alone.keys() & counts
        rest = [_without(alone, equation) for equation in component]
        if not counts.isdisjoint(unknown for equation in rest for unknown in equation.factors):
            found |= _pinned(rest, lines, counts, truth or {}) & counts
    return found


def _without(alone: Mapping[int, Fraction], equation: Equation) -> Equation:
    """What an equation says of the unknowns of which it isn't known yet what they are."""
    known = [(unknown, factor) for unknown, factor in equation.factors.items() if unknown in alone]
    factors = {unknown: factor for unknown, factor in equation.factors.items() if unknown not in alone}
    return Equation(factors, equation.right - sum(factor * alone[unknown] for unknown, factor in known))


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


def _pinned(
    equations: list[Equation], lines: dict[int, PivotLine], counts: set[int], truth: Mapping[int, Exact]
) -> set[int]:
    """The unknowns whose largest and smallest possible value are the same.

    Args:
        equations: of the unknowns that no equation gives alone.
        lines: the solution of the equations, with the unknowns that are given alone.
        counts: the unknowns that are 1 at least, or else 0.
        truth: the values of some unknowns, which may fit the equations.
    """
    unknowns = {unknown for equation in equations for unknown in equation.factors}
    for least in (1, 0):
        if any(not line.factors and line.value < least * (basic in counts) for basic, line in lines.items()):
            continue
        with suppress(ImpossibleError):
            lowest = {unknown: least if unknown in counts else 0 for unknown in unknowns}
            bounds = bounds_of(equations, lowest)
            met = bounds.met
            rest = [_without(met, equation) for equation in equations]
            left = {unknown for equation in rest for unknown in equation.factors}
            raised = {unknown: bounds.low[unknown] for unknown in left}
            for point in _points(rest, raised, truth):
                if (found := _pinned_beside(rest, {unknown: lowest[unknown] for unknown in left}, point)) is not None:
                    return found | met.keys()
            simplex = Simplex(_shifted(solve(rest), raised))
            if simplex.make_feasible():
                return _fixed(simplex.lines, simplex.unknowns, simplex.rising()) | met.keys()
    return set()


def _points(
    equations: list[Equation], raised: dict[int, int], truth: Mapping[int, Exact]
) -> Iterator[Mapping[int, Exact]]:
    """Values that may fit: guesses if the unknowns are many, and the truth if it is told.

    A guess lies as far from all bounds as can be, so that few unknowns are to be looked at; the truth lies anywhere.
    """
    if len(raised) > FEW:
        found = guesses(
            (
                equation.factors,
                float(equation.right - sum(factor * raised[one] for one, factor in equation.factors.items())),
            )
            for equation in equations
        )
        yield from ({one: beyond + raised[one] for one, beyond in guess.items()} for guess in found)
    if raised.keys() <= truth.keys():
        yield truth


def _pinned_beside(equations: list[Equation], lowest: dict[int, int], values: Mapping[int, Exact]) -> set[int] | None:
    """The same, seen from a point that fits the equations.

    From there every unknown that is more than its least value can move both ways, and the others upwards only: what
    the equations allow of such moves is all that matters.

    Args:
        equations: what is known.
        lowest: the least value of each unknown.
        values: those of the unknowns at a point that may fit the equations.

    Returns:
        The unknowns that can't move; None if the point doesn't fit.
    """
    if any(values[unknown] < least for unknown, least in lowest.items()):
        return None
    free = {unknown for unknown, least in lowest.items() if values[unknown] > least}
    lines = solve(equations, free)
    at_least: dict[int, PivotLine] = {}
    for basic, line in lines.items():
        value = line.at(values) - lowest[basic]
        if value < 0 or (value == 0 and not free.isdisjoint(line.factors)):
            return None
        if value == 0:
            at_least[basic] = PivotLine(0, dict(line.factors), line.divisor)
    simplex = Simplex(at_least)
    stuck = simplex.unknowns - simplex.rising()
    return _fixed(lines, set(lowest), lowest.keys() - stuck)


def _fixed(lines: dict[int, PivotLine], unknowns: set[int], rising: set[int]) -> set[int]:
    """The unknowns with one value only, if those that aren't ``rising`` stand still."""
    factors = {
        basic: {other: factor for other, factor in line.factors.items() if other in rising}
        for basic, line in lines.items()
    }
    bound = solve(Equation(factors[basic], 0) for basic in lines.keys() - rising)
    alone = set()
    for basic in lines.keys() & rising:
        line = PivotLine(0, factors[basic])
        for other in [other for other in line.factors if other in bound]:
            line.replace(other, bound[other])
        if not line.factors:
            alone.add(basic)
    return unknowns - rising | alone


def _shifted(lines: dict[int, PivotLine], lowest: Mapping[int, int]) -> dict[int, PivotLine]:
    """The lines for what each unknown has beyond its least value."""
    shifted = {}
    for basic, line in lines.items():
        least = sum(factor * lowest[other] for other, factor in line.factors.items()) - line.divisor * lowest[basic]
        shifted[basic] = PivotLine(line.constant + least, dict(line.factors), line.divisor)
    return shifted
