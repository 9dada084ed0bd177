"""Files that take long to make: kept by what they are made of; new ones are made by processes beside the build."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from factsite.publishing.writing import write_bytes

WORKERS, MOST_WAITING = 1, 50


@dataclass(frozen=True)
class Recipe:
    """How a kind of file is made: a function of a module, from material whose ``repr`` tells all of it.

    ``version`` changes when the function or a library under it makes other bytes of the same material.
    """

    name: str
    version: str
    make: Callable[[Any], bytes]


@dataclass
class Kept:
    """The files of one build; ``cache`` is a folder that outlives it, or None."""

    cache: Path | None
    _pool: ProcessPoolExecutor | None = None
    _waiting: deque[Future[None]] = field(default_factory=deque)

    def put(self, path: Path, recipe: Recipe, material: object) -> None:
        """Write a file that was kept, or begin to make it."""
        key = hashlib.sha256(f"{recipe.name} {recipe.version} {material!r}".encode()).hexdigest()
        kept = self.cache / key[:2] / f"{key}.{recipe.name}" if self.cache else None
        if kept and kept.is_file():
            write_bytes(path, kept.read_bytes())
            return
        if self._pool is None:
            self._pool = ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"))
        self._waiting.append(self._pool.submit(_make, recipe.make, material, [path, *([kept] if kept else [])]))
        if len(self._waiting) > MOST_WAITING:
            self._waiting.popleft().result()

    def finish(self) -> None:
        """Wait for the files that are being made.

        Raises:
            Exception: what the function of a recipe raised.
        """
        while self._waiting:
            self._waiting.popleft().result()
        if self._pool:
            self._pool.shutdown()
            self._pool = None


def _make(make: Callable[[Any], bytes], material: object, targets: list[Path]) -> None:
    """What the other process does: it writes the file itself, so that the build needn't hold it."""
    made = make(material)
    for target in targets:
        write_bytes(target, made)
