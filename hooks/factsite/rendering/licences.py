"""Under which terms a figure may be reused: those of its sources, where they state the same."""

from __future__ import annotations

from factsite.content import Content
from factsite.records.codes import Licence
from factsite.records.figure import Figure
from factsite.rendering.figures import figure_sources

# Where the text of a licence stands; only what is confirmed.
ADDRESSES: dict[Licence, str] = {
    Licence.CC_BY_4_0: "https://creativecommons.org/licenses/by/4.0/",
    Licence.EU_REUSE: "http://data.europa.eu/eli/dec/2011/833/oj",
}
# The same in the EU's list of licences (http://publications.europa.eu/resource/authority/licence).
AUTHORITY: dict[Licence, str] = {Licence.CC_BY_4_0: "CC_BY_4_0", Licence.EU_REUSE: "COM_REUSE"}


def figure_licence(content: Content, figure: Figure) -> Licence | None:
    """The licence that all sources of a figure state; None where one states none or they differ."""
    found = {content.sources[cited.source].licence for cited in figure_sources(content, figure)}
    licence = found.pop() if len(found) == 1 else Licence.NOT_STATED
    return None if licence is Licence.NOT_STATED else licence
