"""``factsite new``, ``rename`` and ``remove``: what has a name comes, gets another, and goes."""

from __future__ import annotations

import click

from factsite.cli.new import read_fields, write_new
from factsite.cli.project import day_given, finish_first, project_root
from factsite.cli.renaming import carry_through, read_slugs
from factsite.cli.telling import misuse, said
from factsite.clock import DEFAULT_DAY
from factsite.problems import RuleError
from factsite.records.registry import kinds
from factsite.renaming.removing import remove as prepare_removal
from factsite.renaming.renaming import rename as prepare_renaming
from factsite.renaming.things import SOURCES, TERMS, THEMES, kind_named


class KindName(click.ParamType[str]):
    """A kind of record, or of what is listed: looked up when it is needed, as a package may bring a broken one."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name of the kind.

        Raises:
            BadParameter: there is no such kind, or one can’t be loaded.
        """
        try:
            return kind_named(value, (*kinds(), SOURCES, TERMS, THEMES))
        except RuleError as error:
            self.fail(said(error.whole), param, ctx)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("kind", type=KindName())
@click.argument("identifier", metavar="ID")
@click.argument("fields", nargs=-1, type=click.UNPROCESSED, metavar="[--FIELD VALUE]...")
@click.option("--source-language", metavar="CODE", help="The language in which it is written first.")
@click.option("--day", help=f"The day on which the record is written (default: {DEFAULT_DAY}).")
def new(kind: str, identifier: str, fields: tuple[str, ...], *, source_language: str | None, day: str | None) -> None:
    """Write the files of a new record in one language, each field explained; the other languages are missing.

    A field is given by its name, as --title or --unit. On a terminal the others that are needed are asked for; what
    isn’t given is marked, and the check says where something waits.
    """
    root = project_root()
    finish_first(root)
    try:
        paths = write_new(root, kind, identifier, source_language, day_given(day), read_fields(fields))
    except RuleError as error:
        raise misuse(error.whole) from error
    for path in paths:
        click.echo(path.relative_to(root).as_posix())


@click.command()
@click.argument("name", metavar="KIND/OLD")
@click.argument("new", metavar="NEW")
@click.option("--slug", "slugs", multiple=True, metavar="CODE=SLUG", help="Another address of the page in a language.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--day", help=f"The day from which it has that name (default: {DEFAULT_DAY}).")
def rename(name: str, new: str, slugs: tuple[str, ...], *, dry_run: bool, day: str | None) -> None:
    """Give a record, a source, a term or a theme another name, wherever it is named."""
    root, today = project_root(), day_given(day)
    finish_first(root)
    given = read_slugs(slugs)
    carry_through(root, lambda: prepare_renaming(root, name, new, today, given), dry_run=dry_run)


@click.command()
@click.argument("name", metavar="KIND/ID")
@click.option("--replace-by", metavar="KIND/ID", help="What is named in its place wherever it is named.")
@click.option("--with-sources", is_flag=True, help="Remove the sources too that nothing else cites.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--day", help=f"The day on which it goes (default: {DEFAULT_DAY}).")
def remove(name: str, replace_by: str | None, *, with_sources: bool, dry_run: bool, day: str | None) -> None:
    """Remove a record, a source, a term or a theme with its files. Refused while others refer to it."""
    root, today = project_root(), day_given(day)
    finish_first(root)
    carry_through(
        root,
        lambda: prepare_removal(root, name, today, replace_by=replace_by, with_sources=with_sources),
        dry_run=dry_run,
    )
