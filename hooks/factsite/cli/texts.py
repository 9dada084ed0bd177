"""The commands on texts: what waits for a translator, and which words are agreed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from factsite.cli import exchange as exchanging
from factsite.cli import terms as naming
from factsite.cli import translations as translating
from factsite.cli.project import day_given, finish_first, project_root
from factsite.cli.telling import misuse
from factsite.clock import DEFAULT_DAY
from factsite.exchanging.handing import FORMATS as EXCHANGE
from factsite.exchanging.handing import MEMORY
from factsite.publishing.termbase import VERSIONS
from factsite.telling import told


@click.group()
def translations() -> None:
    """What is missing or stale in each language."""


@translations.command()
@click.option("--language", metavar="CODE", help="Only this language.")
@click.option("--format", "form", type=click.Choice(["text", "json", "page"]), default="text", show_default=True)
@click.option("--every", is_flag=True, help="Also the texts that are current.")
@click.option("--frozen", is_flag=True, help="Exit code 1 if a text is missing, stale or unknown: for releases.")
def status(language: str | None, form: str, *, every: bool, frozen: bool) -> None:
    """List the texts that wait for a translator, with what has changed in their source."""
    sys.exit(translating.status(project_root(), language=language, form=form, every=every, frozen=frozen))


@translations.command()
@click.argument("files", nargs=-1, metavar="FILE[#UNIT]...")
@click.option("--everything", is_flag=True, help="All texts of all languages: once, to begin with.")
def accept(files: tuple[str, ...], *, everything: bool) -> None:
    """Say that texts say what their source says today; but for an import, nothing else makes them current."""
    if bool(files) == everything:
        raise misuse(told("name files, or all of them with --everything"))
    translating.take(project_root(), files, everything=everything)


@translations.command()
def repair() -> None:
    """Mend the lock files: marks of a merge, texts that stand there twice, lines out of order."""
    translating.repair(project_root())


@translations.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--language", metavar="CODE", help="The language into which they are translated (not for tmx: all).")
@click.option("--source", metavar="CODE", help="Texts written first in this language (default: the site’s first).")
@click.option("--format", "form", type=click.Choice([*EXCHANGE, MEMORY]), default="xliff-1.2", show_default=True)
@click.option("--all", "every", is_flag=True, help="Also the texts that are current.")
@click.option("--fill", is_flag=True, help="Put the source where no translation is: some programs show only targets.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write (default: the screen).")
def export(
    files: tuple[str, ...],
    *,
    language: str | None,
    source: str | None,
    form: str,
    every: bool,
    fill: bool,
    output: Path | None,
) -> None:
    """Hand out the texts that are missing or stale, of all files or of some, to a translator’s program."""
    finish_first(project_root())
    if form == MEMORY:
        exchanging.export_memory(project_root(), output)
    elif language is None:
        raise misuse(told("say into which language with --language"))
    else:
        exchanging.export(project_root(), exchanging.Order(language, source, form, files, every, fill), output)


@translations.command("import")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--accept", "reviewed", is_flag=True, help="Take every translation as done, whatever its state.")
@click.option("--sound", is_flag=True, help="Leave what is refused, and take the rest.")
@click.option("--day", help=f"The day for which to check (default: {DEFAULT_DAY}).")
def import_translations(files: tuple[Path, ...], day: str | None, *, reviewed: bool, sound: bool) -> None:
    """Bring translations back: what the program calls translated is current. Exit code 1 if something is refused."""
    finish_first(project_root())
    sys.exit(exchanging.bring_in(project_root(), files, day_given(day), reviewed=reviewed, sound=sound))


@click.group()
def terms() -> None:
    """Which words are agreed for what."""


@terms.command("check")
@click.option("--language", metavar="CODE", help="Only this language.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check_terms(language: str | None, form: str) -> None:
    """Report terms, names and signs that aren’t as agreed: the part of “check” that is about words."""
    sys.exit(naming.report(project_root(), language=language, form=form))


@terms.command("export")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="The file (default: the terminal).")
@click.option("--tbx", "version", type=click.Choice(VERSIONS), default="3", show_default=True, help="Version of TBX.")
def export_terms(output: Path | None, version: str) -> None:
    """Write the term base as TBX, for other programs."""
    sys.exit(naming.export(project_root(), output, version, day_given(None)))
