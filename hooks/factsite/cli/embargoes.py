"""What ``factsite next-release`` says: when something becomes public next, for people, programs and timers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, timedelta
from pathlib import Path

import click

from factsite.cli.telling import tell, words
from factsite.clock import Clock
from factsite.deriving.public import coming_moments
from factsite.problems import as_text, has_errors
from factsite.reading.content import read_content
from factsite.records.embargo import Instant
from factsite.telling import told, told_many

# Beside 1 (problems) and 2 (wrong use): nothing waits for its moment.
NOTHING = 4
Coming = Mapping[Instant, list[str]]


def _text(coming: Coming, clock: Clock) -> str:
    """The next moment in the zone of the site, and the files that hold what becomes public then."""
    return "\n".join([f"{_local(one, clock)} {name}" for one in [next(iter(coming))] for name in coming[one]])


def _json(coming: Coming, clock: Clock) -> str:
    rows = [{"at": _local(one, clock), "written": one.text, "files": names} for one, names in coming.items()]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _timer(coming: Coming, clock: Clock) -> str:
    """Lines for a timer of systemd, in UTC: what systemd knows of zones isn’t asked."""
    del clock
    return "\n".join(f"OnCalendar={one.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" for one in coming)


FORMS: dict[str, Callable[[Coming, Clock], str]] = {"text": _text, "json": _json, "timer": _timer}


def tell_next(root: Path, clock: Clock, form: str) -> int:
    """Say when something becomes public next; the exit code says whether anything does."""
    content, problems = read_content(root / "content")
    if has_errors(problems):
        click.echo(as_text(problems, root, words()), err=True)
        return 1
    coming = coming_moments(content, clock.moment)
    if not coming:
        if form == "json":
            click.echo("[]")
        tell(told("nothing waits for a moment"), err=True)
        return NOTHING
    click.echo(FORMS[form](coming, clock))
    return 0


def wait_for_next(root: Path, clock: Clock, minutes: int) -> int:
    """Wait until something becomes public, if that is near; the exit code says whether the site is to be built now.

    A moment that passed as short a time ago counts too: whoever runs this every hour may come late, or not at all.
    """
    content, problems = read_content(root / "content")
    if has_errors(problems):
        click.echo(as_text(problems, root, words()), err=True)
        return 1
    near = timedelta(minutes=minutes)
    first = next(iter(coming_moments(content, clock.moment - near)), None)
    if first is None or first.at - clock.moment > near:
        tell(
            told_many("nothing waits for {n} minute from now", "nothing waits for {n} minutes from now", minutes),
            err=True,
        )
        return NOTHING
    time.sleep(max(0.0, (first.at - clock.moment).total_seconds()))
    click.echo(_local(first, clock))
    return 0


def _local(one: Instant, clock: Clock) -> str:
    return one.at.astimezone(clock.moment.tzinfo).isoformat(timespec="seconds")
