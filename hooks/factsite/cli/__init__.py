"""``factsite``: the commands for editors and translators."""

from __future__ import annotations

import codecs
import sys
from functools import partial
from io import TextIOWrapper
from pathlib import Path

import click

from factsite.checking import check as check_content
from factsite.checking.silent import baseline_of, silent_changes
from factsite.cli import diff as comparing
from factsite.cli.booklets import keep_booklets
from factsite.cli.catalogues import add_sentences, update_catalogues
from factsite.cli.editing import serve_form
from factsite.cli.embargoes import FORMS as NEXT_FORMS
from factsite.cli.embargoes import tell_next, wait_for_next
from factsite.cli.fetching import fetch
from factsite.cli.hosting import server_config
from factsite.cli.importing import REASONS, carry_out, describe, describe_file
from factsite.cli.parts import make_part, objects, publish_parts
from factsite.cli.project import clock_given, day_given, finish_first, project_root, span_given
from factsite.cli.records import new, remove, rename
from factsite.cli.releasing import build, go_back, preview
from factsite.cli.releasing import describe as describe_releases
from factsite.cli.schemas import update_schemas
from factsite.cli.serving import PORT, TakenError, show
from factsite.cli.telling import language_option, misuse, said, tell, words
from factsite.cli.texts import terms, translations
from factsite.cli.watching import watch_content
from factsite.clock import DEFAULT_DAY, DEFAULT_MOMENT
from factsite.content import Content
from factsite.documents.text import UnreadableError
from factsite.importing.journal import finish_interrupted
from factsite.importing.planning import plan
from factsite.importing.writing import Occasion
from factsite.problems import RuleError, Severity, as_github, as_gitlab, as_json, as_lines, as_text, has_errors
from factsite.publishing.links import check_links
from factsite.reading.configuration import languages_beside
from factsite.reading.earlier import published_content
from factsite.releasing.building import KEPT
from factsite.releasing.releases import Releases
from factsite.telling import told, told_many
from factsite.translating.status import OPEN, read_locks, statuses

FORMATS = {"text": as_text, "json": as_json, "github": as_github, "gitlab": as_gitlab, "lines": as_lines}


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


@click.group(cls=_Commands)
@click.version_option(package_name="factsite")
def main() -> None:
    """Check, write and build a facts-and-figures website."""


main.add_command(new)
main.add_command(rename)
main.add_command(remove)
main.add_command(fetch)
main.add_command(server_config)
main.add_command(objects)


@main.command()
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True)
@click.option("--day", help=f"The day for which to check (default: {DEFAULT_DAY}).")
@click.option("--at", metavar="MOMENT", help=f"The moment for which to check (default: {DEFAULT_MOMENT}).")
@language_option
@click.option("--against", metavar="REF", help="Compare with what was published at a git reference too.")
@click.option("--release", is_flag=True, help="What is still to be settled or to be translated is an error.")
def check(form: str, day: str | None, at: str | None, against: str | None, *, release: bool) -> None:
    """Report every problem in the content. Exit code 1 if there are errors."""
    root = project_root()
    done = finish_interrupted(root)
    clock = clock_given(day, at)
    content, problems = check_content(root / "content", clock.day, release=release, moment=clock.moment, preview=True)
    problems = sorted([*done, *problems])
    if against:
        try:
            before = baseline_of(published_content(root, against), clock.day)
            problems = sorted({*problems, *silent_changes(before, content, clock.day)})
        except RuleError as error:
            raise misuse(error.whole) from error
    # For people only what stops a build, and warnings, as long as something does: the cause stays on the screen.
    broken = form == "text" and has_errors(problems)
    shown = [one for one in problems if one.severity is not Severity.NOTICE] if broken else problems
    report = FORMATS[form](shown, root, words())
    if report:
        click.echo(report)
    if form == "text":
        counts = {severity: sum(1 for problem in problems if problem.severity is severity) for severity in Severity}
        click.echo(", ".join(said(severity.counted(counts[severity])) for severity in reversed(Severity)), err=True)
        if len(shown) < len(problems):
            click.echo(said(told("Notices are listed once no errors are left.")), err=True)
        if not broken:
            _tell_waiting(root, content)
    sys.exit(1 if has_errors(problems) else 0)


def _tell_waiting(root: Path, content: Content) -> None:
    """Say how many texts wait for a translator: readers are told, and a release is refused."""
    found = statuses(content, read_locks(root, content.languages.whole))
    if waiting := sum(one.state in OPEN for one in found):
        what = told_many(
            "{n} text waits for a translator: factsite translations status",
            "{n} texts wait for a translator: factsite translations status",
            waiting,
        )
        click.echo(said(what), err=True)


main.add_command(translations)
main.add_command(terms)


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
    root, clock = project_root(), clock_given(day, None)
    last_update = span_given(published) if published else None
    finish_first(root)
    occasion = Occasion(clock.day, span_given(accessed), last_update, REASONS[reason] if reason else None, note)
    try:
        planned = plan(root, figure, file, clock)
    except RuleError as error:
        raise misuse(error.whole) from error
    except UnreadableError as error:
        click.echo(as_text(error.problems, root, words()))
        sys.exit(1)
    before = [as_text(planned.warnings, root, words()), describe_file(planned.remarks)]
    click.echo("\n".join([*filter(None, before), describe(planned.comparison)]))
    sys.exit(carry_out(planned, occasion, confirmed=yes))


@main.command()
@click.argument("reference", metavar="[REF]", required=False)
@click.option("--format", "form", type=click.Choice(sorted(comparing.FORMATS)), default="text", show_default=True)
@click.option("--language", metavar="CODE", default="all", show_default=True, help="One language of the site, or all.")
@click.option("--record", is_flag=True, help="Write the changes since REF, the last release, for readers.")
@click.option("--check", is_flag=True, help="Exit code 1 if readers would see a change that isn’t recorded.")
@click.option("--day", help=f"The day on which readers look (default: {DEFAULT_DAY}).")
@click.option("--since", help="The day on which readers saw the earlier state (default: the same; the last release’s).")
def diff(
    reference: str | None, form: str, language: str, *, record: bool, check: bool, day: str | None, since: str | None
) -> None:
    """Say what readers will see change since REF: a commit, a branch, a tag, or a folder with content."""
    root, wanted = (
        project_root(),
        comparing.DiffOrder(form, language, day_given(day), day_given(since) if since else None),
    )
    if record and check:
        raise misuse(told("--record writes what --check asks for: one of the two"))
    if not (reference or record or check):
        raise misuse(told("name the state to compare with: a commit, a branch, a tag, or a folder with content"))
    try:
        if record:
            click.echo(comparing.record(root, reference, wanted).relative_to(root).as_posix())
            return
        code = comparing.diff(root, reference, wanted) if reference else 0
        if check and comparing.unrecorded(root, wanted.day):
            tell(told("Readers would see changes that no record tells of: run “factsite diff REF --record”."), err=True)
            code = 1
    except RuleError as error:
        raise misuse(error.whole) from error
    except comparing.SilentError as error:
        click.echo(as_text(error.problems, root, words()))
        code = 1
    sys.exit(code)


@main.command()
@click.option("--day", help=f"The day for which to build (default: {DEFAULT_DAY}).")
@click.option("--at", metavar="MOMENT", help=f"The moment for which to build (default: {DEFAULT_MOMENT}).")
@click.option(
    "--preview",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Show drafts and embargoes too, marked, in this folder; nothing is published.",
)
@click.option(
    "--part",
    type=(str, click.Path(file_okay=False, path_type=Path)),
    metavar="PART FOLDER",
    help="Make only a part, such as 2-of-4, fr/3-of-8 or fr/figures, into a folder; nothing is published.",
)
@click.option(
    "--join",
    "parts",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Publish the site of the parts in this folder, and in others: once for each.",
)
@click.option("--keep", type=click.IntRange(min=1), default=KEPT, show_default=True, help="How many releases to keep.")
@click.option("--no-wait", is_flag=True, help="Exit with 3 if another build is at work, in place of waiting for it.")
@click.option("--release", is_flag=True, help="Refuse while something is still to be settled or to be translated.")
def site(
    day: str | None,
    at: str | None,
    folder: Path | None,
    part: tuple[str, Path] | None,
    parts: tuple[Path, ...],
    keep: int,
    *,
    no_wait: bool,
    release: bool,
) -> None:
    """Build the site elsewhere and publish it as site/ only if all of it succeeded."""
    root, clock = project_root(), clock_given(day, at)
    if sum(map(bool, (folder, part, parts))) > 1:
        raise misuse(told("--preview, --part and --join make different things: one of them"))
    if release:
        _, problems = check_content(root / "content", clock.day, release=True, moment=clock.moment)
        if has_errors(problems):
            click.echo(as_text(problems, root, words()))
            sys.exit(1)
    if folder is not None:
        sys.exit(preview(root, folder, clock))
    if part or parts:
        finish_first(root)
    if part is not None:
        sys.exit(make_part(root, *part, clock))
    if parts:
        sys.exit(publish_parts(Releases(root), list(parts), clock, keep=keep, wait=not no_wait))
    sys.exit(build(Releases(root), clock, keep=keep, wait=not no_wait))


@main.command("next-release")
@click.option("--format", "form", type=click.Choice(sorted(NEXT_FORMS)), default="text", show_default=True)
@click.option("--wait", metavar="MINUTES", type=click.IntRange(1, 1_440), help="Wait for it, if it is as near as this.")
@click.option("--at", metavar="MOMENT", help=f"The moment after which to look (default: {DEFAULT_MOMENT}).")
def next_release(form: str, wait: int | None, at: str | None) -> None:
    """Say when something becomes public next: the site is to be built then. Exit code 4 if nothing waits."""
    root, clock = project_root(), clock_given(None, at)
    sys.exit(wait_for_next(root, clock, wait) if wait else tell_next(root, clock, form))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Where to listen.")
def serve(port: int) -> None:
    """Show the site on this machine as it would be built now, each page as soon as a file is saved."""
    try:
        show(project_root(), port, partial(tell, err=True))
    except TakenError as error:
        raise misuse(error.what) from error


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
@click.option("--day", help=f"The day of the booklets (default: {DEFAULT_DAY}).")
def booklets(day: str | None) -> None:
    """Keep this year’s booklets of key figures in content/data/booklets: they stay when a new year begins."""
    sys.exit(keep_booklets(project_root(), clock_given(day, None)))


@main.command()
@click.option("--frozen", is_flag=True, help="Write nothing; exit code 1 if something is out of date.")
def schemas(*, frozen: bool) -> None:
    """Bring schemas/ up to date, by which editors’ programs complete and underline what is typed."""
    sys.exit(update_schemas(project_root(), frozen=frozen))


@main.command()
@click.option("--day", help=f"The day for which to check (default: {DEFAULT_DAY}).")
def watch(day: str | None) -> None:
    """Check at every save, in lines that VS Code shows beside the text, and keep schemas/ up to date."""
    watch_content(project_root(), day_given(day))


@main.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=8001, show_default=True, help="0 takes a free one.")
def edit(port: int) -> None:
    """Serve the form in which records and pages are edited, on this machine only; “make edit” makes what it needs."""
    serve_form(project_root(), port)


@main.command()
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Default: site/.")
def links(folder: Path | None) -> None:
    """Check every internal link, anchor, picture and language switch of the built site."""
    folder = folder or project_root() / "site"
    if not folder.is_dir():
        raise misuse(told("there is no built site; run “factsite site” first"))
    broken = check_links(folder)
    for link in broken:
        tell(str(link))
    sys.exit(1 if broken else 0)


@main.command()
@click.option("--language", help="Only this language of the site: its interface.po gets what nothing translates yet.")
def catalogues(language: str | None) -> None:
    """Bring new sentences of templates and code lists into the catalogues of the languages."""
    content = project_root() / "content"
    settings = languages_beside(content) if language else None
    if settings and language not in settings.codes:
        raise click.BadParameter(f"mkdocs.yml lists {', '.join(settings)}", param_hint="--language")
    found = add_sentences(settings[language], content) if settings and language else update_catalogues()
    for path, missing in found.items():
        click.echo(f"{path}: {missing} to translate")
