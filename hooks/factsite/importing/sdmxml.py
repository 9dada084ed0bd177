"""SDMX-ML 2.1, generic and structure-specific, as the library sdmx1 reads it → a table with a column per concept.

The library comes with the extra “import”, as it brings pandas. It keeps the whole document in memory and says nothing
of what a dataset does with former values, so the document is looked through first: within bounds, without entities.
"""

from __future__ import annotations

import logging
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

from factsite.importing.markup import Handler, run
from factsite.importing.remarks import Remark, Remarks
from factsite.importing.table import FileRow, FileTable, Numeral, shown, table, unreadable
from factsite.records.mapping import PERIOD, VALUE, Mapping
from factsite.telling import quoted, told

MAX_SDMX_BYTES = 48 * 1024 * 1024
MAX_ELEMENTS = 2_000_000
_CHUNK = 64 * 1024
_ACTION = "ACTION"
_DELETES = "delete"


class _Look(Handler):
    """Counts the elements, and keeps what sdmx1 doesn't tell: the action of each dataset."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.root = ""
        self.actions: list[str] = []
        self._elements = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Count an element."""
        self.root = self.root or name
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            what = told("the SDMX-ML has more than {limit} elements", limit=MAX_ELEMENTS)
            raise unreadable(self.path, what, told("Get a part of it, or SDMX-CSV."))
        if name == "DataSet":
            action = next((text for key, text in attributes.items() if key.rpartition(":")[2] == "action"), "")
            self.actions.append(action.casefold())


def read_sdmx_ml(path: Path, mapping: Mapping) -> FileTable:
    """Read a message as one row per observation: a column per dimension and attribute, TIME_PERIOD and OBS_VALUE.

    XML has no lines of its own here, so every row stands on line 1.

    Raises:
        UnreadableError: the library is missing, it is no such message, or nothing says which dataset is meant.
    """
    if path.stat().st_size > MAX_SDMX_BYTES:
        what = told("the SDMX-ML has more than {limit} bytes", limit=MAX_SDMX_BYTES)
        raise unreadable(path, what, told("Get a part of it, or SDMX-CSV."))
    look = _Look(path)
    with path.open("rb") as file:
        run(iter(lambda: file.read(_CHUNK), b""), look)
    datasets = _datasets(path)
    remarks = Remarks()
    chosen = _choose(path, datasets, mapping.dataset, remarks)
    action = look.actions[datasets.index(chosen)] if len(look.actions) == len(datasets) else ""
    found = [_cells(observation, action) for observation in chosen.obs]
    names = list(dict.fromkeys(name for cells in found for name in cells))
    names += [name for name in (PERIOD, VALUE) if name not in names]
    rows = [FileRow(1, [cells.get(name, "") for name in names]) for cells in found]
    made = table(path, FileRow(1, names), rows, lambda row, column: 1)
    made.remarks, made.count = remarks, lambda: len(rows)
    return made


def _datasets(path: Path) -> list[Any]:
    try:
        import sdmx
    except ImportError as error:
        what = told("SDMX-ML needs the library sdmx1, which isn’t installed")
        remedy = told("Install it with the project: pip install -e “.[import]”; or get SDMX-CSV from the publisher.")
        raise unreadable(path, what, remedy) from error
    logging.getLogger("sdmx").setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(getattr(sdmx.read_sdmx(BytesIO(path.read_bytes()), format="XML"), "data", []))
    except Exception as error:  # the library lets through whatever a broken message makes of its parts
        what = told("this is no SDMX-ML message of data: {error}", error=shown(" ".join(str(error).split())))
        raise unreadable(path, what) from error


def _choose(path: Path, datasets: list[Any], wanted: str | None, remarks: Remarks) -> Any:  # noqa: ANN401 - sdmx1's
    """The one dataset, or the one that a mapping names by its structure or number."""
    if not datasets:
        raise unreadable(path, told("this SDMX-ML message holds no dataset"))
    names = [_name(dataset) or str(number) for number, dataset in enumerate(datasets, 1)]
    if wanted is None and len(datasets) == 1:
        return datasets[0]
    places = [n for n, name in enumerate(names) if wanted in {name, str(n + 1)}]
    if len(places) != 1:
        what = told("the file has {number} datasets, and nothing says which is meant", number=len(datasets))
        if wanted is not None:
            what = told("the file has no dataset “{name}”", name=shown(wanted))
        remedy = told(
            "Name one under “dataset” of the import, or write its number: {names}.",
            names=quoted(map(shown, names[:10])),
        )
        raise unreadable(path, what, remedy)
    for n, name in enumerate(names):
        if n != places[0]:
            remarks.add(Remark.DATASETS, name)
    return datasets[places[0]]


def _name(dataset: Any) -> str:  # noqa: ANN401 - sdmx1's
    structure = getattr(dataset, "described_by", None) or getattr(dataset, "structured_by", None)
    return str(getattr(structure, "id", "") or "")


def _cells(observation: Any, action: str) -> dict[str, str]:  # noqa: ANN401 - sdmx1's
    """An observation by concept; what it inherits from its series and dataset too."""
    cells = {_ACTION: "D"} if action == _DELETES else {}
    cells |= {str(name): _text(value.value) for name, value in observation.attrib.items()}
    cells |= {str(name): _text(value.value) for name, value in observation.key.values.items()}
    value = observation.value
    # The value of an observation is a number of its own: its decimals follow a point.
    cells[VALUE] = "" if value is None or str(value) == "NaN" else Numeral(str(value))
    return cells


def _text(value: object) -> str:
    return str(getattr(value, "id", value))
