"""The numbers of figures and bridges as facts that can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from factsite.changes.facts import Fact, PublicState, ReaderFacts, canonical
from factsite.content import Entry
from factsite.deriving.reconciliation import lines
from factsite.problems import RuleError
from factsite.records.bridge import Bridge
from factsite.records.change import ChangeKind
from factsite.records.figure import Figure, Observation, Revision
from factsite.rendering.prose import NOT_KNOWN

Codes = tuple[tuple[str, str], ...]


def part_of(figure: Figure, codes: dict[str, str]) -> Codes:
    """The codes that tell a part of a figure from the whole, in the order of their dimensions."""
    totals = figure.total_codes
    return tuple(sorted((name, code) for name, code in codes.items() if totals.get(name) != code))


def _figure(state: PublicState, entry: Entry, figure: Figure) -> Iterator[Fact]:
    del state, entry
    unit = figure.unit.value
    if not figure.observations:
        # A rate of two others, one of which can’t be read.
        yield Fact(ChangeKind.VALUE, value=NOT_KNOWN)
    for point in figure.observations:
        codes, period = part_of(figure, point.codes), point.period.text
        value = "" if point.value is None else str(point.value)
        status = "".join(point.status.shown_with(point.value).alphabetical())
        yield Fact(ChangeKind.VALUE, "", period, codes, value, unit, status)
        for other in point.alternatives:
            yield Fact(ChangeKind.VALUE, other.source, period, codes, str(other.value), unit)
    for revision in figure.revisions:
        yield _revision(figure, revision)
    yield Fact(ChangeKind.UPDATE, value=figure.next_update.text)
    yield Fact(
        ChangeKind.DETAIL, "observations", value=canonical([_around(figure, one) for one in figure.observations])
    )


def _revision(figure: Figure, revision: Revision) -> Fact:
    return Fact(
        ChangeKind.REVISION,
        revision.date.isoformat(),
        revision.period.text,
        part_of(figure, revision.codes),
        str(revision.new),
        figure.unit.value,
        before=str(revision.old),
        reason=revision.reason,
    )


def _around(figure: Figure, point: Observation) -> list[object]:
    """What stands beside a value: where it comes from, what is said of it, what it was computed from."""
    parts = [str(part) for part in (point.numerator, point.denominator) if part is not None]
    notes = [point.note, *(other.note for other in point.alternatives)]
    return [point.period.text, list(part_of(figure, point.codes)), figure.source_of(point), notes, parts]


FIGURE_FACTS = ReaderFacts(
    _figure,
    frozenset(
        {
            *("observations", "series", "revisions", "next_update"),
            # What readers see of these stands with the values; the rest is for those who keep the site.
            *("source", "bounds", "vintages", "import_", "updated", "disclosure"),
        }
    ),
)


def _bridge(state: PublicState, entry: Entry, bridge: Bridge) -> Iterator[Fact]:
    del entry
    for number, comparison in enumerate(bridge.comparisons, 1):
        try:
            found = lines(comparison, bridge, state.content)
        except RuleError:
            yield Fact(ChangeKind.BRIDGE, str(number), value=NOT_KNOWN)  # the check has reported it
            continue
        seen: Counter[str] = Counter()
        for place, line in enumerate(found):
            name = line.step.type.value if line.step else "to" if place else "from"
            seen[name] += 1
            # Of several for one reason, the second has a number of its own.
            parts = [str(number), name, *([str(seen[name])] if seen[name] > 1 else [])]
            unit = next((one.unit.value for one in found if one.unit), "")
            yield Fact(ChangeKind.BRIDGE, ".".join(parts), value=str(line.number), unit=unit)


BRIDGE_FACTS = ReaderFacts(_bridge)
