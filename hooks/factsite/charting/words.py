"""A chart and a language → the chart described in words, and the newest change of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from factsite.charting.shape import ChartForm, Series, Shape, gap, segments
from factsite.charting.speech import Speech
from factsite.deriving.resolving import compute_change
from factsite.localising.language import Language, upper_first
from factsite.problems import RuleError
from factsite.records.codes import Frequency
from factsite.records.figure import Figure, Observation
from factsite.records.scalars import parse_span


def describe(shape: Shape, speech: Speech) -> str:
    """Say in a sentence or two what the chart shows: extent, lowest, highest, latest; parts, order or direction.

    Another says why some values aren't on it, as a gap has no words of its own.
    """
    return f"{_drawn(shape, speech)} {_undrawn(shape, speech.language)}".strip()


def _drawn(shape: Shape, speech: Speech) -> str:
    figure, language = speech.figure, speech.language
    if shape.form is ChartForm.BARS:
        return f"{_order(shape, speech)} {others(shape, speech)}".strip()
    if shape.form in (ChartForm.LINES, ChartForm.MULTIPLES):
        return " ".join(_course(shape, series, speech) for series in shape.series)
    if shape.form is ChartForm.STACKED:
        last = [(series.code, series.points[-1]) for series in shape.series if series.points]
        newest = max(point.period.end for _, point in last)
        parts = [(code, point) for code, point in last if point.period.end == newest]
        listed = ", ".join(f"{speech.names(shape.dimension, c)} {_number(p, figure, language)}" for c, p in parts)
        return language.say("%(when)s: %(parts)s.", when=upper_first(language.span(parts[0][1].period)), parts=listed)
    return f"{_extremes(shape.series[0].points, figure, language)} {_direction(shape, figure, language)}".strip()


def others(shape: Shape, speech: Speech) -> str:
    """What all those are together that a ranking doesn't show; nothing where it shows all."""
    if shape.rest is None:
        return ""
    number = speech.language.with_unit(_value(shape.rest), speech.figure.unit)
    return speech.language.say("All others together (the total minus those shown): %(number)s.", number=number)


def _undrawn(shape: Shape, language: Language) -> str:
    if not shape.absences:
        return ""
    reasons = ", ".join(language.say(flag.label) for flag in shape.absences)
    return language.say("Some values are not drawn, because there is no number: %(reasons)s.", reasons=reasons)


def _extremes(points: tuple[Observation, ...], figure: Figure, language: Language) -> str:
    low, high = min(points, key=_value), max(points, key=_value)
    # A school year is an interval already: of the first one the beginning counts, of the last one the end.
    first, last = points[0].period.text.partition("/")[0], points[-1].period.text.rpartition("/")[2]
    extent = parse_span(f"{first}/{last}")
    return language.say(
        "%(extent)s: lowest %(low)s (%(low_when)s), highest %(high)s (%(high_when)s), "
        "latest %(latest)s (%(latest_when)s).",
        extent=upper_first(language.span(extent)),
        low=_number(low, figure, language),
        low_when=language.span(low.period),
        high=_number(high, figure, language),
        high_when=language.span(high.period),
        latest=_number(points[-1], figure, language),
        latest_when=language.span(points[-1].period),
    )


def _direction(shape: Shape, figure: Figure, language: Language) -> str:
    """The change since the first value that is comparable with the newest: since the last break or gap."""
    stretches = list(segments(shape.series[0].points, shape.breaks))
    comparable = [point for number, point in stretches if number == stretches[-1][0]]
    if len(comparable) < 3:
        return ""
    first, last = comparable[0], comparable[-1]
    try:
        change = change_in_full(figure, "", first, last, language)
    except RuleError:
        return ""
    since = upper_first(language.placed(first.period, "since"))
    return language.say("%(since)s: %(change)s.", since=since, change=change)


def _course(shape: Shape, series: Series, speech: Speech) -> str:
    """How one of several lines went: from its first to its newest value."""
    first, last = series.points[0], series.points[-1]
    language = speech.language
    return language.say(
        "%(name)s: %(first)s (%(first_when)s), then %(last)s (%(last_when)s).",
        name=speech.names(shape.dimension, series.code),
        first=_number(first, speech.figure, language),
        first_when=language.span(first.period),
        last=_number(last, speech.figure, language),
        last_when=language.span(last.period),
    )


def _order(shape: Shape, speech: Speech) -> str:
    first = max(shape.series, key=lambda series: _value(series.points[0]))
    last = min(shape.series, key=lambda series: _value(series.points[0]))
    language = speech.language
    return language.say(
        "%(when)s. Highest: %(first)s (%(high)s); lowest of those shown: %(last)s (%(low)s).",
        when=upper_first(language.span(first.points[0].period)),
        first=speech.names(shape.dimension, first.code),
        high=_number(first.points[0], speech.figure, language),
        last=speech.names(shape.dimension, last.code),
        low=_number(last.points[0], speech.figure, language),
    )


@dataclass(frozen=True)
class LatestChange:
    """With what the newest value is compared, and the change in words or why none is given.

    ``short`` is the change as a number with its sign, as tiles have room for it; empty where none is given.
    """

    compared: str
    words: str
    short: str = ""


def latest_change(figure: Figure, identifier: str, language: Language) -> LatestChange | None:
    """The change from the observation before the latest, in words: absolute and in percent, or percentage points.

    Returns:
        The change from the period before; None where there is nothing before.
    """
    latest = figure.latest()
    if latest is None or latest.codes != figure.total_codes:
        return None
    before = [
        p
        for p in figure.observations
        if p.codes == latest.codes and p.value is not None and p.period.end < latest.period.start
    ]
    previous = max(before, key=lambda point: point.period.end, default=None)
    if previous is None:
        return None
    when = upper_first(language.placed(previous.period, "compared"))
    refused = _why_no_change(figure, previous, latest, language)
    if refused:
        return LatestChange(when, refused)
    short = change_in_short(figure, identifier, previous, latest, language)
    return LatestChange(when, change_in_full(figure, identifier, previous, latest, language), short)


def _why_no_change(figure: Figure, before: Observation, after: Observation, language: Language) -> str:
    """Why no change is given between two observations; nothing where one is."""
    if figure.break_between(before, after):
        return language.say("no change is given, because the series breaks in between")
    if before.period.rhythm != after.period.rhythm or after.period.rhythm == "interval":
        return language.say("no change is given, because the two periods aren’t of the same kind")
    if figure.frequency is not Frequency.IRREGULAR and gap(before, after):
        return language.say("no change is given, because the periods in between are missing")
    return ""


def change_in_short(
    figure: Figure, identifier: str, before: Observation, after: Observation, language: Language
) -> str:
    """A change that may be said as one number with its sign: in percent, else in percentage points or as it is.

    Raises:
        RuleError: a value is missing, or the two may not be compared.
    """
    low = min(before.value or 0, after.value or 0)
    change = compute_change(figure, identifier, before, after, "percent" if before.value and low >= 0 else "absolute")
    return language.signed(change.amount, change.unit, points=change.relative)


def change_in_full(figure: Figure, identifier: str, before: Observation, after: Observation, language: Language) -> str:
    """Say a change that may be said: “an increase of 4,108 (+11.6%)”; of a percentage in percentage points only.

    Raises:
        RuleError: a value is missing, or the two may not be compared.
    """
    change = compute_change(figure, identifier, before, after, "absolute")
    words = language.change_in_words(change.amount, change.unit, points=change.relative)
    if change.relative or not before.value or not change.amount:
        return words
    if min(before.value, after.value or 0) < 0:
        return language.say("%(change)s (no percentage, because a number is below zero)", change=words)
    share = compute_change(figure, identifier, before, after)
    return f"{words} ({language.signed(share.amount, share.unit)})"


def _value(point: Observation) -> Decimal:
    return point.value or Decimal(0)


def _number(point: Observation, figure: Figure, language: Language) -> str:
    return language.written(_value(point), figure.unit, rounded=True)
