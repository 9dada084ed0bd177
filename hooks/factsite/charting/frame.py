"""The places a chart is drawn for, and how large its letters are: the same in each, whatever the screen.

A fluid drawing keeps its letters and grows in width only: places across are parts of the width, so that what stands
apart at the least width stands apart at any larger one.
"""

from __future__ import annotations

from dataclasses import dataclass

FONT = 13.0
# From one line of a text to the next; how far letters rise over their line and hang below it, as browsers measure.
LINE, RISE, HANG = 16.0, 13.0, 4.5


@dataclass(frozen=True)
class Frame:
    """A place for a chart.

    Attributes:
        name: its name in the style sheet; empty for a picture.
        width: how wide the drawing is; of a fluid one at least.
        height: how high a chart over time is.
        fluid: whether it grows with the page.
        columns: how many small charts stand in a row.
        few: whether there is room for few words only.
    """

    name: str
    width: float
    height: float
    fluid: bool
    columns: int
    few: bool = False


# A phone of 320 px has 288 px beside its margins; the wide one is shown from this width on (style/chart.css).
SMALL = Frame("small", 288, 210, fluid=True, columns=2, few=True)
WIDE = Frame("wide", 600, 380, fluid=True, columns=4)
PICTURE = Frame("", 760, 380, fluid=False, columns=4)
# In the middle of a card, which is looked at small.
CARD = Frame("", 440, 205, fluid=False, columns=2, few=True)
