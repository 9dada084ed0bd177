"""Files opened without surprises: regular ones only, and never more of one than is allowed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

# A pipe that nobody writes to would keep a plain open() waiting for ever; Windows has neither.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class NoRegularFileError(OSError):
    """What stands at the path is a folder, a pipe, a socket or a device."""


class TooLargeError(Exception):
    """A file has more bytes than is allowed; ``size`` is how many it has, as far as is known."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes")
        self.size = size


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a regular file for reading; yields it with its size.

    Raises:
        NoRegularFileError: it is something else, which is never opened or waited for.
        OSError: it isn't there or can't be opened.
    """
    _refuse_others(os.stat(path))
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        found = os.fstat(file.fileno())
        _refuse_others(found)
        yield file, found.st_size


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a regular file of at most ``limit`` bytes; one that is larger isn't read at all.

    Raises:
        TooLargeError: it is larger, or grew beyond the limit while it was read.
        OSError: it can't be read, or is no regular file.
    """
    with opened(path) as (file, size):
        if size > limit:
            raise TooLargeError(size)
        data = file.read(size + 1)
        if len(data) > size:
            data += file.read(limit + 1 - len(data))
        if len(data) > limit:
            raise TooLargeError(len(data))
        return data


def _refuse_others(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise NoRegularFileError("it is no regular file")
