"""A line without axes for tiles and lists: how a series went, at a glance."""

from __future__ import annotations

from itertools import pairwise

from factsite.charting.canvas import Canvas
from factsite.charting.frame import Frame
from factsite.charting.placing import Box, Point
from factsite.charting.shape import ChartForm, Shape, segments

FRAME = Frame("spark", 160, 36, fluid=True, columns=1, few=True)
LEAST = 4  # a line of fewer points up to the newest says nothing of how the series went
_EDGE = 4.0


def sparkline(shape: Shape) -> str:
    """A series on a small field, from zero up, with a dot at its newest value; where values are missing it is shaded.

    Returns nothing for other charts than lines.
    """
    if shape.form is not ChartForm.LINE:
        return ""
    points = shape.series[0].points
    first, last = points[0].period.start.toordinal(), points[-1].period.start.toordinal()
    values = [float(point.value or 0) for point in points]
    low, high = min(0.0, *values), max(0.0, *values)
    across, up = FRAME.width - 2 * _EDGE, FRAME.height - 2 * _EDGE
    stretches: dict[int, list[Point]] = {}
    for number, point in segments(points, shape.breaks):
        x = _EDGE + across * (point.period.start.toordinal() - first) / max(1, last - first)
        y = _EDGE + up - up * (float(point.value or 0) - low) / ((high - low) or 1)
        stretches.setdefault(number, []).append((x, y))
    drawn = list(stretches.values())
    if len(drawn[-1]) < LEAST:
        return ""
    canvas = Canvas(FRAME, FRAME.height)
    step = across / max(1, len(points) - 1)
    for before, after in pairwise(drawn):
        if after[0][0] - before[-1][0] > 1.5 * step:
            canvas.rect("n", Box(before[-1][0] + 1, 0, after[0][0] - 1, FRAME.height))
    canvas.curves("l", [("c1", [stretch for stretch in drawn if len(stretch) > 1])])
    canvas.dot("", drawn[-1][-1], 3, "c1")
    return canvas.svg()
