"""What was made of files, kept as long as nothing that it was made of has changed.

A build reads every file once and forgets. The live site reads the same folder after each save: what it made of a file
is taken again where the file is the same, and what was made of that where all it was made of is the same object.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from factsite.bounded import TooLargeError, read_bytes
from factsite.documents.text import MAX_SERIES, UnreadableError

T = TypeVar("T")
# A file that was changed so shortly before it was read may change again without another time on it: the clocks of
# file systems tick. Git calls such entries racy, and looks at their bytes, too.
_RACY = 2_000_000_000
_Signature = tuple[int, int, int, int]


@dataclass
class _Read:
    """What was made of a file: its signature then, its digest where that alone can’t be trusted, what came of it."""

    signature: _Signature
    digest: bytes | None
    made: object
    refused: UnreadableError | None


@dataclass
class _Made:
    """What was made of other objects, which are kept with it: so none of their places in memory is taken by another."""

    inputs: tuple[object, ...]
    made: object


class Memory:
    """What was made of files and of each other. ``begin`` and ``end`` enclose one reading of all of them."""

    def __init__(self) -> None:
        self._read: dict[Hashable, _Read] = {}
        self._made: dict[Hashable, _Made] = {}
        self._used: set[Hashable] = set()

    def begin(self) -> None:
        """Begin a reading: note from here on what is asked for."""
        self._used.clear()

    def end(self) -> None:
        """End a reading: what nobody asked for goes."""
        for kept in (self._read, self._made):
            for key in [key for key in kept if key not in self._used]:
                del cast("dict[Hashable, object]", kept)[key]

    def read(self, path: Path, reader: Callable[[Path], T]) -> T:
        """What a reader makes of a file, made anew only if the file has changed.

        Raises:
            UnreadableError: the reader refuses the file; also this is kept.
            OSError: the file isn’t there.
        """
        key = (reader, path)
        self._used.add(key)
        now, signature = time.time_ns(), _signature(path)
        known = self._read.get(key)
        if known is None or known.signature != signature or (known.digest and known.digest != _digest(path)):
            known = self._read[key] = self._fresh(path, reader, signature, now)
        if known.refused:
            raise UnreadableError(*known.refused.problems)
        return cast("T", known.made)

    def made(self, key: Hashable, inputs: tuple[object, ...], make: Callable[[], T]) -> T:
        """What is made of some objects, made anew only if one of them is another object than before."""
        self._used.add(key)
        known = self._made.get(key)
        same = known and len(known.inputs) == len(inputs) and all(map(_is, known.inputs, inputs))
        if known is None or not same:
            known = self._made[key] = _Made(inputs, make())
        return cast("T", known.made)

    @staticmethod
    def _fresh(path: Path, reader: Callable[[Path], object], signature: _Signature, now: int) -> _Read:
        # The digest is taken before the file is read: if it changes in between, the two never agree.
        digest = _digest(path) if now - max(signature[0], signature[1]) < _RACY else None
        try:
            return _Read(signature, digest, reader(path), None)
        except UnreadableError as error:
            return _Read(signature, digest, None, error)


def _is(one: object, other: Any) -> bool:  # noqa: ANN401 - whatever things are made of
    return one is other


def _signature(path: Path) -> _Signature:
    found = os.stat(path)
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _digest(path: Path) -> bytes:
    try:
        return hashlib.sha256(read_bytes(path, MAX_SERIES)).digest()
    except (OSError, TooLargeError):
        return b"unreadable"
