"""Templates as Jinja compiled them, kept where Python keeps what it compiled of our modules, or not at all."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache

from factsite.build_cache.recipes import module_digest
from factsite.build_cache.store import Store

_ENDING = "template"
# Of a template of somebody else nothing is kept: those of a site would stay behind when it is gone.
_NOT_KEPT = ""


class Compiled(BytecodeCache):
    """The compiled templates of a folder of ours: who may write where they are kept may write our modules too."""

    def __init__(self, folder: Path, makers: Iterable[Callable[..., Any]]) -> None:
        """Begin with where they are kept.

        Args:
            folder: the templates stand in it; of others nothing is kept.
            makers: what decides how a template is compiled: the settings, and filters that are applied then. Told while
                they are imported, so that what is kept is of the code that runs.
        """
        self._folder = folder
        self._store = Store(Path(cache_from_source(__file__)).parent)
        self._state = _state(makers)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The key of a template: its place; what is compiled anew takes the place of what was."""
        if filename is None or not Path(filename).is_relative_to(self._folder):
            return _NOT_KEPT
        return hashlib.sha256(f"{name} {filename}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take in what was kept; Jinja itself sees whether it is of the same text and the same Python."""
        found = self._store.get(bucket.key, _ENDING) if bucket.key != _NOT_KEPT else None
        if found and found.startswith(self._state):
            bucket.bytecode_from_string(found.removeprefix(self._state))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, where Python keeps what it compiles; what can't be kept costs time only."""
        if bucket.key != _NOT_KEPT and not sys.dont_write_bytecode:
            self._store.put(bucket.key, _ENDING, self._state + bucket.bytecode_to_string())


def _state(makers: Iterable[Callable[..., Any]]) -> bytes:
    """What decides how a template is compiled beside its text: Jinja, and the texts of modules."""
    return hashlib.sha256(" ".join([version("jinja2"), *map(module_digest, makers)]).encode()).digest()
