"""The data of each figure to take along, in every format, and the catalogues of them all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from factsite.build_cache.recipes import Recipe
from factsite.charting.picture import png, specimen
from factsite.publishing.data_pages import catalogue_page, permanent_page
from factsite.publishing.datapackage import PATH as DATA_PACKAGE
from factsite.publishing.datapackage import data_package
from factsite.publishing.dataset import Dataset, datasets
from factsite.publishing.dcat import JSONLD, TURTLE, catalogue, turtle
from factsite.publishing.embeds import Embed
from factsite.publishing.figure_feeds import plan_figure_feed
from factsite.publishing.metadata import metadata
from factsite.publishing.oembed import oembed
from factsite.publishing.planned import Planned, PlannedSlow
from factsite.publishing.references import bibtex, csl_json
from factsite.publishing.sheets import sheets
from factsite.publishing.tables import as_csv, labelled_rows, tidy
from factsite.publishing.versions import plan_versions
from factsite.publishing.workbooks import write_workbook
from factsite.publishing.writing import as_json
from factsite.rendering.addresses import CATALOGUE, download, permanent
from factsite.rendering.figures import chart
from factsite.rendering.pictures import picture
from factsite.rendering.reuse import LOOKS, embed_address, oembed_address, values_address
from factsite.rendering.site import Site

_PNG = Recipe("png", png, ("vl-convert-python",), specimen)
_WORKBOOK = Recipe("xlsx", write_workbook, ("XlsxWriter",))
_TURTLE = Recipe("ttl", turtle, ("rdflib",))


def plan_downloads(site: Site) -> Iterator[Planned | PlannedSlow]:
    """The downloads of all figures and the catalogues."""
    found = datasets(site)
    for dataset in found:
        yield from _of_figure(dataset)
        for code in dataset.views:
            yield from _in_language(dataset, code)
    yield Planned(f"{CATALOGUE}index.html", lambda: catalogue_page(site, found))
    yield Planned(f"{CATALOGUE}index.json", lambda: as_json({"figures": [_in_index(dataset) for dataset in found]}))
    yield Planned(DATA_PACKAGE, lambda: as_json(data_package(site, found)))
    linked = cache(lambda: as_json(catalogue(site, found)))
    yield Planned(JSONLD, linked)
    yield PlannedSlow(TURTLE, _TURTLE, linked)


def _of_figure(dataset: Dataset) -> Iterator[Planned]:
    identifier = dataset.id
    yield Planned(download(identifier, "csv"), partial(tidy, dataset))
    yield Planned(download(identifier, "json"), lambda: as_json(metadata(dataset)))
    yield Planned(f"{permanent(identifier)}index.html", partial(permanent_page, dataset))
    yield from plan_versions(dataset)


def _in_language(dataset: Dataset, code: str) -> Iterator[Planned | PlannedSlow]:
    identifier = dataset.id
    rows = cache(partial(labelled_rows, dataset, code))
    drawn = cache(partial(chart, dataset.views[code], dataset.figure))
    yield Planned(download(identifier, f"{code}.csv"), lambda: as_csv(rows()))
    yield PlannedSlow(download(identifier, f"{code}.xlsx"), _WORKBOOK, lambda: sheets(dataset, code, rows()))
    yield Planned(download(identifier, f"{code}.bib"), partial(bibtex, dataset, code))
    yield Planned(download(identifier, f"{code}.csl.json"), partial(csl_json, dataset, code))
    yield from plan_figure_feed(dataset, code)
    embed = Embed(dataset, code)
    for look in ("", *LOOKS):
        yield Planned(embed_address(identifier, code, look), partial(lambda look: embed.page(drawn(), look), look))
    yield Planned(oembed_address(identifier, code), lambda: as_json(oembed(dataset, code, drawn())))
    if not embed.holds_all:
        yield Planned(values_address(identifier, code), lambda: as_json(embed.values()))
    if dataset.site.main_shape(identifier):
        shown = cache(lambda: picture(dataset.views[code], dataset.figure, drawn()))
        yield Planned(download(identifier, f"{code}.svg"), shown)
        yield PlannedSlow(download(identifier, f"{code}.png"), _PNG, shown)


def _in_index(dataset: Dataset) -> dict[str, object]:
    files = {file.ending: file.address for file in dataset.downloads}
    return {"id": dataset.id, "title": dataset.texts("title"), "page": permanent(dataset.id), **files}
