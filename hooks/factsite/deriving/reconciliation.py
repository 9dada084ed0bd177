"""The amounts of a bridge → numbers with a sign, and what is left between its two ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from factsite.content import Content
from factsite.deriving.resolving import figure_value, find_figure
from factsite.problems import RuleError, did_you_mean
from factsite.records.bridge import Amount, Bridge, BridgeStep, Comparison
from factsite.records.codes import Measure
from factsite.records.figure import Figure, Observation
from factsite.records.listed import Unit
from factsite.records.scalars import Span
from factsite.telling import told, word_of


@dataclass(frozen=True)
class Line:
    """One line of the arithmetic.

    ``number`` has the sign with which it counts; ``unit`` is that of the number, none for an amount that is typed.
    ``rounding`` is by how much the publisher's rounding can have moved it. ``observation`` is the value that is
    named, if it is one; ``step`` is None at both ends.
    """

    amount: Amount
    step: BridgeStep | None
    number: Decimal
    unit: Unit | None = None
    sources: tuple[str, ...] = ()
    rounding: Decimal = Decimal(0)
    observation: Observation | None = None


def line(amount: Amount, step: BridgeStep | None, bridge: Bridge, content: Content) -> Line:
    """Find the number of an amount.

    Raises:
        RuleError: there is no such number, or several that may not be added up.
    """
    sign = -1 if step and step.minus else 1
    if amount.amount is not None:
        return Line(amount, step, sign * amount.amount)
    if amount.figure:
        return _of_figure(amount, amount.figure, step, sign, content)
    name = amount.number or ""
    if name not in bridge.numbers:
        remedy = did_you_mean(name, bridge.numbers) or told("Add it under “numbers:”.")
        raise RuleError("dangling-reference", told("this record has no number “{name}”", name=name), remedy)
    quantity = bridge.numbers[name]
    return Line(amount, step, sign * quantity.value, quantity.unit, (quantity.source,))


def lines(comparison: Comparison, bridge: Bridge, content: Content) -> list[Line]:
    """All lines of a comparison, from its start over its steps to its end.

    Raises:
        RuleError: an amount has no number.
    """
    return [line(amount, step, bridge, content) for _, amount, step in comparison.amounts()]


def remainder(found: list[Line]) -> Decimal:
    """What the start and the steps lack to reach the end."""
    *before, last = found
    return last.number - sum((one.number for one in before), Decimal(0))


def _of_figure(amount: Amount, identifier: str, step: BridgeStep | None, sign: int, content: Content) -> Line:
    figure = find_figure(identifier, content)
    # Rounding to the nearest multiple moves a number by half of it at most.
    half = Decimal(figure.rounding or 0) / 2
    if amount.sum:
        points = _added_up(figure, identifier, amount.sum, amount.codes)
        number = sum((point.value for point in points if point.value is not None), Decimal(0))
        sources = tuple(dict.fromkeys(figure.source_of(point) for point in points))
        return Line(amount, step, sign * number, figure.unit, sources, half * len(points))
    period = amount.period.text if amount.period else ""
    value = figure_value(identifier, period, amount.codes, amount.source, content)
    if value.number is None or value.observation is None:
        raise RuleError(
            "bridge",
            told(
                "“{identifier}” has no number for {period}: {reason}",
                identifier=identifier,
                period=period,
                reason=word_of(value.status.reason.label),
            ),
            told("Name a period that has one."),
        )
    own = value.source == figure.source_of(value.observation)
    rounding = half if own else Decimal(0)
    return Line(amount, step, sign * value.number, value.unit, (value.source,), rounding, value.observation)


def _added_up(figure: Figure, identifier: str, span: Span, codes: dict[str, str]) -> list[Observation]:
    """The observations that fill a span without gap or overlap, where a sum of them means something."""
    if figure.measures is not Measure.FLOW:
        what = told(
            "the values of “{identifier}” can’t be added up: only what is counted over a period (flow) can",
            identifier=identifier,
        )
        raise RuleError("bridge", what, told("Name one “period”."))
    wanted = figure.total_codes | codes
    inside = (
        point
        for point in figure.observations
        if point.codes == wanted and span.start <= point.period.start and point.period.end <= span.end
    )
    points = sorted(inside, key=lambda point: point.period.start)
    starts = [span.start, *(point.period.end + timedelta(1) for point in points)]
    whole = [point.period.start for point in points] == starts[:-1] and starts[-1] == span.end + timedelta(1)
    if not whole or any(point.value is None for point in points):
        what = told("“{identifier}” hasn’t one number for each period of {span}", identifier=identifier, span=span.text)
        raise RuleError("bridge", what, told("Name a span that its values fill without gap or overlap."))
    if gap := figure.break_between(points[0], points[-1]):
        what = told(
            "“{identifier}” breaks at {period}: no sum is computed across it",
            identifier=identifier,
            period=gap.period.text,
        )
        raise RuleError("bridge", what, told("Add up values on one side of the break."))
    return points
