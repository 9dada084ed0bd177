"""A publisher's file as rows and named columns, every cell with its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from factsite.problems import Problem, did_you_mean
from factsite.reading.text import UnreadableError

MAX_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One row: the line on which it starts, its cells, and the column (from 1) at which each starts."""

    line: int
    cells: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """All rows of a file. ``updated`` is the publisher's day of last update, as the file writes it."""

    path: Path
    head: Row
    rows: list[Row]
    updated: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.head.cells

    def find(self, column: str) -> int:
        """The number of a column.

        Raises:
            UnreadableError: the file has no such column.
        """
        if column not in self.columns:
            remedy = did_you_mean(column, self.columns) or "See the head of the file, and mend “import” of the figure."
            what = f"the file has no column “{column}”"
            raise UnreadableError(Problem(self.path, self.head.line, 1, "import-mapping", what, remedy))
        return self.columns.index(column)

    def problem(self, row: Row, column: int, rule: str, message: str, remedy: str = "") -> Problem:
        """Make a problem that points at a cell."""
        width = max(1, len(row.cells[column]))
        return Problem(self.path, row.line, row.starts[column], rule, message, remedy, width=width)


def table(path: Path, head: Row, rows: list[Row], updated: str | None = None) -> Table:
    """Make a table whose columns have different names and whose rows have a cell in each.

    Raises:
        UnreadableError: they haven't; carries every row that is too long or too short.
    """
    made = Table(path, head, rows, updated)
    twice = [number for number, name in enumerate(head.cells) if name in head.cells[:number]]
    problems = [
        made.problem(head, number, "import-file", f"the column “{head.cells[number]}” stands here a second time")
        for number in twice
    ]
    problems += [
        Problem(
            path,
            row.line,
            1,
            "import-file",
            f"this row has {len(row.cells)} cells, the head has {len(head.cells)}",
            "Get the file again; if it stays so, check “separator” and “header” of the import.",
        )
        for row in rows
        if len(row.cells) != len(head.cells)
    ]
    if problems:
        raise UnreadableError(*problems)
    return made


def unreadable(path: Path, what: str, remedy: str = "", line: int = 1, column: int = 1) -> UnreadableError:
    """The error of a file that isn't what the mapping says."""
    remedy = remedy or "Get the file again, or mend “format” of the import."
    return UnreadableError(Problem(path, line, column, "import-file", what, remedy))
