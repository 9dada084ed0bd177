"""The ways in which a figure can be looked at: its totals, and what each dimension parts them into."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from factsite.records.figure import Figure, Observation


@dataclass(frozen=True)
class Slice:
    """Observations that differ in some dimensions only; all others stand at their total.

    ``id`` is its anchor on the page: ``total``, ``by-sex``, ``by-sex-and-age``.
    """

    id: str
    dimensions: tuple[str, ...]
    observations: tuple[Observation, ...]


def slices(figure: Figure) -> list[Slice]:
    """Every way of looking at a figure that has observations: the total, by each dimension, by two at once.

    A dimension without a total (low and high estimates) is part of every slice.
    """
    totals = figure.total_codes
    always = tuple(name for name in figure.dimensions if name not in totals)
    free = [name for name in figure.dimensions if name in totals]
    wanted = [always, *((*always, name) for name in free), *((*always, *pair) for pair in combinations(free, 2))]
    of_each: list[list[Observation]] = [[] for _ in wanted]
    places: dict[int, list[int]] = {}  # many observations hold the same dictionary of codes
    for point in figure.observations:
        belongs = places.get(id(point.codes))
        if belongs is None:
            belongs = [at for at, dimensions in enumerate(wanted) if _belongs(point, dimensions, totals)]
            places[id(point.codes)] = belongs
        for at in belongs:
            of_each[at].append(point)
    found = []
    for dimensions, points in zip(wanted, map(tuple, of_each), strict=True):
        if points and _shows_more(points, [name for name in dimensions if name in totals], totals):
            found.append(Slice(_identifier(dimensions), dimensions, points))
    return found


def _shows_more(points: tuple[Observation, ...], added: list[str], totals: dict[str, str]) -> bool:
    """Whether some observation parts the total by all of the dimensions at once: if none does, nothing is new."""
    return any(all(point.codes[name] != totals[name] for name in added) for point in points)


def _belongs(point: Observation, dimensions: tuple[str, ...], totals: dict[str, str]) -> bool:
    return all(point.codes.get(name) == total for name, total in totals.items() if name not in dimensions)


def _identifier(dimensions: tuple[str, ...]) -> str:
    return f"by-{'-and-'.join(dimensions)}" if dimensions else "total"
