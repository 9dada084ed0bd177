"""What ``factsite import`` says about a plan, and how it is carried out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import click

from factsite.cli.telling import misuse, said, tell, words
from factsite.importing.comparing import SeriesComparison
from factsite.importing.planning import Plan
from factsite.importing.writing import Occasion
from factsite.problems import RuleError, refusal
from factsite.records.codes import RevisionReason
from factsite.records.figure import Observation
from factsite.telling import Told, told, word_of

T = TypeVar("T")
LISTED = 20
REASONS = {reason.value: reason for reason in RevisionReason}


def describe(comparison: SeriesComparison) -> str:
    """Say what an import changes, at most twenty observations of each kind by name."""
    changed, vanished = comparison.changed, comparison.vanished
    counts = {
        "new": told("{n} new:", n=len(comparison.new)),
        "changed": told("{n} changed:", n=len(changed)),
        "restated": told("{n} with another status or code:", n=len(comparison.restated)),
        "suppressed": told("{n} suppressed, as small counts aren’t published:", n=len(comparison.suppressed)),
        "vanished": told("{n} not in the file any more, kept:", n=len(vanished)),
    }
    lines = [
        *_list(counts["new"], comparison.new, _named),
        *_list(counts["changed"], changed, lambda one: f"{_where(one.observation)}: {one.old} → {one.new}"),
        *_list(counts["restated"], comparison.restated, _named),
        *_list(counts["suppressed"], comparison.suppressed, _where),
        *_list(counts["vanished"], vanished, _named),
        said(told("{n} unchanged", n=comparison.unchanged)),
    ]
    return "\n".join(lines)


def describe_file(remarks: Sequence[Told]) -> str:
    """Say what of the file was left out, or read otherwise than it stands; nothing where there is nothing to say."""
    return (
        "\n".join([said(told("Read from the file:")), *(f"  {said(remark)}" for remark in remarks)]) if remarks else ""
    )


def carry_out(plan: Plan, occasion: Occasion, *, confirmed: bool) -> int:
    """Write what a plan changes, if it is confirmed and the content stays without errors.

    Returns:
        The exit code: 0, or 1 if the content would have errors.

    Raises:
        click.UsageError: published values change and nothing says why.
    """
    if not plan.is_new:
        tell(told("Nothing to write."))
        return 0
    interactive = sys.stdin.isatty()
    if not confirmed and not (interactive and click.confirm(said(told("Write this?")))):
        tell(told("Nothing was written; --yes writes it."))
        return 0
    if plan.comparison.changed and occasion.reason is None:
        if not interactive:
            codes = "|".join(REASONS)
            raise misuse(
                told("published values change: say why with --reason {codes}; nothing was written", codes=codes)
            )
        reason = click.prompt(said(told("Why do published values change?")), type=click.Choice(list(REASONS)))
        occasion = replace(occasion, reason=REASONS[reason])
    texts = plan.texts(occasion)
    if errors := plan.errors(texts, occasion.day, words()):
        click.echo(errors)
        tell(told("The figure would have these errors; nothing was written."), err=True)
        return 1
    try:
        plan.write(texts)
    except RuleError as error:
        tell(told("Nothing was written: {why}", why=error.whole), err=True)
        return 1
    except OSError as error:
        tell(told("The files couldn’t be written and are as they were: {why}.", why=refusal(error)), err=True)
        return 1
    for path in texts:
        click.echo(path.relative_to(plan.root).as_posix())
    return 0


def _list(what: Told, found: Sequence[T], line: Callable[[T], str]) -> Iterator[str]:
    if found:
        yield said(what)
        yield from (f"  {line(one)}" for one in found[:LISTED])
        if len(found) > LISTED:
            yield f"  {said(told('… and {n} more', n=len(found) - LISTED))}"


def _named(point: Observation) -> str:
    value = said(word_of(point.absence.label)) if point.absence else str(point.value)
    return f"{_where(point)}: {value}" + (f" ({point.status})" if point.status else "")


def _where(point: Observation) -> str:
    return ", ".join([point.period.text, *point.codes.values()])
