"""A shape → SVG through Vega-Lite (vl-convert, offline): colours as variables, words as tokens to be translated.

One drawing serves all languages: texts are tokens such as ``§n:40000`` that ``words`` replaces, which is possible
because the layout is fixed and measures no text.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import vl_convert

from factsite.build_cache.recipes import Recipe
from factsite.build_cache.store import Store
from factsite.charting.shape import OTHERS, ChartForm, Series, Shape, segments
from factsite.records.figure import Observation

WIDTH, _PLOT = 420, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 26, 18, 26
_MARKS = 14  # room above the rest for the numbers of events
_LABELS, _BAR = 162, 22
_NEAR = 0.2  # of the width: nearer than that two values would cover one another
_NAMES = 118  # room for the names at the ends of lines
_FONT = 13
_COLUMNS, _CELL_WIDTH, _CELL_HEIGHT, _CELL_GAP = 2, 184, 62, 52


def _convert(text: str) -> bytes:
    svg = vl_convert.vegalite_to_svg(text, vl_version="5.20")
    svg = re.sub(r'<(path|g)([^>]*?) aria-label="(§[^"]*)"([^>]*?)/>', r"<\1\2\4><title>\3</title></\1>", svg)
    svg = re.sub(r' (?:aria-roledescription|aria-label|role|font-family|aria-hidden|class)="[^"]*"', "", svg)
    svg = re.sub(r'<path d="[^"]*" pointer-events="none"(?: display="none")?/>', "", svg)
    svg = re.sub(r"<svg [^>]*?viewBox=\"([^\"]*)\"[^>]*>", r'<svg viewBox="\1" class="chart">', svg, count=1)
    return re.sub(r'<rect width="\d+(?:\.\d+)?" height="\d+(?:\.\d+)?" fill="white"/>', "", svg).encode()


_RECIPE = Recipe("svg", _convert, ("vl-convert-python",))


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


def _time_frame(shape: Shape, right: int = _RIGHT) -> dict[str, Any]:
    top = _TOP + _MARKS if shape.events else _TOP
    return _frame(_PLOT, _LEFT, right, top, _BOTTOM)


def _time_axis(points: list[Observation], labels: int = 6) -> dict[str, Any]:
    years = sorted({point.period.start.year for point in points})
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if len(years) <= labels * step)
    shown = [year for year in years if year % every == 0]
    return {
        "field": "t",
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {
            "title": None,
            "grid": False,
            "values": [{"year": year, "utc": True} for year in shown],
            "labelExpr": "utcyear(datum.value)",
            "labelOverlap": False,
        },
    }


_Y = {
    "field": "v",
    "type": "quantitative",
    "scale": {"zero": True, "nice": True},
    "axis": {"title": None, "domain": False, "ticks": False, "tickCount": 4, "labelExpr": "'§n:' + datum.value"},
}


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _row(point: Observation, **more: object) -> dict[str, object]:
    return {"t": _moment(point.period.start), "v": float(point.value or 0), **more}


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
    return {
        **_time_frame(shape, _NAMES if shape.form is ChartForm.LINES else _RIGHT),
        "encoding": {"x": _time_axis(points, 6 if shape.form is ChartForm.LINE else 5), "y": _Y},
        "layer": [
            *_marked_days(shape, points),
            {"data": {"values": rows}, "mark": {"type": "line", "strokeWidth": 2.5},
             "encoding": {"detail": {"field": "g"}, "stroke": colour}},
            {"data": {"values": rows},
             "mark": {"type": "point", "size": 42 if few else 12, "opacity": 1, "filled": True, "strokeWidth": 1.5},
             "encoding": {"fill": {"condition": {"test": "datum.o", "value": "var(--paper)"}, **colour},
                          "stroke": colour, "description": {"field": "d"}}},
            *(_names(shape, colour) if shape.form is ChartForm.LINES else [_values(shape.series[0].points)]),
        ],
    }  # fmt: skip


def _colours(number: int) -> list[str]:
    return [f"var(--c{index + 1})" for index in range(number)]


def _values(points: tuple[Observation, ...]) -> dict[str, Any]:
    """The highest and the newest value, written at their points; the highest beside its own where both are near."""
    top, last = max(points, key=lambda point: point.value or 0), points[-1]
    extent = (last.period.start - points[0].period.start).days
    near = top is not last and (last.period.start - top.period.start).days < extent * _NEAR
    rows = [_row(last, l=f"§v:{last.value}", a="center", x=0)]
    if top is not last:
        rows.append(_row(top, l=f"§v:{top.value}", a="right" if near else "center", x=-6 if near else 0))
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "dy": -11, "fontWeight": "bold", "align": {"expr": "datum.a"},
                 "dx": {"expr": "datum.x"}},
        "encoding": {"text": {"field": "l"}},
    }  # fmt: skip


def _names(shape: Shape, colour: dict[str, Any]) -> list[dict[str, Any]]:
    """The names of lines at their ends, moved apart where they would cover one another."""
    values = [float(point.value or 0) for series in shape.series for point in series.points]
    least = (max(0.0, *values) - min(0.0, *values)) * (_FONT + 3) / _PLOT
    ends = sorted((float(series.points[-1].value or 0), number) for number, series in enumerate(shape.series))
    rows: list[dict[str, object]] = []
    height = float("-inf")
    for value, number in ends:
        height = max(value, height + least)
        rows.append({"v": height, "s": number, "l": f"§c:{shape.dimension}|{shape.series[number].code}"})
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
        {"t": _moment(day), "l": str(number), "y": -22 if number % 2 else -10}
        for number, day in enumerate(shape.events, 1)
        if first <= day <= last
    ]
    whole = {"y": {"value": 0}, "y2": {"value": "height"}}
    mark = {"type": "rule", "stroke": "currentColor", "opacity": 0.6}
    layers: list[dict[str, Any]] = []
    if breaks:
        rows = [{"t": _moment(day)} for day in breaks]
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
         "axis": {"title": None, "values": shown, "labelAngle": 0, "ticks": False,
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
         "rest": series.code == OTHERS, "d": _told(shape, series, point)}
        for number, series in enumerate(shape.series)
        for point in series.points
    ]  # fmt: skip
    colour = {"condition": {"test": "datum.rest", "value": "var(--c6)"}, "value": "var(--c1)"}
    names = [f"§c:{shape.dimension}|{series.code}" for series in shape.series]
    y = {"field": "c", "type": "ordinal", "scale": {"paddingInner": 0.3},
         "axis": {"title": None, "domain": False, "ticks": False, "labelLimit": 400,
                  "labelExpr": f"{json.dumps(names, ensure_ascii=False)}[datum.value]"}}  # fmt: skip
    x = {"field": "v", "type": "quantitative", "scale": {"zero": True}, "axis": None}
    return {
        **_frame(len(rows) * _BAR, _LABELS, 66, 2, 2),
        "data": {"values": rows},
        "encoding": {"y": y, "x": x},
        "layer": [
            {"mark": "bar",
             "encoding": {"fill": colour, "stroke": colour, "fillOpacity": _HOLLOW, "description": {"field": "d"}}},
            {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {"text": {"field": "l"}}},
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
    years = sorted({point.period.start.year for point in points})
    x = _time_axis(points)
    x["axis"]["values"] = [{"year": year, "utc": True} for year in (years[0], years[-1])]
    y = {**_Y, "axis": None}
    return {
        "padding": {"left": 16, "right": WIDTH - 16 - 2 * _CELL_WIDTH - 20, "top": 2, "bottom": 4},
        "data": {"values": rows},
        "facet": {"field": "c", "type": "ordinal",
                  "header": {"title": None, "labelAnchor": "start", "labelFontSize": _FONT, "labelPadding": 4,
                             "labelColor": "currentColor",
                             "labelExpr": f"{json.dumps(heads, ensure_ascii=False)}[datum.value]"}},
        "columns": _COLUMNS,
        "bounds": "flush",
        "spacing": {"row": _CELL_GAP, "column": 20},
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
