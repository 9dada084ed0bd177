"""``content/data/published.csv``: what readers may have quoted, written by a command, read as it was written."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

from factsite.documents.text import UnreadableError, read_text
from factsite.problems import Problem, RuleError
from factsite.records.published import CLOSING, DAY, HEAD, LastRelease
from factsite.records.scalars import parse_day
from factsite.telling import told

REMEDY = told("Nobody writes this file by hand: get it back from git.")


def written(published: LastRelease) -> str:
    """The file: a row for each fact, so that git can show it, and a checksum of them all."""
    rows = [("", DAY, "", published.day.isoformat())]
    rows += [
        (page, field, of, value)
        for page, facts in sorted(published.pages.items())
        for (field, of), value in sorted(facts.items())
    ]
    text = _lines([HEAD, *rows])
    return text + _lines([("", CLOSING, "", hashlib.sha256(text.encode()).hexdigest())])


def _lines(rows: list[tuple[str, ...]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def read_published(path: Path) -> LastRelease:
    """Read what was published.

    Raises:
        UnreadableError: it isn’t as the command wrote it.
    """
    text = read_text(path)
    rows = list(csv.reader(io.StringIO(text)))
    try:
        _, first, *facts, _ = rows
        found = LastRelease(parse_day(first[-1]))
        for page, field, of, value in facts:
            found.pages.setdefault(page, {})[field, of] = value
        whole = written(found) == text
    except (RuleError, ValueError, IndexError):
        whole = False
    if not whole:
        what = told("this isn’t what the last release wrote of itself")
        raise UnreadableError(Problem(path, 1, 1, "published", what, REMEDY))
    return found
