"""The charts of a figure before they are drawn, and the names of their codes."""

from __future__ import annotations

from factsite.charting.shape import Shape, shapes
from factsite.content import Content, Labels
from factsite.deriving.chart_events import marked_days
from factsite.localising.language import Language
from factsite.records.figure import Figure
from factsite.records.slices import slices


def code_name(labels: Labels, speaker: Language, dimension: str, code: str) -> str:
    """The name of a code of a dimension: the site's own, else that of a country."""
    own = labels.codes.get(dimension, {}).get(code)
    return own or speaker.country(code) or code


def charts(content: Content, figure: Figure) -> dict[str, list[Shape]]:
    """The charts of each slice of a figure."""
    days = tuple(marked.day.start for marked in marked_days(content, figure))
    return {piece.id: shapes(figure, piece, content.dimensions, days) for piece in slices(figure)}
