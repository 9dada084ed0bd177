"""What a server sent → the file that is imported: unpacked within bounds, and no web page in its place."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO, BinaryIO

from factsite.problems import RuleError, did_you_mean
from factsite.records.codes import FileFormat
from factsite.records.mapping import Mapping
from factsite.telling import told

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_PLAIN = frozenset({"", "identity"})
_PACKED = frozenset({"gzip", "x-gzip"})
_PAGES = (b"<!doctype html", b"<html")
# Where a page may begin at the latest, after comments and a declaration.
_START = 1024
_PIECE = 1024 * 1024
_MOST_MEMBERS = 10_000
# What a file is called by its format, where the address gives it no ending.
_ENDINGS = {FileFormat.XLSX: ".xlsx", FileFormat.JSON_STAT: ".json", FileFormat.TSV: ".tsv"}


@contextmanager
def unpacked(file: BinaryIO, encoding: str, mapping: Mapping, limit: int) -> Iterator[IO[bytes]]:
    """The file within what a server sent, from its beginning; it is gone afterwards.

    Args:
        file: the bytes as they came.
        encoding: how the server says that it packed them.
        mapping: of the figure: its format, and the member of an archive.
        limit: how many bytes the file may have.

    Raises:
        RuleError: it is a web page, empty, damaged, too large, or an archive without such a file.
    """
    if encoding not in _PLAIN | _PACKED:
        what = told("the file comes packed as “{encoding}”, which wasn’t asked for", encoding=encoding[:40])
        raise RuleError("fetch", what, told("Tell the publisher; get it by hand, and import it."))
    with TemporaryFile() as once, TemporaryFile() as twice, TemporaryFile() as taken:
        found: IO[bytes] = file
        # Packed for the way, and once more where what the publisher gives is a .gz itself.
        for room in (once, twice):
            if _begins(found, _GZIP):
                found = _gunzip(found, room, limit)
        if _begins(found, _ZIP) and mapping.format is not FileFormat.XLSX:
            found = _unzip(found, taken, mapping.member, limit)
        _refuse_pages(found)
        found.seek(0)
        yield found


def name_of(address: str, mapping: Mapping) -> str:
    """What the file is called: as in the archive or the address, with an ending that tells its format."""
    path = PurePosixPath(mapping.member or address.partition("?")[0].partition("://")[2].partition("/")[2])
    stem = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in path.name)
    stem = stem.strip(".-")[:80].removesuffix(".gz").removesuffix(".zip") or "file"
    ending = _ENDINGS.get(mapping.format, ".csv")
    return stem if Path(stem).suffix.lower() in {ending, ".csv", ".txt", ".tsv", ".json", ".xlsx"} else stem + ending


def _begins(file: IO[bytes], sign: bytes) -> bool:
    file.seek(0)
    return file.read(len(sign)) == sign


def _copy(source: IO[bytes] | gzip.GzipFile, target: IO[bytes], limit: int) -> None:
    size = 0
    while piece := source.read(_PIECE):
        size += len(piece)
        if size > limit:
            what = told("unpacked the file has more than {limit} bytes", limit=limit)
            raise RuleError("fetch", what, told("Ask for a part of it with “params”, such as one country."))
        target.write(piece)


def _gunzip(packed: IO[bytes], target: IO[bytes], limit: int) -> IO[bytes]:
    packed.seek(0)
    try:
        with gzip.GzipFile(fileobj=packed, mode="rb") as source:
            _copy(source, target, limit)
    except (OSError, EOFError, zlib.error) as error:
        raise _damaged() from error
    return target


def _unzip(packed: IO[bytes], target: IO[bytes], member: str | None, limit: int) -> IO[bytes]:
    packed.seek(0)
    try:
        with zipfile.ZipFile(packed) as archive:
            names = [one.filename for one in archive.infolist()[:_MOST_MEMBERS] if not one.is_dir()]
            with archive.open(_chosen(names, member)) as source:
                _copy(source, target, limit)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, RuntimeError, NotImplementedError) as error:
        raise _damaged() from error
    return target


def _chosen(names: list[str], member: str | None) -> str:
    """The file of an archive that is meant.

    Raises:
        RuleError: it has none of that name, or several and none is named.
    """
    if member in names:
        return str(member)
    if member is None and len(names) == 1:
        return names[0]
    if member is None:
        listed = ", ".join(f"“{name[:80]}”" for name in names[:10]) or "–"
        what = told("the archive holds {n} files: {listed}", n=len(names), listed=listed)
        raise RuleError("fetch", what, told("Say under “import” which one is meant: “member: NAME”."))
    what = told("the archive holds no file “{name}”", name=member)
    raise RuleError("fetch", what, did_you_mean(member, names) or told("Mend “member” of the import."))


def _refuse_pages(file: IO[bytes]) -> None:
    file.seek(0)
    start = file.read(_START).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        what = told("the server sent an empty file")
        raise RuleError("fetch", what, told("See what the publisher says of its API, and mend “url” and “params”."))
    if any(sign in start for sign in _PAGES):
        what = told("the server sent a web page in the place of data")
        remedy = told("Open the address in a browser: it may have moved, or be closed for a while; mend “url” then.")
        raise RuleError("fetch", what, remedy)


def _damaged() -> RuleError:
    what = told("what the server sent can’t be unpacked: it is damaged, or not whole")
    return RuleError("fetch", what, told("Try again later; if it stays so, ask the publisher."))
