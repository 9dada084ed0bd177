"""The charts of a figure before they are drawn, with the room that their words need in every language."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from factsite.charting.shape import OTHERS, Shape, shapes
from factsite.charting.words import room
from factsite.content import Content, Labels
from factsite.deriving.chart_events import marked_days
from factsite.localising.language import Language, language
from factsite.records.figure import Figure
from factsite.records.slices import slices


def code_name(labels: Labels, speaker: Language, dimension: str, code: str) -> str:
    """The name of a code of a dimension: the site's own, else that of a country."""
    own = labels.codes.get(dimension, {}).get(code)
    return own or speaker.country(code) or code


def name_on_chart(labels: Labels, speaker: Language, dimension: str, code: str) -> str:
    """The name of a series of a chart."""
    return speaker.say("All others") if code == OTHERS else code_name(labels, speaker, dimension, code)


def charts(content: Content, figure: Figure) -> dict[str, list[Shape]]:
    """The charts of each slice of a figure."""
    days = tuple(marked.day.start for marked in marked_days(content, figure))
    speakers = {code: language(content.languages[code]) for code in content.languages}
    named = {
        code: (speaker, partial(name_on_chart, content.labels_in(code), speaker)) for code, speaker in speakers.items()
    }
    return {
        piece.id: [
            replace(shape, room=room(shape, figure, named)) for shape in shapes(figure, piece, content.dimensions, days)
        ]
        for piece in slices(figure)
    }
