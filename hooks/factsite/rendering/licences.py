"""Under which terms a figure may be reused: those of its sources, where they state the same."""

from __future__ import annotations

from factsite.content import Content
from factsite.records.figure import Figure
from factsite.records.listed import Licence
from factsite.rendering.figures import figure_sources


def figure_licence(content: Content, figure: Figure) -> Licence | None:
    """The licence that all sources of a figure state; None where one states none or they differ."""
    found = {content.sources[cited.source].licence for cited in figure_sources(content, figure)}
    licence = found.pop() if len(found) == 1 else None
    return licence if licence and licence.stated else None
