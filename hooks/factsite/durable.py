"""Files and folders that are still there, and whole, after the power was cut."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PART = "part-"


def beside(path: Path) -> str:
    """How the names of what stands beside a folder or file begin while that is made: who cleans up finds them by it."""
    return f"{path.name}.{PART}"


def write_whole(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write a small file beside its place, make it last, and put it there by one rename.

    Args:
        path: its place.
        data: its bytes.
        lasting: whether it is there after the power was cut; what can be made again needn't be waited for.

    Raises:
        OSError: it can't be written; its place is as it was.
    """
    handle, name = tempfile.mkstemp(prefix=PART, dir=path.parent)
    fresh = Path(name)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        fresh.chmod(0o644)
        fresh.replace(path)
        if lasting:
            settle(path.parent)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def settle(folder: Path) -> None:
    """Make the names in a folder last, where the system can (Windows does so by itself)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Take away a folder or file as far as it goes: a process that is just ending may still write into it."""
    for _ in range(10):
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        if not os.path.lexists(path):
            return
        time.sleep(0.1)
