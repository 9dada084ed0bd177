"""The zip archive that a workbook is, opened so that no member costs more than the bounds.

What the headers claim is added up and bounded first. It is an upper bound of what comes out: zipfile gives no byte more
than a header claims, and then finds that the checksum is wrong. (D. Fifield, A better zip bomb, 2019.)
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from factsite.importing.table import shown, unreadable
from factsite.telling import told

MAX_MEMBERS = 1_000
MAX_UNPACKED = 512 * 1024 * 1024
# A sheet of few different values is packed some thirty to one; a bomb a thousand to one.
MAX_RATIO = 200
_SMALL = 16 * 1024 * 1024
_DIRECTORY = 1024 * 1024
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1


class _Bounded(FileIO):
    """A file of which no more than a directory of a thousand members is read at once: zipfile reads it in one go."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _DIRECTORY:
            raise BadZipFile(
                told("its directory has {size} bytes; {directory} is the limit", size=size, directory=_DIRECTORY)
            )
        return super().read(-1 if size is None else size)


class Archive:
    """The members of a workbook; a context in which it is open."""

    def __init__(self, path: Path) -> None:
        """Open an archive.

        Raises:
            UnreadableError: it is none, or has members that no workbook has: too many, too large, twice, encrypted,
                outside of it.
        """
        self.path = path
        self._file = _Bounded(path)
        try:
            self._zip = ZipFile(self._file)
            self._check()
        except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
            self.__exit__(None, None, None)
            raise self.broken(error) from error
        except BaseException:
            self.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    @property
    def names(self) -> list[str]:
        """The names of all members."""
        return self._zip.namelist()

    def chunks(self, name: str, limit: int = MAX_UNPACKED) -> Iterator[bytes]:
        """Unpack a member, piece by piece.

        Raises:
            UnreadableError: it isn't there, is damaged, or has more than ``limit`` bytes.
        """
        try:
            if self._zip.getinfo(name).file_size > limit:
                what = told("“{name}” in the workbook has more than {limit} bytes", name=shown(name), limit=limit)
                raise unreadable(
                    self.path,
                    what,
                    told("Get a part of it, or another format (CSV, JSON-stat, SDMX) from the publisher."),
                )
            with self._zip.open(name) as member:
                while chunk := member.read(_CHUNK):
                    yield chunk
        except KeyError as error:
            what = told("the workbook lacks its part “{name}”", name=shown(name))
            raise unreadable(self.path, what, told("Get the file again.")) from error
        except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
            raise self.broken(error) from error

    def broken(self, error: Exception) -> Exception:
        """The error of an archive that can't be unpacked."""
        what = told("this is no Excel workbook, or only a part of one: {error}", error=shown(str(error)))
        return unreadable(self.path, what, told("Get the file again."))

    def _check(self) -> None:
        members = self._zip.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = max(1, self.path.stat().st_size)
        again = told("Get the file again.")
        if len(members) > MAX_MEMBERS:
            what = told("the workbook has {number} parts; {limit} is the limit", number=len(members), limit=MAX_MEMBERS)
            raise unreadable(
                self.path, what, told("Get a part of it, or another format (CSV, JSON-stat, SDMX) from the publisher.")
            )
        if unpacked > MAX_UNPACKED:
            what = told(
                "the workbook holds {unpacked} bytes unpacked; {limit} is the limit",
                unpacked=unpacked,
                limit=MAX_UNPACKED,
            )
            raise unreadable(
                self.path, what, told("Get a part of it, or another format (CSV, JSON-stat, SDMX) from the publisher.")
            )
        if unpacked > max(_SMALL, packed * MAX_RATIO):
            what = told(
                "the workbook unpacks to {what} times its size, as files made to overload programs do",
                what=unpacked // packed,
            )
            raise unreadable(self.path, what, told("Get the file again, or get a CSV."))
        times = Counter(member.filename.casefold() for member in members)
        for member in members:
            name = member.filename
            if times[name.casefold()] > 1:
                raise unreadable(self.path, told("the workbook has its part “{name}” twice", name=shown(name)), again)
            if name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/"):
                raise unreadable(
                    self.path, told("a part of the workbook lies outside of it: “{name}”", name=shown(name)), again
                )
            if member.flag_bits & _ENCRYPTED:
                what = told("the workbook is encrypted")
                raise unreadable(self.path, what, told("Get the file without a password from the publisher."))
            if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
                raise unreadable(self.path, told("“{name}” is packed as in no workbook", name=shown(name)), again)
