"""What a drawing says: its numbers, periods and names in a language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from factsite.charting.shape import Series, Shape
from factsite.localising.language import Language
from factsite.records.figure import Figure, Observation
from factsite.records.scalars import Span

_MILLION = 1_000_000
Names = Callable[[str, str], str]


@dataclass(frozen=True)
class Speech:
    """The words of the charts of a figure.

    Attributes:
        language: the language.
        figure: the figure, for its unit.
        names: gives the name of a code of a dimension.
        events: what happened on the days that charts mark, in the order of their numbers.
    """

    language: Language
    figure: Figure
    names: Names
    events: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether what is counted has no parts, such as persons."""
        return not self.figure.unit.percent and not self.figure.unit.currency

    def tick(self, value: Decimal, top: Decimal | None = None) -> str:
        """A number of an axis whose largest is ``top``."""
        return self.language.tick(value, self.figure.unit, top)

    def value(self, value: Decimal) -> str:
        """The number of a point; a sum of millions is written short, as the sentence below and the table have it."""
        if self.figure.unit.currency and abs(value) >= _MILLION:
            return self.language.tick(value, self.figure.unit)
        return self.language.on_chart(value, self.figure.unit)

    def period(self, span: Span) -> str:
        """A period below an axis."""
        return self.language.short_span(span)

    def readout(self, shape: Shape, series: Series, point: Observation) -> str:
        """What is said of a point: period and value, before them the part where there are several."""
        value = self.language.with_unit(point.value or Decimal(0), self.figure.unit)
        said = self.language.labelled(self.language.span(point.period), value)
        return f"{self.names(shape.dimension, series.code)}, {said}" if shape.dimension else said

    def broken(self, span: Span) -> tuple[str, str]:
        """What stands beside a break in the series, and shorter."""
        when = self.period(span)
        return self.language.say("break in the series: %(when)s", when=when), self.language.say(
            "break: %(when)s", when=when
        )

    @property
    def no_data(self) -> str:
        """What stands where periods are missing."""
        return self.language.say("no data")
