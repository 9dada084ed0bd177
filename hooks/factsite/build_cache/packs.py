"""Whole folders of files, each kept in one file under a key: what is taken from it is what was put there, or nothing.

A pack is a line with the key and the SHA-256 of all that follows, then the bytes of the files, then where each of them
lies (JSON), then the length of that in eight bytes.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

_FORMAT = "factsite-pack-1"
_ENDING = ".pack"
_COUNTED = 8
_DIGEST = 64
# The state before an edit and the one after it: an edit that is taken back is there at once.
_KEPT = 2
# Of a process that was killed: none takes so long.
_HOUR = 3600.0


@dataclass(frozen=True)
class Packs:
    """Packs by their keys in a folder."""

    folder: Path

    def has(self, key: str) -> bool:
        """Whether there is a pack, of whatever worth."""
        return self._path(key).is_file()

    def unpack(self, key: str, target: Path) -> bool:
        """Write all files of a pack into a folder.

        Returns:
            Whether there was one, and every byte of it is what was put there; else nothing was written.

        Raises:
            OSError: a file can't be written.
        """
        try:
            file = self._path(key).open("rb")
        except OSError:
            return False
        with file:
            try:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except (OSError, ValueError):
                return False
            with data, memoryview(data) as every:
                head = _head(key, "0" * _DIGEST)
                start = len(head)
                digest = hashlib.sha256(every[start:]).hexdigest()
                if bytes(every[:start]) != _head(key, digest):
                    return False
                self._write(every, start, target)
        with suppress(OSError):
            os.utime(self._path(key))
        return True

    @staticmethod
    def _write(every: memoryview, start: int, target: Path) -> None:
        length = int.from_bytes(every[-_COUNTED:], "big")
        places = json.loads(bytes(every[-_COUNTED - length : -_COUNTED]))
        for folder in sorted({os.path.dirname(name) for name in places}):
            (target / folder).mkdir(parents=True, exist_ok=True)
        for name, size in places.items():
            with open(target / name, "wb") as written:
                written.write(every[start : start + size])
            start += size

    def pack(self, key: str, source: Path, most: int) -> None:
        """Keep all files of a folder, if that can be done and they are no more than so many bytes.

        What was kept before goes where there is no room for both.
        """
        names = sorted(_files(source))
        places = {name: (source / name).stat().st_size for name in names}
        if sum(places.values()) > most:
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, fresh = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with open(handle, "w+b") as file:
                    self._fill(key, source, places, file.fileno())
                os.replace(fresh, self._path(key))
            except BaseException:
                Path(fresh).unlink(missing_ok=True)
                raise
            self._prune(most)

    @staticmethod
    def _fill(key: str, source: Path, places: dict[str, int], target: int) -> None:
        digest, start = hashlib.sha256(), len(_head(key, "0" * _DIGEST))
        os.lseek(target, start, os.SEEK_SET)
        index = json.dumps(places, ensure_ascii=False).encode()
        end = index + len(index).to_bytes(_COUNTED, "big")
        for name in (*places, None):
            data = end if name is None else (source / name).read_bytes()
            digest.update(data)
            view = memoryview(data)
            while view:
                view = view[os.write(target, view) :]
        os.pwrite(target, _head(key, digest.hexdigest()), 0)

    def _prune(self, most: int) -> None:
        """Leave the newest, and before it what else is kept and fits beside it."""
        found = sorted(self.folder.glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime, reverse=True)
        sizes = accumulate(path.stat().st_size for path in found)
        gone = [path for place, (path, size) in enumerate(zip(found, sizes, strict=True)) if place and size > most]
        old = [path for path in self.folder.glob("*.part") if time.time() - path.stat().st_mtime > _HOUR]
        for path in {*found[_KEPT:], *gone, *old}:
            path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_ENDING}"


def _head(key: str, digest: str) -> bytes:
    return f"{_FORMAT} {key} {digest}\n".encode()


def _files(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        for name in names:
            yield os.path.relpath(os.path.join(place, name), folder)
