"""What ``factsite import`` says about a plan, and how it is carried out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import click

from factsite.importing.comparing import SeriesComparison
from factsite.importing.planning import Plan
from factsite.importing.writing import Occasion
from factsite.problems import RuleError
from factsite.records.codes import RevisionReason
from factsite.records.figure import Observation

T = TypeVar("T")
LISTED = 20
REASONS = {reason.value: reason for reason in RevisionReason}


def describe(comparison: SeriesComparison) -> str:
    """Say what an import changes, at most twenty observations of each kind by name."""
    lines = [
        *_list("new", comparison.new, _named),
        *_list(
            "changed", comparison.changed, lambda change: f"{_where(change.observation)}: {change.old} → {change.new}"
        ),
        *_list("with another status or code", comparison.restated, _named),
        *_list("suppressed, as small counts aren’t published", comparison.suppressed, _where),
        *_list("not in the file any more, kept", comparison.vanished, _named),
        f"{comparison.unchanged} unchanged",
    ]
    return "\n".join(lines)


def carry_out(plan: Plan, occasion: Occasion, *, confirmed: bool) -> int:
    """Write what a plan changes, if it is confirmed and the content stays without errors.

    Returns:
        The exit code: 0, or 1 if the content would have errors.

    Raises:
        click.UsageError: published values change and nothing says why.
    """
    if not plan.is_new:
        click.echo("Nothing to write.")
        return 0
    interactive = sys.stdin.isatty()
    if not confirmed and not (interactive and click.confirm("Write this?")):
        click.echo("Nothing was written; --yes writes it.")
        return 0
    if plan.comparison.changed and occasion.reason is None:
        if not interactive:
            codes = "|".join(REASONS)
            raise click.UsageError(f"published values change: say why with --reason {codes}; nothing was written")
        reason = click.prompt("Why do published values change?", type=click.Choice(list(REASONS)))
        occasion = replace(occasion, reason=REASONS[reason])
    texts = plan.texts(occasion)
    if errors := plan.errors(texts, occasion.day):
        click.echo(errors)
        click.echo("The figure would have these errors; nothing was written.", err=True)
        return 1
    try:
        plan.write(texts)
    except RuleError as error:
        click.echo(f"Nothing was written: {error}. {error.remedy}", err=True)
        return 1
    except OSError as error:
        click.echo(f"The files couldn’t be written and are as they were: {error}.", err=True)
        return 1
    for path in texts:
        click.echo(path.relative_to(plan.root).as_posix())
    return 0


def _list(what: str, found: Sequence[T], line: Callable[[T], str]) -> Iterator[str]:
    if found:
        yield f"{len(found)} {what}:"
        yield from (f"  {line(one)}" for one in found[:LISTED])
        if len(found) > LISTED:
            yield f"  … and {len(found) - LISTED} more"


def _named(point: Observation) -> str:
    value = point.absence.label if point.absence else str(point.value)
    return f"{_where(point)}: {value}" + (f" ({point.status})" if point.status else "")


def _where(point: Observation) -> str:
    return ", ".join([point.period.text, *point.codes.values()])
