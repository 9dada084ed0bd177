"""JSON-stat → a table (https://json-stat.org/full/): a dataset, or one of a collection or of a bundle of version 1."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from factsite.importing.remarks import Remark, Remarks
from factsite.importing.table import FileRow, FileTable, Numeral, shown, table, unreadable
from factsite.records.mapping import FLAGS, UNIT_MULTIPLIER, VALUE, Mapping
from factsite.telling import UNSAID, quoted, told

# A document is held in memory as a whole, as its parts may stand in any order: so it is counted before it is parsed.
MAX_JSON_BYTES = 48 * 1024 * 1024
MAX_VALUES = 4_500_000
MAX_CONTAINERS = 100_000


@dataclass
class _Cube:
    """A dataset: the codes of each dimension in their order, and values and statuses by the number of the cell.

    ``multipliers`` are the powers of ten of the units of measures, by their code.
    """

    names: list[str]
    codes: list[list[str]]
    values: list[Any] | dict[str, Any]
    flags: Any
    multipliers: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """The number of cells, written or not."""
        return prod(len(found) for found in self.codes)

    def rows(self) -> Iterator[FileRow]:
        """One row per observation; a value that a sparse dataset leaves out, without a status, isn't one."""
        if isinstance(self.values, list):
            for number, codes in enumerate(product(*self.codes)):
                yield self._row(codes, self.values[number], _at(self.flags, number))
            return
        for number in sorted(self._written):
            yield self._row(self._codes_of(number), self.values.get(str(number)), _at(self.flags, number))

    def _row(self, codes: tuple[str, ...], value: object, status: object) -> FileRow:
        written = "" if value is None else value if isinstance(value, str) else str(value)
        cells = [*codes, written, str(status or "").strip()]
        if self.multipliers:
            cells.append(next((power for code, power in self.multipliers.items() if code in codes), ""))
        return FileRow(1, cells)

    def count(self) -> int:
        """The number of observations."""
        return self.size if isinstance(self.values, list) else len(self._written)

    @cached_property
    def _written(self) -> set[int]:
        """The cells of which a sparse dataset says something."""
        return set(map(int, self.values)) | (set(map(int, self.flags)) if isinstance(self.flags, dict) else set())

    def _codes_of(self, number: int) -> tuple[str, ...]:
        """The codes of a cell; the last dimension changes first."""
        found = []
        for codes in reversed(self.codes):
            number, place = divmod(number, len(codes))
            found.append(codes[place])
        return tuple(reversed(found))


def read_json_stat(path: Path, mapping: Mapping) -> FileTable:
    """Read a dataset as one row per observation: a column per dimension, then OBS_VALUE and OBS_FLAG.

    JSON has no lines of its own, so every row stands on line 1.

    Raises:
        UnreadableError: it is no such dataset, or too large.
    """
    remarks = Remarks()
    dataset = chosen_dataset(path, _document(path), mapping.dataset, remarks)
    cube = _cube(path, dataset)
    names = [*cube.names, VALUE, FLAGS, *([UNIT_MULTIPLIER] if cube.multipliers else [])]
    made = table(path, FileRow(1, names), cube.rows(), lambda row, column: 1)
    made.count, made.remarks, made.time = cube.count, remarks, _time(dataset)
    updated = dataset.get("updated")
    made.updated = updated if isinstance(updated, str) else None
    return made


def _time(dataset: dict[str, Any]) -> str | None:
    """The dimension of the periods, where the dataset says which has that role."""
    role = dataset.get("role")
    if not isinstance(role, dict) and isinstance(dataset["dimension"].get("role"), dict):
        role = dataset["dimension"]["role"]
    times = role.get("time") if isinstance(role, dict) else None
    return str(times[0]) if isinstance(times, list) and len(times) == 1 else None


def _at(flags: Any, number: int) -> object:  # noqa: ANN401 - as JSON has them
    """The status with a number in a list, a sparse map or, where all have one, in that."""
    if isinstance(flags, list):
        return flags[number] if number < len(flags) else None
    return flags.get(str(number)) if isinstance(flags, dict) else flags


def _cube(path: Path, dataset: dict[str, Any]) -> _Cube:
    try:
        names = [str(name) for name in dataset.get("id") or dataset["dimension"]["id"]]
        sizes = [str(size) for size in dataset.get("size") or dataset["dimension"]["size"]]
        codes = [_codes(dataset["dimension"][name]["category"]) for name in names]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = told("the dataset lacks “id”, “size” or a dimension: {error}", error=shown(str(error)))
        raise unreadable(path, what) from error
    if [str(len(found)) for found in codes] != sizes:
        raise unreadable(path, told("the dimensions have other sizes than “size” says"))
    if twice := next((found for found in codes if len(set(found)) != len(found)), None):
        name = names[codes.index(twice)]
        raise unreadable(path, told("a code of “{name}” stands there twice", name=shown(name)))
    values, flags = dataset.get("value"), dataset.get("status")
    cube = _Cube(names, codes, values if isinstance(values, list | dict) else [], flags, _multipliers(dataset, names))
    if not isinstance(values, list | dict) or (isinstance(values, list) and len(values) != cube.size):
        raise unreadable(path, told("“value” must hold {size} values, as “size” says", size=_counted(cube.size)))
    for name, cells in (("value", values), ("status", flags)):
        _check_cells(path, name, cells, cube.size)
    return cube


def _multipliers(dataset: dict[str, Any], names: list[str]) -> dict[str, str]:
    """The powers of ten of units: of a category that has a “multiplier” in its “unit”."""
    found: dict[str, str] = {}
    for name in names:
        units = dataset["dimension"][name]["category"].get("unit")
        for code, unit in units.items() if isinstance(units, dict) else ():
            if isinstance(unit, dict) and isinstance(unit.get("multiplier"), str):
                found[str(code)] = str(unit["multiplier"])
    return found


def _check_cells(path: Path, field: str, cells: object, size: int) -> None:
    """See that a list or sparse map holds plain values, and a map only numbers of cells that there are."""
    inner = cells.values() if isinstance(cells, dict) else cells if isinstance(cells, list) else (cells,)
    if any(isinstance(cell, list | dict) for cell in inner):
        raise unreadable(path, told("“{field}” holds a list or a map where one value should stand", field=field))
    if not isinstance(cells, dict):
        return
    longest = len(str(size)) if size < 10**18 else 19
    for key in cells:
        plain = key.isascii() and key.isdigit() and len(key) <= longest and str(int(key)) == key
        if not plain or int(key) >= size:
            raise unreadable(
                path,
                told(
                    "“{field}” names the cell “{key}”, but there are {size} cells",
                    field=field,
                    key=shown(key),
                    size=_counted(size),
                ),
            )


def _counted(size: int) -> str:
    return str(size) if size < 10**18 else told("more than 10¹⁸")


def _document(path: Path) -> object:
    """A JSON document; its numbers are texts as they stand there.

    Raises:
        UnreadableError: it is none, or too large.
    """
    raw = path.read_bytes() if path.stat().st_size <= MAX_JSON_BYTES else b""
    if not raw and path.stat().st_size:
        raise unreadable(
            path,
            told("the JSON has more than {limit} bytes", limit=MAX_JSON_BYTES),
            told("Get a part of it, or a CSV."),
        )
    if raw.count(b"[") + raw.count(b"{") > MAX_CONTAINERS or raw.count(b",") > MAX_VALUES:
        what = told(
            "the JSON holds more than {limit} values, or {other} lists and maps", limit=MAX_VALUES, other=MAX_CONTAINERS
        )
        raise unreadable(path, what, told("Get a part of it, or a CSV."))
    try:
        # Numbers stay the text that they are: nothing is rounded, and none is too long.
        text = raw.decode("utf-8-sig" if raw.startswith(BOM_UTF8) else json.detect_encoding(raw))
        del raw
        return json.loads(
            text, parse_float=Numeral, parse_int=Numeral, parse_constant=_refuse, object_pairs_hook=_without_repeats
        )
    except json.JSONDecodeError as error:
        raise unreadable(
            path, told("this is no JSON: {msg}", msg=error.msg), UNSAID, error.lineno, error.colno
        ) from error
    except UnicodeDecodeError as error:
        raise unreadable(path, told("the JSON is in no encoding of Unicode")) from error
    except (ValueError, RecursionError) as error:
        raise unreadable(path, told("the JSON can’t be read: {error}", error=shown(str(error)))) from error


def chosen_dataset(path: Path, found: object, wanted: str | None, remarks: Remarks) -> dict[str, Any]:
    """The dataset that a document is, or the one of several that a mapping names.

    Args:
        path: the file.
        found: the document: a dataset, a collection, or a bundle of version 1.
        wanted: the dataset by its name, label, address or number.
        remarks: where the other datasets are counted.

    Raises:
        UnreadableError: there is none, or nothing says which of several.
    """
    inside = list(_inside(found))
    names = [name for name, _ in inside]
    whole = [(name, one) for name, one in inside if isinstance(one.get("dimension"), dict)]
    if not whole:
        if inside:
            what = told(
                "this collection only says where its datasets stand: {names}", names=quoted(map(shown, names[:5]))
            )
            raise unreadable(path, what, told("Get one of them."))
        raise unreadable(path, told("this JSON is no JSON-stat dataset: it has no “dimension”"))
    if wanted is None and len(whole) == 1:
        chosen = whole[0][1]
    else:
        number = int(wanted) - 1 if wanted and wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else -1
        named = [one for name, one in whole if wanted in {name, one.get("label"), one.get("href")}]
        named = named or [one for place, (_, one) in enumerate(whole) if place == number]
        if len(named) != 1:
            what = told("the file has {number} datasets, and nothing says which is meant", number=len(whole))
            if wanted is not None:
                what = told("the file has no dataset “{name}”", name=shown(wanted))
            remedy = told(
                "Name one under “dataset” of the import, or write its number: {names}.",
                names=quoted(shown(name) for name, _ in whole[:10]),
            )
            raise unreadable(path, what, remedy)
        chosen = named[0]
    for name, one in inside:
        if one is not chosen:
            remarks.add(Remark.DATASETS, name)
    return chosen


def _inside(found: object, depth: int = 4) -> Iterator[tuple[str, dict[str, Any]]]:
    """The datasets of a document, with their names; those that only stand elsewhere have no “dimension”."""
    if not isinstance(found, dict) or not depth:
        return
    if isinstance(found.get("dimension"), dict):
        yield str(found.get("label") or found.get("href") or "1"), found
        return
    items = found["link"].get("item") if isinstance(found.get("link"), dict) else None
    if isinstance(items, list):
        for item in items:
            if not isinstance(item, dict):
                continue
            if item.get("class") == "collection":
                yield from _inside(item, depth - 1)
            elif isinstance(item.get("dimension"), dict) or item.get("href"):
                yield str(item.get("label") or item.get("href") or ""), item
        return
    for name, part in found.items():
        if isinstance(part, dict) and isinstance(part.get("dimension"), dict):
            yield str(name), part


def _refuse(constant: str) -> None:
    raise ValueError(told("{constant} is no number", constant=constant))


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise ValueError(told("“{twice}” stands twice in one map", twice=shown(twice)))
    return found


def _codes(category: dict[str, Any]) -> list[str]:
    """The codes of a dimension in their order; one with a single code may have a label only."""
    index = category.get("index")
    if isinstance(index, list):
        return [str(code) for code in index]
    if isinstance(index, dict):
        places = {code: int(place) for code, place in index.items() if len(str(place)) < 19}
        if sorted(places.values()) != list(range(len(index))):
            raise ValueError(told("the places of its codes aren’t 0, 1, 2 …"))
        return sorted(places, key=lambda code: places[code])
    return list(category["label"])
