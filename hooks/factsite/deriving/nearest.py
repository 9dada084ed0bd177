"""What a reference that names no observation was probably meant to name: remedies that name what there is."""

from __future__ import annotations

from datetime import date

from factsite.problems import did_you_mean, nearest_word
from factsite.records.figure import Figure, Observation
from factsite.records.scalars import Span, parse_span
from factsite.telling import Told, told

_KINDS = {
    "year": told("years"),
    "half": told("half-years"),
    "quarter": told("quarters"),
    "month": told("months"),
    "week": told("weeks"),
    "day": told("days"),
    "interval": told("intervals"),
}


def nearest(figure: Figure, period: str, codes: dict[str, str]) -> Told:
    """What to write in place of a period and codes for which a figure has no observation."""
    of_period = [point for point in figure.observations if point.period.text == period]
    if of_period:
        return _codes(figure, of_period, codes)
    there = sorted({point.period for point in figure.observations}, key=lambda one: (one.end, one.start))
    if not there:
        return told("The figure has no observations yet.")
    try:
        wanted = parse_span(period)
    except ValueError:
        texts = [one.text for one in there]
        if nearest_word(period, texts):
            return did_you_mean(period, texts)
        return told("Write a period as the series has it, such as “{period}”.", period=texts[-1])
    return _period(wanted, there)


def _period(wanted: Span, there: list[Span]) -> Told:
    """The period of a series that is meant by one that it hasn't: the last within it, one around it, or the next."""
    within = [one for one in there if wanted.start <= one.start and one.end <= wanted.end]
    around = [one for one in there if one.start <= wanted.start and wanted.end <= one.end]
    if found := (within or around):
        meant = found[-1]
        return told(
            "The periods of this series are {kinds}: write “{period}”.",
            kinds=_KINDS[meant.precision],
            period=meant.text,
        )
    near = min(there, key=lambda one: (_apart(one, wanted), one.end))
    first, last = there[0], there[-1]
    if wanted.end < first.start or last.end < wanted.start:
        return told(
            "The series goes from {first} to {last}: the nearest period is “{period}”.",
            first=first.text,
            last=last.text,
            period=near.text,
        )
    return told("The nearest period that the series has is “{period}”.", period=near.text)


def _apart(one: Span, other: Span) -> int:
    return abs(_middle(one) - _middle(other))


def _middle(span: Span) -> int:
    """Twice the middle day of a span, by its number."""
    first: date = span.start
    return first.toordinal() + span.end.toordinal()


def _codes(figure: Figure, of_period: list[Observation], codes: dict[str, str]) -> Told:
    """The period is there: which code is wrong, or which is missing."""
    for name, code in codes.items():
        known = {point.codes.get(name, "") for point in of_period}
        if code not in known:
            return did_you_mean(code, known) or told("“{name}” has no “{code}” in this period.", name=name, code=code)
    for name, dimension in figure.dimensions.items():
        if name not in codes and dimension.total is None:
            example = min(point.codes.get(name, "") for point in of_period)
            return told('Name the code of “{name}” too, such as {name}="{example}".', name=name, example=example)
    return told("There is no observation with all of these codes together: leave one out, or name another.")
