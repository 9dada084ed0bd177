"""A chart and the words of a language → the drawing for a place: laid out by what its texts need there."""

from __future__ import annotations

from collections.abc import Callable

from factsite.charting.canvas import Canvas
from factsite.charting.columns import draw_columns
from factsite.charting.frame import Frame
from factsite.charting.lines import draw_lines
from factsite.charting.multiples import draw_multiples
from factsite.charting.ranking import draw_ranking
from factsite.charting.shape import ChartForm, Shape
from factsite.charting.speech import Speech

_FORMS: dict[ChartForm, Callable[[Shape, Speech, Frame], Canvas]] = {
    ChartForm.LINE: draw_lines,
    ChartForm.LINES: draw_lines,
    ChartForm.STACKED: draw_columns,
    ChartForm.BARS: draw_ranking,
    ChartForm.MULTIPLES: draw_multiples,
}


def draw(shape: Shape, speech: Speech, frame: Frame) -> Canvas:
    """Draw a chart for a place.

    Args:
        shape: the chart.
        speech: its words.
        frame: the place.

    Returns:
        The drawing; colours are variables of the style sheet, everything else is named by its classes.
    """
    return _FORMS[shape.form](shape, speech, frame)


def readouts(shape: Shape, speech: Speech) -> list[str]:
    """What is said of each value of a chart, in the order of the points of its drawings."""
    return [speech.readout(shape, series, point) for series in shape.series for point in series.points]
