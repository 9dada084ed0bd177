"""A rule on numbers that two publishers give for what looks like the same thing: readers are told how they compare."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from factsite.content import Content
from factsite.deriving.passages import passages
from factsite.problems import Problem, Severity
from factsite.prose.references import Reference
from factsite.records.bridge import Bridge
from factsite.records.figure import Figure
from factsite.telling import told

# The values of one series, by period.
Values = dict[str, Decimal]
# Those of a publisher, each with the name of its figure.
Series = list[tuple[str, Values]]
# Smaller numbers, and fewer, are near one another by chance; further apart, two series hardly count the same thing.
_LEAST, _FEWEST, _NEAR = 1000, 3, Decimal("1.1")


def near_series_are_compared(content: Content) -> Iterator[Problem]:
    """Two publishers' series that stay near one another are compared somewhere, or a warning asks for it."""
    compared = _compared(content)
    for first, second, n in _near(content):
        entry = content.entries[f"figures/{first}"]
        if frozenset((first, second)) in compared or entry.document is None:
            continue
        what = told(
            "{n} values are within a tenth of those that another publisher gives in “{figure}”, and nothing compares "
            "them",
            n=n,
            figure=second,
        )
        remedy = told(
            "Compare them under “bridges” or “alternatives”, or name the other’s number in the text, and say why the "
            "two differ or that it isn’t known."
        )
        yield replace(entry.document.problem("uncompared-pair", what, remedy), severity=Severity.WARNING)


def _near(content: Content) -> Iterator[tuple[str, str, int]]:
    """Pairs of figures with series that are near in every period they share, with how many of these there are."""
    alike: dict[tuple[str, ...], dict[str, list[tuple[str, Figure]]]] = defaultdict(lambda: defaultdict(list))
    for entry, figure in content.records(Figure):
        if not figure.ratio:
            kind = (figure.unit.value, figure.measures.value, figure.frequency.value)
            alike[kind][figure.organisation].append((entry.id, figure))
    found: dict[tuple[str, str], int] = {}
    for of_a_kind in alike.values():
        for ours, others in combinations(map(_all_series, of_a_kind.values()) if len(of_a_kind) > 1 else (), 2):
            for first, mine, second, theirs in _candidates(ours, others):
                if n := _periods_near(mine, theirs):
                    names = (min(first, second), max(first, second))
                    found[names] = max(n, found.get(names, 0))
    yield from sorted((first, second, n) for (first, second), n in found.items())


def _candidates(ours: Series, others: Series) -> Iterator[tuple[str, Values, str, Values]]:
    """Pairs of series of two publishers that may be near one another.

    Those that are near in the period on which most rest stand side by side when sorted by it; a series that lacks it is
    compared with every other.
    """
    at = Counter(period for _, values in (*ours, *others) for period in values)
    period = max(at, key=lambda one: (at[one], one), default="")
    having = sorted(((values[period], name, values) for name, values in others if period in values), key=_first)
    without = [(name, values) for name, values in others if period not in values]
    for name, values in ours:
        near: Series = without if period in values else others
        if period in values:
            low = bisect_left(having, values[period] / _NEAR, key=_first)
            high = bisect_right(having, values[period] * _NEAR, key=_first)
            near = [*without, *((other, theirs) for _, other, theirs in having[low:high])]
        yield from ((name, values, other, theirs) for other, theirs in near)


def _first(row: tuple[Decimal, str, Values]) -> Decimal:
    return row[0]


def _all_series(listed: list[tuple[str, Figure]]) -> Series:
    """The series of some figures, without small numbers."""
    found: Series = []
    for name, figure in listed:
        for points in figure.combinations.values():
            large = {
                period: one.value for period, one in points.items() if one.value is not None and one.value >= _LEAST
            }
            found += [(name, large)] if large else []
    return found


def _periods_near(mine: Values, theirs: Values) -> int:
    """In how many periods two series are near, if they are in all that they share; 0 if not, or if they are equal."""
    common = mine.keys() & theirs.keys()
    near = all(mine[period] <= theirs[period] * _NEAR and theirs[period] <= mine[period] * _NEAR for period in common)
    equal = all(mine[period] == theirs[period] for period in common)  # those must be bound, says another rule
    return len(common) if len(common) >= _FEWEST and near and not equal else 0


def _compared(content: Content) -> set[frozenset[str]]:
    """The pairs of figures that a bridge, an alternative, a bond or the text of one of the two compares."""
    found = set[frozenset[str]]()
    for _, bridge in content.records(Bridge):
        for comparison in bridge.comparisons:
            named = {amount.figure for _, amount, _ in comparison.amounts() if amount.figure}
            found |= {frozenset(pair) for pair in combinations(named, 2)}
    of_source: dict[str, set[str]] = defaultdict(set)
    for entry, figure in content.records(Figure):
        for source in {figure.source_of(point) for point in figure.observations}:
            of_source[source].add(entry.id)
    for entry, figure in content.records(Figure):
        found |= {frozenset((entry.id, bond.figure)) for bond in figure.agrees_with}
        others = {other.source for point in figure.observations for other in point.alternatives}
        found |= {frozenset((entry.id, other)) for source in others for other in of_source.get(source, ())}
        for translation in entry.translations.values():
            for passage in passages(translation):
                found |= {
                    frozenset((entry.id, reference.arguments[0]))
                    for reference in passage.references
                    if isinstance(reference, Reference) and reference.name in {"value", "change"}
                }
    return found
