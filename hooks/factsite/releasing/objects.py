"""Files by their content: what any object store can hold, and of which nothing is sent twice.

``objects/ab/cdef…`` holds the bytes whose SHA-256 is ``abcdef…``; lists beside it (``parts/``, ``releases/``) say which
of them stands at which address of a site. An object never changes, so whoever copies the folder sends what isn't there.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from factsite.durable import write_whole
from factsite.releasing.releases import Release

_AT_ONCE = 8


@dataclass(frozen=True)
class Objects:
    """The objects in a folder."""

    folder: Path

    def place(self, sha256: str) -> Path:
        """Where the bytes of a digest stand."""
        return self.folder / "objects" / sha256[:2] / sha256[2:]

    def put(self, data: bytes) -> tuple[str, bool]:
        """Keep some bytes.

        Returns:
            Their digest, and whether they weren't there before.

        Raises:
            OSError: they can't be written.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        place = self.place(sha256)
        with suppress(OSError):
            if place.read_bytes() == data:
                return sha256, False
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, data, lasting=False)
        return sha256, True

    def get(self, sha256: str) -> bytes | None:
        """The bytes of a digest; nothing if they aren't there, or others."""
        try:
            data = self.place(sha256).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha256 else None

    def put_all(self, source: Path, names: list[str]) -> tuple[dict[str, str], int]:
        """Keep files of a folder.

        Returns:
            The digest of each, and the bytes that weren't there before.

        Raises:
            OSError: one can't be read or written.
        """

        def keep(name: str) -> tuple[str, int]:
            data = (source / name).read_bytes()
            sha256, new = self.put(data)
            return sha256, len(data) * new

        with ThreadPoolExecutor(_AT_ONCE) as threads:
            found = dict(zip(names, threads.map(keep, names), strict=True))
        return {name: sha256 for name, (sha256, _) in found.items()}, sum(size for _, size in found.values())

    def take_all(self, files: Mapping[str, str], target: Path) -> list[str]:
        """Write objects as the files of a folder.

        Args:
            files: the digest of each file, by its name in the folder.
            target: the folder.

        Returns:
            The names of those whose bytes aren't there, or are others; nothing of them is written.

        Raises:
            OSError: a file can't be written.
        """
        for folder in sorted({os.path.dirname(name) for name in files}):
            (target / folder).mkdir(parents=True, exist_ok=True)

        def take(name: str) -> bool:
            data = self.get(files[name])
            if data is not None:
                (target / name).write_bytes(data)
            return data is not None

        names = sorted(files)
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            return [name for name, there in zip(names, threads.map(take, names), strict=True) if not there]


def put_release(release: Release, folder: Path) -> tuple[int, int]:
    """Put a release into a folder by content, its manifest last: who finds that finds all of its files.

    Returns:
        How many bytes it has, and how many of them weren't there.

    Raises:
        OSError: a file can't be read or written.
    """
    _, sent = Objects(folder).put_all(release.folder, sorted(release.manifest.files))
    place = folder / "releases" / f"{release.number:06}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, release.manifest.as_bytes())
    return release.manifest.size, sent
