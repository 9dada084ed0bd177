"""A line without axes for tiles and lists: how a series went, at a glance."""

from __future__ import annotations

from collections import defaultdict

from factsite.charting.shape import ChartForm, Shape, segments

WIDTH, HEIGHT, _EDGE = 100, 28, 2
BOX = f"0 {-_EDGE} {WIDTH} {HEIGHT + 2 * _EDGE}"  # the field with room for half a line at both its edges
LEAST = 4  # a line of fewer points up to the newest says nothing of how the series went


def sparkline(shape: Shape) -> list[str]:
    """The points of a series on a field, from zero up: one SVG ``points`` list per unbroken stretch.

    Returns nothing for other charts than lines.
    """
    if shape.form is not ChartForm.LINE:
        return []
    points = shape.series[0].points
    first, last = points[0].period.start.toordinal(), points[-1].period.start.toordinal()
    values = [float(point.value or 0) for point in points]
    low, high = min(0.0, *values), max(values)
    stretches: dict[int, list[str]] = defaultdict(list)
    for number, point in segments(points, shape.breaks):
        x = WIDTH * (point.period.start.toordinal() - first) / max(1, last - first)
        y = HEIGHT - HEIGHT * (float(point.value or 0) - low) / ((high - low) or 1)
        stretches[number].append(f"{x:.1f},{y:.1f}")
    drawn = list(stretches.values())
    if len(drawn[-1]) < LEAST:
        return []
    return [" ".join(stretch) for stretch in drawn if len(stretch) > 1]
