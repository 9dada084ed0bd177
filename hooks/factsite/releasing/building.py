"""A new release: built in a folder of its own, sealed, numbered, and published by one switch; or nothing at all."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn

from factsite.build_cache.store import kept_in
from factsite.clock import Clock
from factsite.durable import PART, beside, remove
from factsite.releasing.child import run_build
from factsite.releasing.compressing import compress
from factsite.releasing.locking import held
from factsite.releasing.manifest import Stamp, seal
from factsite.releasing.releases import Release, ReleaseError, Releases
from factsite.telling import told

KEPT = 5
# MkDocs leaves names with a point when it empties a folder.
_PREVIEW_MARK = ".factsite-preview"


class BuildFailedError(Exception):
    """The build said what was wrong and ended with a code; what is published is as it was."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the build ended with {code}")
        self.code = code


def build_site(
    releases: Releases,
    clock: Clock,
    say: Callable[[str], None],
    *,
    keep: int = KEPT,
    wait: bool = True,
    make: Callable[[Path], Collection[str]] | None = None,
) -> Release:
    """Build the site of a project and publish it.

    Args:
        releases: those of the project.
        clock: the moment for which it is built.
        say: is told for whom one waits.
        keep: how many releases are kept; the published one and the one before it always are.
        wait: whether to wait for another build of the project, or to give up.
        make: what writes the site into a folder, in place of a build, and gives the names of files that are compressed.

    Raises:
        BuildFailedError: the build failed.
        HeldError: another build is at work, and nobody waits.
        ReleaseError: something that no build has put there is in the place of the site.
        OSError: the disk is full, or a folder can't be written.
    """
    releases.refuse_foreign()
    releases.folder.mkdir(exist_ok=True)
    with _ended_in_order(), held(releases.folder, "building", say=say if wait else None):
        with releases.switching(say):
            releases.sweep()
        folder = Path(tempfile.mkdtemp(prefix=PART, dir=releases.folder))
        try:
            stamp = Stamp(
                datetime.now(UTC).isoformat(timespec="seconds"), clock.day.isoformat(), _commit(releases.root)
            )
            done = make(folder) if make else _built(releases.root, folder, clock)
            compress(folder, kept_in(releases.root) / "compressed", done)
            return _published(releases, folder, stamp, say, keep)
        finally:
            remove(folder)
            for path in releases.folder.glob(f"{beside(folder)}*"):
                remove(path)


def build_preview(root: Path, folder: Path, clock: Clock) -> None:
    """Build a site that shows what isn’t public yet, marked as such, into a folder that nobody publishes.

    Raises:
        BuildFailedError: the build failed.
        ReleaseError: the folder holds something else than a preview, which the build would delete.
    """
    mark = folder / _PREVIEW_MARK
    if folder.is_symlink() or (folder.exists() and not mark.is_file() and any(folder.iterdir())):
        what = told("{folder} holds something that no preview has put there", folder=str(folder))
        raise ReleaseError(what, wrong_use=True)
    folder.mkdir(parents=True, exist_ok=True)
    mark.touch()
    if code := run_build(root, folder.absolute(), clock, preview=True):
        raise BuildFailedError(code)


def _built(root: Path, folder: Path, clock: Clock) -> Collection[str]:
    if code := run_build(root, folder, clock):
        raise BuildFailedError(code)
    return ()


def _published(releases: Releases, folder: Path, stamp: Stamp, say: Callable[[str], None], keep: int) -> Release:
    manifest = seal(folder, stamp)
    with releases.switching(say):
        before = releases.current
        releases.keep_times(folder, manifest)
        release = releases.add(folder, manifest)
        # Who came a moment ago still reads the pages of the one before.
        releases.prune(keep, {before})
    return release


def _commit(root: Path) -> str:
    """The commit of a project, with a plus sign if files differ from it; empty if git doesn't know it."""
    try:
        commit = _git(root, "rev-parse", "--short=12", "HEAD")
        return f"{commit}+" if commit and _git(root, "status", "--porcelain") else commit
    except OSError:
        return ""


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)  # noqa: S603, S607 - fixed words
    return "" if done.returncode else done.stdout.decode(errors="replace").strip()


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Within, a request to end (SIGTERM) ends the build like Ctrl-C does: its process and its folder go first."""
    if threading.current_thread() is not threading.main_thread() or os.name != "posix":
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
