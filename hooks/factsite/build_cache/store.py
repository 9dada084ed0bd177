"""A folder of entries that outlives a build. It can be wrong, full, foreign or away: that costs time, not truth.

An entry is one file: a line with its key, the length and the SHA-256 of what follows, then the bytes. It is written
beside its place under a name of its own and renamed, so that it is whole or absent, whoever writes or is killed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_FORMAT = "factsite-kept-1"
_LONGEST_HEAD = 256
# A hit renews the time of an entry, so that the oldest is the one that was longest of no use; once a day will do.
_DAY = 24 * 3600.0
# An unfinished entry of a process that was killed; no entry takes so long to be written.
_HOUR = 3600.0
_SUFFIX = ".part"
# The setting: how many megabytes each folder may hold.
LIMIT = "FACTSITE_CACHE_MB"
_MEGABYTES = 500


# The setting: where everything is kept, in place of the project; one folder may serve many projects and machines.
PLACE = "FACTSITE_CACHE"


def kept_in(root: Path) -> Path:
    """Where a project keeps what can be made again."""
    return Path(os.environ.get(PLACE) or root / ".cache")


def largest() -> int:
    """How many bytes a folder of entries may hold, as it is set in the environment."""
    text = os.environ.get(LIMIT, "")
    return (int(text) if text.isascii() and text.isdecimal() else _MEGABYTES) * 1_000_000


@dataclass(frozen=True)
class Notes:
    """What went wrong with a store: the first reason why something couldn't be kept, how much wasn't believed."""

    trouble: str = ""
    wrong: int = 0


@dataclass
class Store:
    """Entries by their keys in a folder, or in none: then nothing is kept.

    ``trouble`` is the first reason why something couldn't be kept, ``wrong`` counts entries that weren't believed.
    """

    folder: Path | None
    trouble: str = ""
    wrong: int = 0

    def get(self, key: str, ending: str) -> bytes | None:
        """What was kept under a key; nothing if there is nothing, or not what was once put there."""
        if self.folder is None:
            return None
        path = self._path(key, ending)
        try:
            data = _read(path, key)
            if data is None:
                self.wrong += 1
            return data
        except FileNotFoundError:
            return None
        except OSError as error:
            self._note(error)
            return None

    def put(self, key: str, ending: str, data: bytes) -> None:
        """Keep something, if that can be done; the place of a wrong entry is taken."""
        if self.folder is None:
            return
        path = self._path(key, ending)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, _head(key, data) + data)
        except OSError as error:
            self._note(error)

    def noted(self) -> Notes:
        """What went wrong since this was last asked: for another process that has the same folder."""
        notes, self.trouble, self.wrong = Notes(self.trouble, self.wrong), "", 0
        return notes

    def note(self, notes: Notes) -> None:
        """Take in what went wrong in another process, or was asked for before."""
        self.trouble, self.wrong = self.trouble or notes.trouble, self.wrong + notes.wrong

    def said(self) -> list[str]:
        """What went wrong, a sentence each: in the log, as it cost time only."""
        found = []
        if self.wrong:
            found.append(f"{self.wrong} kept files in {self.folder} weren’t what was kept there; they were made anew")
        if self.trouble:
            found.append(f"the cache can’t be used as it should, which costs time only: {self.trouble}")
        return found

    def prune(self, most: int) -> int:
        """Delete what was longest of no use until no more than so many bytes are kept, and what was never finished.

        Another process may read or write meanwhile: what it has opened it reads to the end, what it misses it makes.

        Returns:
            How many entries were deleted.
        """
        if self.folder is None:
            return 0
        now, found = time.time(), []
        for path, info in _files(self.folder):
            if path.suffix != _SUFFIX:
                found.append((info.st_mtime, info.st_size, path))
            elif now - info.st_mtime > _HOUR:
                _remove(path)
        total, pruned = sum(size for _, size, _ in found), 0
        for _, size, path in sorted(found):
            if total <= most:
                break
            _remove(path)
            total, pruned = total - size, pruned + 1
        return pruned

    def _path(self, key: str, ending: str) -> Path:
        assert self.folder is not None  # noqa: S101 - asked by both callers
        return self.folder / key[:2] / f"{key}.{ending}"

    def _note(self, error: OSError) -> None:
        self.trouble = self.trouble or f"{error.strerror or error} ({self.folder})"


def _head(key: str, data: bytes) -> bytes:
    return f"{_FORMAT} {key} {len(data)} {hashlib.sha256(data).hexdigest()}\n".encode()


def _read(path: Path, key: str) -> bytes | None:
    """The bytes of an entry, or nothing if it is wrong in any way.

    Raises:
        OSError: it can't be read.
    """
    info = path.lstat()
    # A pipe would block, a device never end: neither was put there by a build.
    if not stat.S_ISREG(info.st_mode):
        return None
    with path.open("rb") as file:
        head = file.readline(_LONGEST_HEAD)
        words = head.decode("ascii", errors="replace").split(" ")
        if words[:2] != [_FORMAT, key] or len(words) != 4 or words[2] != str(info.st_size - len(head)):
            return None
        data = file.read(info.st_size)
    if head != _head(key, data):
        return None
    if time.time() - info.st_mtime > _DAY:
        with suppress(OSError):
            os.utime(path)
    return data


def _write(path: Path, data: bytes) -> None:
    """Put a file whole into its place, or leave the place as it was; whatever else is there goes.

    Raises:
        OSError: it can't be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=_SUFFIX)
    fresh = Path(name)
    try:
        with open(handle, "wb") as file:
            file.write(data)
        fresh.chmod(0o644)
        if path.is_dir() and not path.is_symlink():
            _remove(path)
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            with suppress(OSError):
                yield path, path.lstat()


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
