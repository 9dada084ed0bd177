"""The data of each figure to take along, in every format, and the catalogues of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from itertools import islice

from factsite.build_cache.recipes import Recipe
from factsite.charting import dots
from factsite.charting.flat import specimen
from factsite.charting.picture import png
from factsite.publishing.columns import PERIOD, VALUE, Column, coded_columns, labelled_columns, other_columns, titles
from factsite.publishing.csvw import description
from factsite.publishing.data_index import PATH as INDEX
from factsite.publishing.data_index import data_index
from factsite.publishing.data_pages import catalogue_page, catalogue_part, permanent_page
from factsite.publishing.datapackage import PATH as DATA_PACKAGE
from factsite.publishing.datapackage import data_package
from factsite.publishing.dataset import Dataset, datasets
from factsite.publishing.dcat import JSONLD, TURTLE, catalogue, in_parts, turtle, whole
from factsite.publishing.delimited import Cell, Rows, csv_parts, office_csv_parts
from factsite.publishing.embeds import Embed
from factsite.publishing.figure_feeds import plan_figure_feed
from factsite.publishing.jsonstat import json_stat
from factsite.publishing.metadata import metadata
from factsite.publishing.oembed import oembed
from factsite.publishing.planned import Parted, Planned, PlannedByItself, PlannedLast, PlannedSlow, Scales
from factsite.publishing.references import bibtex, csl_json
from factsite.publishing.sdmx import flow
from factsite.publishing.sdmx_csv import sdmx_columns, sdmx_csv
from factsite.publishing.sdmx_ml import structure
from factsite.publishing.sheets import sheets
from factsite.publishing.tables import labelled_rows, other_rows, tidy, tidy_others
from factsite.publishing.together import plan_together
from factsite.publishing.versions import plan_versions
from factsite.publishing.workbooks import write_workbook
from factsite.publishing.writing import as_json, json_parts
from factsite.rendering.addresses import permanent
from factsite.rendering.figures import Chart, chart
from factsite.rendering.formats import (
    BIBTEX,
    CSL_JSON,
    CSV,
    CSVW,
    JSON,
    JSON_STAT,
    LABELLED_CSV,
    OFFICE_CSV,
    OTHER_CODED,
    OTHER_VALUES,
    PNG,
    SDMX_CSV,
    SDMX_ML,
    SVG,
    XLSX,
    Download,
    Format,
    files_in,
)
from factsite.rendering.parting import count
from factsite.rendering.pictures import picture
from factsite.rendering.reuse import LOOKS, embed_address, oembed_address, values_address
from factsite.rendering.shown import MOST
from factsite.rendering.site import Site

_PNG = Recipe("png", png, dots.LIBRARIES, specimen)
_WORKBOOK = Recipe("xlsx", write_workbook, ("XlsxWriter",))
_TURTLE = Parted(Recipe("ttl", turtle, ("rdflib",)), in_parts, whole)


def plan_downloads(site: Site) -> Iterator[PlannedByItself]:
    """The downloads of all figures and, after all of which they tell, the catalogues."""
    found = datasets(site)
    scales = Scales()
    for dataset in found:
        for file in _of_dataset(dataset):
            scales.files[file.address] = file
            yield file
    for number in range(1, count(len(found)) + 1):
        page = f"{catalogue_part(site, number)}index.html"
        yield Planned(page, partial(catalogue_page, site, found, number))
    yield from plan_together(site, found)
    yield PlannedLast(INDEX, scales, lambda: as_json(data_index(found, scales)))
    yield PlannedLast(DATA_PACKAGE, scales, lambda: as_json(data_package(site, found, scales)))
    linked = cache(lambda: as_json(catalogue(site, found, scales)))
    yield PlannedLast(JSONLD, scales, linked)
    yield PlannedLast(TURTLE, scales, linked, _TURTLE)


def _of_dataset(dataset: Dataset) -> Iterator[Planned | PlannedSlow]:
    yield from _of_figure(dataset)
    for code in dataset.views:
        yield from _in_language(dataset, code)


def _of_figure(dataset: Dataset) -> Iterator[Planned | PlannedSlow]:
    files = files_in(dataset.site, dataset.id, "")
    exchanged = cache(partial(flow, dataset))
    period, value = titles(dataset, PERIOD), titles(dataset, VALUE)
    makers: dict[Format, Callable[[], str | Iterator[str]]] = {
        CSV: partial(tidy, dataset),
        OTHER_CODED: partial(tidy_others, dataset),
        JSON: lambda: json_parts(metadata(dataset)),
        SDMX_CSV: lambda: sdmx_csv(exchanged()),
        SDMX_ML: lambda: structure(exchanged(), dataset.figure.changed, period, value),
    }
    makers |= _descriptions(dataset, files, lambda: sdmx_columns(exchanged(), value, period))
    yield from _planned(files, makers, {})
    yield Planned(f"{permanent(dataset.id)}index.html", partial(permanent_page, dataset))
    yield from plan_versions(dataset)


def _descriptions(
    dataset: Dataset, files: list[Download], in_sdmx: Callable[[], list[Column]] | None = None
) -> dict[Format, Callable[[], str]]:
    """What makes the description of each CSV among some files."""
    by_format = {file.format: file for file in files}
    columns: dict[Format, Callable[[], list[Column]]] = {
        CSV: partial(coded_columns, dataset),
        OTHER_CODED: partial(coded_columns, dataset),
        OFFICE_CSV: partial(labelled_columns, dataset),
        LABELLED_CSV: partial(labelled_columns, dataset),
        OTHER_VALUES: partial(other_columns, dataset),
    }
    if in_sdmx:
        columns[SDMX_CSV] = in_sdmx
    return {
        about: partial(_description, dataset, by_format[described], columns[described])
        for about, described in CSVW.items()
        if described in by_format
    }


def _description(dataset: Dataset, described: Download, columns: Callable[[], list[Column]]) -> str:
    decimal = None
    if described.format == OFFICE_CSV:
        decimal = dataset.views[described.language].language.decimal_sign
    return as_json(description(dataset, described, columns(), decimal))


def _in_language(dataset: Dataset, code: str) -> Iterator[Planned | PlannedSlow]:
    files = files_in(dataset.site, dataset.id, code)
    rows, others = partial(_rows_in_words, dataset, code), partial(other_rows, dataset, code)
    drawn = cache(partial(chart, dataset.views[code], dataset.figure))
    shown = cache(lambda: picture(dataset.views[code], dataset.figure, drawn()))
    decimal = dataset.views[code].language.decimal_sign
    makers: dict[Format, Callable[[], str | Iterator[str]]] = {
        OFFICE_CSV: lambda: office_csv_parts(rows(), decimal),
        LABELLED_CSV: lambda: _in_parts(rows),
        OTHER_VALUES: lambda: _in_parts(others),
        JSON_STAT: lambda: json_parts(json_stat(dataset, code)),
        BIBTEX: partial(bibtex, dataset, code),
        CSL_JSON: partial(csl_json, dataset, code),
        SVG: shown,
    }
    makers |= _descriptions(dataset, files)
    slow: dict[Format, tuple[Recipe, Callable[[], object]]] = {
        XLSX: (_WORKBOOK, lambda: sheets(dataset, code, list(rows()), others())),
        PNG: (_PNG, shown),
    }
    yield from _planned(files, makers, slow)
    yield from plan_figure_feed(dataset, code)
    yield from _embedded(dataset, code, drawn)


def _rows_in_words(dataset: Dataset, code: str) -> Iterable[list[Cell]]:
    """The table of a figure in words; of a small one it is made once for all files that follow one another."""
    return _few_rows(dataset, code) if len(dataset.figure.observations) <= MOST else labelled_rows(dataset, code)


@lru_cache(maxsize=1)
def _few_rows(dataset: Dataset, code: str) -> Rows:
    return list(labelled_rows(dataset, code))


def _in_parts(rows: Callable[[], Iterable[list[Cell]]]) -> Iterator[str]:
    return csv_parts(next(iter(rows())), lambda: islice(rows(), 1, None), titled=True)


def _embedded(dataset: Dataset, code: str, drawn: Callable[[], Chart | None]) -> Iterator[Planned]:
    """What other sites show of a figure."""
    identifier, embed = dataset.id, Embed(dataset, code, drawn)
    for look in ("", *LOOKS):
        yield Planned(embed_address(identifier, code, look), partial(embed.page, look))
    yield Planned(oembed_address(identifier, code), lambda: as_json(oembed(dataset, code, drawn())))
    if not embed.holds_all:
        yield Planned(values_address(identifier, code), lambda: as_json(embed.values()))


def _planned(
    files: list[Download],
    makers: Mapping[Format, Callable[[], str | Iterator[str]]],
    slow: dict[Format, tuple[Recipe, Callable[[], object]]],
) -> Iterator[Planned | PlannedSlow]:
    """Each file of the list of formats, with what makes it.

    Raises:
        KeyError: the list has a format that nothing makes.
    """
    for file in files:
        if file.format in slow:
            yield PlannedSlow(file.address, *slow[file.format])
        else:
            yield Planned(file.address, makers[file.format])
