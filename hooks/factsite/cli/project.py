"""What every command asks first: the project, the day and the moment, and whether an import was interrupted."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from factsite.cli.telling import misuse, words
from factsite.clock import Clock, clock_of_build, day_of_build
from factsite.importing.journal import finish_interrupted
from factsite.problems import RuleError, as_text, has_errors
from factsite.records.scalars import parse_span
from factsite.telling import told


def project_root() -> Path:
    """The nearest folder upwards that holds ``mkdocs.yml``, else the current one."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)


def day_given(given: str | None) -> date:
    """The day that a command was given, else that of today’s build; without such a day the command ends."""
    try:
        return day_of_build(given)
    except RuleError as error:
        raise misuse(told("no such day: {error}", error=error.message)) from error


def clock_given(day: str | None, at: str | None) -> Clock:
    """The moment that a command was given, else that of today’s build; without such a moment the command ends."""
    try:
        return clock_of_build(day, at)
    except RuleError as error:
        raise misuse(told("no such moment: {error}", error=error.whole)) from error


def span_given(given: str) -> str:
    """A day, as exact as it is known, or ``unknown``."""
    try:
        return given if given == "unknown" else parse_span(given).text
    except RuleError as error:
        raise misuse(error.whole) from error


def finish_first(root: Path) -> None:
    """Complete an import that was interrupted, and say so; end with code 1 if that can't be done."""
    done = finish_interrupted(root)
    if done:
        click.echo(as_text(done, root, words()), err=True)
    if has_errors(done):
        sys.exit(1)
