"""JSON-stat → a table (https://json-stat.org/full/): datasets of version 2.0, and the first dataset of a 1.x bundle."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from factsite.importing.table import MAX_BYTES, Row, Table, table, unreadable
from factsite.reading.text import read_text
from factsite.records.mapping import FLAGS, VALUE

MAX_CELLS = 2_000_000


def read_json_stat(path: Path) -> Table:
    """Read a dataset as one row per observation: a column per dimension, then OBS_VALUE and OBS_FLAG.

    JSON has no lines of its own, so every row stands on line 1. A value that a sparse dataset leaves out, without a
    status, isn't a row.

    Raises:
        UnreadableError: it is no such dataset.
    """
    dataset = _dataset(path)
    try:
        names = [str(name) for name in dataset.get("id") or dataset["dimension"]["id"]]
        sizes = [int(size) for size in dataset.get("size") or dataset["dimension"]["size"]]
        codes = [_codes(dataset["dimension"][name]["category"]) for name in names]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise unreadable(path, f"the dataset lacks “id”, “size” or a dimension: {error}") from error
    if [len(found) for found in codes] != sizes:
        raise unreadable(path, "the dimensions have other sizes than “size” says")
    if prod(sizes) > MAX_CELLS:
        raise unreadable(path, f"the dataset has more than {MAX_CELLS} cells", "Get a part of it.")
    values, flags = dataset.get("value"), dataset.get("status")
    if not isinstance(values, list | dict) or (isinstance(values, list) and len(values) != prod(sizes)):
        raise unreadable(path, f"“value” must hold {prod(sizes)} values, as “size” says")
    titles = (*names, VALUE, FLAGS)
    starts = tuple(1 for _ in titles)
    rows = []
    for number, place in enumerate(product(*codes)):
        value, status = _at(values, number), _at(flags, number)
        if isinstance(values, list) or value is not None or status is not None:
            written = "" if value is None else str(value)
            rows.append(Row(1, (*place, written, str(status or "").replace(":", "").strip()), starts))
    updated = dataset.get("updated")
    return table(path, Row(1, titles, starts), rows, updated if isinstance(updated, str) else None)


def _dataset(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(read_text(path, MAX_BYTES), parse_float=Decimal, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise unreadable(path, f"this is no JSON: {error.msg}", "", error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:
        raise unreadable(path, f"the JSON can’t be read: {error}") from error
    if isinstance(found, dict) and "dimension" not in found:
        inner = [part for part in found.values() if isinstance(part, dict) and "dimension" in part]
        found = inner[0] if inner else found
    if not isinstance(found, dict) or not isinstance(found.get("dimension"), dict):
        raise unreadable(path, "this JSON is no JSON-stat dataset: it has no “dimension”")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _codes(category: dict[str, Any]) -> list[str]:
    """The codes of a dimension in their order; one with a single code may have a label only."""
    index = category.get("index")
    if isinstance(index, list):
        return [str(code) for code in index]
    if isinstance(index, dict):
        return sorted(index, key=lambda code: int(index[code]))
    return list(category["label"])


def _at(values: object, number: int) -> object:
    """The value with a number in a list, a sparse map or, for a status, one word for all."""
    if isinstance(values, list):
        return values[number] if number < len(values) else None
    return values.get(str(number)) if isinstance(values, dict) else values
