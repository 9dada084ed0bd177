"""Small counts are kept back, and as many other values as it takes that nobody can compute them from the totals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from factsite.checking.disclosure import (
    Sum,
    counts_of,
    is_small,
    is_suppressed,
    published,
    recomputable,
    sums_of,
    totals_of,
)
from factsite.records.figure import Figure, Observation
from factsite.records.observation_status import Flag


def suppress(
    figure: Figure, aggregates: Mapping[str, Collection[str]], observations: Sequence[Observation]
) -> list[Observation]:
    """Empty the values that a figure's threshold keeps back; they get the flag “confidential”.

    Args:
        figure: says the threshold and which totals are sums of their parts; without a threshold nothing is kept back.
        aggregates: per dimension the codes that aren't parts of its total.
        observations: all observations of the figure, with the values that are to be kept back.

    Returns:
        The same observations in the same order, without the values that are too small (primary suppression) and those
        from which a reader could compute them (secondary suppression).
    """
    if figure.disclosure is None:
        return list(observations)
    threshold = figure.disclosure.threshold
    hidden = {
        number
        for number, observation in enumerate(observations)
        if is_suppressed(observation) or any(is_small(value, threshold) for _, value in counts_of(figure, observation))
    }
    sums = sums_of(figure.dimensions, aggregates, observations)
    hidden |= _secondary(figure, sums, observations, hidden)
    return [
        _kept_back(observation) if number in hidden else observation for number, observation in enumerate(observations)
    ]


def _secondary(figure: Figure, sums: list[Sum], observations: Sequence[Observation], primary: set[int]) -> set[int]:
    """The values to be kept back besides the primary ones: in each round one more for each that can be computed."""
    values = published(observations)
    truth = totals_of(sums, values)
    hidden = set(primary)
    totals = figure.total_codes

    def cost(number: int) -> tuple[int, object, int]:
        codes = observations[number].codes
        return sum(codes.get(name) == total for name, total in totals.items()), values[number], number

    while leaks := recomputable(sums, {n: value for n, value in values.items() if n not in hidden}, hidden, truth):
        added: set[int] = set()
        for cells in _leaking(sums, leaks, hidden):
            candidates = [] if cells & added else _open_cells(cells, values, hidden)
            added |= {min(candidates, key=cost)} if candidates else set()
        if not added:
            added = set(sorted(_open_cells(values.keys(), values, hidden), key=cost)[:1])
        if not added:
            break  # nothing is left that could be kept back; the check says what can still be computed
        hidden |= added
    return hidden - primary


def _leaking(sums: list[Sum], leaks: set[int], hidden: set[int]) -> list[set[int]]:
    """The groups of cells in which one more is to be kept back: the sums that lack one value only, else all others."""
    touched = [set(row.cells) for row in sums if leaks & set(row.cells)]
    return [cells for cells in touched if len(cells & hidden) == 1] or touched


def _open_cells(cells: Collection[int], values: Mapping[int, object], hidden: set[int]) -> list[int]:
    """The cells that can still be kept back: published, and not zero, as readers may know that zeros always are."""
    return [cell for cell in cells if cell not in hidden and values.get(cell)]


def _kept_back(observation: Observation) -> Observation:
    status = observation.status.joined(Flag.CONFIDENTIAL)
    empty: dict[str, object] = {"value": None, "numerator": None, "denominator": None, "alternatives": []}
    return observation.model_copy(update=empty | {"status": status})
