"""What the commands on releases say, and their exit codes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from factsite.cli.telling import misuse, said, tell
from factsite.clock import Clock
from factsite.releasing.building import BuildFailedError, build_preview, build_site
from factsite.releasing.locking import HeldError
from factsite.releasing.releases import Release, ReleaseError, Releases
from factsite.telling import told

_say = partial(tell, err=True)

# Beside 1 (problems, or a failed build) and 2 (wrong use): try again later.
BUSY = 3


def build(
    releases: Releases,
    clock: Clock,
    *,
    keep: int,
    wait: bool,
    make: Callable[[Path], Collection[str]] | None = None,
) -> int:
    """Build and publish the site, or publish what ``make`` writes; the exit code says whether it was published."""
    try:
        release = build_site(releases, clock, _say, keep=keep, wait=wait, make=make)
    except BuildFailedError as error:
        _say(told("Nothing was published; the site is as it was."))
        return error.code if error.code > 0 else 1
    except HeldError as error:
        _say(told("Another build is at work: {who}", who=error.who))
        return BUSY
    except ReleaseError as error:
        raise misuse(error.what) from error
    except OSError as error:
        _say(told("Nothing was published; the site is as it was: {error}", error=str(error)))
        return 1
    _say(told("Published as release {number}.", number=release.number))
    return 0


def preview(root: Path, folder: Path, clock: Clock) -> int:
    """Build a preview into a folder; the exit code says whether it is there."""
    try:
        build_preview(root, folder, clock)
    except BuildFailedError as error:
        return error.code if error.code > 0 else 1
    except ReleaseError as error:
        raise misuse(error.what) from error
    _say(told("The preview is in {folder}; nothing was published.", folder=str(folder)))
    return 0


def describe(releases: list[Release]) -> str:
    """A table of releases, the newest first, the published one marked."""
    heads = (told("number"), told("built (UTC)"), told("for"), told("commit"), told("files"), told("bytes"))
    rows = [("", *map(said, heads), said(told("digest")))]
    for release in reversed(releases):
        stamp, manifest = release.manifest.stamp, release.manifest
        state = "*" if release.current else ""
        if not release.whole:
            state = f"{state} {said(told('damaged'))}".strip()
        built = stamp.built.replace("T", " ").removesuffix("+00:00")
        row = (state, str(release.number), built, stamp.day or "–", stamp.commit or "–")
        rows.append((*row, f"{len(manifest.files):,}", f"{manifest.size:,}", manifest.digest[:16]))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def go_back(releases: Releases, number: int | None) -> int:
    """Publish a release that was made before; the exit code says whether it is published."""
    try:
        releases.refuse_foreign()
        # Before any waiting: what “the one before” is shouldn't depend on what is published meanwhile.
        chosen = releases.choose(number)
        with releases.switching(_say):
            release = releases.publish(chosen)
    except ReleaseError as error:
        if error.wrong_use:
            raise misuse(error.what) from error
        _say(told("{what}; the site is as it was", what=error.what))
        return 1
    except OSError as error:
        _say(told("The site is as it was: {error}", error=str(error)))
        return 1
    _say(told("Release {number} is published.", number=release.number))
    return 0
