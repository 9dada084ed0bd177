"""How a kind of entry is made, and the key that changes with everything that makes its bytes."""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from factsite.build_cache.store import Store


@dataclass(frozen=True)
class Recipe:
    """How a kind of file is made: a function at the top of a module, from material whose ``repr`` tells all of it.

    ``ending`` names the kind; ``libraries`` are the distributions under the function. Their versions, the text of the
    function's module and Python's are part of every key: another state of any of them never meets an old entry.
    ``specimen`` makes something small of all that the machine brings to the bytes, such as its fonts.
    """

    ending: str
    make: Callable[[Any], bytes]
    libraries: tuple[str, ...] = ()
    specimen: Callable[[], bytes] | None = None
    maker: str = field(init=False)

    def __post_init__(self) -> None:
        # Now, as the module is being imported: later its text may no longer be that of the code that runs.
        object.__setattr__(self, "maker", _maker(self))

    def key(self, material: object) -> str:
        """The key of what is made of some material."""
        return hashlib.sha256(f"{self.maker} {_machine(self.specimen)} {material!r}".encode()).hexdigest()

    def kept(self, material: object, store: Store) -> bytes | None:
        """What was made of some material and kept, if it was."""
        return store.get(self.key(material), self.ending)

    def made(self, material: object, store: Store) -> bytes:
        """What was made of some material and kept, or is made here and now."""
        kept = self.kept(material, store)
        return self.keep(material, store) if kept is None else kept

    def keep(self, material: object, store: Store) -> bytes:
        """Make something and keep it.

        A process that was started after the module changed runs other code than the one that asked: what it makes is
        good, but isn't kept under a key that names the old text.
        """
        made = self.make(material)
        if _maker(self) == self.maker:
            store.put(self.key(material), self.ending, made)
        return made


@lru_cache
def _machine(specimen: Callable[[], bytes] | None) -> str:
    return hashlib.sha256(specimen()).hexdigest() if specimen else ""


def module_digest(function: Callable[..., Any]) -> str:
    """The SHA-256 of the module in which a function stands: of the code that runs, if asked while it is imported."""
    return hashlib.sha256(Path(str(sys.modules[function.__module__].__file__)).read_bytes()).hexdigest()


def _maker(recipe: Recipe) -> str:
    text = module_digest(recipe.make)
    libraries = [f"{name} {version(name)}" for name in recipe.libraries]
    python = f"{sys.version_info.major}.{sys.version_info.minor} {zlib.ZLIB_RUNTIME_VERSION}"
    return " ".join([recipe.ending, recipe.make.__qualname__, text, *libraries, python])
