"""A lock that one process holds at a time; the system lets go of it when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factsite.telling import Told, told

_PAUSE = 0.05


class BusyError(Exception):
    """Another process holds the lock; says which."""

    def __init__(self, message: Told) -> None:
        super().__init__(message)
        self.message = message


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold a lock.

    Args:
        path: the file on which it is held. It stays, as deleting it would let two hold locks on files of one name.
        patience: for how many seconds to wait for another process.

    Raises:
        BusyError: another process held it all that time.
        OSError: the file can't be made.
    """
    number = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        end = time.monotonic() + patience
        while not _taken(number):
            if time.monotonic() >= end:
                holder = os.pread(number, 20, 0).decode(errors="replace") if hasattr(os, "pread") else ""
                what = told("process {number} holds it", number=holder.strip() or "?")
                raise BusyError(what)
            time.sleep(_PAUSE)
        os.ftruncate(number, 0)
        os.write(number, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(number)


if sys.platform == "win32":
    import msvcrt

    def _taken(number: int) -> bool:
        os.lseek(number, 1024, os.SEEK_SET)  # beyond the number of the process, which others may read
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(number, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _taken(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
