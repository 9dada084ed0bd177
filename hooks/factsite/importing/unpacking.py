"""The cells of a workbook as lines of JSON: a program of its own, as what reads it may take all memory, or crash."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TextIO

MAX_MEMORY = 2 * 1024**3
MAX_SECONDS = 100
MAX_WRITTEN = 1024**3
MAX_CELLS = 20_000_000


def _bound() -> None:
    """Bound memory, time and what is written, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such bounds
        return
    for limit, most in (
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_CPU, MAX_SECONDS),
        (resource.RLIMIT_FSIZE, MAX_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _cell(value: object) -> str | dict[str, str]:
    """A cell as JSON: a text, or a number in its own form."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return {"number": str(value)}
    if isinstance(value, float):
        return {"number": f"{value:.15g}"}
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return value.strip() if isinstance(value, str) else str(value)


def _write(path: Path, out: TextIO) -> None:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_path(str(path))
    cells = 0
    for sheet in book.sheets_metadata:
        table = sheet.typ == SheetTypeEnum.WorkSheet
        out.write(json.dumps({"name": sheet.name, "cells": table}) + "\n")
        if not table:
            continue
        found = book.get_sheet_by_name(sheet.name)
        cells += found.total_height * found.total_width
        if cells > MAX_CELLS:
            raise ValueError(f"more than {MAX_CELLS} cells")
        for number, row in enumerate(found.iter_rows(), 1):
            if any(value != "" for value in row):
                out.write(json.dumps([number, *map(_cell, row)]) + "\n")


def main(path: str, out: str) -> int:
    """Write the cells of all sheets.

    Returns:
        0, or 3 if the workbook can't be read; the reason stands on the standard error.
    """
    _bound()
    try:
        with Path(out).open("w", encoding="utf-8") as file:
            _write(Path(path), file)
    except Exception as error:
        sys.stderr.write(" ".join(str(error).split())[:200])
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
