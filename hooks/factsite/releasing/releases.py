"""Releases in numbered folders under ``site.releases/``, the manifest of each beside it; ``site`` leads to one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from factsite.durable import PART, beside, remove, settle, write_whole
from factsite.releasing.locking import held
from factsite.releasing.manifest import Manifest, Stamp, differences, read_manifest, seal, seems_whole
from factsite.releasing.switching import shown, switch
from factsite.telling import Told, listed, told, told_many


class ReleaseError(Exception):
    """A release can't be published; says why and what to do. ``wrong_use`` tells a wrong number from a damaged one."""

    def __init__(self, what: Told, *, wrong_use: bool = True) -> None:
        super().__init__(what)
        self.what = what
        self.wrong_use = wrong_use


@dataclass(frozen=True)
class Release:
    """A release: without a manifest it was never finished, and is none."""

    number: int
    folder: Path
    manifest: Manifest
    current: bool

    @property
    def whole(self) -> bool:
        """Whether its files are there, in their sizes."""
        return seems_whole(self.folder, self.manifest)


@dataclass(frozen=True)
class Releases:
    """The releases of a project. All that changes them is done under a lock of seconds, ``switching``."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where they stand."""
        return self.root / "site.releases"

    @property
    def link(self) -> Path:
        """The published site."""
        return self.root / "site"

    @property
    def current(self) -> int | None:
        """The number of the published one, if it is a release."""
        name = shown(self.link, self.folder)
        return int(name) if name.isdecimal() else None

    def all(self) -> list[Release]:
        """Every release that has its manifest, the oldest first."""
        current = self.current
        found = []
        for number in self._numbers():
            manifest = read_manifest(self._manifest(number))
            if manifest and self._place(number).is_dir():
                found.append(Release(number, self._place(number), manifest, number == current))
        return found

    def switching(self, say: Callable[[str], None]) -> AbstractContextManager[None]:
        """Hold the lock under which releases change."""
        self.folder.mkdir(exist_ok=True)
        if os.name == "posix":
            # A web server passes through it, whatever the builder’s umask.
            self.folder.chmod(self.folder.stat().st_mode | 0o755)
        return held(self.folder, "switching", say=say)

    def refuse_foreign(self) -> None:
        """Refuse to replace what no build has put there.

        Raises:
            ReleaseError: ``site`` is a link to somewhere else, or a file.
        """
        if self.link.is_symlink():
            if not shown(self.link, self.folder):
                raise ReleaseError(
                    told("site is a link to {target}, which is no release; take it away", target=os.readlink(self.link))
                )
        elif self.link.exists() and not self.link.is_dir():
            raise ReleaseError(told("site is a file; take it away"))

    def keep_times(self, built: Path, manifest: Manifest) -> None:
        """Give each file that is as in the published release the time that it has there. Under the lock.

        Web servers make ETags of times and sizes: what hasn’t changed needn’t be sent again after each build.

        Raises:
            OSError: a time can’t be set.
        """
        if not (number := self.current) or not (before := read_manifest(self._manifest(number))):
            return
        for name, found in manifest.files.items():
            if before.files.get(name) == found:
                with suppress(FileNotFoundError):
                    info = (self._place(number) / name).stat()
                    os.utime(built / name, ns=(info.st_atime_ns, info.st_mtime_ns))

    def add(self, built: Path, manifest: Manifest) -> Release:
        """Give a sealed site its number and its manifest, and publish it. Under the lock.

        A site from before releases that stands in its place becomes a release of its own, the one before.

        Raises:
            OSError: it can't be done; what was published still is.
        """
        number = self._next()
        older = self._older() if not self.current else None
        if older:
            number += 1
        place = self._place(number)
        built.rename(place)
        settle(self.folder)
        write_whole(self._manifest(number), manifest.as_bytes())
        former = switch(self.link, place)
        if former and older:
            self._keep(number - 1, former, older)
        elif former:
            remove(former)
        return Release(number, place, manifest, current=True)

    def choose(self, number: int | None) -> int:
        """The number to go back to: the one given, else that of the newest one before the published one.

        Raises:
            ReleaseError: there is no such release.
        """
        numbers, current = [release.number for release in self.all()], self.current
        if number is None:
            before = [one for one in numbers if current is None or one < current]
            if not before:
                raise ReleaseError(told("there is no release before the published one"))
            return before[-1]
        if number not in numbers:
            there = listed(map(str, numbers)) or told("none")
            if self._place(number).is_dir():
                raise ReleaseError(
                    told("release {number} was never finished; there are: {there}", number=number, there=there)
                )
            raise ReleaseError(told("release {number} isn’t there; there are: {there}", number=number, there=there))
        return number

    def publish(self, number: int) -> Release:
        """Publish a release that was made before. Under the lock.

        Raises:
            ReleaseError: it is gone, or its files aren't those that were published.
            OSError: it can't be done; what was published still is.
        """
        release = next((one for one in self.all() if one.number == number), None)
        if release is None:
            raise ReleaseError(told("release {number} isn’t there any more", number=number))
        if wrong := differences(release.folder, release.manifest):
            what = told_many(
                "release {number} is damaged: {files}",
                "release {number} is damaged in {n} files: {files}",
                len(wrong),
                number=number,
                files=listed(wrong[:5]),
            )
            raise ReleaseError(what, wrong_use=False)
        former = switch(self.link, release.folder)
        if former:
            remove(former)
        return release

    def prune(self, keep: int, spare: set[int | None]) -> list[int]:
        """Delete all but the newest releases, the published one and those to be spared. Under the lock.

        Returns:
            The numbers that are gone.
        """
        numbers = [release.number for release in self.all()]
        gone = [number for number in numbers[:-keep] if number != self.current and number not in spare]
        for number in gone:
            # The manifest first: a release that is half gone is none.
            remove(self._manifest(number))
            remove(self._place(number))
        return gone

    def sweep(self) -> None:
        """Take away what an ended process left: parts, and folders and manifests without the other. Under the lock."""
        current = self.current
        for path in [*self.folder.glob(f"{PART}*"), *self.root.glob(f"{beside(self.link)}*")]:
            remove(path)
        for number in self._numbers():
            if number == current or (self._place(number).is_dir() and read_manifest(self._manifest(number))):
                continue
            remove(self._manifest(number))
            remove(self._place(number))

    def _older(self) -> Manifest | None:
        """The manifest of a site from before releases; a folder without a page isn't one."""
        if not (self.link / "index.html").is_file():
            return None
        built = datetime.fromtimestamp((self.link / "index.html").stat().st_mtime, UTC).isoformat(timespec="seconds")
        try:
            return seal(self.link, Stamp(built, "", ""))
        except OSError:
            return None  # another user's, or with links in it: nothing to go back to, and no reason not to publish

    def _keep(self, number: int, former: Path, manifest: Manifest) -> None:
        """Keep the site from before; what is published already doesn't depend on it."""
        try:
            shutil.move(former, self._place(number))
            write_whole(self._manifest(number), manifest.as_bytes())
        except OSError:
            remove(former)

    def _numbers(self) -> list[int]:
        names = {path.name.removesuffix(".json") for path in self._paths()}
        return sorted(int(name) for name in names if name.isascii() and name.isdecimal())

    def _paths(self) -> Iterator[Path]:
        return self.folder.iterdir() if self.folder.is_dir() else iter(())

    def _next(self) -> int:
        return max([*self._numbers(), self.current or 0]) + 1

    def _place(self, number: int) -> Path:
        return self.folder / f"{number:06}"

    def _manifest(self, number: int) -> Path:
        return self.folder / f"{number:06}.json"
