"""All figures in one file each: as a table in Parquet, in SDMX, and their codes with their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import islice

from factsite.build_cache.recipes import Recipe
from factsite.publishing.columns import PERIOD, VALUE, CellType, titles
from factsite.publishing.dataset import Dataset
from factsite.publishing.delimited import Cell, Rows, as_csv
from factsite.publishing.jsonstat import collection, collection_address
from factsite.publishing.parquet import Table, write_parquet, write_parquet_in_parts
from factsite.publishing.planned import Planned, PlannedBytes, PlannedSlow
from factsite.publishing.sdmx import Flow, flow_of_all
from factsite.publishing.sdmx_csv import sdmx_csv
from factsite.publishing.sdmx_ml import structure
from factsite.publishing.tables import OWN, tidy_rows
from factsite.publishing.writing import as_json
from factsite.rendering.addresses import CATALOGUE
from factsite.rendering.site import Site

PARQUET, SDMX_DATA, SDMX_STRUCTURE, CODES = (
    f"{CATALOGUE}figures.{ending}" for ending in ("parquet", "sdmx.csv", "sdmx.xml", "codes.csv")
)
# So many rows of the table in Parquet are held at once; of more it is made part by part, here, and isn’t kept.
MOST_AT_ONCE = 50_000
_PARQUET = Recipe("parquet", write_parquet, ("pyarrow",))
_BEFORE = {"figure": CellType.TEXT, "period": CellType.TEXT, "period_start": CellType.DAY, "period_end": CellType.DAY}
_AFTER = {
    "value": CellType.NUMBER,
    "numerator": CellType.NUMBER,
    "denominator": CellType.NUMBER,
    "unit": CellType.TEXT,
    "status": CellType.TEXT,
    "source": CellType.TEXT,
    "own": CellType.TEXT,
    "value_key": CellType.TEXT,
}


def plan_together(site: Site, found: list[Dataset]) -> Iterator[Planned | PlannedBytes | PlannedSlow]:
    """The files of all figures; none without a figure."""
    for code in site.content.languages:
        yield Planned(collection_address(code), partial(_collection, site, found, code))
    if not found:
        return
    exchanged = cache(partial(flow_of_all, site, found))
    yield Planned(SDMX_DATA, lambda: sdmx_csv(exchanged()))
    yield Planned(SDMX_STRUCTURE, lambda: _structure(exchanged(), found))
    yield Planned(CODES, lambda: as_csv(_codes(site, found)))
    if sum(len(dataset.figure.observations) for dataset in found) > MOST_AT_ONCE:
        yield PlannedBytes(PARQUET, lambda: _one_large_table(site, found))
    else:
        yield PlannedSlow(PARQUET, _PARQUET, lambda: one_table(site, found))


def _collection(site: Site, found: list[Dataset], code: str) -> str:
    return as_json(collection(site, found, code))


def _structure(exchanged: Flow, found: list[Dataset]) -> str:
    newest = max(dataset.figure.changed for dataset in found)
    return structure(exchanged, newest, titles(found[0], PERIOD), titles(found[0], VALUE))


def one_table(site: Site, found: list[Dataset]) -> Table:
    """The values of this site of all figures: a column per dimension, empty for a figure that doesn’t have it."""
    kinds, about = _described(site, found)
    return Table(kinds, _columns(kinds, _own_rows(found)), about)


def _one_large_table(site: Site, found: list[Dataset]) -> bytes:
    """The same, so many rows at once that they can be held."""
    kinds, about = _described(site, found)
    rows = _own_rows(found)
    parts = iter(lambda: list(islice(rows, MOST_AT_ONCE)), [])
    return write_parquet_in_parts(Table(kinds, _columns(kinds, part), about) for part in parts)


def _described(site: Site, found: list[Dataset]) -> tuple[dict[str, CellType], dict[str, str]]:
    dimensions = dict.fromkeys((name for dataset in found for name in dataset.columns), CellType.TEXT)
    newest = max(dataset.figure.changed for dataset in found)
    return _BEFORE | dimensions | _AFTER, {"version": newest.isoformat(), "source": site.base}


def _own_rows(found: list[Dataset]) -> Iterator[dict[str, Cell]]:
    return (row for dataset in found for row in tidy_rows(dataset) if row["alternative"] == OWN)


def _columns(kinds: dict[str, CellType], rows: Iterable[dict[str, Cell]]) -> dict[str, list[Cell]]:
    cells: dict[str, list[Cell]] = {name: [] for name in kinds}
    for row in rows:
        for name, column in cells.items():
            column.append(row.get(name))
    return cells


def _codes(site: Site, found: list[Dataset]) -> Rows:
    """Every code of every dimension with its names, under its head: for tables with codes, to be joined with."""
    languages = list(site.content.languages)
    rows: dict[tuple[str, str], list[Cell]] = {}
    for dataset in found:
        for name, column in zip(dataset.figure.dimensions, dataset.columns, strict=True):
            for own in dict.fromkeys(point.codes.get(name, "") for point in dataset.figure.observations):
                code = dataset.code(name, own)
                names = [str(dataset.views[one].code_name(name, own)) for one in languages]
                rows.setdefault((column, code), [column, code, *names])
    return [["dimension", "code", *(f"name_{one}" for one in languages)], *rows.values()]
