"""Which files the live site rests on, and whether any of them has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from factsite.bounded import TooLargeError, read_bytes
from factsite.documents.text import MAX_SERIES
from factsite.reading.configuration import FILE

PACKAGE = Path(__file__).parents[1]
_RACY = 2_000_000_000
_PASSED_OVER = frozenset({"__pycache__", ".git"})

Snapshot = Mapping[str, object]


def watched(root: Path, content: Path, overrides: Path | None) -> list[Path]:
    """The folders whose files make the site; of the project’s own folder only mkdocs.yml counts."""
    folders = [content, root / "translations", root / "hooks", PACKAGE]
    return [*folders, *([overrides] if overrides else [])]


def snapshot(root: Path, folders: list[Path]) -> Snapshot:
    """Each file with what tells that it has changed; of one that changed just now, its bytes, too."""
    found: dict[str, object] = {}
    _note(root / FILE, found)
    for folder in folders:
        if not any(folder != other and folder.is_relative_to(other) for other in folders):
            for path in _files(str(folder)):
                _note(path, found)
    return found


def _files(folder: str) -> Iterator[Path | str]:
    try:
        with os.scandir(folder) as entries:
            listed = list(entries)
    except OSError:
        return
    for entry in listed:
        if entry.name in _PASSED_OVER:
            continue
        try:
            below = entry.is_dir(follow_symlinks=False)
        except OSError:
            below = False
        if below:
            yield from _files(entry.path)
        else:
            yield entry.path


def _note(path: Path | str, found: dict[str, object]) -> None:
    try:
        info = os.stat(path, follow_symlinks=False)
    except OSError:
        return
    signature = (info.st_mtime_ns, info.st_ctime_ns, info.st_size, info.st_ino, info.st_mode)
    racy = S_ISREG(info.st_mode) and time.time_ns() - max(info.st_mtime_ns, info.st_ctime_ns) < _RACY
    found[str(path)] = (signature, _digest(Path(path))) if racy else (signature, b"")


def _digest(path: Path) -> bytes:
    try:
        return sha256(read_bytes(path, MAX_SERIES)).digest()
    except (OSError, TooLargeError):
        return b"unreadable"


def changes(before: Snapshot, after: Snapshot) -> list[str]:
    """The files that came, went or changed.

    One that was young and is no longer is compared without its bytes: its times say that it is the same.
    """
    return sorted(path for path in {*before, *after} if not _same(before.get(path), after.get(path)))


def _same(before: object, after: object) -> bool:
    if not (isinstance(before, tuple) and isinstance(after, tuple)):
        return before is after
    return before[0] == after[0] and (not before[1] or not after[1] or before[1] == after[1])
