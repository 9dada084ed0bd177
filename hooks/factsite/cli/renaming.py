"""``factsite rename`` and ``factsite remove``: what would change, and the change itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from factsite.documents.text import UnreadableError
from factsite.problems import RuleError, as_text, relative
from factsite.renaming.changes import Changes
from factsite.telling import told


def carry_through(root: Path, prepare: Callable[[], Changes], *, dry_run: bool) -> None:
    """Prepare a change of several files, try it, and write it unless it is only to be shown.

    Ends with code 1 if the content has errors, or would have them then.

    Raises:
        UsageError: what is asked for can't be done.
    """
    try:
        changes = prepare()
        errors = changes.errors()
        if dry_run or errors:
            click.echo("\n".join(changes.difference() if dry_run else [errors]))
        if errors:
            click.echo(
                errors if dry_run else told("Nothing was written: the content would have these errors."), err=True
            )
            sys.exit(1)
        if not dry_run:
            changes.write()
            _tell(changes, root)
    except RuleError as error:
        raise click.UsageError(f"{error}. {error.remedy}".strip()) from error
    except UnreadableError as error:
        click.echo(as_text(error.problems, root))
        click.echo(told("Nothing was written: mend these errors first."), err=True)
        sys.exit(1)


def read_slugs(given: tuple[str, ...]) -> dict[str, str]:
    """Slugs as they are given: CODE=SLUG.

    Raises:
        UsageError: one is given otherwise.
    """
    found = {}
    for one in given:
        code, sign, slug = one.partition("=")
        if not sign:
            raise click.UsageError(told("“{given}” isn’t in the form CODE=SLUG, for example fr=demandeurs", given=one))
        found[code] = slug
    return found


def _tell(changes: Changes, root: Path) -> None:
    """Say which files were written, by which name they go now, and which are gone."""
    names = {new: old for old, new in changes.moved.items()}
    for path in sorted(changes.texts, key=lambda path: relative(path, root)):
        own = relative(path, root)
        if path in names:
            click.echo(f"{relative(names[path], root)} → {own}")
        elif path not in changes.moved:
            click.echo(own if changes.texts[path] is not None else told("{file} removed", file=own))
    for note in changes.notes:
        click.echo(note, err=True)
