"""Bridges: why two numbers for what looks like the same thing differ, as arithmetic that the check verifies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from factsite.problems import RuleError
from factsite.records.common import Record, SourceId
from factsite.records.embargo import Held
from factsite.records.listed import DifferenceCode, DifferenceRole
from factsite.records.model import Model
from factsite.records.scalars import CodeText, Number, Period, Ref, Slug
from factsite.telling import told


class Amount(Model):
    """A number in a comparison: a value of a figure or a sum of them, a number of this record, or what is left.

    ``period`` names one observation, ``sum`` the span whose observations are added up. ``source`` takes the number
    that another source gives for the observation. ``number`` is a name under ``numbers``. ``amount`` is typed, and
    worked out from the other numbers of the comparison. ``note`` says what it is, where its name doesn't.
    """

    figure: Annotated[Slug, Ref("figures")] | None = None
    period: Period | None = None
    sum: Period | None = None
    codes: dict[Slug, CodeText] = {}
    source: SourceId | None = None
    number: Slug | None = None
    amount: Number | None = None
    note: Slug | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if [self.figure, self.number, self.amount].count(None) != 2:
            raise RuleError("bridge", told("an amount is one of “figure”, “number” and “amount”"))
        if self.figure and (self.period is None) == (self.sum is None):
            raise RuleError("bridge", told("a figure needs either the “period” of a value or the “sum” of several"))
        if not self.figure and (self.period or self.sum or self.codes or self.source):
            raise RuleError("bridge", told("“period”, “sum”, “codes” and “source” belong to a figure"))
        if self.sum and self.source:
            raise RuleError("bridge", told("another source’s number is taken with “period”, not in a “sum”"))
        if self.amount is not None and self.amount < 0:
            raise RuleError("bridge", told("an amount has no sign"), told("Write “minus:” instead of “plus:”."))
        return self


class BridgeStep(Model):
    """One difference, and by how much it raises or lowers the number.

    ``assumed`` says that no source gives this reason: the numbers fit it, no more.
    """

    type: DifferenceCode
    plus: Amount | None = None
    minus: Amount | None = None
    assumed: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.plus is None) == (self.minus is None):
            raise RuleError("bridge", told("a step has either “plus” or “minus”"))
        # The amount of these no source may give: it is what the other amounts leave. The check verifies what is typed.
        if self.by.amount is not None and self.type.role is None:
            remedy = told("Name a figure or a number with a source, or call the step “not-explained”.")
            raise RuleError(
                "bridge", told("the amount of a step “{type}” needs a source", type=self.type.value), remedy
            )
        if self.by.amount is None and self.type.role is DifferenceRole.NOT_EXPLAINED:
            raise RuleError("bridge", told("what isn’t explained is what is left"), told("Write “amount: …”."))
        return self

    @property
    def by(self) -> Amount:
        """The amount, whichever way it counts."""
        amount = self.plus or self.minus
        if amount is None:
            raise LookupError("a step has an amount")
        return amount


class Comparison(Held):
    """From one published number to another: ``from`` ± the steps is ``to``."""

    from_: Annotated[Amount, Field(alias="from")]
    steps: Annotated[list[BridgeStep], Field(min_length=1)]
    to: Amount

    @model_validator(mode="after")
    def _one_unknown(self) -> Self:
        for end in (self.from_, self.to):
            if end.amount is not None:
                raise RuleError("bridge", told("a comparison starts and ends with a published number, not an “amount”"))
            if end.number and not end.note:
                raise RuleError(
                    "bridge", told("nothing says what “{number}” is", number=end.number), told("Add “note: …”.")
                )
        if [step.by.amount is None for step in self.steps].count(False) > 1:
            what = told("two typed amounts can’t both be verified")
            raise RuleError("bridge", what, told("Keep one; it is what the others leave."))
        return self

    def amounts(self) -> Iterator[tuple[tuple[str | int, ...], Amount, BridgeStep | None]]:
        """Every amount in its order: where it stands in the comparison, the amount, and its step if it is one."""
        yield ("from",), self.from_, None
        for number, step in enumerate(self.steps):
            yield ("steps", number, "plus" if step.plus else "minus"), step.by, step
        yield ("to",), self.to, None


class Bridge(Record):
    """What leads from one published number to another."""

    comparisons: Annotated[list[Comparison], Field(min_length=1)]

    def _own_notes(self) -> Iterator[str]:
        named = (amount.note for comparison in self.comparisons for _, amount, _ in comparison.amounts())
        yield from filter(None, named)
