"""Rates that the build computes from two other figures, period by period, with what was revised in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain

from factsite.content import Content
from factsite.records.embargo import Held
from factsite.records.figure import Figure, Observation, Revision
from factsite.records.figure_parts import FigurePart, Ratio

Key = tuple[str, tuple[tuple[str, str], ...]]


def with_ratio(content: Content, figure: Figure) -> Figure:
    """A figure that declares a ratio, with its observations: 100 × numerator ÷ denominator.

    A period, or a combination of the figure's own codes, for which either part lacks a value gets no observation; nor
    does one whose denominator is zero. The flags of both parts are kept. A revision of a part is one of the rate where
    it moves it, and the rate is as new as the newest of its parts.
    """
    if figure.ratio is None:
        return figure
    observations = _observations(content, figure, figure.ratio)
    revisions = _revisions(content, figure, figure.ratio, observations)
    parts = (content.get("figures", part.figure, Figure) for part in (figure.ratio.numerator, figure.ratio.denominator))
    # A revision that the rate doesn’t show is no day of its own.
    updates = [part.updated or part.published for part in parts if part]
    return figure.computed(observations, revisions, max(updates, default=figure.last_update))


def _rate(above: Decimal | None, below: Decimal | None, ratio: Ratio) -> Decimal | None:
    """100 × numerator ÷ denominator to the decimals of the ratio; None where there is none."""
    if above is None or not below:
        return None
    return (100 * above / below).quantize(Decimal(1).scaleb(-ratio.decimals), ROUND_HALF_UP)


def _observations(content: Content, figure: Figure, ratio: Ratio) -> list[Observation]:
    above = _values(content, ratio.numerator, figure)
    below = _values(content, ratio.denominator, figure)
    found = []
    for key, (point, source) in above.items():
        other = below.get(key)
        rate = _rate(point.value, other[0].value, ratio) if other else None
        if other is None or rate is None:
            continue
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


def _longer(first: Held, *others: Held) -> dict[str, object]:
    """What keeps a rate back: the longest of what keeps its parts back."""
    one = first
    for other in others:
        one = other if other.hold and other.hold.outlasts(one.hold) else one
    return {"publish_at": one.publish_at, "draft": one.draft, "until_then": {}}


def _values(content: Content, part: FigurePart, figure: Figure) -> dict[Key, tuple[Observation, str]]:
    """The observations of a part by period and the codes of the rate's own dimensions, with their sources."""
    other = content.get("figures", part.figure, Figure)
    if other is None:
        return {}
    wanted = _wanted(other, part, figure)
    return {
        _key(point.period.text, point.codes, figure): (point, other.source_of(point))
        for point in other.observations
        if wanted.items() <= point.codes.items() and point.value is not None
    }


def _wanted(other: Figure, part: FigurePart, figure: Figure) -> dict[str, str]:
    """The codes that single out a part among the observations of its figure."""
    return {name: code for name, code in (other.total_codes | part.codes).items() if name not in figure.dimensions}


def _key(period: str, codes: Mapping[str, str], figure: Figure) -> Key:
    return period, tuple(sorted((name, code) for name, code in codes.items() if name in figure.dimensions))


def _revisions(content: Content, figure: Figure, ratio: Ratio, observations: Iterable[Observation]) -> list[Revision]:
    """The revisions of a rate, from those of its parts, the oldest day first."""
    above = _revised(content, ratio.numerator, figure)
    below = _revised(content, ratio.denominator, figure)
    found: list[Revision] = []
    for point in observations:
        key = _key(point.period.text, point.codes, figure)
        found += _of_rate(point, ratio, above.get(key, {}), below.get(key, {}))
    return sorted(found, key=lambda one: (one.date, one.period.start))


def _revised(content: Content, part: FigurePart, figure: Figure) -> dict[Key, dict[date, list[Revision]]]:
    """The revisions of a part by what they revise and by day, those of a day in their order."""
    found: dict[Key, dict[date, list[Revision]]] = defaultdict(lambda: defaultdict(list))
    other = content.get("figures", part.figure, Figure)
    for revision in other.revisions if other else ():
        codes = other.total_codes | revision.codes if other else {}
        if other and _wanted(other, part, figure).items() <= codes.items():
            found[_key(revision.period.text, codes, figure)][revision.date].append(revision)
    return found


def _of_rate(
    point: Observation, ratio: Ratio, above: Mapping[date, list[Revision]], below: Mapping[date, list[Revision]]
) -> list[Revision]:
    """The revisions of one rate: from what it is now back to what it was before each day."""
    found = []
    top, bottom, new = point.numerator, point.denominator, point.value
    for day in sorted({*above, *below}, reverse=True):
        tops, bottoms = above.get(day, []), below.get(day, [])
        top, bottom = tops[0].old if tops else top, bottoms[0].old if bottoms else bottom
        old = _rate(top, bottom, ratio)
        if old is None or new is None:
            break  # what was before can't be computed
        if old != new:
            first, *others = chain(tops, bottoms)
            changes = {"old": old, "new": new, "codes": dict(point.codes), "old_status": None, "note": None}
            found.append(first.model_copy(update=changes | _longer(first, *others)))
        new = old
    return found
