"""Workbooks that aren't XML (.xls, .xlsb), read by calamine in a process of its own.

calamine holds the rectangle around all cells, however few they are, and a damaged file may make it end the program:
so it has bounds of memory and time that end nothing else. It doesn't tell which cells are shown as percentages.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from factsite.importing.heading import Merged
from factsite.importing.remarks import Remarks
from factsite.importing.sheets import read_sheets
from factsite.importing.table import FileRow, FileTable, Numeral, shown, unreadable
from factsite.records.mapping import Mapping
from factsite.telling import told

_SECONDS = 120
_FAULT = 3


def read_binary(path: Path, mapping: Mapping, kind: str) -> FileTable:
    """Read a sheet of a workbook that isn't XML.

    Args:
        path: the file.
        mapping: says which sheet, and which columns.
        kind: how such workbooks are called, for messages.

    Raises:
        UnreadableError: it can't be read within the bounds, or has no such sheet.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "cells.jsonl"
        _unpack(path, out, kind)
        remarks = Remarks()
        made = read_sheets(path, mapping, _Unpacked(out), remarks)
        # What was unpacked goes with the folder, so the rows are held: they are no more than calamine held.
        made.rows = iter(list(made.rows))
    made.formats_known = False
    return made


def _unpack(path: Path, out: Path, kind: str) -> None:
    """Let the other process write the cells of all sheets."""
    command = [sys.executable, "-m", "factsite.importing.unpacking", str(path.absolute()), str(out)]
    what = told("this workbook {kind} can’t be read, or is too large", kind=kind)
    remedy = told("Get the file again, or in another format (.xlsx, CSV, JSON-stat, SDMX) from the publisher.")
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as error:
        raise unreadable(path, what, remedy) from error
    if done.returncode == _FAULT:
        why = shown(done.stderr.decode("utf-8", "replace").strip())
        raise unreadable(path, told("{what}: {why}", what=what, why=why), remedy)
    if done.returncode or not out.is_file():
        raise unreadable(path, what, remedy)


class _Unpacked:
    """The cells of all sheets, as the other process wrote them: a line of JSON for each sheet and each row."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._starts: dict[str, int] = {}
        self.others: list[str] = []
        with path.open("rb") as file:
            while line := file.readline():
                if line.startswith(b"{"):
                    found = json.loads(line)
                    if found["cells"]:
                        self._starts[found["name"]] = file.tell()
                    else:
                        self.others.append(found["name"])

    @property
    def tables(self) -> Sequence[str]:
        """The names of the sheets."""
        return list(self._starts)

    def rows(self, name: str) -> Iterator[FileRow]:
        """The rows of a sheet that hold anything."""
        with self._path.open("rb") as file:
            file.seek(self._starts[name])
            while (line := file.readline()).startswith(b"["):
                number, *cells = json.loads(line)
                yield FileRow(number, [_text(cell) for cell in cells])

    def merged(self, name: str) -> Sequence[Merged]:
        """Which cells were merged isn't told."""
        return []

    def count(self, name: str, head: int, width: int) -> int:
        """The rows aren't counted in advance."""
        return 0


def _text(cell: Any) -> str:  # noqa: ANN401 - as JSON has them
    return cell if isinstance(cell, str) else Numeral(cell["number"])
