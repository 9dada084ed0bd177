"""``site`` is a link to a release, and to publish another is one rename. Where a system has no links it is a copy."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path
from uuid import uuid4

from factsite.durable import beside, remove, settle, write_whole

# In the folder of releases: which one ``site`` is a copy of, where it can't be a link.
COPIED = "copied"
_AT_CWD, _EXCHANGE = -100, 2  # of renameat2(2)


def shown(link: Path, releases: Path) -> str:
    """The name of the release that a link leads to, or of which it is a copy; nothing for anything else."""
    if link.is_symlink():
        target = Path(os.path.normpath(link.parent / os.readlink(link)))
        return target.name if target.parent == releases else ""
    try:
        return (releases / COPIED).read_text(encoding="utf-8").strip() if link.is_dir() else ""
    except OSError:
        return ""


def switch(link: Path, release: Path) -> Path | None:
    """Publish a release.

    Readers get the old site or the new one in every moment, and a process killed in any moment leaves either. Two
    cases have a moment without: a folder from before releases on a system that can't exchange two names, and systems
    that have no links or can't rename over them (Windows).

    Returns:
        The folder that stood in the place of the link, now beside it; nothing if none did.

    Raises:
        OSError: it can't be done; what was published still is.
    """
    releases = release.parent
    fresh = _beside(link)
    try:
        fresh.symlink_to(Path(releases.name, release.name), target_is_directory=True)
    except (OSError, NotImplementedError):
        return _copy(link, release, fresh)
    try:
        former = _put(fresh, link)
    except BaseException:
        remove(fresh)
        raise
    (releases / COPIED).unlink(missing_ok=True)
    settle(link.parent)
    return former


def _beside(link: Path) -> Path:
    """A name that nobody has, on the same disk as the link: the releases may be on another."""
    return link.with_name(beside(link) + uuid4().hex)


def detach(link: Path, releases: Path) -> None:
    """Make place for a folder that isn't a release: the link goes, the release that it led to stays."""
    if shown(link, releases):
        if link.is_symlink():
            link.unlink()
        (releases / COPIED).unlink(missing_ok=True)


def _put(fresh: Path, link: Path) -> Path | None:
    """Move a new link into its place."""
    if link.is_dir() and not link.is_symlink():
        return _exchange(fresh, link)
    try:
        fresh.replace(link)
    except OSError:
        if os.name == "posix" or not link.is_symlink():
            raise
        link.unlink()
        fresh.rename(link)
    return None


def _exchange(fresh: Path, folder: Path) -> Path:
    """Change the places of a link and a folder.

    Returns:
        Where the folder is now.
    """
    if sys.platform == "linux":
        change = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        if change and change(_AT_CWD, os.fsencode(fresh), _AT_CWD, os.fsencode(folder), _EXCHANGE) == 0:
            return fresh
    former = _beside(folder)
    folder.rename(former)
    try:
        fresh.rename(folder)
    except BaseException:
        former.rename(folder)
        raise
    return former


def _copy(folder: Path, release: Path, fresh: Path) -> Path | None:
    """Without links: a copy of the release, and two renames."""
    copied = release.parent / COPIED
    mine = copied.is_file()
    former = None
    try:
        shutil.copytree(release, fresh)
        if os.path.lexists(folder):
            former = _beside(folder)
            folder.rename(former)
        fresh.rename(folder)
    except BaseException:
        if former and not os.path.lexists(folder):
            former.rename(folder)
        remove(fresh)
        raise
    write_whole(copied, release.name.encode())
    if former and mine:
        remove(former)
        return None
    return former
