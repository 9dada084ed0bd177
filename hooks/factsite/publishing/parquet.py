"""All values of all figures as one table in Parquet (https://parquet.apache.org/docs/file-format/): types stand in it.

Nothing here knows figures: the table is made in ``together``, the file by another process.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from factsite.publishing.columns import CellType
from factsite.publishing.delimited import Cell

_TYPES = {
    CellType.TEXT: pa.string(),
    CellType.NUMBER: pa.float64(),
    CellType.WHOLE: pa.int64(),
    CellType.DAY: pa.date32(),
}


@dataclass(frozen=True)
class Table:
    """A table before it is written: the type of each column, its cells, and what is said of all of it."""

    kinds: dict[str, CellType]
    cells: dict[str, list[Cell]]
    about: dict[str, str]


def write_parquet(table: Table) -> bytes:
    """Write a table; the same bytes for the same cells."""
    buffer = io.BytesIO()
    pq.write_table(_as_arrow(table), buffer, compression="zstd")
    return buffer.getvalue()


def write_parquet_in_parts(parts: Iterator[Table]) -> bytes:
    """Write a table of which not all rows can be held at once: some of its rows in each part, all else the same."""
    buffer = io.BytesIO()
    first = _as_arrow(next(parts))
    with pq.ParquetWriter(buffer, first.schema, compression="zstd") as writer:
        writer.write_table(first)
        for part in parts:
            writer.write_table(_as_arrow(part))
    return buffer.getvalue()


def _as_arrow(table: Table) -> pa.Table:
    fields = [pa.field(name, _TYPES[kind]) for name, kind in table.kinds.items()]
    arrays = [pa.array(list(map(_value, table.cells[field.name])), type=field.type) for field in fields]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=table.about))


def _value(cell: Cell) -> Any:  # noqa: ANN401 - whatever a column of the table may hold
    return float(cell) if isinstance(cell, Decimal) else cell
