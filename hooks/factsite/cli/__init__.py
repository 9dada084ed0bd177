"""``factsite``: the commands for editors and translators."""

from __future__ import annotations

import codecs
import sys
from datetime import date
from functools import partial
from io import TextIOWrapper
from pathlib import Path

import click

from factsite.checking import check as check_content
from factsite.checking.vintages import published_content, silent_changes
from factsite.cli import translations as translating
from factsite.cli.catalogues import update_catalogues
from factsite.cli.importing import REASONS, carry_out, describe
from factsite.cli.new import write_record
from factsite.cli.releasing import build, go_back
from factsite.cli.releasing import describe as describe_releases
from factsite.cli.serving import PORT, TakenError, show
from factsite.clock import DEFAULT_DAY, day_of_build
from factsite.documents.text import UnreadableError
from factsite.importing.journal import finish_interrupted
from factsite.importing.planning import plan
from factsite.importing.writing import Occasion
from factsite.problems import RuleError, Severity, as_github, as_json, as_text, did_you_mean, has_errors
from factsite.publishing.links import check_links
from factsite.records.registry import kinds
from factsite.records.scalars import parse_span
from factsite.releasing.building import KEPT
from factsite.releasing.releases import Releases

FORMATS = {"text": as_text, "json": as_json, "github": as_github}


def project_root() -> Path:
    """The nearest folder upwards that holds ``mkdocs.yml``, else the current one."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)


def _day(given: str | None) -> date:
    try:
        return day_of_build(given)
    except RuleError as error:
        raise click.UsageError(f"no such day: {error}") from error


def _span(given: str) -> str:
    """A day, as exact as it is known, or ``unknown``."""
    try:
        return given if given == "unknown" else parse_span(given).text
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _finish_interrupted(root: Path) -> None:
    """Complete an import that was interrupted, and say so; end with code 1 if that can't be done."""
    done = finish_interrupted(root)
    if done:
        click.echo(as_text(done, root), err=True)
    if has_errors(done):
        sys.exit(1)


class _Commands(click.Group):
    """The commands, on any terminal, and what the system refuses in words."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was called."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                # “LC_ALL=C” promises no more than ASCII, and takes more all the same.
                plain = codecs.lookup(stream.encoding).name == "ascii"
                stream.reconfigure(encoding="utf-8" if plain else None, errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error


class KindName(click.ParamType[str]):
    """A kind of record or “sources”: asked for when it is needed, for a package may bring one that can’t be loaded."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name of the kind as it was given.

        Raises:
            BadParameter: there is no such kind, or one can’t be loaded.
        """
        try:
            known = [*kinds(), "sources"]
        except RuleError as error:
            self.fail(f"{error} {error.remedy}".strip(), param, ctx)
        if value not in known:
            self.fail(f"there is no kind “{value}”. {did_you_mean(value, known)}", param, ctx)
        return value


@click.group(cls=_Commands)
@click.version_option(package_name="factsite")
def main() -> None:
    """Check, write and build a facts-and-figures website."""


@main.command()
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@click.option("--day", help=f"The day for which to check (default: {DEFAULT_DAY}).")
@click.option("--against", metavar="REF", help="A git reference: published numbers that changed since need a revision.")
@click.option("--release", is_flag=True, help="What is still to be settled (content/data/site.yml) is an error.")
def check(form: str, day: str | None, against: str | None, *, release: bool) -> None:
    """Report every problem in the content. Exit code 1 if there are errors."""
    root = project_root()
    done = finish_interrupted(root)
    content, problems = check_content(root / "content", _day(day), release=release)
    problems = sorted([*done, *problems])
    if against:
        try:
            problems = sorted([*problems, *silent_changes(published_content(root, against), content)])
        except RuleError as error:
            raise click.UsageError(f"{error}. {error.remedy}") from error
    report = FORMATS[form](problems, root)
    if report:
        click.echo(report)
    if form == "text":
        counts = {severity: sum(1 for problem in problems if problem.severity is severity) for severity in Severity}
        named = ", ".join(f"{counts[severity]} {severity.name.lower()}s" for severity in reversed(Severity))
        click.echo(named, err=True)
    sys.exit(1 if has_errors(problems) else 0)


@main.command()
@click.argument("kind", type=KindName())
@click.argument("identifier", metavar="ID")
@click.option("--day", help=f"The day on which the record is written (default: {DEFAULT_DAY}).")
def new(kind: str, identifier: str, day: str | None) -> None:
    """Write the data file and the language files of a new record: valid, ready to be filled in."""
    _finish_interrupted(project_root())
    try:
        paths = write_record(project_root() / "content", kind, identifier, _day(day))
    except RuleError as error:
        raise click.UsageError(f"{error}. {error.remedy}".strip()) from error
    for path in paths:
        click.echo(path.relative_to(project_root()).as_posix())


@main.group()
def translations() -> None:
    """What is missing or stale in each language."""


@translations.command()
@click.option("--language", metavar="CODE", help="Only this language.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--every", is_flag=True, help="Also the texts that are current.")
@click.option("--frozen", is_flag=True, help="Exit code 1 if a text is missing, stale or unknown: for releases.")
def status(language: str | None, form: str, *, every: bool, frozen: bool) -> None:
    """List the texts that wait for a translator, with what has changed in their source."""
    sys.exit(translating.status(project_root(), language=language, form=form, every=every, frozen=frozen))


@translations.command()
@click.argument("files", nargs=-1, metavar="FILE[#UNIT]...")
@click.option("--everything", is_flag=True, help="All texts of all languages: once, to begin with.")
def accept(files: tuple[str, ...], *, everything: bool) -> None:
    """Say that texts say what their source says today: the only thing that makes them current."""
    if bool(files) == everything:
        raise click.UsageError("name files, or all of them with --everything")
    translating.take(project_root(), files, everything=everything)


@translations.command()
def repair() -> None:
    """Mend the lock files: marks of a merge, texts that stand there twice, lines out of order."""
    translating.repair(project_root())


@main.command("import")
@click.argument("figure")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Write it; without this only what would change is shown.")
@click.option("--reason", type=click.Choice(list(REASONS)), help="Why published values change.")
@click.option("--note", metavar="NAME", help="The note (in the words of the figure) that explains the change.")
@click.option("--accessed", default="unknown", help="The day on which the file was got.", show_default=True)
@click.option("--published", help="The day of the publisher’s last update, where the file doesn’t hold it.")
@click.option("--day", help=f"The day of the import (default: {DEFAULT_DAY}).")
def import_(
    figure: str,
    file: Path,
    *,
    yes: bool,
    reason: str | None,
    note: str | None,
    accessed: str,
    published: str | None,
    day: str | None,
) -> None:
    """Bring the series of FIGURE up to date from a publisher’s FILE. Exit code 1 if the file can’t be used."""
    root, today = project_root(), _day(day)
    last_update = _span(published) if published else None
    _finish_interrupted(root)
    occasion = Occasion(today, _span(accessed), last_update, REASONS[reason] if reason else None, note)
    try:
        planned = plan(root, figure, file, today)
    except RuleError as error:
        raise click.UsageError(f"{error}. {error.remedy}".strip()) from error
    except UnreadableError as error:
        click.echo(as_text(error.problems, root))
        sys.exit(1)
    click.echo("\n".join([*filter(None, [as_text(planned.warnings, root)]), describe(planned.comparison)]))
    sys.exit(carry_out(planned, occasion, confirmed=yes))


@main.command()
@click.option("--day", help=f"The day for which to build (default: {DEFAULT_DAY}).")
@click.option("--keep", type=click.IntRange(min=1), default=KEPT, show_default=True, help="How many releases to keep.")
@click.option("--no-wait", is_flag=True, help="Exit with 3 if another build is at work, in place of waiting for it.")
@click.option("--release", is_flag=True, help="Refuse while something of content/data/site.yml is still to be settled.")
def site(day: str | None, keep: int, *, no_wait: bool, release: bool) -> None:
    """Build the site elsewhere and publish it as site/ only if all of it succeeded."""
    if release:
        root = project_root()
        _, problems = check_content(root / "content", _day(day), release=True)
        if has_errors(problems):
            click.echo(as_text(problems, root))
            sys.exit(1)
    sys.exit(build(Releases(project_root()), _day(day), keep=keep, wait=not no_wait))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Where to listen.")
def serve(port: int) -> None:
    """Show the site on this machine as it would be built now, each page as soon as a file is saved."""
    try:
        show(project_root(), port, partial(click.echo, err=True))
    except TakenError as error:
        raise click.UsageError(str(error)) from error


@main.command()
def releases() -> None:
    """List the kept releases; a star marks the published one."""
    click.echo(describe_releases(Releases(project_root()).all()))


@main.command()
@click.argument("number", type=click.IntRange(min=1), required=False)
def rollback(number: int | None) -> None:
    """Publish release NUMBER again, or the one before the published one."""
    sys.exit(go_back(Releases(project_root()), number))


@main.command()
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Default: site/.")
def links(folder: Path | None) -> None:
    """Check every internal link, anchor, picture and language switch of the built site."""
    folder = folder or project_root() / "site"
    if not folder.is_dir():
        raise click.UsageError("there is no built site; run “factsite site” first")
    broken = check_links(folder)
    for link in broken:
        click.echo(str(link))
    sys.exit(1 if broken else 0)


@main.command()
def catalogues() -> None:
    """Bring new sentences of templates and code lists into the catalogues of the languages."""
    for path, missing in update_catalogues(Path(__file__).parents[1]).items():
        click.echo(f"{path}: {missing} to translate")
