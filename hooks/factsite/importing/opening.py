"""A publisher's file in any of the formats → a table."""

from __future__ import annotations

from pathlib import Path

from factsite.importing.delimited import read_csv, read_tsv
from factsite.importing.jsonstat import read_json_stat
from factsite.importing.table import Table
from factsite.importing.workbook import read_workbook
from factsite.records.codes import FileFormat
from factsite.records.mapping import Mapping


def read_table(path: Path, mapping: Mapping) -> Table:
    """Read the whole of a file.

    Raises:
        UnreadableError: it can't be read, isn't in the format of the mapping, or ends in the middle.
    """
    if mapping.format is FileFormat.XLSX:
        return read_workbook(path, mapping)
    if mapping.format is FileFormat.JSON_STAT:
        return read_json_stat(path)
    if mapping.format is FileFormat.TSV:
        return read_tsv(path)
    return read_csv(path, mapping)
