"""How caches go wrong: each form of a wrong entry, and of a folder that can't be used."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

NOBODY = 65534


def cut(path: Path) -> None:
    """As a full disk or a killed process leaves it."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    """As a cut power leaves it."""
    path.write_bytes(b"")


def longer(path: Path) -> None:
    """One byte more."""
    path.write_bytes(path.read_bytes() + b"x")


def flipped(path: Path) -> None:
    """One bit in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def bare(path: Path) -> None:
    """As a cache without digests had it: the bytes alone, and not all of them."""
    path.write_bytes(path.read_bytes().partition(b"\n")[2][:-5])


def of_another_key(path: Path) -> None:
    """A good entry in the place of another."""
    key = path.stem.encode()
    path.write_bytes(path.read_bytes().replace(key, key[::-1]))


def of_another_version(path: Path) -> None:
    """An entry in another format."""
    path.write_bytes(path.read_bytes().replace(b"-1 ", b"-0 ", 1))


def folder(path: Path) -> None:
    """A folder in its place."""
    path.unlink()
    (path / "inner").mkdir(parents=True)
    (path / "inner" / "file").write_bytes(b"x")


def pipe(path: Path) -> None:
    """A pipe in its place, which nobody writes into."""
    path.unlink()
    os.mkfifo(path)


def link_to_nowhere(path: Path) -> None:
    """A link that leads nowhere."""
    path.unlink()
    path.symlink_to("nowhere")


def huge(path: Path) -> None:
    """A sparse file of gigabytes."""
    os.truncate(path, 3_000_000_000)


WRONG: list[Callable[[Path], None]] = [
    cut, empty, longer, flipped, bare, of_another_key, of_another_version, folder, pipe, link_to_nowhere, huge,
]  # fmt: skip


@contextmanager
def missing(cache: Path) -> Iterator[list[str]]:
    """No folder."""
    shutil.rmtree(cache, ignore_errors=True)
    yield []


@contextmanager
def a_file(cache: Path) -> Iterator[list[str]]:
    """A file in its place."""
    shutil.rmtree(cache, ignore_errors=True)
    cache.write_text("no folder")
    yield []
    cache.unlink()


@contextmanager
def full(cache: Path) -> Iterator[list[str]]:
    """A disk of a few kilobytes; root may mount one, others get a folder without rights."""
    shutil.rmtree(cache, ignore_errors=True)
    cache.mkdir()
    if os.geteuid():
        cache.chmod(0)
        yield []
        cache.chmod(0o755)
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(cache)], check=True)
    yield []
    subprocess.run(["umount", str(cache)], check=True)


@contextmanager
def read_only(cache: Path) -> Iterator[list[str]]:
    """Wrong entries that can’t be mended: read, never written."""
    for path in [path for path in cache.rglob("*") if path.is_file()]:
        flipped(path)
    yield from _refused(cache, 0o755)


@contextmanager
def unreadable(cache: Path) -> Iterator[list[str]]:
    """Another user’s entries, which one may not even read."""
    yield from _refused(cache, 0o700)


def _refused(cache: Path, mode: int) -> Iterator[list[str]]:
    """Give a folder to another user, and take from root, whom nothing is refused, its powers for the build."""
    mine = os.geteuid()
    paths = [cache, *cache.rglob("*")]
    for path in paths:
        if mine == 0:
            os.chown(path, NOBODY, NOBODY)
        path.chmod(mode if mine == 0 else mode & 0o055 | (0o500 if mode & 0o005 else 0))
    yield ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if mine == 0 else []
    for path in paths:
        if mine == 0:
            os.chown(path, mine, mine)
        path.chmod(0o755)


FOLDERS: dict[str, Callable[[Path], AbstractContextManager[list[str]]]] = {
    "read-only": read_only,
    "unreadable": unreadable,
    "missing": missing,
    "a file": a_file,
    "a full disk": full,
}
