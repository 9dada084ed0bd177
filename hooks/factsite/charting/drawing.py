"""A shape → SVG through Vega-Lite (vl-convert, offline): colours as variables, words as tokens to be translated.

One drawing serves all languages: texts are tokens such as ``§n:40000`` that ``words`` replaces, which is possible
because the layout is fixed and measures no text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import vl_convert

from factsite.build_cache.recipes import Recipe
from factsite.build_cache.store import Store
from factsite.charting.axis import BELOW, moment, moments, start, time_axis
from factsite.charting.shape import OTHERS, ChartForm, Series, Shape, segments
from factsite.records.figure import Observation

WIDTH, _PLOT = 420, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 26, 24, 30
_MARKS = 30  # room above the rest for the numbers of events
_LABELS, _BAR = 176, 22
_NEAR = 0.2  # of the width: so near to an end a value stands beside its point
_NAMES = 138  # room for the names at the ends of lines
_FONT = 13
_BESIDE = 9  # from a point to the value beside it
LINE = 15  # from one line of a name to the next
# A narrow screen makes the words larger beside the rest (site.css), and letters of a system may be wider than ours.
NAME_SIZE, VALUE_SIZE = 15.0, 16.0
_COLUMNS, _CELL_WIDTH, _CELL_HEIGHT, _CELL_GAP = 2, 184, 62, 52


def _convert(text: str) -> bytes:
    svg = vl_convert.vegalite_to_svg(text, vl_version="5.20")
    svg = re.sub(r'<(path|g)([^>]*?) aria-label="(§[^"]*)"([^>]*?)/>', r"<\1\2\4><title>\3</title></\1>", svg)
    svg = re.sub(r' (?:aria-roledescription|aria-label|role|font-family|aria-hidden|class)="[^"]*"', "", svg)
    svg = re.sub(r'<path d="[^"]*" pointer-events="none"(?: display="none")?/>', "", svg)
    svg = re.sub(r"<svg [^>]*?viewBox=\"([^\"]*)\"[^>]*>", r'<svg viewBox="\1" class="chart">', svg, count=1)
    return re.sub(r'<rect width="\d+(?:\.\d+)?" height="\d+(?:\.\d+)?" fill="white"/>', "", svg).encode()


_RECIPE = Recipe("svg", _convert, ("vl-convert-python",))


def name_room(form: ChartForm) -> float:
    """How wide a line of a name may be: beside a bar, at the end of a line, above a small chart."""
    return {ChartForm.BARS: _LABELS - 10, ChartForm.LINES: _NAMES - 22, ChartForm.MULTIPLES: _CELL_WIDTH}.get(
        form, WIDTH
    )


class Drawing:
    """The chart of a shape, kept by content: one that is unchanged costs nothing.

    ``store`` is where drawings are kept; without one they aren't.
    """

    def __init__(self, shape: Shape, store: Store | None = None) -> None:
        self._text = json.dumps(_spec(shape), sort_keys=True)
        self._store = store or Store(None)

    def kept(self) -> str | None:
        """The drawing as it was kept, if it was."""
        kept = self._store.get(_RECIPE.key(self._text), _RECIPE.ending)
        return None if kept is None else kept.decode()

    def draw(self) -> str:
        """An SVG element with tokens for texts; its root has only a ``viewBox``."""
        return self.kept() or self.draw_anew()[0]

    def draw_anew(self) -> tuple[str, str]:
        """The drawing, and why it couldn't be kept, if it couldn't."""
        drawn = _RECIPE.keep(self._text, self._store).decode()
        return drawn, self._store.trouble


def _spec(shape: Shape) -> dict[str, Any]:
    build = {
        ChartForm.LINE: _lines,
        ChartForm.LINES: _lines,
        ChartForm.STACKED: _stacked,
        ChartForm.BARS: _bars,
        ChartForm.MULTIPLES: _multiples,
    }[shape.form]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": {
            "view": {"stroke": None},
            "axis": {"labelColor": "currentColor", "domainColor": "currentColor", "tickColor": "currentColor",
                     "gridColor": "currentColor", "gridOpacity": 0.15, "labelFontSize": _FONT, "labelPadding": 5},
            "text": {"fontSize": _FONT, "fill": "currentColor"},
        },
        **build(shape),
    }  # fmt: skip


def _frame(height: int, left: int, right: int, top: int, bottom: int) -> dict[str, Any]:
    return {
        "autosize": "none",
        "width": WIDTH - left - right,
        "height": height,
        "padding": {"left": left, "right": right, "top": top, "bottom": bottom},
    }


def _time_frame(shape: Shape, right: int = _RIGHT, plot: int = _PLOT) -> dict[str, Any]:
    top = _TOP + _MARKS if shape.events else _TOP
    return _frame(plot, _LEFT, right, top, _BOTTOM)


_Y = {
    "field": "v",
    "type": "quantitative",
    "scale": {"zero": True, "nice": True},
    "axis": {"title": None, "domain": False, "ticks": False, "tickCount": 4, "labelExpr": "'§n:' + datum.value"},
}


def _row(point: Observation, **more: object) -> dict[str, object]:
    return {"t": moment(point.period.start), "v": float(point.value or 0), **more}


def _told(shape: Shape, series: Series, point: Observation) -> str:
    """The token of what is said of a point: period and value, and the part where there are several."""
    said = f"{point.period.text}|{point.value}"
    return f"§e:{shape.dimension}|{series.code}|{said}" if shape.dimension else f"§d:{said}"


def is_open(point: Observation) -> bool:
    """Whether a value is drawn hollow: it may still change."""
    return point.status.unsettled


def _lines(shape: Shape) -> dict[str, Any]:
    points = [point for series in shape.series for point in series.points]
    rows = [
        _row(p, g=f"{number}.{stretch}", s=number, o=is_open(p), d=_told(shape, series, p))
        for number, series in enumerate(shape.series)
        for stretch, p in segments(series.points, shape.breaks)
    ]
    colour = {"field": "s", "type": "ordinal", "legend": None,
              "scale": {"domain": list(range(len(shape.series))), "range": _colours(len(shape.series))}}  # fmt: skip
    few = max(len(series.points) for series in shape.series) <= 40
    several, values, ends = shape.form is ChartForm.LINES, shape.room.values, _ends(shape)
    y = {**_Y, "scale": {"domain": [ends.low, ends.high], "nice": False}} if several else _Y
    return {
        **(_time_frame(shape, _NAMES, ends.plot) if several else _time_frame(shape, round(values) + _BESIDE + 6)),
        "encoding": {"x": time_axis(points, 5 if several else 6), "y": y},
        "layer": [
            *_marked_days(shape, points),
            {"data": {"values": rows}, "mark": {"type": "line", "strokeWidth": 2.5},
             "encoding": {"detail": {"field": "g"}, "stroke": colour}},
            {"data": {"values": rows},
             "mark": {"type": "point", "size": 42 if few else 12, "opacity": 1, "filled": True, "strokeWidth": 1.5},
             "encoding": {"fill": {"condition": {"test": "datum.o", "value": "var(--paper)"}, **colour},
                          "stroke": colour, "description": {"field": "d"}}},
            *(_names(shape, colour, ends) if several else [_values(shape.series[0].points)]),
        ],
    }  # fmt: skip


def _colours(number: int) -> list[str]:
    return [f"var(--c{index + 1})" for index in range(number)]


def _values(points: tuple[Observation, ...]) -> dict[str, Any]:
    """The newest value beside its point, where no line comes from, and the highest above its own, where none is."""
    top, last = max(points, key=lambda point: point.value or 0), points[-1]
    rows = [_row(last, l=f"§v:{last.value}", a="left", x=_BESIDE, y=0)]
    if top is not last:
        begin, extent = points[0].period.start, (last.period.start - points[0].period.start).days or 1
        place = (top.period.start - begin).days / extent
        align = "left" if place < _NEAR else "right" if place > 1 - _NEAR else "center"
        rows.append(_row(top, l=f"§v:{top.value}", a=align, x={"left": -4, "right": 4, "center": 0}[align], y=-13))
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "fontWeight": "bold", "align": {"expr": "datum.a"}, "dx": {"expr": "datum.x"},
                 "dy": {"expr": "datum.y"}},
        "encoding": {"text": {"field": "l"}},
    }  # fmt: skip


@dataclass(frozen=True)
class _Ends:
    """The ends of lines: how high each name stands, in the values of the axis, and how far the axis goes."""

    heights: dict[int, float]
    low: float
    high: float
    plot: int


def _ends(shape: Shape) -> _Ends:
    """Where the names at the ends of lines stand: beside their newest values, apart from one another."""
    values = [float(point.value or 0) for series in shape.series for point in series.points]
    low, high = min(0.0, *values), max(0.0, *values) or 1.0
    apart = shape.room.lines * LINE + 3
    plot = max(_PLOT, len(shape.series) * apart + 2 * LINE)
    last = sorted((float(series.points[-1].value or 0), number) for number, series in enumerate(shape.series))
    heights: dict[int, float] = {}
    # Names that go up make the axis longer, which brings them nearer again: they end where they stand apart.
    for _ in range(100):
        heights, height = {}, float("-inf")
        for value, number in last:
            height = heights[number] = max(value, height + (high - low) * apart / plot)
        if height <= high:
            break
        high = height
    return _Ends(heights, low, high, plot)


def _names(shape: Shape, colour: dict[str, Any], ends: _Ends) -> list[dict[str, Any]]:
    """The names of lines at their ends, moved apart where they would cover one another."""
    rows = [
        {"v": height, "s": number, "l": f"§c:{shape.dimension}|{shape.series[number].code}"}
        for number, height in ends.heights.items()
    ]
    x = {"value": WIDTH - _LEFT - _NAMES + 12}
    return [
        {"data": {"values": rows}, "mark": {"type": "point", "shape": "square", "filled": True, "size": 60},
         "encoding": {"x": x, "fill": colour}},
        {"data": {"values": rows}, "mark": {"type": "text", "align": "left", "dx": 9},
         "encoding": {"x": x, "text": {"field": "l"}}},
    ]  # fmt: skip


def _marked_days(shape: Shape, points: list[Observation]) -> list[dict[str, Any]]:
    """Dashed lines where the series breaks, dotted and numbered ones at the days of events."""
    first, last = min(p.period.start for p in points), max(p.period.end for p in points)
    breaks = sorted({point.period.start for point in points if point.period.text in shape.breaks})
    events = [
        {"t": moment(day), "l": str(number), "y": -44 if number % 2 else -32}
        for number, day in enumerate(shape.events, 1)
        if first <= day <= last
    ]
    whole = {"y": {"value": 0}, "y2": {"value": "height"}}
    mark = {"type": "rule", "stroke": "currentColor", "opacity": 0.6}
    layers: list[dict[str, Any]] = []
    if breaks:
        rows = [{"t": moment(day)} for day in breaks]
        layers.append({"data": {"values": rows}, "mark": {**mark, "strokeDash": [6, 4]}, "encoding": whole})
    if events:
        layers += [
            {"data": {"values": events}, "mark": {**mark, "strokeDash": [1.5, 3]}, "encoding": whole},
            {"data": {"values": events}, "mark": {"type": "text", "fontSize": _FONT - 1},
             "encoding": {"text": {"field": "l"}, "y": {"field": "y", "type": "quantitative", "scale": None}}},
        ]  # fmt: skip
    return layers


def _stacked(shape: Shape) -> dict[str, Any]:
    points = [point for series in shape.series for point in series.points]
    rows = [
        {"t": p.period.text, "v": float(p.value or 0), "s": number, "o": is_open(p), "d": _told(shape, series, p)}
        for number, series in enumerate(shape.series)
        for p in series.points
    ]
    periods = sorted({point.period.text for point in points})
    every = max(1, -(-len(periods) // 5))
    shown = [period for index, period in enumerate(reversed(periods)) if index % every == 0]
    spans = {point.period.text: point.period for point in points}
    events = [
        {"t": text, "l": str(number)}
        for number, day in enumerate(shape.events, 1)
        if (text := next((text for text in periods if spans[text].start <= day <= spans[text].end), ""))
    ]
    x = {"field": "t", "type": "ordinal", "scale": {"paddingInner": 0.15},
         "axis": {"title": None, "values": shown, "labelAngle": 0, "ticks": False, "labelPadding": BELOW,
                  "labelExpr": "'§p:' + datum.value"}}  # fmt: skip
    bars = {
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": "var(--paper)", "strokeWidth": 0.5},
        "encoding": {
            "y": {**_Y, "stack": "zero"},
            "color": {"field": "s", "type": "ordinal", "legend": None,
                      "scale": {"range": _colours(len(shape.series))}},
            "fillOpacity": _HOLLOW,
            "order": {"field": "s", "sort": "ascending"},
            "description": {"field": "d"},
        },
    }  # fmt: skip
    numbers = {
        "data": {"values": events},
        "mark": {"type": "text", "fontSize": _FONT - 1},
        "encoding": {"text": {"field": "l"}, "y": {"value": -12}},
    }
    layers = [bars, numbers] if events else [bars]
    return {**_time_frame(shape), "encoding": {"x": x}, "layer": layers}


_HOLLOW = {"condition": {"test": "datum.o", "value": 0.45}, "value": 1}


def _bars(shape: Shape) -> dict[str, Any]:
    rows = [
        {"c": number, "v": float(point.value or 0), "l": f"§v:{point.value}", "o": is_open(point),
         "rest": series.code == OTHERS, "d": _told(shape, series, point), "below": (point.value or 0) < 0}
        for number, series in enumerate(shape.series)
        for point in series.points
    ]  # fmt: skip
    colour = {"condition": {"test": "datum.rest", "value": "var(--c6)"}, "value": "var(--c1)"}
    names = [f"§c:{shape.dimension}|{series.code}" for series in shape.series]
    y = {"field": "c", "type": "ordinal", "scale": {"paddingInner": 0.3},
         "axis": {"title": None, "domain": False, "ticks": False, "labelLimit": 400,
                  "labelExpr": f"{json.dumps(names, ensure_ascii=False)}[datum.value]"}}  # fmt: skip
    # Numbers stand beyond the ends of their bars, those below zero to the left, where there is room for them too.
    values = round(shape.room.values) + 12
    below = any(row["below"] for row in rows)
    x = {"field": "v", "type": "quantitative", "axis": None,
         "scale": {"zero": True, "nice": False, "padding": values if below else 0}}  # fmt: skip
    texts = {"type": "text", "align": {"expr": "datum.below ? 'right' : 'left'"},
             "dx": {"expr": "datum.below ? -5 : 5"}}  # fmt: skip
    return {
        **_frame(len(rows) * (_BAR + (shape.room.lines - 1) * LINE), _LABELS, 2 if below else values, 2, 2),
        "data": {"values": rows},
        "encoding": {"y": y, "x": x},
        "layer": [
            {"mark": "bar",
             "encoding": {"fill": colour, "stroke": colour, "fillOpacity": _HOLLOW, "description": {"field": "d"}}},
            {"mark": texts, "encoding": {"text": {"field": "l"}}},
        ],
    }  # fmt: skip


def _multiples(shape: Shape) -> dict[str, Any]:
    """One small chart per series, all on one scale: its name and newest value above, its first and last year below."""
    points = [point for series in shape.series for point in series.points]
    rows = [
        _row(p, c=number, g=stretch, o=is_open(p), d=_told(shape, series, p), last=p is series.points[-1])
        for number, series in enumerate(shape.series)
        for stretch, p in segments(series.points, shape.breaks)
    ]
    heads = [f"§m:{shape.dimension}|{series.code}|{series.points[-1].value}" for series in shape.series]
    ends = (min(points, key=start).period, max(points, key=start).period)
    x = moments({moment(period.start): f"§p:{period.text}" for period in ends})
    x["axis"]["labelFlush"] = True
    y = {**_Y, "axis": None}
    more = (shape.room.lines - 1) * LINE
    return {
        "padding": {"left": 16, "right": WIDTH - 16 - 2 * _CELL_WIDTH - 20, "top": 2 + more, "bottom": 4},
        "data": {"values": rows},
        "facet": {"field": "c", "type": "ordinal",
                  "header": {"title": None, "labelAnchor": "start", "labelFontSize": _FONT, "labelPadding": 4,
                             "labelColor": "currentColor",
                             "labelExpr": f"{json.dumps(heads, ensure_ascii=False)}[datum.value]"}},
        "columns": _COLUMNS,
        "bounds": "flush",
        "spacing": {"row": _CELL_GAP + more, "column": 20},
        "resolve": {"axis": {"x": "independent"}},
        "spec": {
            "width": _CELL_WIDTH,
            "height": _CELL_HEIGHT,
            "encoding": {"x": x, "y": y},
            "layer": [
                {"mark": {"type": "line", "stroke": "var(--c1)", "strokeWidth": 2},
                 "encoding": {"detail": {"field": "g"}}},
                {"mark": {"type": "point", "filled": True, "stroke": "var(--c1)", "opacity": 1, "strokeWidth": 1.2},
                 "encoding": {"fill": {"condition": {"test": "datum.o", "value": "var(--paper)"}, "value": "var(--c1)"},
                              "size": {"condition": {"test": "datum.last", "value": 30}, "value": 6},
                              "description": {"field": "d"}}},
            ],
        },
    }  # fmt: skip
