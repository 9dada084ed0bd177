"""Rules on numbers that stand in two tables: what is bound must agree, what is the same should be bound."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from factsite.checking.figures import figures
from factsite.content import Content
from factsite.documents.tree import Document
from factsite.problems import Problem, Severity, did_you_mean
from factsite.records.figure import Figure
from factsite.records.figure_parts import Agreement
from factsite.telling import Told, told, told_many

# A series of a figure: its identifier and the codes.
Place = tuple[str, tuple[tuple[str, str], ...]]
# Equal numbers of fewer digits are no wonder, nor are fewer equal ones.
_LEAST, _FEWEST = 100, 3


def bound_series_agree(content: Content) -> Iterator[Problem]:
    """Two series that are bound have the same value wherever both have one."""
    for _, figure, document in figures(content):
        for number, bond in enumerate(figure.agrees_with):
            other = content.get("figures", bond.figure, Figure)
            if other is not None:  # a dangling reference is reported as such
                yield from _agree(figure, other, bond, document, number)


def _agree(figure: Figure, other: Figure, bond: Agreement, document: Document, number: int) -> Iterator[Problem]:
    keys = ("agrees_with", number)
    for one, codes, name in ((figure, bond.own, "own"), (other, bond.codes, "codes")):
        if unknown := sorted(set(codes) - set(one.dimensions)):
            what = told("there is no dimension “{unknown}”", unknown=unknown[0])
            yield document.problem("agreement", what, did_you_mean(unknown[0], one.dimensions), (*keys, name))
            return
    mine, theirs = _values(figure, bond.own), _values(other, bond.codes)
    common = mine.keys() & theirs.keys()
    if not common:
        what = told("this figure and “{figure}” have no period in common with these codes", figure=bond.figure)
        yield document.problem("agreement", what, told("Mend the codes, or take the entry out."), keys)
    known = {period.text for period in bond.differs}
    for period in sorted(common - known):
        if abs(mine[period] - theirs[period]) > bond.tolerance:
            what = told(
                "{period} is {mine} here and {theirs} in “{figure}”, and the two must agree",
                period=period,
                mine=mine[period],
                theirs=theirs[period],
                figure=bond.figure,
            )
            remedy = told(
                "Mend the one that is wrong; if they do differ, write the period under “differs” and say why."
            )
            yield document.problem("agreement", what, remedy, keys)


def _values(figure: Figure, codes: dict[str, str]) -> dict[str, Decimal]:
    found = figure.combinations.get(frozenset((figure.total_codes | codes).items()), {})
    return {period: point.value for period, point in found.items() if point.value is not None}


def equal_series_are_bound(content: Content) -> Iterator[Problem]:
    """Series of two figures with the same numbers are bound, or a warning asks for it: else one is revised alone."""
    leader = _bonds(content)
    for first, second, n in _equal(content):
        if not _join(leader, first, second):
            continue  # they are bound, perhaps by way of others
        entry = content.entries[f"figures/{first[0]}"]
        if entry.document is not None:
            what = told_many(
                "{n} value is that of “{figure}”, and nothing says that the two must agree",
                "{n} values are those of “{figure}”, and nothing says that the two must agree",
                n,
                figure=second[0],
            )
            found = entry.document.problem("unbound-pair", what, _remedy(content, first, second))
            yield replace(found, severity=Severity.WARNING)


def _remedy(content: Content, first: Place, second: Place) -> Told:
    written = [f"figure: {second[0]}"]
    for name, (identifier, codes) in (("codes", second), ("own", first)):
        figure = content.get("figures", identifier, Figure)
        named = dict(codes).items() - (figure.total_codes.items() if figure else set())
        if named:
            written.append(f"{name}: {{{', '.join(f'{key}: {code}' for key, code in sorted(named))}}}")
    return told("Write “agrees_with: [{bond}]”.", bond="{" + ", ".join(written) + "}")


def _bonds(content: Content) -> dict[Place, Place]:
    """Each bound series with one with which it agrees, so that all that agree have one in common."""
    leader: dict[Place, Place] = {}
    for entry, figure in content.records(Figure):
        for bond in figure.agrees_with:
            other = content.get("figures", bond.figure, Figure)
            first = (entry.id, tuple(sorted((figure.total_codes | bond.own).items())))
            second = (bond.figure, tuple(sorted((other.total_codes | bond.codes if other else bond.codes).items())))
            _join(leader, first, second)
    return leader


def _join(leader: dict[Place, Place], first: Place, second: Place) -> bool:
    """Let two series agree, with all that agree with either; tells whether they didn't before."""
    while first in leader:
        first = leader[first]
    while second in leader:
        second = leader[second]
    if first == second:
        return False
    leader[second] = first
    return True


def _equal(content: Content) -> list[tuple[Place, Place, int]]:
    """Pairs of series of two figures of which most values in common are equal, with how many are."""
    of_unit: dict[str, list[tuple[str, Figure]]] = defaultdict(list)
    for entry, figure in content.records(Figure):
        if not figure.ratio:
            of_unit[figure.unit.value].append((entry.id, figure))
    found = [pair for listed in of_unit.values() for pair in _equal_of_unit(listed)]
    return sorted(found)


def _equal_of_unit(listed: list[tuple[str, Figure]]) -> Iterator[tuple[Place, Place, int]]:
    """The same of figures that count the same thing: of the largest only those numbers are kept that another has."""
    at: dict[tuple[str, Decimal], list[Place]] = defaultdict(list)
    pairs: Counter[tuple[Place, Place]] = Counter()
    *others, largest = sorted(listed, key=lambda one: (len(one[1].observations), one[0]))
    for name, figure in others:
        for key, place in _numbers(name, figure):
            at[key].append(place)
    if not others:
        return
    for key, place in _numbers(*largest):
        if key in at:
            at[key].append(place)
    for places in at.values():
        pairs.update((a, b) for a, b in combinations(sorted(places), 2) if a[0] != b[0])
    figures_of = dict(listed)
    for (a, b), n in pairs.items():
        if n >= _FEWEST and 2 * n >= len(_periods(figures_of[a[0]], a) & _periods(figures_of[b[0]], b)):
            yield a, b, n


def _numbers(name: str, figure: Figure) -> Iterator[tuple[tuple[str, Decimal], Place]]:
    """The numbers of a figure that are no wonder if they are equal, each with its period and its series."""
    for codes, points in figure.combinations.items():
        place = (name, tuple(sorted(codes)))
        for period, point in points.items():
            if point.value is not None and abs(point.value) >= _LEAST:
                yield (period, point.value), place


def _periods(figure: Figure, place: Place) -> set[str]:
    """The periods in which a series has such a number."""
    points = figure.combinations[frozenset(place[1])]
    return {period for period, one in points.items() if one.value is not None and abs(one.value) >= _LEAST}
