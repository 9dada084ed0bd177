"""A file beside the pages that is known by its address before it is made: a build writes all, the live site one.

A file that tells of others, by their sizes and checksums, is planned after them: a build weighs what it has written,
the live site what it would answer. So nothing is made twice, and both say the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from factsite.build_cache.recipes import Recipe
from factsite.build_cache.store import Store
from factsite.publishing.harmless import JUDGE
from factsite.publishing.kept import Kept
from factsite.publishing.writing import write_bytes, write_parts


@dataclass(frozen=True)
class Planned:
    """A file of the site: its address, and what makes its text, whole or part by part."""

    address: str
    make: Callable[[], str | Iterator[str]]

    def put(self, folder: Path, kept: Kept) -> None:
        """Write it at its place in the folder of the built site.

        Raises:
            HarmfulError: it is a page, and holds what no page may hold.
        """
        del kept
        made = self.make()
        if isinstance(made, str):
            write_bytes(folder / self.address, self._judged(made))
        else:
            write_parts(folder / self.address, made)

    def data(self, store: Store) -> bytes:
        """Its bytes.

        Raises:
            HarmfulError: it is a page, and holds what no page may hold.
        """
        del store
        return self._judged(self.text())

    def text(self) -> str:
        """The whole of its text."""
        made = self.make()
        return made if isinstance(made, str) else "".join(made)

    def _judged(self, text: str) -> bytes:
        if self.address.endswith(".html"):
            JUDGE.judge(self.address, text)
        return text.encode("utf-8")


@dataclass(frozen=True)
class PlannedBytes:
    """A file that isn’t text: its address, and what makes its bytes."""

    address: str
    make: Callable[[], bytes]

    def put(self, folder: Path, kept: Kept) -> None:
        """Write it at its place in the folder of the built site."""
        del kept
        write_bytes(folder / self.address, self.make())

    def data(self, store: Store) -> bytes:
        """Its bytes."""
        del store
        return self.make()


@dataclass(frozen=True)
class Weight:
    """How long a file is, in bytes, and its SHA-256."""

    size: int
    sha256: str


@dataclass
class Scales:
    """Weighs files by their addresses, each once; what reads them is set by whoever makes the files that tell of them.

    ``files`` are those that can be weighed.
    """

    files: dict[str, Planned | PlannedSlow] = field(default_factory=dict)
    _read: Callable[[str], bytes] | None = None
    _known: dict[str, Weight] = field(default_factory=dict)

    def on(self, read: Callable[[str], bytes]) -> None:
        """Read files so from now on."""
        self._read = read

    def weigh(self, address: str) -> Weight:
        """The weight of a file.

        Raises:
            KeyError: there is no such file.
        """
        if address not in self._known:
            assert self._read is not None  # noqa: S101 - set by ``PlannedLast``, the only one that asks
            data = self._read(address)
            self._known[address] = Weight(len(data), hashlib.sha256(data).hexdigest())
        return self._known[address]


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
        return self.recipe.made(self.material(), store)


@dataclass(frozen=True)
class PlannedOfPage:
    """A file that is made of a page: a build makes it with the page, the live site draws that.

    ``material`` is what the recipe needs, of the HTML of the page.
    """

    address: str
    page: str
    recipe: Recipe
    material: Callable[[str], object]
    draw: Callable[[], str]

    def put(self, folder: Path, kept: Kept, html: str) -> None:
        """Write it, or have it written beside the build, of the page as it was drawn.

        Raises:
            MakingError: one that was begun before can’t be made.
        """
        kept.put(folder / self.address, self.recipe, self.material(html))

    def data(self, store: Store) -> bytes:
        """Its bytes, as they were kept or made here and now."""
        return PlannedSlow(self.address, self.recipe, lambda: self.material(self.draw())).data(store)


@dataclass(frozen=True)
class Parted:
    """How a file is made part by part, so that after a change only those are made anew that it touches.

    ``part`` takes a text into parts, of each of which ``recipe`` makes something; ``join`` puts that together.
    """

    recipe: Recipe
    part: Callable[[str], list[str]]
    join: Callable[[list[bytes]], bytes]


@dataclass(frozen=True)
class PlannedLast:
    """A file that tells how much others weigh: made when they are. If it is ``parted`` another is made of its text."""

    address: str
    scales: Scales
    make: Callable[[], str]
    parted: Parted | None = None

    def put(self, folder: Path, kept: Kept) -> None:
        """Write it, or have it written beside the build, when everything planned before it is there.

        Raises:
            MakingError: one that was begun before can’t be made.
            OSError: what it tells of isn’t there.
        """
        kept.wait()
        self.scales.on(lambda address: (folder / address).read_bytes())
        write_bytes(folder / self.address, self._data(partial(kept.all, self.address)))

    def data(self, store: Store) -> bytes:
        """Its bytes; the files of which it tells are made for it, those that are slow taken from what was kept."""
        self.scales.on(lambda address: self.scales.files[address].data(store))
        return self._data(lambda recipe, parts: [recipe.made(one, store) for one in parts])

    def _data(self, all_of: Callable[[Recipe, list[str]], list[bytes]]) -> bytes:
        """Its bytes; ``all_of`` gives what a recipe makes of each of its parts."""
        text, parted = self.make(), self.parted
        return parted.join(all_of(parted.recipe, parted.part(text))) if parted else text.encode("utf-8")


PlannedByItself = Planned | PlannedBytes | PlannedSlow | PlannedLast
AnyPlanned = PlannedByItself | PlannedOfPage
