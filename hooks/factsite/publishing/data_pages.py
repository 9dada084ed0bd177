"""Pages under /data/: the catalogue, and the permanent page of each figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factsite.publishing.dataset import Dataset
from factsite.records.figure import Figure, Observation
from factsite.rendering.addresses import CATALOGUE, part_end, permanent, value_key, versions_address
from factsite.rendering.citing import head_tags
from factsite.rendering.figures import Headline, headline
from factsite.rendering.formats import Shelf, files_in, shelf
from factsite.rendering.papers import documents
from factsite.rendering.parting import part
from factsite.rendering.reuse import embed_address
from factsite.rendering.schema_org.dataset import dataset as described
from factsite.rendering.site import Site
from factsite.rendering.view import View

# Rows of a table of values that stands open: a page of more would take a phone a second to lay out.
MOST_OPEN = 100


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


def permanent_page(dataset: Dataset) -> str:
    """The page of a figure at the address that no change of language or title moves."""
    site, figure, address = dataset.site, dataset.figure, permanent(dataset.id)
    view = dataset.views[dataset.entry.language_for(site.content.languages.default)]
    shown = site.shown(figure)
    rows = [_row(figure, point) for point in dataset.observations if shown.has(point)]
    return site.environment.get_template("data-figure.html").render(
        **frame(site, address),
        identifier=dataset.id,
        title=site.title(dataset.entry, site.content.languages.default),
        parts=[_part(dataset, code, address) for code in dataset.views],
        coded=_shelf(dataset, ""),
        versions=versions_address(dataset.id),
        columns=["period", *figure.dimensions, "value", "status"],
        rows=rows,
        on_page=shown,
        unit=figure.unit.value,
        flags=dataset.flags,
        tags=head_tags(view, figure),
        structured=[described(view, figure)],
    )


def catalogue_part(site: Site, number: int) -> str:
    """The address of a part of the catalogue: it is of all languages, and so is a word that most of them have."""
    return CATALOGUE + part_end(site.speaker(site.content.languages.default), number)


def catalogue_page(site: Site, datasets: list[Dataset], number: int) -> str:
    """The page that lists all figures and formats in three languages; of many figures a part."""
    shown, address = part(datasets, number), catalogue_part(site, number)
    figures = [
        ValueLine(
            dataset.id,
            permanent(dataset.id),
            _shelf(dataset, ""),
            [_part(dataset, code, address) for code in dataset.views],
        )
        for dataset in shown.entries
    ]
    papers = {code: documents(site, code) for code in site.content.languages}
    context = frame(site, address)
    for view in context["views"].values():
        view.number = number
    return site.environment.get_template("data.html").render(**context, figures=figures, papers=papers, part=shown)


def frame(site: Site, address: str) -> dict[str, Any]:
    """What the frame of a page in all languages needs; ``first`` is that of the default language."""
    views = {code: View(site, code, None, address) for code in site.content.languages}
    first = views[site.content.languages.default]
    return {"site": site, "address": address, "views": views, "first": first, "most_open": MOST_OPEN}


def _part(dataset: Dataset, code: str, page: str) -> ValuePart:
    view, identifier = View(dataset.site, code, dataset.entry, page), dataset.id
    return ValuePart(view, headline(view, dataset.figure), _shelf(dataset, code), embed_address(identifier, code))


def _shelf(dataset: Dataset, code: str) -> Shelf:
    return shelf(files_in(dataset.site, dataset.id, code))


def _row(figure: Figure, point: Observation) -> ValueRow:
    codes = [point.codes.get(name, "") for name in figure.dimensions]
    value = "" if point.value is None else format(point.value, "f")
    return ValueRow(value_key(figure, point), point.period.text, codes, value, str(point.status))
