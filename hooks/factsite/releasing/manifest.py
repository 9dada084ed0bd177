"""What a release consists of: its files with sizes and SHA-256, one digest over all. Without it none is complete."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from factsite.durable import settle

# Systems write many small files faster to the disk together than one after the other: 3,500 in 1 s and not in 6.
_AT_ONCE = 8
_FILE, _FOLDER = 0o644, 0o755


@dataclass(frozen=True)
class Stamp:
    """Of what a release was built: when (UTC), for which day, and from which commit if that is known."""

    built: str
    day: str
    commit: str


@dataclass(frozen=True)
class Manifest:
    """``files`` are paths within the release, with the size and the SHA-256 of each."""

    stamp: Stamp
    files: dict[str, tuple[int, str]]

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(size for size, _ in self.files.values())

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the list that ``sha256sum`` writes of the files, by name."""
        lines = [f"{digest}  {name}\n" for name, (_, digest) in sorted(self.files.items())]
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def as_bytes(self) -> bytes:
        """The manifest as it is kept."""
        return (json.dumps({**asdict(self), "digest": self.digest}, indent=1) + "\n").encode()


def read_manifest(path: Path) -> Manifest | None:
    """Read a manifest; nothing if it isn't there or isn't what was once written."""
    try:
        found = json.loads(path.read_bytes())
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in found["files"].items()}
        manifest = Manifest(Stamp(**found["stamp"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest if files and manifest.digest == found.get("digest") else None


def seal(folder: Path, stamp: Stamp) -> Manifest:
    """Make a built site last: every file on the disk, readable by a web server whatever the builder's umask.

    Raises:
        OSError: a file can't be read or brought to the disk, or is none.
    """
    manifest = Manifest(stamp, _measure(folder, last=True))
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(_open_folder, [Path(place) for place, _, _ in os.walk(folder)]))
    return manifest


def _open_folder(folder: Path) -> None:
    if os.name == "posix":
        folder.chmod(_FOLDER)
    settle(folder)


def differences(folder: Path, manifest: Manifest) -> list[str]:
    """How the files in a folder differ from a manifest; none if it is that release.

    Raises:
        OSError: a file can't be read.
    """
    found = _measure(folder, last=False)
    lines = [f"{name} is missing" for name in manifest.files.keys() - found.keys()]
    lines += [f"{name} doesn’t belong to it" for name in found.keys() - manifest.files.keys()]
    both = manifest.files.keys() & found.keys()
    return sorted([*lines, *(f"{name} is another" for name in both if found[name] != manifest.files[name])])


def seems_whole(folder: Path, manifest: Manifest) -> bool:
    """Whether all files are there in their sizes: asked of each release of a list, so their bytes aren't read."""
    try:
        return all((folder / name).stat().st_size == size for name, (size, _) in manifest.files.items())
    except OSError:
        return False


def _measure(folder: Path, *, last: bool) -> dict[str, tuple[int, str]]:
    paths = sorted(Path(place, name) for place, _, names in os.walk(folder) for name in names)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        found = threads.map(lambda path: _measure_file(path, last=last), paths)
        return {path.relative_to(folder).as_posix(): one for path, one in zip(paths, found, strict=True)}


def _measure_file(path: Path, *, last: bool) -> tuple[int, str]:
    if path.is_symlink() or not path.is_file():
        raise OSError(f"{path} is no file")
    if last and os.name == "posix":
        path.chmod(_FILE)
    with path.open("rb+" if last else "rb") as file:
        data = file.read()
        if last:
            os.fsync(file.fileno())
        return len(data), hashlib.sha256(data).hexdigest()
