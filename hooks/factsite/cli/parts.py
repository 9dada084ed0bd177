"""What the commands on parts of a site and on files by content say, and their exit codes."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

import click

from factsite.building.separately import ContentError, build_part, join
from factsite.cli.project import project_root
from factsite.cli.releasing import build
from factsite.cli.telling import misuse, tell, words
from factsite.clock import Clock
from factsite.problems import RuleError, as_text
from factsite.releasing.building import BuildFailedError
from factsite.releasing.objects import put_release
from factsite.releasing.parts import PartError
from factsite.releasing.releases import ReleaseError, Releases
from factsite.telling import told

_say = partial(tell, err=True)


def make_part(root: Path, name: str, folder: Path, clock: Clock) -> int:
    """Make a part of the site into a folder; the exit code says whether it is there."""
    try:
        part = build_part(root, name, clock, folder)
    except PartError as error:
        raise misuse(error.what) from error
    except RuleError as error:
        raise misuse(error.whole) from error
    except ContentError as error:
        click.echo(as_text(error.problems, root, words()))
        return 1
    _say(told("The part {part} is in {folder}: {n} files.", part=part.name, folder=str(folder), n=len(part.files)))
    return 0


def publish_parts(releases: Releases, folders: list[Path], clock: Clock, *, keep: int, wait: bool) -> int:
    """Join parts and publish the site; the exit code says whether it was published."""

    def make(target: Path) -> Collection[str]:
        try:
            return join(releases.root, folders, clock, target)
        except PartError as error:
            _say(error.what)
        except RuleError as error:
            _say(error.whole)
        except ContentError as error:
            click.echo(as_text(error.problems, releases.root, words()))
        raise BuildFailedError(1)

    return build(releases, clock, keep=keep, wait=wait, make=make)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("number", type=click.IntRange(min=1), required=False)
def objects(folder: Path, number: int | None) -> None:
    """Put the published release, or release NUMBER, into FOLDER by content, for an object store: only what is new."""
    releases = Releases(project_root())
    chosen = number or releases.current
    if chosen is None:
        raise misuse(told("there is no built site; run “factsite site” first"))
    try:
        number = releases.choose(chosen)
    except ReleaseError as error:
        raise misuse(error.what) from error
    release = next(one for one in releases.all() if one.number == number)
    size, new = put_release(release, folder)
    tell(
        told("Release {number}: {size} bytes, of which {new} are new.", number=number, size=f"{size:,}", new=f"{new:,}")
    )
