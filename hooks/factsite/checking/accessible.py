"""The statement on accessibility says what was tested: not longer ago than a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from factsite.content import Content
from factsite.problems import Problem, Severity
from factsite.telling import told

# A statement is reviewed at least once a year (Commission Implementing Decision (EU) 2018/1523).
MOST_DAYS = 366


def the_test_is_recent(content: Content, day: date) -> Iterator[Problem]:
    """A warning where the last test of accessibility is older than a year."""
    test, document = content.accessibility, content.accessibility_document
    if test is None or document is None or day - test.tested <= timedelta(days=MOST_DAYS):
        return
    what = told("accessibility was last tested on {day}, more than a year ago", day=test.tested)
    remedy = told("Run “make audit PROOFS=accessibility”, and commit what it writes.")
    place = document.place(("tested",))
    yield Problem(document.path, place.line, place.column, "accessibility-age", what, remedy, Severity.WARNING)
