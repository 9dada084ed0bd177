"""A shape → SVG through Vega-Lite (vl-convert, offline): colours as variables, words as tokens to be translated.

One drawing serves all languages: texts are tokens such as ``§n:40000`` that ``words`` replaces, which is possible
because the layout is fixed and measures no text.
"""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert

from factsite.charting.shape import Form, Shape, segments
from factsite.records.figure import Observation

WIDTH, HEIGHT = 420, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 26, 18, 26
_LABELS, _BAR = 128, 22
_FONT = 13
_VERSION = "1"  # part of the cache's key: a change of the drawing itself makes all charts anew


class Drawing:
    """The chart of a shape, kept by content: one that is unchanged costs nothing.

    ``cache`` is a folder for drawings, or None.
    """

    def __init__(self, shape: Shape, cache: Path | None) -> None:
        self._text = json.dumps(_spec(shape), sort_keys=True)
        key = hashlib.sha256((_VERSION + version("vl-convert-python") + self._text).encode()).hexdigest()
        self._path = cache / f"{key}.svg" if cache else None

    def kept(self) -> str | None:
        """The drawing as it was kept, if it was."""
        return self._path.read_text(encoding="utf-8") if self._path and self._path.is_file() else None

    def draw(self) -> str:
        """An SVG element with tokens for texts; its root has only a ``viewBox``."""
        if kept := self.kept():
            return kept
        svg = _convert(self._text)
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(svg, encoding="utf-8", newline="\n")
        return svg


def _convert(text: str) -> str:
    svg = vl_convert.vegalite_to_svg(text, vl_version="5.20")
    svg = re.sub(r'<(path|g)([^>]*?) aria-label="(§[^"]*)"([^>]*?)/>', r"<\1\2\4><title>\3</title></\1>", svg)
    svg = re.sub(r' (?:aria-roledescription|aria-label|role|font-family|aria-hidden|class)="[^"]*"', "", svg)
    svg = re.sub(r'<path d="[^"]*" pointer-events="none"(?: display="none")?/>', "", svg)
    svg = re.sub(r"<svg [^>]*?viewBox=\"([^\"]*)\"[^>]*>", r'<svg viewBox="\1" class="chart">', svg, count=1)
    return re.sub(r'<rect width="\d+(?:\.\d+)?" height="\d+(?:\.\d+)?" fill="white"/>', "", svg)


def _spec(shape: Shape) -> dict[str, Any]:
    build = {Form.LINE: _line, Form.STACKED: _stacked, Form.BARS: _bars}[shape.form]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "autosize": "none",
        "config": {
            "view": {"stroke": None},
            "axis": {"labelColor": "currentColor", "domainColor": "currentColor", "tickColor": "currentColor",
                     "gridColor": "currentColor", "gridOpacity": 0.15, "labelFontSize": _FONT, "labelPadding": 5},
            "text": {"fontSize": _FONT, "fill": "currentColor"},
        },
        **build(shape),
    }  # fmt: skip


def _frame(height: int, left: int = _LEFT, right: int = _RIGHT) -> dict[str, Any]:
    return {
        "width": WIDTH - left - right,
        "height": height,
        "padding": {"left": left, "right": right, "top": _TOP, "bottom": _BOTTOM},
    }


def _time_axis(points: list[Observation]) -> dict[str, Any]:
    years = sorted({point.period.start.year for point in points})
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100) if len(years) <= 6 * step)
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


def _row(point: Observation, **more: object) -> dict[str, object]:
    return {
        "t": f"{point.period.start.isoformat()}T00:00:00Z",
        "v": float(point.value or 0),
        "d": f"§d:{point.period.text}|{point.value}",
        **more,
    }


def _line(shape: Shape) -> dict[str, Any]:
    points = list(shape.series[0].points)
    rows = [
        _row(p, g=number, o="p" in p.status or "e" in p.status) for number, p in segments(tuple(points), shape.breaks)
    ]
    top = max(points, key=lambda point: point.value or 0)
    marked = {points[-1].period.text: points[-1], top.period.text: top}
    labels = [_row(p, l=f"§n:{p.value}", a="end" if p is points[-1] else "middle") for p in marked.values()]
    rules = [_row(p) for p in points if p.period.text in shape.breaks]
    encoding = {"x": _time_axis(points), "y": _Y}
    few = len(points) <= 40
    return {
        **_frame(HEIGHT - _TOP - _BOTTOM),
        "encoding": encoding,
        "layer": [
            {"data": {"values": rules},
             "mark": {"type": "rule", "strokeDash": [4, 3], "stroke": "currentColor", "opacity": 0.6},
             "encoding": {"y": {"value": 0}, "y2": {"value": "height"}}},
            {"data": {"values": rows}, "mark": {"type": "line", "stroke": "var(--c1)", "strokeWidth": 2.5},
             "encoding": {"detail": {"field": "g"}}},
            {"data": {"values": rows},
             "mark": {"type": "point", "size": 42 if few else 12, "opacity": 1, "filled": True,
                      "stroke": "var(--c1)", "strokeWidth": 1.5},
             "encoding": {"fill": {"condition": {"test": "datum.o", "value": "var(--paper)"}, "value": "var(--c1)"},
                          "description": {"field": "d"}}},
            {"data": {"values": labels}, "mark": {"type": "text", "dy": -11, "fontWeight": "bold"},
             "encoding": {"text": {"field": "l"}}},
        ],
    }  # fmt: skip


def _stacked(shape: Shape) -> dict[str, Any]:
    points = [point for series in shape.series for point in series.points]
    rows = [
        {"t": p.period.text, "v": float(p.value or 0), "s": number,
         "d": f"§e:{shape.dimension}|{series.code}|{p.period.text}|{p.value}"}
        for number, series in enumerate(shape.series)
        for p in series.points
    ]  # fmt: skip
    periods = sorted({point.period.text for point in points})
    every = max(1, -(-len(periods) // 5))
    shown = [period for index, period in enumerate(reversed(periods)) if index % every == 0]
    colours = [f"var(--c{number + 1})" for number in range(len(shape.series))]
    return {
        **_frame(HEIGHT - _TOP - _BOTTOM),
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": "var(--paper)", "strokeWidth": 0.5},
        "encoding": {
            "x": {"field": "t", "type": "ordinal", "scale": {"paddingInner": 0.15},
                  "axis": {"title": None, "values": shown, "labelAngle": 0, "ticks": False,
                           "labelExpr": "'§p:' + datum.value"}},
            "y": {**_Y, "stack": "zero"},
            "color": {"field": "s", "type": "ordinal", "scale": {"range": colours}, "legend": None},
            "order": {"field": "s", "sort": "ascending"},
            "description": {"field": "d"},
        },
    }  # fmt: skip


def _bars(shape: Shape) -> dict[str, Any]:
    rows = [
        {"c": number, "v": float(series.points[0].value or 0), "l": f"§v:{series.points[0].value}"}
        for number, series in enumerate(shape.series)
    ]
    names = [f"§c:{shape.dimension}|{series.code}" for series in shape.series]
    y = {"field": "c", "type": "ordinal", "scale": {"paddingInner": 0.3},
         "axis": {"title": None, "domain": False, "ticks": False, "labelLimit": 400,
                  "labelExpr": f"{json.dumps(names, ensure_ascii=False)}[datum.value]"}}  # fmt: skip
    x = {"field": "v", "type": "quantitative", "scale": {"zero": True}, "axis": None}
    return {
        **_frame(len(rows) * _BAR + 4, left=_LABELS, right=66),
        "data": {"values": rows},
        "encoding": {"y": y, "x": x},
        "layer": [
            {"mark": {"type": "bar", "fill": "var(--c1)"}},
            {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {"text": {"field": "l"}}},
        ],
    }
