"""The history of a figure: a CSV of content/data/history that a command writes, read back as it was written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path

from factsite.documents.text import UnreadableError, read_text
from factsite.problems import Problem, RuleError
from factsite.records.history import (
    AFTER,
    BEFORE,
    FigureHistory,
    HistoryAction,
    HistoryRow,
    SeriesKey,
    Spoken,
    VersionStep,
)
from factsite.records.scalars import parse_day
from factsite.telling import Told, told

# What mends a history is what was published: git has it.
REMEDY = told("Nobody writes this file by hand: get it back from git, and let “factsite diff --record” continue it.")


@dataclass(frozen=True)
class _Line:
    number: int
    version: date
    action: HistoryAction
    row: dict[str, str]


def read_history(path: Path) -> FigureHistory:
    """Read the history of a figure.

    Raises:
        UnreadableError: it isn’t as the command writes it.
    """
    rows = list(csv.reader(io.StringIO(read_text(path))))
    head = rows[0] if rows else []
    size = len(head) - len(AFTER)
    if tuple(head[: len(BEFORE)]) != BEFORE or tuple(head[size:]) != AFTER or len(set(head)) != len(head):
        raise _error(path, 1, told("the first row isn’t that of a history"))
    dimensions = tuple(head[len(BEFORE) : size])
    lines = [_line(path, number, head, row) for number, row in enumerate(rows[1:], 2)]
    steps = [
        _step(path, day, list(of_day), dimensions) for day, of_day in groupby(lines, key=lambda line: line.version)
    ]
    for earlier, later in pairwise(steps):
        if later.version <= earlier.version:
            raise _error(path, later.line, told("the versions aren’t in the order of their days"))
    return FigureHistory(dimensions, tuple(steps))


def _line(path: Path, number: int, head: list[str], row: list[str]) -> _Line:
    if len(row) != len(head):
        raise _error(path, number, told("this row has other columns than the first"))
    try:
        return _Line(number, parse_day(row[0]), HistoryAction(row[1]), dict(zip(head, row, strict=True)))
    except (RuleError, ValueError) as error:
        raise _error(path, number, told("this row isn’t that of a history")) from error


def _step(path: Path, day: date, lines: list[_Line], dimensions: tuple[str, ...]) -> VersionStep:
    *changes, closing = lines
    number = closing.row["value"]
    whole = closing.action is HistoryAction.VERSION and number.isdecimal() and number.isascii()
    if not whole or any(line.action is HistoryAction.VERSION for line in changes):
        what = told("the version of {day} has no end: its last row must be the only one with “V”", day=day.isoformat())
        raise _error(path, closing.number, what)
    rows = tuple(_rows(changes, dimensions))
    return VersionStep(day, rows, int(number), closing.row["sha256"], closing.number)


def _rows(lines: list[_Line], dimensions: tuple[str, ...]) -> Iterator[HistoryRow]:
    for line in lines:
        codes = tuple(sorted((name, line.row[name]) for name in dimensions if line.row[name]))
        said = None if line.action is HistoryAction.DELETE else Spoken(line.row["value"], line.row["status"])
        yield HistoryRow(line.action, SeriesKey(line.row["period"], codes), said, line.number)


def _error(path: Path, line: int, what: Told) -> UnreadableError:
    return UnreadableError(Problem(path, line, 1, "history", what, REMEDY))
