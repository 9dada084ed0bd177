"""The picture of a figure: the words around its chart, and how large it is in dots."""

from __future__ import annotations

from dataclasses import dataclass

from factsite.charting.picture import SCALE, Caption, size, standalone
from factsite.localising.language import upper_first
from factsite.records.figure import Figure
from factsite.rendering.addresses import download, permanent
from factsite.rendering.citing import version_of
from factsite.rendering.figures import Chart, figure_sources, marks
from factsite.rendering.licences import figure_licence
from factsite.rendering.lists import publisher_name
from factsite.rendering.view import View


@dataclass(frozen=True)
class Card:
    """A picture in dots: its address, its size, and what it shows in words."""

    address: str
    width: int
    height: int
    words: str


def thumbnail(view: View, figure: Figure, drawn: Chart | None) -> Card | None:
    """The picture of the chart of a figure in a language, if it has one."""
    if drawn is None:
        return None
    width, height = size(drawn.picture, caption(view, figure, drawn))
    address = download(view.page.id, f"{view.code}.png")
    return Card(address, width * SCALE, height * SCALE, f"{view.title}. {drawn.description}")


def picture(view: View, figure: Figure, drawn: Chart | None) -> str:
    """The picture as a drawing that stands by itself; nothing for a figure without a chart."""
    return standalone(drawn.picture, caption(view, figure, drawn)) if drawn else ""


def caption(view: View, figure: Figure, drawn: Chart) -> Caption:
    """The words around a chart: what is drawn, what its marks mean, whose numbers they are and under which terms."""
    unit = view.language.unit_beside(view.title, figure.unit)
    part = drawn.part if not view.title.lower().endswith(drawn.part.lower()) else ""
    return Caption(
        view.shown.code,
        view.title,
        upper_first(", ".join(filter(None, [part, unit, drawn.extent]))),
        drawn.description,
        [*drawn.notes(view), *events(view, figure, drawn), *_origin(view, figure)],
    )


def events(view: View, figure: Figure, drawn: Chart) -> list[str]:
    """The events that a chart marks, each after its number there."""
    return [
        view.language.labelled(
            f"{one.number}", f"{view.language.span(one.day)}, {one.note or view.title_of(one.entry)}"
        )
        for one in (marks(view, figure) if drawn.marks else [])
    ]


def _origin(view: View, figure: Figure) -> list[str]:
    """Whose numbers they are, of when, under which terms, and where they stand."""
    say, content = view.language.say, view.site.content
    sources = [content.sources[cited.source] for cited in figure_sources(content, figure)]
    publishers = dict.fromkeys(publisher_name(view, source) for source in sources)
    licence = figure_licence(content, figure)
    terms = view.language.name(licence) if licence else say("stated by the publishers, see the address below")
    return [
        say(
            "Source: %(publishers)s. Version of %(day)s.",
            publishers=", ".join(publishers),
            day=view.language.day(version_of(view, figure)),
        ),
        say("Terms of use: %(terms)s.", terms=terms),
        f"{view.site_name}, {view.site.base}{permanent(view.page.id)}",
    ]
