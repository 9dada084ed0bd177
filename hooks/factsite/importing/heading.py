"""The head of a table: found below what stands above it, of one row or several, with the texts of merged cells."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from factsite.importing.remarks import Remark, Remarks
from factsite.importing.table import FileRow
from factsite.records.mapping import Mapping

JOINT = " / "
# Rows and cells among which the head is looked for where the mapping doesn't say where it stands.
_SEARCHED = 100
_SEARCHED_CELLS = 200_000


@dataclass
class Head:
    """A head: its row, whose cells are the names of columns, the texts of each of its rows, and what stands above."""

    row: FileRow
    levels: list[list[str]]
    above: list[FileRow] = field(default_factory=list)

    def tell(self, remarks: Remarks, *, found: bool) -> None:
        """Tell what stood above it."""
        for row in self.above:
            remarks.add(Remark.ABOVE, " ".join(filter(None, row.cells)))
        if found and self.above:
            remarks.add(Remark.HEAD, str(self.row.line))


@dataclass(frozen=True)
class Merged:
    """Cells that were merged into one: rows and columns from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int


def take_head(
    rows: Iterator[FileRow], mapping: Mapping, merged: Sequence[Merged] = ()
) -> tuple[Head | None, Iterator[FileRow]]:
    """Part the head from the rows below it.

    Args:
        rows: all rows of the file that hold anything.
        mapping: says in which rows the head stands; else it is the first that holds every column that is named.
        merged: the merged cells of a sheet, where they are known.

    Returns:
        The head, or None if the file has no rows; and the rows below it.
    """
    if mapping.header is not None:
        return _said(rows, mapping.header, merged)
    names = {" ".join(name.split()) for name in mapping.named_columns()}
    seen: list[FileRow] = []
    cells = 0
    depth = max(2, len(mapping.across))
    for row in rows:
        seen.append(row)
        cells += len(row.cells)
        for first in range(len(seen) - 1, max(-1, len(seen) - depth - 1), -1):
            if mapping.across and len(seen) - first != len(mapping.across):
                continue
            head = joined(seen[first:], merged)
            if names <= set(head.row.cells) and _is_wide_enough(head, mapping):
                head.above = seen[:first]
                return head, rows
        if len(seen) >= _SEARCHED or cells > _SEARCHED_CELLS:
            break
    if not seen:
        return None, rows
    # None has all of them: the one that comes nearest says best what is wrong.
    nearest = max(seen, key=lambda row: sum(name in row.cells or name in row.source for name in names))
    place = seen.index(nearest)
    head = joined([nearest], merged)
    head.above = seen[:place]
    return head, chain(seen[place + 1 :], rows)


def _is_wide_enough(head: Head, mapping: Mapping) -> bool:
    """Whether what is read from the head stands in it: a title of one cell is no head."""
    return not mapping.across or all(sum(map(bool, level)) > 1 for level in head.levels)


def _said(
    rows: Iterator[FileRow], lines: tuple[int, ...], merged: Sequence[Merged]
) -> tuple[Head | None, Iterator[FileRow]]:
    """The head that a mapping names: from its first line on, or the first row below that holds anything."""
    above: list[FileRow] = []
    first = next(_after(rows, lines[0], above), None)
    if first is None:
        return None, rows
    taken = [first]
    while len(taken) < len(lines) and first.line <= lines[-1]:
        following = next(rows, None)
        if following is None or following.line > lines[-1]:
            rest = chain([following], rows) if following else rows
            break
        taken.append(following)
    else:
        rest = rows
    head = joined(taken, merged)
    head.above = above
    return head, rest


def _after(rows: Iterator[FileRow], line: int, above: list[FileRow]) -> Iterator[FileRow]:
    for row in rows:
        if row.line >= line:
            yield row
        elif len(above) < _SEARCHED:
            above.append(row)


def joined(rows: Sequence[FileRow], merged: Iterable[Merged] = ()) -> Head:
    """Rows of a head as one: the text of a merged cell holds for all of its columns; texts are joined downwards."""
    width = max(len(row.cells) for row in rows)
    levels = [[" ".join(cell.split()) for cell in row.cells] + [""] * (width - len(row.cells)) for row in rows]
    known = [one for one in merged if any(one.top <= row.line <= one.bottom for row in rows)]
    for row, level, below in zip(rows, levels, levels[1:], strict=False):
        _fill(level, below, [one for one in known if one.top <= row.line <= one.bottom], row.line)
    names = [JOINT.join(dict.fromkeys(filter(None, column))) for column in zip(*levels, strict=True)]
    last = rows[-1]
    return Head(FileRow(last.line, names, last.source), levels)


def _fill(level: list[str], below: list[str], merged: list[Merged], line: int) -> None:
    """Let a text hold for the empty cells to its right: those merged with it, or, where none are, those with a name."""
    if merged:
        for one in merged:
            if one.top == line:
                for column in range(one.left, min(one.right, len(level))):
                    level[column] = level[column] or level[one.left - 1]
        return
    text = ""
    for column, cell in enumerate(level):
        text = cell or text
        if not cell and below[column]:
            level[column] = text


def without_footer(rows: Iterator[FileRow], footer: str | None, remarks: Remarks) -> Iterator[FileRow]:
    """The rows of a table without what a mapping says stands below it.

    Args:
        rows: the rows below the head.
        footer: what the first line below the table begins with, or how many lines there are.
        remarks: where they are counted.
    """
    if footer is None:
        yield from rows
        return
    number = int(footer) if footer.isdigit() and len(footer) < 4 else 0
    held: deque[FileRow] = deque()
    below = False
    for row in rows:
        below = below or (not number and next(filter(None, row.cells), "").startswith(footer))
        if below:
            _tell_below(row, remarks)
        elif not number:
            yield row
        else:
            held.append(row)
            if len(held) > number:
                yield held.popleft()
    for row in held:
        _tell_below(row, remarks)


def _tell_below(row: FileRow, remarks: Remarks) -> None:
    remarks.add(Remark.BELOW, " ".join(filter(None, row.cells)))
