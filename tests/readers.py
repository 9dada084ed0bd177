"""Programs that aren’t ours, as they read the published files by their defaults: for the suite and for the audit."""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow.csv
import sdmx
from pyjstat import pyjstat
from sdmx.message import DataMessage, StructureMessage

from factsite.publishing.dataset import Dataset
from factsite.publishing.sdmx import component_id
from factsite.publishing.sdmx_csv import time_period

Key = tuple[str, ...]
Values = dict[Key, float | None]
# sdmx1 tells its log what it thinks of each file.
logging.getLogger("sdmx").setLevel(logging.ERROR)


def wanted(dataset: Dataset) -> Values:
    """What a reader must find: period and codes of each observation → its value."""
    return {
        (point.period.text, *dataset.codes(point)): None if point.value is None else float(point.value)
        for point in dataset.observations
    }


def values(rows: Iterable[tuple[object, ...]]) -> Values:
    """What a reader found, by the same keys: the value stands last in a row."""
    return {tuple(map(str, row[:-1])): _value(row[-1]) for row in rows}


def _value(found: object) -> float | None:
    if found in (None, ""):
        return None
    number = float(str(found))
    return None if math.isnan(number) else number


def _pandas(path: Path, names: list[str]) -> Iterable[tuple[object, ...]]:
    rows: Iterable[tuple[object, ...]] = pandas.read_csv(path)[names].itertuples(index=False, name=None)
    return rows


def _polars(path: Path, names: list[str]) -> Iterable[tuple[object, ...]]:
    return polars.read_csv(path).select(names).iter_rows()


def _pyarrow(path: Path, names: list[str]) -> Iterable[tuple[object, ...]]:
    table = pyarrow.csv.read_csv(path)
    return zip(*(table[name].to_pylist() for name in names), strict=True)


def _duckdb(path: Path, names: list[str]) -> Iterable[tuple[object, ...]]:
    return duckdb.read_csv(str(path)).select(*names).fetchall()


# Each reads the columns of a table with codes.
TABLES: dict[str, Callable[[Path, list[str]], Iterable[tuple[object, ...]]]] = {
    "pandas": _pandas,
    "polars": _polars,
    "pyarrow": _pyarrow,
    "DuckDB": _duckdb,
}


def read_table(client: str, path: Path, dataset: Dataset) -> Values:
    """A table with codes, as a program reads it."""
    return values(TABLES[client](path, ["period", *dataset.columns, "value"]))


def read_parquet(path: Path, dataset: Dataset) -> Values:
    """A figure out of the table of all, by DuckDB."""
    names = ", ".join(f'"{name}"' for name in ["period", *dataset.columns, "value"])
    query = f"SELECT {names} FROM read_parquet(?) WHERE figure = ?"  # noqa: S608 - names of our own columns
    return values(duckdb.execute(query, [str(path), dataset.id]).fetchall())


def read_json_stat(path: Path, dataset: Dataset) -> Values:
    """A JSON-stat dataset, by pyjstat; it has a row for every combination of codes, of which only some have a value."""
    table = pyjstat.Dataset.read(path.read_text(encoding="utf-8")).write("dataframe", naming="id")
    found = values(table[["period", *dataset.columns, "value"]].itertuples(index=False, name=None))
    return {key: value for key, value in found.items() if value is not None}


def read_sdmx(structure_path: Path, data_path: Path) -> tuple[StructureMessage, DataMessage]:
    """A structure and the data that it describes, by sdmx1."""
    # It leaves open the files that it opens itself.
    structure = sdmx.read_sdmx(io.BytesIO(structure_path.read_bytes()), format="xml")
    assert isinstance(structure, StructureMessage)
    (flow,) = structure.dataflow.values()
    data = sdmx.read_sdmx(io.BytesIO(data_path.read_bytes()), format="csv", structure=flow)
    assert isinstance(data, DataMessage)
    return structure, data


def sdmx_values(message: DataMessage, dataset: Dataset) -> Values:
    """The observations of a figure in SDMX, by its own keys."""
    names = [component_id(name) for name in dataset.figure.dimensions]
    periods = {time_period(point.period): point.period.text for point in dataset.observations}
    found: Values = {}
    for observation in message.data[0].obs:
        key = {one.id: str(one.value) for one in observation.dimension.values.values()}
        found[periods[key["TIME_PERIOD"]], *(key[name] for name in names)] = _value(observation.value)
    return found


def exact(value: Decimal | None) -> float | None:
    """A number as programs hold it."""
    return None if value is None else float(value)
