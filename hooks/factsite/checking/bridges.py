"""Rules on bridges: the arithmetic comes out exactly, in one unit, and rounding explains no more than it can."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from factsite.content import Content
from factsite.deriving.reconciliation import Line, line, remainder
from factsite.documents.tree import Document, Keys
from factsite.problems import Problem, RuleError
from factsite.records.bridge import Amount, Bridge, Comparison
from factsite.records.figure import Figure
from factsite.records.listed import DifferenceRole
from factsite.telling import Told, told


def bridges_add_up(content: Content) -> Iterator[Problem]:
    """Each comparison leads exactly from the one published number to the other."""
    for entry, bridge in content.records(Bridge):
        if entry.document is not None:
            for number, comparison in enumerate(bridge.comparisons):
                yield from _comparison(comparison, ("comparisons", number), bridge, entry.document, content)


def _comparison(
    comparison: Comparison, base: Keys, bridge: Bridge, document: Document, content: Content
) -> Iterator[Problem]:
    amounts = list(comparison.amounts())
    if not all(_is_known(amount, content) for _, amount, _ in amounts):
        return  # the figure or source that is missing or broken has been reported
    places: list[Keys] = []
    found: list[Line] = []
    for keys, amount, step in amounts:
        try:
            found.append(line(amount, step, bridge, content))
            places.append((*base, *keys))
        except RuleError as error:
            yield document.problem(error.rule, error.message, error.remedy, (*base, *keys))
    if len(found) < len(amounts):
        return
    for index, fault in (*_units(found), *_rounding(found), *_sum(found)):
        yield document.problem(fault.rule, fault.message, fault.remedy, places[index])


def _is_known(amount: Amount, content: Content) -> bool:
    if amount.source and amount.source not in content.source_documents:
        return False
    return amount.figure is None or content.get("figures", amount.figure, Figure) is not None


def _units(found: list[Line]) -> Iterator[tuple[int, RuleError]]:
    """Every number has the unit of the one before it; only a step that says so leads to another."""
    unit = found[0].unit
    for index, one in enumerate(found):
        if one.step and one.step.type.role is DifferenceRole.OTHER_UNIT:
            unit = found[-1].unit
        elif unit and one.unit not in (None, unit):
            what = told(
                "this counts {what}, what stands before it {unit}",
                what=one.unit.value if one.unit else "",
                unit=unit.value,
            )
            yield index, RuleError("bridge", what, told("Compare like with like, or add a step “files-to-persons”."))
            return


def _rounding(found: list[Line]) -> Iterator[tuple[int, RuleError]]:
    """A step of rounding is no larger than the rounding of the numbers compared allows."""
    room = _room(found)
    for index, one in enumerate(found):
        if one.step and one.step.type.role is DifferenceRole.ROUNDING and abs(one.number) > room:
            what = told(
                "the rounding that these figures declare can explain at most {room}", room=f"{room.normalize():f}"
            )
            yield index, RuleError("bridge", what, told("Write what is more as a step “not-explained”."))


def _room(found: list[Line]) -> Decimal:
    """The most that the rounding of all numbers compared can explain."""
    return sum((one.rounding for one in found), Decimal(0))


def _may_be(one: Line, number: Decimal, room: Decimal) -> bool:
    """Whether a typed amount of a step can be another number: rounding explains only so much."""
    is_rounding = one.step is not None and one.step.type.role is DifferenceRole.ROUNDING
    return one.amount.amount is not None and not (is_rounding and abs(number) > room)


def _sum(found: list[Line]) -> Iterator[tuple[int, RuleError]]:
    """What is left between the ends is nothing."""
    left = remainder(found)
    if not left:
        return
    reached, wanted = found[-1].number - left, found[-1].number
    what = told(
        "the steps lead to {reached}, not to {wanted}: the difference is {left}",
        reached=reached,
        wanted=wanted,
        left=left,
    )
    index, remedy = _mended(found, left)
    yield index, RuleError("bridge", what, remedy)


def _mended(found: list[Line], left: Decimal) -> tuple[int, Told]:
    """Where what is left is to be written, and how: a difference is typed once."""
    named = (one.amount.figure or one.amount.number for one in found)
    figures = ", ".join(dict.fromkeys(name for name in named if name))
    room = _room(found)
    typed = next((index for index, one in enumerate(found) if _may_be(one, one.number + left, room)), None)
    # What rounding can’t explain takes the place of its step.
    steps = [index for index, one in enumerate(found) if one.step and one.amount.amount is not None]
    index = typed if typed is not None else next(iter(steps), len(found) - 1)
    amount = left if typed is None and not steps else found[index].number + left
    way = "plus" if amount >= 0 else "minus"
    if typed is not None:
        remedy = told(
            "See which number of “{figures}” is another than before and mend it, or write “{what}: {{amount: "
            "{amount}}}”.",
            figures=figures,
            what=way,
            amount=abs(amount),
        )
    elif steps:
        remedy = told(
            "See which number of “{figures}” is another than before and mend it, or write “{{type: not-explained, "
            "{way}: {{amount: {amount}}}}}” in the place of this step.",
            figures=figures,
            way=way,
            amount=abs(amount),
        )
    else:
        remedy = told(
            "See which number of “{figures}” is another than before and mend it, or add “{{type: not-explained, {way}: "
            "{{amount: {left}}}}}”.",
            figures=figures,
            way=way,
            left=abs(amount),
        )
    return index, remedy
