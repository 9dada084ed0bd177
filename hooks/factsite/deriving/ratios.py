"""Rates that the build computes from two other figures, period by period."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from factsite.content import Content
from factsite.records.figure import Figure, Observation
from factsite.records.figure_parts import FigurePart

Key = tuple[str, tuple[tuple[str, str], ...]]


def with_ratio(content: Content, figure: Figure) -> Figure:
    """A figure that declares a ratio, with its observations: 100 × numerator ÷ denominator.

    A period, or a combination of the figure's own codes, for which either part lacks a value gets no observation; nor
    does one whose denominator is zero. The flags of both parts are kept.
    """
    return figure.model_copy(update={"observations": _observations(content, figure)})


def _observations(content: Content, figure: Figure) -> list[Observation]:
    if figure.ratio is None:
        return []
    above = _values(content, figure.ratio.numerator, figure)
    below = _values(content, figure.ratio.denominator, figure)
    step = Decimal(1).scaleb(-figure.ratio.decimals)
    found = []
    for key, (point, source) in above.items():
        other = below.get(key)
        if other is None or not other[0].value or point.value is None:
            continue
        rate = (100 * point.value / other[0].value).quantize(step, ROUND_HALF_UP)
        changes = {
            "value": rate,
            "numerator": point.value,
            "denominator": other[0].value,
            "source": source,
            "status": point.status.joined(*other[0].status).alphabetical(),
            "codes": dict(key[1]),
            "note": None,
            "alternatives": [],
            "own": None,
            **_longer(point, other[0]),
        }
        found.append(point.model_copy(update=changes))
    return found


def _longer(first: Observation, second: Observation) -> dict[str, object]:
    """What keeps a rate back: the longer of what keeps its parts back."""
    one = second if second.hold and second.hold.outlasts(first.hold) else first
    return {"publish_at": one.publish_at, "draft": one.draft, "until_then": {}}


def _values(content: Content, part: FigurePart, figure: Figure) -> dict[Key, tuple[Observation, str]]:
    """The observations of a part by period and the codes of the rate's own dimensions, with their sources."""
    other = content.get("figures", part.figure, Figure)
    if other is None:
        return {}
    wanted = {name: code for name, code in (other.total_codes | part.codes).items() if name not in figure.dimensions}
    return {
        (point.period.text, tuple(sorted((n, c) for n, c in point.codes.items() if n in figure.dimensions))): (
            point,
            other.source_of(point),
        )
        for point in other.observations
        if wanted.items() <= point.codes.items() and point.value is not None
    }
