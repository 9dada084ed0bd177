"""The data of each figure to take along, in every format, and the catalogues of them all."""

from __future__ import annotations

from pathlib import Path

from factsite.build_cache.recipes import Recipe
from factsite.charting.picture import Caption, png, specimen, standalone
from factsite.localising.language import upper_first
from factsite.publishing.data_pages import catalogue_page, embedded_page, permanent_page
from factsite.publishing.datapackage import PATH as DATA_PACKAGE
from factsite.publishing.datapackage import data_package
from factsite.publishing.dataset import Dataset, datasets
from factsite.publishing.dcat import JSONLD, TURTLE, catalogue, turtle
from factsite.publishing.kept import Kept
from factsite.publishing.metadata import metadata
from factsite.publishing.references import bibtex, csl_json
from factsite.publishing.sheets import sheets
from factsite.publishing.tables import as_csv, labelled_rows, tidy
from factsite.publishing.workbooks import write_workbook
from factsite.publishing.writing import as_json, write, write_page
from factsite.rendering.addresses import CATALOGUE, download, permanent
from factsite.rendering.figures import Chart, ChartMark, chart, marks
from factsite.rendering.reuse import embed_address
from factsite.rendering.site import Site
from factsite.rendering.view import View

_PNG = Recipe("png", png, ("vl-convert-python",), specimen)
_WORKBOOK = Recipe("xlsx", write_workbook, ("XlsxWriter",))
_TURTLE = Recipe("ttl", turtle, ("rdflib",))


def write_downloads(site: Site, folder: Path) -> None:
    """Write the downloads of all figures and the catalogues into the folder of the built site."""
    kept = Kept(site.kept_downloads)
    found = datasets(site)
    for dataset in found:
        _write_figure(dataset, folder, kept)
    write_page(folder, f"{CATALOGUE}index.html", catalogue_page(site, found))
    write(folder / CATALOGUE / "index.json", as_json({"figures": [_in_index(dataset) for dataset in found]}))
    write(folder / DATA_PACKAGE, as_json(data_package(site, found)))
    linked = as_json(catalogue(site, found))
    write(folder / JSONLD, linked)
    kept.put(folder / TURTLE, _TURTLE, linked)
    kept.finish()


def _write_figure(dataset: Dataset, folder: Path, kept: Kept) -> None:
    identifier = dataset.id
    write(folder / download(identifier, "csv"), tidy(dataset))
    write(folder / download(identifier, "json"), as_json(metadata(dataset)))
    write_page(folder, f"{permanent(identifier)}index.html", permanent_page(dataset))
    for code in dataset.views:
        rows = labelled_rows(dataset, code)
        write(folder / download(identifier, f"{code}.csv"), as_csv(rows))
        kept.put(folder / download(identifier, f"{code}.xlsx"), _WORKBOOK, sheets(dataset, code, rows))
        write(folder / download(identifier, f"{code}.bib"), bibtex(dataset, code))
        write(folder / download(identifier, f"{code}.csl.json"), csl_json(dataset, code))
        drawn = chart(dataset.views[code], dataset.figure)
        write_page(folder, embed_address(identifier, code), embedded_page(dataset, code, drawn))
        if drawn:
            picture = _picture(dataset, code, drawn)
            write(folder / download(identifier, f"{code}.svg"), picture)
            kept.put(folder / download(identifier, f"{code}.png"), _PNG, picture)


def _event(view: View, mark: ChartMark) -> str:
    return mark.note or view.title_of(mark.entry)


def _picture(dataset: Dataset, code: str, drawn: Chart) -> str:
    view, figure = dataset.views[code], dataset.figure
    events = [
        view.language.labelled(f"{mark.number}", f"{view.language.span(mark.day)}, {_event(view, mark)}")
        for mark in (marks(view, figure) if drawn.marks else [])
    ]
    source = view.language.say(
        "Source: %(publishers)s. Version of %(day)s.",
        publishers=", ".join(dataset.publishers(code)),
        day=view.language.day(figure.changed),
    )
    caption = Caption(
        view.shown.code,
        view.title,
        upper_first(", ".join(filter(None, [view.language.unit_beside(view.title, figure.unit), drawn.extent]))),
        drawn.description,
        drawn.legend,
        [*events, source, dataset.address],
    )
    return standalone(str(drawn.svg), caption)


def _in_index(dataset: Dataset) -> dict[str, object]:
    files = {file.ending: file.address for file in dataset.downloads}
    return {"id": dataset.id, "title": dataset.texts("title"), "page": permanent(dataset.id), **files}
