"""A file beside the pages that is known by its address before it is made: a build writes all, the live site one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from factsite.build_cache.recipes import Recipe
from factsite.build_cache.store import Store
from factsite.publishing.harmless import JUDGE
from factsite.publishing.kept import Kept
from factsite.publishing.writing import write_bytes


@dataclass(frozen=True)
class Planned:
    """A file of the site: its address, and what makes its text."""

    address: str
    make: Callable[[], str]

    def put(self, folder: Path, kept: Kept) -> None:
        """Write it at its place in the folder of the built site.

        Raises:
            HarmfulError: it is a page, and holds what no page may hold.
        """
        del kept
        write_bytes(folder / self.address, self._text())

    def data(self, store: Store) -> bytes:
        """Its bytes.

        Raises:
            HarmfulError: it is a page, and holds what no page may hold.
        """
        del store
        return self._text()

    def _text(self) -> bytes:
        text = self.make()
        if self.address.endswith(".html"):
            JUDGE.judge(self.address, text)
        return text.encode("utf-8")


@dataclass(frozen=True)
class PlannedSlow:
    """A file that takes long to make, of material that doesn’t: it is kept between builds."""

    address: str
    recipe: Recipe
    material: Callable[[], object]

    def put(self, folder: Path, kept: Kept) -> None:
        """Write it, or have it written beside the build.

        Raises:
            MakingError: one that was begun before can’t be made.
        """
        kept.put(folder / self.address, self.recipe, self.material())

    def data(self, store: Store) -> bytes:
        """Its bytes, as they were kept or made here and now."""
        material = self.material()
        kept = store.get(self.recipe.key(material), self.recipe.ending)
        return self.recipe.keep(material, store) if kept is None else kept
