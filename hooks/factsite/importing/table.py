"""A publisher's file as named columns and a stream of rows; only what is wrong keeps its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factsite.documents.text import FORBIDDEN, UnreadableError
from factsite.importing.remarks import Remark, Remarks
from factsite.problems import Problem, did_you_mean
from factsite.telling import UNSAID, Told, told, told_many

# What a file may be. A million rows of a dozen columns are within these bounds; a sheet of Excel has 16,384 columns.
MAX_BYTES = 200 * 1024 * 1024
MAX_LINES = 2_000_000
MAX_CELLS = 20_000_000
MAX_COLUMNS = 16_384
MAX_ROW = 1024 * 1024
# Problems of one file: those that are listed, and those that are counted before the rest of it isn't read.
MAX_LISTED = 20
MAX_COUNTED = 1_000
_SHOWN = 60
# Lines at the end of a file that may be notes; what is longer is part of a table that can't be read.
_MAX_BELOW = 200
# How notes under a table begin, in the languages of its publishers, or by their signs.
_NOTE = re.compile(
    r"(?:source|sources|note|notes|bron|bronnen|noot|nota|notas|opmerking|remarque|remarques|quelle|quellen|anmerkung"
    r"|fuente|last update|last updated|updated|dernière|laatst|laatste|extracted|copyright|licence|license|symbols?"
    r"|contact|released?|disclaimer)\b|©|\(?\d{1,2}\)\s|\[\d|[*†‡¹²³]|\(\*|[a-z]\)\s",
    re.IGNORECASE,
)
# Words that make a sentence, which commas may part into several cells.
_SENTENCE = 5
_NUMBER = re.compile(r"[-+−]?\d[\d.,'’\s]*%?")


class Numeral(str):
    """A number that the file holds as one, not as text: its decimals follow a point, whatever the texts beside it."""

    __slots__ = ()


@dataclass(slots=True)
class FileRow:
    """One row: the line on which it starts, its cells and, where the file has lines, the text of that line.

    ``cell`` is the number of the cell in the file from which a row comes that is one of several in a line.
    """

    line: int
    cells: Sequence[str]
    source: str = ""
    cell: int = 0


# The column (from 1) at which a cell of a row starts in the file.
Place = Callable[[FileRow, int], int]


@dataclass
class Problems:
    """What is wrong with a file: the first problems in full, the others counted."""

    path: Path
    listed: list[Problem] = field(default_factory=list)
    more: int = 0
    _next: tuple[int, int] = (1, 1)

    @property
    def full(self) -> bool:
        """Whether further problems are only counted, so that nobody needs to word them."""
        return len(self.listed) >= MAX_LISTED

    def add(self, problem: Problem) -> None:
        """Note a problem.

        Raises:
            UnreadableError: there are so many that the rest of the file isn't worth reading.
        """
        if not self.full:
            self.listed.append(problem)
            return
        if not self.more:
            self._next = problem.line, problem.column
        self.more += 1
        if self.more + len(self.listed) >= MAX_COUNTED:
            raise self.error(unread=True)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note what ended the reading of the file, whatever else was noted before."""
        self.listed += [problem for problem in problems if problem not in self.listed]

    def error(self, *, unread: bool = False) -> UnreadableError:
        """The error that carries the problems, and how many there are besides; ``unread``: there may be more."""
        found = sorted(self.listed)
        if self.more:
            line, column = max(self._next, (found[-1].line, found[-1].column))
            what = told_many(
                "and {n} more problem up to here or further down",
                "and {n} more problems up to here or further down",
                self.more,
            )
            if unread:
                what = told("{problems}; the rest of the file wasn’t read", problems=what)
            remedy = told(
                "Mend the first ones; many alike have one cause, such as a column that “import” takes for another."
            )
            found.append(Problem(self.path, line, column, "import-file", what, remedy, source=""))
        return UnreadableError(*found)

    def refuse(self) -> None:
        """Raise what was found, if anything was.

        Raises:
            UnreadableError: something was.
        """
        if self.listed:
            raise self.error()


@dataclass
class FileTable:
    """A file that is being read: its head, and its rows, which can be gone through once.

    ``updated`` is the publisher's day of last update as the file writes it, known when the rows have been read.
    ``count`` tells, without reading them, how many rows there are at least. ``levels`` are the rows of the head, each
    with the texts that hold for its columns; ``time`` is the column of the periods, where the file says which it is.
    ``formats_known`` is false where cells that are percentages can't be told from others; ``open_ended`` is true where
    the last column is there only for what stands to the right of the head; ``ended`` is false where the last line has
    no end.
    """

    path: Path
    head: FileRow
    rows: Iterator[FileRow]
    place: Place
    problems: Problems
    updated: str | None = None
    count: Callable[[], int] = lambda: 0
    remarks: Remarks = field(default_factory=Remarks)
    levels: list[list[str]] = field(default_factory=list)
    time: str | None = None
    formats_known: bool = True
    open_ended: bool = False
    ended: bool = True

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        return self.head.cells

    def find(self, column: str) -> int:
        """The number of a column.

        Raises:
            UnreadableError: the file has no such column.
        """
        column = " ".join(column.split())
        if column not in self.columns:
            near = did_you_mean(column, [shown(name) for name in self.columns[:MAX_COUNTED]])
            remedy = near or told("See the head of the file, and mend “import” of the figure.")
            what = told("the file has no column “{column}”", column=shown(column))
            raise UnreadableError(self._problem(self.head, 1, 1, "import-mapping", what, remedy))
        return self.columns.index(column)

    def note(self, row: FileRow, column: int, rule: str, message: Told, remedy: Told = UNSAID) -> None:
        """Note a problem that points at a cell."""
        full = self.problems.full
        start = 1 if full else self.place(row, column)
        width = max(1, len(row.cells[column]))
        self.problems.add(self._problem(row, start, width, rule, message, remedy))

    def note_row(self, row: FileRow, message: Told, remedy: Told) -> None:
        """Note a problem of a whole row."""
        self.problems.add(self._problem(row, 1, 1, "import-file", message, remedy))

    def _problem(self, row: FileRow, column: int, width: int, rule: str, message: Told, remedy: Told) -> Problem:
        source = row.source.rstrip("\r\n")
        return Problem(self.path, row.line, column, rule, message, remedy, width=width, source=source)


def table(
    path: Path,
    head: FileRow,
    rows: Iterable[FileRow],
    place: Place,
    *,
    named: Collection[str] | None = None,
    ended: bool = True,
) -> FileTable:
    """Make a table whose columns have different names and whose rows have a cell in each.

    Columns may have no name. Rows of another length are noted and left out, unless they are notes.

    Args:
        path: the file.
        head: its head.
        rows: its rows.
        place: where a cell stands in the file.
        named: the columns that the mapping names, if they are named: of two with one name the second may be “name (2)”,
            and no other ones need to differ.
        ended: whether the last line of the file has an end.

    Raises:
        UnreadableError: two columns have one name, or there are too many.
    """
    if len(head.cells) > MAX_COLUMNS:
        what = told("the head has {number} columns; {limit} is the limit", number=len(head.cells), limit=MAX_COLUMNS)
        raise unreadable(path, what, told("Get a part of it, or check “separator” of the import."), head.line)
    names = [" ".join(name.split()) for name in head.cells]
    made = FileTable(path, head, iter(()), place, Problems(path), ended=ended)
    times: Counter[str] = Counter()
    wanted = {" ".join(name.split()) for name in named or ()}
    strict = named is None or not wanted <= {*names, *(f"{name} (2)" for name in names)}
    for number, name in enumerate(names):
        times[name] += 1
        if name and times[name] > 1:
            names[number] = f"{name} ({times[name]})"
            if strict or (name in wanted and names[number] not in wanted):
                what = told("the column “{name}” stands here a second time", name=shown(name))
                remedy = told(
                    "Say which rows are the head (“header: [{first}, {second}]”), or name the second one "
                    "“{name} (2)” in the import.",
                    first=max(1, head.line - 1),
                    second=max(2, head.line),
                    name=shown(name),
                )
                made.note(head, number, "import-file", what, remedy)
    made.problems.refuse()
    head.cells = names
    made.rows = _of_one_length(made, rows)
    return made


def _of_one_length(made: FileTable, rows: Iterable[FileRow]) -> Iterator[FileRow]:
    """Rows with a cell for each column; notes between and below them are counted, other rows are problems."""
    width, cells = len(made.head.cells), 0
    odd: list[FileRow] = []
    for row in rows:
        cells += len(row.cells)
        if cells > MAX_CELLS:
            what = told("the file has more than {limit} cells", limit=MAX_CELLS)
            raise unreadable(made.path, what, told("Get a part of it, such as one country."), row.line)
        if len(row.cells) > width and not any(row.cells[width:]):
            row.cells = row.cells[:width]
        if len(row.cells) != width:
            odd.append(row)
            if len(odd) > _MAX_BELOW:
                _tell_odd(made, odd)
        else:
            if odd:
                _tell_odd(made, odd)
            yield row
    _tell_odd(made, odd, last=True)


def _tell_odd(made: FileTable, rows: list[FileRow], *, last: bool = False) -> None:
    """Count notes, and note rows that are too short or too long; the list is emptied."""
    width, before = len(made.head.cells), False
    for row in rows:
        # The last line may be half a row: without an end it is a note only if it looks like one.
        half = last and row is rows[-1] and not made.ended and not before and not _NOTE.match(row.cells[0])
        before = is_note(row.cells)
        if before and not half:
            made.remarks.add(Remark.BELOW if last else Remark.WITHOUT_NUMBER, " ".join(filter(None, row.cells)))
            continue
        what = told("this row has {number} cells, the head has {width}", number=len(row.cells), width=width)
        remedy = told("Get the file again; if it stays so, check “separator” and “header” of the import.")
        if last and row is rows[-1] and not made.ended:
            what = told("the file ends in the middle of a line, as if it had been cut off")
            remedy = told("Get the file again.")
        made.note_row(row, what, remedy)
    rows.clear()


def is_note(cells: Sequence[str]) -> bool:
    """Whether a row is a note or a title, not part of a table: one text, a sentence, or what begins as notes do."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return True
    first = filled[0]
    if _NUMBER.fullmatch(first):
        return False
    if len(filled) == 1 or _NOTE.match(first):
        return True
    words = [word for cell in filled for word in cell.split() if len(word) > 1 and word.strip(".,;:()").isalpha()]
    return len(words) >= _SENTENCE and not any(map(is_number, filled))


def is_number(text: str) -> bool:
    """Whether a text looks like a number, however it is written."""
    return bool(_NUMBER.fullmatch(text))


def shown(text: str) -> str:
    """A text of a file as far as a message shows it, without signs that a terminal would obey."""
    return FORBIDDEN.sub("\ufffd", text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def unreadable(path: Path, what: Told, remedy: Told = UNSAID, line: int = 1, column: int = 1) -> UnreadableError:
    """The error of a file that isn't what the mapping says."""
    remedy = remedy or told("Get the file again, or mend “format” of the import.")
    return UnreadableError(Problem(path, line, column, "import-file", what, remedy, source=""))
