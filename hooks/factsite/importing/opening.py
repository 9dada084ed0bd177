"""A publisher's file in any of the formats → a table."""

from __future__ import annotations

from pathlib import Path

from factsite.importing.archive import Archive
from factsite.importing.binary import read_binary
from factsite.importing.delimited import read_csv, read_tsv
from factsite.importing.jsonstat import read_json_stat
from factsite.importing.table import MAX_BYTES, FileTable, unreadable
from factsite.problems import refusal
from factsite.records.codes import FileFormat
from factsite.records.mapping import Mapping
from factsite.telling import told

_ZIP, _GZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1024 * 1024
_LINKS = "_rels/.rels"


def read_table(path: Path, mapping: Mapping) -> FileTable:
    """Open a file and read its head; its rows are read while one goes through them.

    Raises:
        UnreadableError: it can't be read, isn't in the format of the mapping, is too large, or ends in the middle.
    """
    kind = _look_at(path, mapping.format)
    if mapping.format.is_workbook:
        return _read_workbook(path, mapping, kind)
    if mapping.format is FileFormat.JSON_STAT:
        return read_json_stat(path, mapping)
    if mapping.format is FileFormat.SDMX_ML:
        from factsite.importing.sdmxml import read_sdmx_ml

        return read_sdmx_ml(path, mapping)
    if mapping.format is FileFormat.TSV:
        return read_tsv(path, mapping)
    return read_csv(path, mapping)


def _read_workbook(path: Path, mapping: Mapping, kind: FileFormat) -> FileTable:
    """Read a workbook of the kind that it is, whatever the mapping calls it."""
    if kind is FileFormat.XLS:
        return read_binary(path, mapping, told("of the old kind (.xls)"))
    if kind is FileFormat.XLSB:
        return read_binary(path, mapping, told("in binary form (.xlsb)"))
    # The workbook's library takes half a second to load, and few imports need it.
    if kind is FileFormat.ODS:
        from factsite.importing.opendocument import read_ods

        return read_ods(path, mapping)
    from factsite.importing.workbook import read_workbook

    return read_workbook(path, mapping)


def _look_at(path: Path, form: FileFormat) -> FileFormat:
    """Refuse what can't be in a format, by size and by first bytes, before anything of it is read.

    Returns:
        The format; of workbooks that of this one.
    """
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
        return _ole(path, form)
    if start.startswith(_ZIP) == form.is_workbook:
        return _zipped(path) if form.is_workbook else form
    if form.is_workbook:
        what = told("this is no Excel workbook, but a file of another kind")
        if not start:
            what = told("this is no Excel workbook, but an empty file")
        raise unreadable(path, what, told("Mend “format” of the import if it is a CSV, or get the workbook again."))
    remedy = told("Write “format: xlsx” if it is one; an archive of other files is unpacked first.")
    raise unreadable(path, told("this is a workbook or a zip archive, no text"), remedy)


def _zipped(path: Path) -> FileFormat:
    """Which of the workbooks that are archives it is."""
    with Archive(path) as archive:
        if "mimetype" in archive.names:
            return FileFormat.ODS
        links = archive.chunks(_LINKS, _CHUNK) if _LINKS in archive.names else iter(())
        return FileFormat.XLSB if any(b"workbook.bin" in chunk for chunk in links) else FileFormat.XLSX


def _ole(path: Path, form: FileFormat) -> FileFormat:
    """See that a file in Microsoft's older container is a workbook that isn't encrypted (MS-OFFCRYPTO)."""
    name = "EncryptedPackage".encode("utf-16-le")
    end = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if name in end + chunk:
                what = told("the workbook is protected by a password")
                raise unreadable(path, what, told("Get the file without a password from the publisher."))
            end = chunk[-len(name) :]
    if not form.is_workbook:
        what = told("this is a workbook of the old kind (.xls), or another old file of Office")
        raise unreadable(path, what, told("Write “format: xls” if it is one."))
    return FileFormat.XLS
