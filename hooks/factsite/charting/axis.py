"""The axis of time of a chart: which moments it names, and how far apart they stand."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from factsite.records.figure import Observation

BELOW = 9  # from the axis of time to its words, which stand apart from those of the other axis


def moment(day: date) -> str:
    """A day as Vega reads it."""
    return f"{day.isoformat()}T00:00:00Z"


def time_axis(points: list[Observation], labels: int = 6) -> dict[str, Any]:
    """The years within the extent, as many as find room, whether or not they have a value; else its two ends."""
    first, last = min(points, key=start).period, max(points, key=start).period
    years = range(first.start.year + (first.start.timetuple().tm_yday > 1), last.start.year + 1)
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if len(years) <= labels * step)
    shown = {moment(date(year, 1, 1)): str(year) for year in years if year % every == 0}
    if len(shown) < 2:
        shown = {moment(period.start): f"§p:{period.text}" for period in (first, last)}
    return moments(shown)


def start(point: Observation) -> date:
    """Where a value stands on the axis."""
    return point.period.start


def moments(shown: dict[str, str]) -> dict[str, Any]:
    """An axis of time with these moments and what is written at each."""
    return {
        "field": "t",
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {
            "title": None,
            "grid": False,
            "values": [{"expr": f"toDate('{at}')"} for at in shown],
            "labelExpr": f"{json.dumps(shown, ensure_ascii=False)}[utcFormat(datum.value, '%Y-%m-%dT%H:%M:%SZ')]",
            "labelOverlap": False,
            "labelFlush": False,
            "labelPadding": BELOW,
        },
    }
