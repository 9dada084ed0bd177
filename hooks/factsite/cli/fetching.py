"""``factsite fetch``: publishers' files are got, and what they change is shown, written or proposed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from factsite.cli.fetched import FORMS, PROPOSALS, describe_result, proposal, results_as_json
from factsite.cli.importing import REASONS
from factsite.cli.project import clock_given, finish_first, project_root
from factsite.cli.telling import language_option, misuse, tell, words
from factsite.clock import DEFAULT_DAY, Clock
from factsite.fetching.asking import Asker
from factsite.fetching.branching import Repository
from factsite.fetching.choosing import chosen
from factsite.fetching.fetching import Doing, Fetching, FetchOutcome, FetchResult, put_on_branch
from factsite.fetching.trying import Trial, copy_of
from factsite.problems import RuleError, as_text, has_errors
from factsite.records.codes import RevisionReason
from factsite.telling import told

JSON = "json"
_SHORT = 12


@dataclass(frozen=True)
class FetchCommand:
    """What was asked of the command; ``base`` is the commit on which to propose, if that was asked."""

    root: Path
    clock: Clock
    form: str
    figures: tuple[str, ...]
    due: bool
    write: bool
    reason: RevisionReason | None
    base: str | None


@click.command()
@click.argument("figures", nargs=-1, metavar="[FIGURE]...")
@click.option("--all", "every", is_flag=True, help="Every figure that says where its file is published.")
@click.option("--due", is_flag=True, help="Those whose publisher may have given more: announced, or a period is over.")
@click.option("--yes", is_flag=True, help="Write it; without this only what would change is shown.")
@click.option("--reason", type=click.Choice(list(REASONS)), help="Why published values change.")
@click.option("--propose", is_flag=True, help="Commit each on a branch update/FIGURE, with a text for a merge request.")
@click.option("--base", metavar="REF", default="HEAD", show_default=True, help="The commit on which to propose.")
@click.option("--format", "form", type=click.Choice(sorted([*FORMS, JSON])), default="text", show_default=True)
@click.option("--day", help=f"The day of the fetch (default: {DEFAULT_DAY}).")
@language_option
@click.pass_context
def fetch(
    context: click.Context,
    figures: tuple[str, ...],
    *,
    every: bool,
    due: bool,
    yes: bool,
    reason: str | None,
    propose: bool,
    base: str,
    form: str,
    day: str | None,
) -> None:
    """Get the files of FIGUREs where they are published, and say what would change. Exit code 1 if one failed."""
    if sum((bool(figures), every, due)) != 1:
        raise misuse(told("name figures, or ask for --all or for --due"))
    if yes and propose:
        raise misuse(told("--yes writes into your files, --propose beside them: one of the two"))
    root, clock = project_root(), clock_given(day, None)
    finish_first(root)
    why = REASONS[reason] if reason else None
    command = FetchCommand(root, clock, form, figures, due, yes, why, base if propose else None)
    try:
        code = _run(command, context.find_object(Asker) or Asker())
    except RuleError as error:
        raise misuse(error.whole) from error
    sys.exit(code)


def _run(command: FetchCommand, asker: Asker) -> int:
    with _place(command) as (trial, proposing):
        content, problems = trial.before.content, trial.before.problems
        if not content.entries and has_errors(problems):
            click.echo(as_text(problems, trial.root, words()), err=True)
            return 1
        wanted = chosen(content, command.figures, command.clock.day if command.due else None)
        if not wanted:
            tell(told("No figure is to be fetched."), err=True)
        fetching = Fetching(command.root, asker, trial, command.clock, command.reason)
        doing = fetching.write if command.write else proposing
        results = []
        for result in fetching.results(wanted, doing):
            results.append(result)
            if command.form != JSON:
                click.echo(describe_result(result, command.root, command.form))
    if command.form == JSON:
        click.echo(results_as_json(results, command.root))
    return 1 if any(result.outcome is FetchOutcome.FAILED for result in results) else 0


@contextmanager
def _place(command: FetchCommand) -> Iterator[tuple[Trial, Doing]]:
    """Where imports are tried: a copy of the files as they stand or, to be proposed, as a commit has them."""
    if command.base is None:
        with copy_of(command.root) as folder:
            yield Trial(folder, command.clock, "HEAD"), lambda _: None
        return
    shutil.rmtree(command.root / PROPOSALS, ignore_errors=True)
    repository = Repository(command.root)
    with repository.laid_out(command.base) as base:

        def propose(result: FetchResult) -> None:
            title, text, message = proposal(result)
            put_on_branch(repository, base, result, message)
            if result.outcome is FetchOutcome.PROPOSED:
                _put_aside(command.root, result, title, text)

        yield Trial(base.root, command.clock, base.commit[:_SHORT]), propose


def _put_aside(root: Path, result: FetchResult, title: str, text: str) -> None:
    """Write what a merge request needs where a workflow finds it: a folder for each figure, a file for each part."""
    folder = root / PROPOSALS / result.wanted.identifier
    folder.mkdir(parents=True, exist_ok=True)
    for name, part in (("branch", result.branch), ("title", title), ("text.md", text)):
        (folder / name).write_text(f"{part.rstrip()}\n", encoding="utf-8", newline="\n")
    result.text = folder / "text.md"
