"""A publisher's file in any of the formats → a table."""

from __future__ import annotations

from pathlib import Path

from factsite.importing.delimited import read_csv, read_tsv
from factsite.importing.jsonstat import read_json_stat
from factsite.importing.table import MAX_BYTES, FileTable, unreadable
from factsite.problems import refusal
from factsite.records.codes import FileFormat
from factsite.records.mapping import Mapping
from factsite.telling import told

_ZIP, _GZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1024 * 1024


def read_table(path: Path, mapping: Mapping) -> FileTable:
    """Open a file and read its head; its rows are read while one goes through them.

    Raises:
        UnreadableError: it can't be read, isn't in the format of the mapping, is too large, or ends in the middle.
    """
    _look_at(path, mapping.format)
    if mapping.format is FileFormat.XLSX:
        # The workbook's library takes half a second to load, and few imports need it.
        from factsite.importing.workbook import read_workbook

        return read_workbook(path, mapping)
    if mapping.format is FileFormat.JSON_STAT:
        return read_json_stat(path)
    if mapping.format is FileFormat.TSV:
        return read_tsv(path)
    return read_csv(path, mapping)


def _look_at(path: Path, form: FileFormat) -> None:
    """Refuse what can't be in a format, by size and by first bytes, before anything of it is read."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise unreadable(
                path, told("this is no file with a beginning and an end"), told("Save it as a file, and import that.")
            )
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        what = told("the file can’t be opened: {reason}", reason=refusal(error))
        raise unreadable(path, what, told("Look at its name and permissions.")) from error
    if size > MAX_BYTES:
        what = told("the file has {size} bytes; {limit} is the limit", size=size, limit=MAX_BYTES)
        raise unreadable(path, what, told("Get a part of it, such as one country or fewer periods."))
    if start.startswith(_GZIP):
        raise unreadable(path, told("the file is compressed (gzip)"), told("Unpack it, and import what it holds."))
    if start == _OLE:
        raise _ole(path)
    if start.startswith(_ZIP) != (form is FileFormat.XLSX):
        if form is FileFormat.XLSX:
            what = told("this is no Excel workbook, but a file of another kind")
            if not start:
                what = told("this is no Excel workbook, but an empty file")
            raise unreadable(path, what, told("Get it as .xlsx, or mend “format” of the import if it is a CSV."))
        remedy = told("Write “format: xlsx” if it is one; an archive of other files is unpacked first.")
        raise unreadable(path, told("this is a workbook or a zip archive, no text"), remedy)


def _ole(path: Path) -> Exception:
    """The error of a file in Microsoft's older container: an old workbook, or one that is encrypted (MS-OFFCRYPTO)."""
    name = "EncryptedPackage".encode("utf-16-le")
    end = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if name in end + chunk:
                what = told("the workbook is protected by a password")
                return unreadable(path, what, told("Open it with its password and save it without."))
            end = chunk[-len(name) :]
    what = told("this is a workbook of the old kind (.xls), or another old file of Office")
    return unreadable(path, what, told("Open it in Excel or LibreOffice and save it as .xlsx."))
