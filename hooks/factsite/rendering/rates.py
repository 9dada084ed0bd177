"""What the page of a rate says it was computed from."""

from __future__ import annotations

from dataclasses import dataclass

from factsite.content import Entry
from factsite.records.codes import Measure
from factsite.records.figure import Figure
from factsite.rendering.view import View


@dataclass(frozen=True)
class RatePart:
    """A numerator or denominator: which of the two, its figure, the codes of its part of that figure in words."""

    title: str
    entry: Entry
    codes: list[str]


def rate_parts(view: View, figure: Figure) -> list[RatePart]:
    """The figures from which a rate is computed, by this site or by its publisher, as far as the site has them."""
    say = view.language.say
    if figure.ratio:
        found = [
            _part(view, say("Numerator"), figure.ratio.numerator.figure, figure.ratio.numerator.codes),
            _part(view, say("Denominator"), figure.ratio.denominator.figure, figure.ratio.denominator.codes),
        ]
    else:
        found = [
            _part(view, say("Numerator"), figure.numerator, {}),
            _part(view, say("Denominator"), figure.denominator, {}),
        ]
    return [part for part in found if part]


def is_unexplained(figure: Figure) -> bool:
    """Whether the publisher of a rate says nothing of what it was computed from."""
    known = figure.ratio or figure.shows_parts or figure.numerator or figure.denominator
    return figure.measures is Measure.RATE and not known


def _part(view: View, title: str, name: str | None, codes: dict[str, str]) -> RatePart | None:
    path = f"figures/{name}"
    if name is None or not view.has(path):
        return None
    return RatePart(title, view.entry_at(path), [view.code_name(dimension, code) for dimension, code in codes.items()])
