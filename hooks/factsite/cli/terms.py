"""``factsite terms``: the report on words alone, and the term base for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from factsite.checking.wording import words_are_right
from factsite.cli.telling import said, words
from factsite.problems import Problem, as_json, as_text, has_errors, relative
from factsite.publishing.termbase import tbx
from factsite.reading.configuration import NO_ADDRESS, site_address_beside
from factsite.reading.content import read_content
from factsite.rendering.site import Site
from factsite.telling import told_many


def report(root: Path, *, language: str | None, form: str) -> int:
    """Print what the rules on words find, in all languages or one; the exit code is 1 if there is any."""
    content, _ = read_content(root / "content")
    found = [
        problem
        for problem in sorted(set(words_are_right(content)))
        if language in (None, *relative(problem.path, root / "content").split("/")[:1])
    ]
    click.echo(as_json(found, root, words()) if form == "json" else as_text(found, root, words()))
    if form == "text":
        click.echo(_counted(found, root), err=True)
    return 1 if found else 0


def _counted(found: Iterable[Problem], root: Path) -> str:
    """A line for each rule and folder of the content, and how many there are in all."""
    counts = Counter((problem.rule, relative(problem.path, root / "content").split("/")[0]) for problem in found)
    lines = [f"{rule} {folder}: {counts[rule, folder]}" for rule, folder in sorted(counts)]
    total = counts.total()
    return "\n".join([*lines, said(told_many("{n} place to look at", "{n} places to look at", total))])


def export(root: Path, output: Path | None, version: str, day: date) -> int:
    """Write the term base as TBX, to a file or to the terminal; the exit code is 1 if the content can’t be read."""
    content, problems = read_content(root / "content")
    if has_errors(problems):
        click.echo(as_text(problems, root, words()))
        return 1
    text = tbx(Site(content, day, site_address_beside(root / "content") or NO_ADDRESS), version)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
    return 0
