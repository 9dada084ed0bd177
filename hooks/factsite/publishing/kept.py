"""Downloads that take long to make: taken from the store, or made by a process beside the build."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factsite.build_cache.recipes import Recipe
from factsite.build_cache.store import Store
from factsite.build_cache.workers import Job, Workers
from factsite.publishing.writing import write_bytes

MOST_WAITING = 50


@dataclass
class Kept:
    """The files of one build; ``store`` outlives it. What is slow is made ``beside`` the build, or here and now."""

    store: Store
    beside: bool = True
    _workers: Workers = field(default_factory=Workers)
    _waiting: deque[Job[str]] = field(default_factory=deque)

    def put(self, path: Path, recipe: Recipe, material: object) -> None:
        """Write a file that was kept, or begin to make it.

        Raises:
            MakingError: one that was begun before can't be made.
        """
        kept = recipe.kept(material, self.store)
        if kept is not None:
            write_bytes(path, kept)
            return
        if not self.beside:
            write_bytes(path, recipe.keep(material, self.store))
            return
        self._waiting.append(self._workers.submit(_name(path), _make, path, recipe, material, Store(self.store.folder)))
        if len(self._waiting) > MOST_WAITING:
            self._wait_for_one()

    def all(self, what: str, recipe: Recipe, materials: Sequence[object]) -> list[bytes]:
        """What is made of each of some materials: as it was kept, or made, half of it beside the build.

        Args:
            what: names it in messages.
            recipe: how each is made.
            materials: of what.

        Raises:
            MakingError: one can't be made.
        """
        kept = [recipe.kept(one, self.store) for one in materials]
        found = {number: data for number, data in enumerate(kept) if data is not None}
        missing = [number for number in range(len(materials)) if number not in found]
        here = missing[: (len(missing) + 1) // 2] if self.beside else missing
        beside = missing[len(here) :]
        job = None
        if beside:
            asked = [materials[number] for number in beside]
            job = self._workers.submit(what, _make_all, recipe, asked, Store(self.store.folder))
        found |= {number: recipe.keep(materials[number], self.store) for number in here}
        if job:
            made, trouble = job.result()
            self.store.trouble = self.store.trouble or trouble
            found |= dict(zip(beside, made, strict=True))
        return [found[number] for number in range(len(materials))]

    def wait(self) -> None:
        """Wait for the files that are being made; more may follow.

        Raises:
            MakingError: one can't be made; names it.
        """
        while self._waiting:
            self._wait_for_one()

    def finish(self) -> None:
        """Wait for the files that are being made, the last of all.

        Raises:
            MakingError: one can't be made; names it.
        """
        self.wait()
        self._workers.finish()

    def _wait_for_one(self) -> None:
        trouble = self._waiting.popleft().result()
        self.store.trouble = self.store.trouble or trouble


def _name(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _make(path: Path, recipe: Recipe, material: object, store: Store) -> str:
    """What the other process does: it writes the file itself, so that the build needn't hold it.

    Returns:
        Why it couldn't be kept, if it couldn't.
    """
    write_bytes(path, recipe.keep(material, store))
    return store.trouble


def _make_all(recipe: Recipe, materials: Sequence[object], store: Store) -> tuple[list[bytes], str]:
    """What the other process does of many small things.

    Returns:
        What it made, and why something couldn't be kept, if it couldn't.
    """
    return [recipe.keep(one, store) for one in materials], store.trouble
