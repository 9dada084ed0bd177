"""Pages under /data/: the catalogue, the permanent page of each figure, and the page that other sites embed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from factsite.deriving.release_state import State, state_on
from factsite.publishing.dataset import Dataset
from factsite.records.figure import Figure, Observation, Revision
from factsite.rendering.addresses import CATALOGUE, permanent, value_key
from factsite.rendering.figures import Chart, Headline, headline, headline_of, marks
from factsite.rendering.formats import Shelf, files_in, shelf
from factsite.rendering.reuse import embed_address
from factsite.rendering.site import Site
from factsite.rendering.tables import value_text
from factsite.rendering.view import View

# A page to embed is small: of a figure with more values only the totals can be pinned.
MAX_PINNED = 300


@dataclass(frozen=True)
class ValuePart:
    """A figure in one language on a page in three."""

    view: View
    headline: Headline | None
    files: Shelf
    embed: str


@dataclass(frozen=True)
class ValueLine:
    """A figure in the catalogue."""

    id: str
    page: str
    coded: Shelf
    parts: list[ValuePart]


@dataclass(frozen=True)
class ValueRow:
    """A value on the permanent page: its key, its codes, its number or nothing, its flags."""

    key: str
    period: str
    codes: list[str]
    value: str
    status: str


@dataclass(frozen=True)
class Pinned:
    """A value that a page to embed can show: its key, and it in words, with what it once was, and what is newer."""

    key: str
    value: Decimal | None
    text: str
    label: str
    period: str
    flags: list[str]
    revisions: list[Revision]
    newer: Headline | None


def permanent_page(dataset: Dataset) -> str:
    """The page of a figure at the address that no change of language or title moves."""
    site, figure, address = dataset.site, dataset.figure, permanent(dataset.id)
    rows = [_row(figure, point) for point in dataset.observations]
    return site.environment.get_template("data-figure.html").render(
        **_common(site, address),
        identifier=dataset.id,
        title=site.title(dataset.entry, site.content.languages.default),
        parts=[_part(dataset, code, address) for code in dataset.views],
        coded=_shelf(dataset, ""),
        columns=["period", *figure.dimensions, "value", "status"],
        rows=rows,
        unit=figure.unit.value,
        flags=dataset.flags,
    )


def catalogue_page(site: Site, datasets: list[Dataset]) -> str:
    """The page that lists all figures and formats in three languages."""
    figures = [
        ValueLine(
            dataset.id,
            permanent(dataset.id),
            _shelf(dataset, ""),
            [_part(dataset, code, CATALOGUE) for code in dataset.views],
        )
        for dataset in datasets
    ]
    return site.environment.get_template("data.html").render(**_common(site, CATALOGUE), figures=figures)


def embedded_page(dataset: Dataset, reader: str, drawn: Chart | None) -> str:
    """The page that other sites embed, without script: the newest value or the one named after ``#``, and the chart."""
    view = View(dataset.site, reader, dataset.entry, embed_address(dataset.id, reader))
    figure, newest = dataset.figure, headline(view, dataset.figure)
    return dataset.site.environment.get_template("embed.html").render(
        view.context(
            record=figure,
            headline=newest,
            pinned=_pinned(view, figure, _pinnable(figure, newest)),
            chart=drawn,
            marks=marks(view, figure),
            publishers=dataset.publishers(reader),
            overdue=state_on(figure, dataset.site.day) is State.OVERDUE,
            canonical=dataset.site.base + dataset.site.addresses.of(dataset.entry.path, view.shown.code),
        )
    )


def _pinnable(figure: Figure, newest: Headline | None) -> list[Observation]:
    """The values that an embedded page can show in place of the newest."""
    shown = {part.key for part in newest.parts} if newest else set()
    others = [point for point in figure.observations if value_key(figure, point) not in shown]
    if len(others) <= MAX_PINNED:
        return others
    return [point for point in others if point.codes == figure.total_codes]


def _common(site: Site, address: str) -> dict[str, object]:
    """What the frame of a page in all languages needs; ``first`` is that of the default language."""
    views = {code: View(site, code, None, address) for code in site.content.languages}
    return {"site": site, "address": address, "views": views, "first": views[site.content.languages.default]}


def _part(dataset: Dataset, code: str, page: str) -> ValuePart:
    view, identifier = View(dataset.site, code, dataset.entry, page), dataset.id
    return ValuePart(view, headline(view, dataset.figure), _shelf(dataset, code), embed_address(identifier, code))


def _shelf(dataset: Dataset, code: str) -> Shelf:
    return shelf(files_in(dataset.site, dataset.id, code))


def _row(figure: Figure, point: Observation) -> ValueRow:
    codes = [point.codes.get(name, "") for name in figure.dimensions]
    value = "" if point.value is None else format(point.value, "f")
    return ValueRow(value_key(figure, point), point.period.text, codes, value, str(point.status))


def _pinned(view: View, figure: Figure, points: list[Observation]) -> list[Pinned]:
    totals, found = figure.total_codes, []
    in_time = sorted(figure.observations, key=lambda point: point.period.end)
    newest = {frozenset(point.codes.items()): point for point in in_time if point.value is not None}
    for point in points:
        last = newest.get(frozenset(point.codes.items()))
        codes = [(name, code) for name, code in point.codes.items() if code != totals.get(name)]
        found.append(
            Pinned(
                value_key(figure, point),
                point.value,
                value_text(view, figure, point)
                if point.value is None
                else view.language.written(point.value, figure.unit),
                ", ".join(view.code_name(name, code) for name, code in codes),
                view.language.span(point.period),
                view.status(point.status) if point.value is not None else [],
                [one for one in figure.revisions if one.period == point.period and totals | one.codes == point.codes],
                headline_of(view, figure, last) if last and last.period.end > point.period.end else None,
            )
        )
    return found
