"""Files compressed once, beside the originals, so that a web server only hands them out: Brotli and gzip.

What was compressed is kept by what it was made of. The bytes are the same wherever the same library made them: no time
and no name stand in them.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import brotli

from factsite.build_cache.recipes import Recipe
from factsite.build_cache.store import Store, largest
from factsite.publishing.search import FOLDER as INDEX

# Text, and what is written like it; pictures, workbooks and the parts of the search index are compressed already.
_ENDINGS = frozenset(
    {
        *(".html", ".css", ".js", ".json", ".jsonld", ".csv", ".xml", ".atom", ".svg", ".txt", ".md", ".ics"),
        *(".ttl", ".tbx", ".bib", ".po", ".wasm"),
    }
)
# A file of one packet comes no sooner when it is smaller; and a tenth at least is to be saved.
_SMALLEST = 1_000
# Each step of quality saves a tenth and takes some five times as long as the one before: 9 for what is taken along, 10
# for pages, and 11 for the few large ones, for what every page asks for and what the search does.
_TAKEN, _PAGE, _HIGHEST = 9, 10, 11
_LARGE = 100_000
_WORTH = 0.9


@dataclass(frozen=True)
class _Original:
    """What is compressed; its digest stands for its bytes in the key."""

    sha256: str
    data: bytes = field(repr=False)
    quality: int


def _brotli(original: _Original) -> bytes:
    made: bytes = brotli.compress(original.data, mode=brotli.MODE_TEXT, quality=original.quality)
    return made


def _gzip(original: _Original) -> bytes:
    return gzip.compress(original.data, 9, mtime=0)


_RECIPES = (Recipe("br", _brotli, ("brotli",)), Recipe("gz", _gzip))
# How the names of such files end.
COMPANIONS = tuple(f".{recipe.ending}" for recipe in _RECIPES)


def compress(folder: Path, kept: Path, done: Collection[str] = ()) -> None:
    """Write what is worth it beside each file of a built site: ``page.html.br``, ``page.html.gz``.

    Both libraries work without Python’s lock, so that threads use every core.

    Args:
        folder: the built site.
        kept: where compressed files are kept between builds.
        done: the names of files beside which it stands already, where it is worth it.

    Raises:
        OSError: a file can’t be read or written.
    """
    store = Store(kept)
    paths = [path for path in folder.rglob("*") if path.suffix in _ENDINGS and path.is_file()]
    paths = [path for path in paths if path.relative_to(folder).as_posix() not in done] if done else paths
    # The largest first: one that is begun last would be waited for by itself.
    paths.sort(key=lambda path: path.stat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(lambda path: _beside(path, store), paths))
    store.prune(largest())


def _beside(path: Path, store: Store) -> None:
    data = path.read_bytes()
    if len(data) < _SMALLEST:
        return
    original = _Original(sha256(data).hexdigest(), data, _quality(path, len(data)))
    for recipe in _RECIPES:
        made = recipe.made(original, store)
        if len(made) <= len(data) * _WORTH:
            path.with_name(f"{path.name}.{recipe.ending}").write_bytes(made)


def _quality(path: Path, size: int) -> int:
    if path.suffix in {".css", ".js"} or path.parent.name == INDEX:
        return _HIGHEST
    if path.suffix != ".html":
        return _TAKEN
    return _HIGHEST if size >= _LARGE else _PAGE
