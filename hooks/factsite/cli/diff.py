"""``factsite diff``: what readers will see change, told before they do, and recorded for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from factsite.changes.choices import are_recorded, choices_as_yaml, choices_of, choices_path
from factsite.changes.comparing import compare, not_compared
from factsite.changes.guarded import is_published, published_of
from factsite.changes.recording import as_yaml, is_recorded, last_record, record_path, recorded
from factsite.changes.reporting import Report, as_comment, as_json, as_text
from factsite.changes.statement import statement
from factsite.checking.silent import baseline_of, silent_changes
from factsite.cli.telling import misuse, tell
from factsite.content import Content
from factsite.deriving.versions import continued
from factsite.documents.published import written
from factsite.documents.walking import DATA
from factsite.problems import Problem, did_you_mean, with_hint
from factsite.reading.content import read_content
from factsite.reading.earlier import Earlier, day_of, earlier, last_change_of
from factsite.records.figure import Figure
from factsite.records.history import FOLDER
from factsite.records.published import FILE as PUBLISHED
from factsite.telling import told, told_many

FORMATS = {"text": as_text, "json": as_json, "comment": as_comment}


class SilentError(Exception):
    """What would be recorded holds changes of which no entry tells readers."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = sorted(problems)


@dataclass(frozen=True)
class DiffOrder:
    """What was asked: the form, the language or ``all``, the day of both states, and that of the earlier one."""

    form: str
    language: str
    day: date
    since: date | None = None


def diff(root: Path, reference: str, wanted: DiffOrder) -> int:
    """Print what changes for readers between an earlier state and the content as it stands.

    Returns:
        The exit code: 1 if a part of today’s content can’t be read, and so wasn’t compared.

    Raises:
        RuleError: there is no such state.
        UsageError: the site has no such language.
    """
    content, _ = read_content(root / "content")
    codes = _codes(content, wanted.language)
    with earlier(root, reference) as found:
        before, now = statement(found.content, wanted.since or wanted.day), statement(content, wanted.day)
        _say_broken(found)
    report = Report(
        reference, wanted.day, content, found.content, compare(before, now), not_compared(before, now), codes
    )
    click.echo(FORMATS[wanted.form](report))
    unread = [path for path, page in now.pages.items() if not page.whole or page.unread]
    if unread:
        what = told_many(
            "{n} page of today’s content can’t be read: run “factsite check”",
            "{n} pages of today’s content can’t be read: run “factsite check”",
            len(unread),
        )
        tell(what, err=True)
    return 1 if unread else 0


def record(root: Path, reference: str | None, wanted: DiffOrder) -> Path:
    """Write what changed into the file of the day; gives its path.

    Args:
        root: the folder of the project.
        reference: the state of the last release; without one, the commit that recorded it.
        wanted: the day of the release, and that of the state before it where no record or commit tells it.

    Raises:
        RuleError: there is no such state.
        UsageError: a part of the content can’t be read, or nothing tells which state was the last.
        SilentError: something that was published changed without an entry that says so.
    """
    content, _ = read_content(root / "content")
    now = statement(content, wanted.day)
    if unread := [path for path, page in now.pages.items() if not page.whole or page.unread]:
        raise misuse(told("“{path}” can’t be read: run “factsite check” and mend it first", path=unread[0]))
    last = last_record(content, wanted.day)
    named = reference is not None
    reference = reference or (last_change_of(root, record_path(root, last[0])) if last else None)
    if reference is None:
        what = told(
            "no release before {day} is recorded: name the commit, tag or folder that readers saw before this one "
            "(factsite diff REF --record)",
            day=wanted.day.isoformat(),
        )
        raise misuse(what)
    since = wanted.since or (last[0] if last else day_of(root, reference))
    with earlier(root, reference) as found:
        before = statement(found.content, since or wanted.day)
        _say_broken(found)
        # What the named state says of itself, else what the content says of the last release; before, nothing.
        promised = found.content if named and found.content.published else content
        if promised.published:
            silent = list(silent_changes(baseline_of(promised, wanted.day), content, wanted.day))
            if silent:
                raise SilentError(silent)
    path = record_path(root, wanted.day)
    path.parent.mkdir(exist_ok=True)
    made = recorded(compare(before, now), now.digest, since)
    path.write_text(as_yaml(made), encoding="utf-8", newline="\n")
    keep_published(root, content, now.state.content, wanted.day)
    return path


def keep_published(root: Path, content: Content, public: Content, day: date) -> None:
    """Write what later states are held against: versions of figures, addresses of choices, and all other facts.

    Args:
        root: the folder of the project.
        content: the content.
        public: what of it is public on the day.
        day: the day of the release.
    """
    _write_versions(root, content, public, day)
    addresses = choices_as_yaml(choices_of(content, public, day))
    choices_path(root).write_text(addresses, encoding="utf-8", newline="\n")
    text = written(published_of(public, day))
    (root / "content" / DATA / PUBLISHED).write_text(text, encoding="utf-8", newline="\n")


def _write_versions(root: Path, content: Content, public: Content, day: date) -> None:
    """Continue the history of each figure that says anything else than in its newest version."""
    last = last_record(content, day)
    folder = root / "content" / "data" / FOLDER
    folder.mkdir(exist_ok=True)
    for entry, figure in public.records(Figure):
        text = continued(
            content.histories.get(entry.id), figure.said, day, changed=figure.changed, since=last and last[0]
        )
        if text is not None:
            (folder / f"{entry.id}.csv").write_text(text, encoding="utf-8", newline="")


def unrecorded(root: Path, day: date) -> bool:
    """Whether readers would see a change that no record tells of."""
    content, _ = read_content(root / "content")
    now = statement(content, day)
    public = now.state.content
    records = (is_recorded(content, now), are_recorded(content, public, day), is_published(content, public, day))
    return not all(records)


def _say_broken(found: Earlier) -> None:
    """Say that a part of the earlier content can’t be read: a rule, a place, and how many more there are."""
    if found.problems:
        first = found.problems[0]
        what = told_many(
            "The content at “{name}” has a problem of its own: {file}:{line}: {message}",
            "The content at “{name}” has {n} problems of its own, the first in {file}:{line}: {message}",
            len(found.problems),
            name=found.name,
            file=first.path.name,
            line=first.line,
            message=first.message,
        )
        tell(what, err=True)


def _codes(content: Content, wanted: str) -> list[str]:
    if wanted == "all":
        return list(content.languages)
    if wanted not in content.languages:
        what = told("the site has no language “{code}”", code=wanted)
        raise misuse(with_hint(what, did_you_mean(wanted, content.languages)))
    return [wanted]
