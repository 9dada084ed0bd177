"""``factsite rename`` and ``factsite remove``: what would change, and the change itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from factsite.cli.telling import misuse, tell, words
from factsite.documents.text import UnreadableError
from factsite.problems import RuleError, as_text, relative
from factsite.renaming.changes import Changes
from factsite.telling import told

_NOTHING = told(
    "Nothing was written: the content would have the errors that stand above. Mend those places first, as they are now "
    "– an entry that is asked for can be written before –, then run this again."
)


def carry_through(root: Path, prepare: Callable[[], Changes], *, dry_run: bool) -> None:
    """Prepare a change of several files, try it, and write it unless it is only to be shown.

    Ends with code 1 if the content has errors, or would have them then.

    Raises:
        UsageError: what is asked for can't be done.
    """
    try:
        changes = prepare()
        errors = changes.errors(words())
        if errors:
            # First, as what would change may be long.
            click.echo(errors)
        if dry_run:
            click.echo("\n".join(changes.difference(words())))
        elif not errors:
            changes.write()
            _tell(changes, root)
        for note in changes.notes if dry_run or not errors else ():
            tell(note, err=True)
        if errors:
            tell(_NOTHING, err=True)
            sys.exit(1)
    except RuleError as error:
        raise misuse(error.whole) from error
    except UnreadableError as error:
        click.echo(as_text(error.problems, root, words()))
        tell(told("Nothing was written: mend these errors first."), err=True)
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
            raise misuse(told("“{given}” isn’t in the form CODE=SLUG, for example fr=demandeurs", given=one))
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
            tell(told("{file} removed", file=own) if changes.texts[path] is None else own)
