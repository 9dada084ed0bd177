"""The rule of a release: what readers will see change stands in a record for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factsite.changes.recording import is_recorded, last_record, record_path
from factsite.changes.statement import statement
from factsite.content import Content
from factsite.problems import Problem
from factsite.telling import told


def changes_are_recorded(content: Content, day: date, *, release: bool) -> Iterator[Problem]:
    """In a release the newest record of what changed is of the content as it stands.

    Args:
        content: the content.
        day: the day of the release.
        release: whether the site is to be published. A site that has no record has told readers of no change yet.
    """
    last = last_record(content) if release else None
    if last and not is_recorded(content, statement(content, day)):
        path = record_path(content.root.parent, last[0])
        what = told("readers would see changes since {day} that no record tells of", day=last[0].isoformat())
        remedy = told("Write the record with “factsite diff --record”.")
        yield Problem(path, 1, 1, "change-unrecorded", what, remedy)
