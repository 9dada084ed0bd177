"""A drawing and a language → the drawing in that language, and the chart described in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import escape

from factsite.charting.drawing import LINE, NAME_SIZE, VALUE_SIZE, name_room
from factsite.charting.lettering import folded, width
from factsite.charting.shape import OTHERS, ChartForm, Room, Series, Shape, gap, segments
from factsite.deriving.resolving import compute_change
from factsite.localising.language import Language, upper_first
from factsite.problems import RuleError
from factsite.records.codes import Frequency
from factsite.records.figure import Figure, Observation
from factsite.records.scalars import parse_span

_TOKEN = re.compile(r">§([a-z]):([^<]*)<")
# What is folded over lines, and upwards from its last line or about its middle.
_FOLDED = {"c": 0.5, "m": 1.0}
Names = Callable[[str, str], str]


def room(shape: Shape, figure: Figure, languages: Mapping[str, tuple[Language, Names]]) -> Room:
    """What the words of a chart need in the language that needs most."""
    lines, widest = 1, 0.0
    for language, names in languages.values():
        for series in shape.series:
            value = language.on_chart(series.points[-1].value or Decimal(0), figure.unit)
            name = names(shape.dimension, series.code)
            head = language.labelled(name, value) if shape.form is ChartForm.MULTIPLES else name
            lines = max(lines, len(folded(head, name_room(shape.form), NAME_SIZE)))
            widest = max(widest, width(value, VALUE_SIZE, bold=shape.form is ChartForm.LINE))
    return Room(lines, widest)


def in_language(svg: str, shape: Shape, figure: Figure, language: Language, names: Names) -> str:
    """Put the words of a language in the place of a drawing's tokens, names over several lines where they are long.

    Args:
        svg: the drawing with its tokens.
        shape: what it is a drawing of.
        figure: its figure, for the unit.
        language: the language.
        names: gives the name of a code of a dimension.
    """
    write: dict[str, Callable[[str], str]] = {
        "n": lambda text: language.tick(Decimal(text), figure.unit),
        "v": lambda text: language.on_chart(Decimal(text), figure.unit),
        "p": lambda text: language.short_span(parse_span(text)),
        "c": lambda text: names(*text.split("|")),
        "d": lambda text: _point(language, figure, *text.split("|")),
        "e": lambda text: _part(language, figure, names, *text.split("|")),
        "m": lambda text: _head(language, figure, names, *text.split("|")),
    }

    def put(found: re.Match[str]) -> str:
        text = write[found[1]](found[2])
        if found[1] not in _FOLDED:
            return f">{escape(text)}<"
        return f">{_over_lines(folded(text, name_room(shape.form), NAME_SIZE), _FOLDED[found[1]])}<"

    return _TOKEN.sub(put, svg)


def _over_lines(lines: list[str], above: float) -> str:
    """Lines of a text in a drawing; so much of them stands above where one line would stand."""
    if len(lines) == 1:
        return str(escape(lines[0]))
    first = -LINE * (len(lines) - 1) * above
    return "".join(
        f'<tspan x="0" dy="{first if number == 0 else LINE:g}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )


def _point(language: Language, figure: Figure, period: str, value: str) -> str:
    return language.labelled(language.span(parse_span(period)), language.with_unit(Decimal(value), figure.unit))


def _part(language: Language, figure: Figure, names: Names, dimension: str, code: str, period: str, value: str) -> str:
    return f"{names(dimension, code)}, {_point(language, figure, period, value)}"


def _head(language: Language, figure: Figure, names: Names, dimension: str, code: str, value: str) -> str:
    return language.labelled(names(dimension, code), language.on_chart(Decimal(value), figure.unit))


def describe(shape: Shape, figure: Figure, language: Language, names: Names) -> str:
    """Say in a sentence or two what the chart shows: extent, lowest, highest, latest; parts, order or direction.

    Another says why some values aren't on it, as a gap has no words of its own.
    """
    return f"{_drawn(shape, figure, language, names)} {_undrawn(shape, language)}".strip()


def _drawn(shape: Shape, figure: Figure, language: Language, names: Names) -> str:
    if shape.form is ChartForm.BARS:
        return _order(shape, figure, language, names)
    if shape.form in (ChartForm.LINES, ChartForm.MULTIPLES):
        return " ".join(_course(shape, series, figure, language, names) for series in shape.series)
    if shape.form is ChartForm.STACKED:
        last = [(series.code, series.points[-1]) for series in shape.series if series.points]
        newest = max(point.period.end for _, point in last)
        parts = [(code, point) for code, point in last if point.period.end == newest]
        listed = ", ".join(f"{names(shape.dimension, c)} {_number(p, figure, language)}" for c, p in parts)
        return language.say("%(when)s: %(parts)s.", when=upper_first(language.span(parts[0][1].period)), parts=listed)
    return f"{_extremes(shape.series[0].points, figure, language)} {_direction(shape, figure, language)}".strip()


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


def _course(shape: Shape, series: Series, figure: Figure, language: Language, names: Names) -> str:
    """How one of several lines went: from its first to its newest value."""
    first, last = series.points[0], series.points[-1]
    return language.say(
        "%(name)s: %(first)s (%(first_when)s), then %(last)s (%(last_when)s).",
        name=names(shape.dimension, series.code),
        first=_number(first, figure, language),
        first_when=language.span(first.period),
        last=_number(last, figure, language),
        last_when=language.span(last.period),
    )


def _order(shape: Shape, figure: Figure, language: Language, names: Names) -> str:
    named = [series for series in shape.series if series.code != OTHERS]
    first = max(named, key=lambda series: _value(series.points[0]))
    last = min(named, key=lambda series: _value(series.points[0]))
    return language.say(
        "%(when)s. Highest: %(first)s (%(high)s); lowest of those shown: %(last)s (%(low)s).",
        when=upper_first(language.span(first.points[0].period)),
        first=names(shape.dimension, first.code),
        high=_number(first.points[0], figure, language),
        last=names(shape.dimension, last.code),
        low=_number(last.points[0], figure, language),
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
    kind = "points" if figure.unit.percent else "percent" if before.value and low >= 0 else "absolute"
    change = compute_change(figure, identifier, before, after, kind)
    return language.signed(change.amount, change.unit)


def change_in_full(figure: Figure, identifier: str, before: Observation, after: Observation, language: Language) -> str:
    """Say a change that may be said: “an increase of 4,108 (+11.6%)”; of a percentage in percentage points only.

    Raises:
        RuleError: a value is missing, or the two may not be compared.
    """
    kind = "points" if figure.unit.percent else "absolute"
    change = compute_change(figure, identifier, before, after, kind)
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
