"""The home page: what the first key figure says, the others as tiles, what is new, what comes soon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from factsite.charting.card import Face
from factsite.content import Entry
from factsite.deriving.release_state import SOON_WEEKS
from factsite.records.figure import Figure
from factsite.records.registry import kinds
from factsite.rendering.calendar import coming
from factsite.rendering.figures import Chart, ChartMark, chart, figure_face, marks
from factsite.rendering.lists import Tile, tile
from factsite.rendering.presentation import presentation
from factsite.rendering.site import Site
from factsite.rendering.view import View
from factsite.rendering.words import LangText

NEWEST = 4


def home_lists(view: View) -> dict[str, Any]:
    """The home page: what the first key figure says, the others, the newest of law, fact checks and decisions."""
    figures = key_figures(view.site)
    return {
        "lead": lead(view, figures[0]) if figures else None,
        "tiles": [tile(view, entry) for entry in figures[1:]],
        "all": len(view.site.listed("figures", view.code)),
        "coming": coming(view),
        "weeks": SOON_WEEKS,
        "newest": newest(view),
    }


def key_figures(site: Site) -> list[Entry]:
    """The key figures that have a page, in their order."""
    named = [site.content.entries.get(f"figures/{name}") for name, _ in site.content.key_figures]
    return [entry for entry in named if entry and entry.of(Figure) and entry.translations]


def home_face(view: View, plain: Face) -> Face:
    """The card of the home page: what the first key figure says."""
    first = next(iter(key_figures(view.site)), None)
    figure = first.of(Figure) if first else None
    if first is None or figure is None:
        return plain
    own = View(view.site, view.code, first, view.address)
    return figure_face(own, first, figure, replace(plain, title=own.finding or own.title))


@dataclass(frozen=True)
class Lead:
    """What the home page answers first: a figure, what it says in a sentence, its chart and the events on it."""

    tile: Tile
    finding: LangText
    record: Figure
    view: View
    chart: Chart | None
    marks: list[ChartMark]


def lead(view: View, entry: Entry) -> Lead | None:
    """The first figure of the home page."""
    figure = entry.of(Figure)
    if figure is None:
        return None
    own = View(view.site, view.code, entry, view.address)
    return Lead(tile(view, entry), own.finding, figure, own, chart(own, figure), marks(own, figure))


@dataclass(frozen=True)
class NewestList:
    """The newest records of a kind as the home page shows them."""

    kind: str
    title: str
    all: str
    entries: list[Entry]


def newest(view: View, most: int = NEWEST) -> list[NewestList]:
    """The newest of each kind that says it of itself: so many, by day, and on one day the same in every language."""
    themes = list(view.site.content.themes)

    def place(entry: Entry) -> tuple[int, str]:
        return (entry.record.place(themes) if entry.record else 0, entry.id)

    declared = [(one, kind) for kind in kinds() if (one := presentation(kind).newest)]
    return [
        NewestList(
            kind,
            view.language.say(one.title),
            view.language.say(one.all),
            sorted(view.site.listed(kind, view.code), key=place)[:most],
        )
        for one, kind in sorted(declared, key=lambda pair: pair[0].place)
    ]
