"""Statistical disclosure control: small counts stay out of the data, and nobody can compute them from the rest.

Where a figure has a ``disclosure`` threshold, a count from 1 to below it isn't published (a zero may be), and what is
suppressed (no value, “confidential”) can't be recomputed from the totals: neither exactly nor because counts aren't
negative (A. Hundepool and others, Statistical Disclosure Control, 2012, chapter 4: primary and secondary suppression).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from factsite.checking.figures import figures
from factsite.checking.lines import Equation, Exact
from factsite.checking.recomputing import determined
from factsite.content import Content
from factsite.problems import Problem
from factsite.records.figure import Figure, Observation
from factsite.records.figure_parts import Dimension
from factsite.records.observation_status import Flag
from factsite.telling import told

_SECRET = Flag.CONFIDENTIAL.named
_REMEDY = told(
    "Leave the number out and set the status {secret}; “factsite import” does this when it writes a series.",
    secret=_SECRET,
)


@dataclass(frozen=True)
class Sum:
    """A total and its parts, each by its number in a list of observations; a negative one stands in no row."""

    total: int
    parts: tuple[int, ...]

    @property
    def cells(self) -> tuple[int, ...]:
        """The parts and the total."""
        return (*self.parts, self.total)


def small_counts_are_kept_back(content: Content) -> Iterator[Problem]:
    """No count under the threshold stands in the data, and no suppressed one can be recomputed."""
    for _, figure, document in figures(content):
        if figure.disclosure is None:
            continue
        threshold = figure.disclosure.threshold
        for number, observation in enumerate(figure.observations):
            for field, value in counts_of(figure, observation):
                if is_small(value, threshold):
                    what = told(
                        "{value} is under the threshold of {threshold} under which counts aren’t published",
                        value=value,
                        threshold=threshold,
                    )
                    yield document.problem("disclosure", what, _REMEDY, ("observations", number, field))
        hidden = {number for number, observation in enumerate(figure.observations) if is_suppressed(observation)}
        sums = sums_of(figure.dimensions, aggregates_of(content, figure), figure.observations)
        for number in sorted(recomputable(sums, published(figure.observations), hidden)):
            what = told("a reader can compute this suppressed value from the totals and the other values")
            remedy = told(
                "Suppress another value of the same sum too, the smallest that isn’t zero: status {secret}.",
                secret=_SECRET,
            )
            yield document.problem("disclosure", what, remedy, ("observations", number, "value"))


def is_small(value: Decimal, threshold: int) -> bool:
    """Tell whether a count is too small to be published; zero isn't."""
    return 0 < abs(value) < threshold


def is_suppressed(observation: Observation) -> bool:
    """Tell whether the value is kept back."""
    return observation.absence is Flag.CONFIDENTIAL


def counts_of(figure: Figure, observation: Observation) -> Iterator[tuple[str, Decimal]]:
    """The counts in an observation with the names of their fields: of a rate only what it is computed from."""
    if figure.unit.whole and observation.value is not None:
        yield "value", observation.value
    for alternative in observation.alternatives if figure.unit.whole else ():
        yield "alternatives", alternative.value
    if observation.numerator is not None:
        yield "numerator", observation.numerator
    if observation.denominator is not None:
        yield "denominator", observation.denominator


def aggregates_of(content: Content, figure: Figure) -> dict[str, set[str]]:
    """Per dimension of a figure the codes that aren't parts of its total."""
    known = content.dimensions
    return {name: set(known[name].aggregates) if name in known else set() for name in figure.dimensions}


def published(observations: Sequence[Observation]) -> dict[int, Exact]:
    """The values that a reader knows, by the numbers of the observations; less than half the unit counts as zero."""
    known: dict[int, Exact] = {}
    for number, observation in enumerate(observations):
        if observation.value is not None:
            known[number] = _exact(observation.value)
        elif observation.absence and observation.absence.counts_as_nothing:
            known[number] = 0
    return known


def _exact(value: Decimal) -> Exact:
    return int(value) if value == value.to_integral_value() else Fraction(value)


def sums_of(
    dimensions: Mapping[str, Dimension], aggregates: Mapping[str, Collection[str]], observations: Sequence[Observation]
) -> list[Sum]:
    """Every sum that holds between observations of one period, along each dimension whose total is that of its parts.

    A total that has no row is a cell too, as it can link two sums; a part without a row counts as zero.
    """
    names = list(dimensions)
    additive = [
        (names.index(name), dimension.total, {dimension.total, *aggregates.get(name, ())})
        for name, dimension in dimensions.items()
        if dimension.sums and dimension.total
    ]
    periods: dict[str, dict[tuple[str, ...], int]] = defaultdict(dict)
    for number, observation in enumerate(observations):
        codes = tuple(observation.codes.get(name, "") for name in names)
        periods[observation.period.text][codes] = number
    found, unwritten = [], 0
    for cells in periods.values():
        for dimension in additive:
            for codes in sorted(_parts(cells, *dimension).keys() - cells.keys()):
                unwritten -= 1
                cells[codes] = unwritten
        for dimension in additive:
            found += [Sum(cells[codes], tuple(parts)) for codes, parts in _parts(cells, *dimension).items()]
    return found


def totals_of(sums: Sequence[Sum], values: Mapping[int, Exact]) -> dict[int, Exact]:
    """The values, and those of the totals without a row that follow from them."""
    found = dict(values)
    while new := {
        row.total: sum(found[part] for part in row.parts)
        for row in sums
        if row.total not in found and all(part in found for part in row.parts)
    }:
        found |= new
    return found


def _parts(
    cells: dict[tuple[str, ...], int], place: int, total: str, others: set[str]
) -> dict[tuple[str, ...], list[int]]:
    """The parts of each total along the dimension at ``place``, by the codes of the total."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for codes, number in cells.items():
        if codes[place] not in others:
            groups[(*codes[:place], total, *codes[place + 1 :])].append(number)
    return groups


def recomputable(
    sums: Iterable[Sum], known: Mapping[int, Exact], hidden: set[int], truth: Mapping[int, Exact] | None = None
) -> set[int]:
    """The suppressed cells of which a reader can compute the value.

    Args:
        sums: what must add up.
        known: the published values.
        hidden: the suppressed cells. A reader knows that zeros aren't suppressed.
        truth: what the other cells are in truth, where that is known: the answer is the same, and found sooner.
    """
    equations = []
    for row in sums:
        factors = {cell: 1 for cell in row.parts if cell not in known}
        right: Exact = -sum(known[cell] for cell in row.parts if cell in known)
        if row.total in known:
            right += known[row.total]
        else:
            factors[row.total] = -1
        if factors:
            equations.append(Equation(factors, right))
    return determined(equations, hidden, truth)
