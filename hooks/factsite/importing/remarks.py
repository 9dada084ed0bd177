"""What an import tells besides problems: all that was left out, or read otherwise than it stands, counted and named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from factsite.documents.text import FORBIDDEN
from factsite.telling import Told, quoted, told, told_many

# So many different examples are named; all are counted.
NAMED = 5
_SHOWN = 60


class Remark(Enum):
    """What was done with something of the file."""

    ENCODING = "encoding"
    NO_END = "no end"
    MARKS = "marks"
    HEAD = "head"
    ABOVE = "above"
    BELOW = "below"
    WITHOUT_NUMBER = "without number"
    FILTERED = "filtered"
    OUTSIDE = "outside"
    IGNORED = "ignored"
    DELETED = "deleted"
    COLUMNS = "columns"
    UNNAMED = "unnamed"
    EMPTY_COLUMNS = "empty columns"
    SHEETS = "sheets"
    DATASETS = "datasets"
    FILLED = "filled"
    SIGNS = "signs"
    KEPT_BACK = "kept back"
    SUMS = "sums"
    MULTIPLIED = "multiplied"
    PERCENT = "percent"
    FORMATS = "formats"
    YEARS = "years"
    ROUNDED = "rounded"
    DECIMALS = "decimals"


def _counted(kind: Remark, n: int) -> Told:  # noqa: C901 - one sentence for each kind
    match kind:
        case Remark.ENCODING:
            return told("The file isn’t UTF-8; it is read as another encoding (say “encoding” if it is a wrong one)")
        case Remark.NO_END:
            return told("The last line of the file has no end: see that the file is whole")
        case Remark.MARKS:
            return told_many(
                "{n} line with invisible marks of the direction of writing, which are left out",
                "{n} lines with invisible marks of the direction of writing, which are left out",
                n,
            )
        case Remark.HEAD:
            return told("The head was found on this line")
        case Remark.ABOVE:
            return told_many("{n} line above the head, passed over", "{n} lines above the head, passed over", n)
        case Remark.BELOW:
            return told_many("{n} line below the table, passed over", "{n} lines below the table, passed over", n)
        case Remark.WITHOUT_NUMBER:
            return told_many(
                "{n} row that holds no number and no known code or period, passed over",
                "{n} rows that hold no number and no known code or period, passed over",
                n,
            )
        case Remark.FILTERED:
            return told_many("{n} row left out by “filter”", "{n} rows left out by “filter”", n)
        case Remark.OUTSIDE:
            return told_many("{n} row left out by “periods”", "{n} rows left out by “periods”", n)
        case Remark.IGNORED:
            return told_many("{n} row left out by “ignore”", "{n} rows left out by “ignore”", n)
        case Remark.DELETED:
            return told_many(
                "{n} row by which the publisher deletes a value (ACTION: D), not taken",
                "{n} rows by which the publisher deletes values (ACTION: D), not taken",
                n,
            )
        case Remark.COLUMNS:
            return told_many(
                "{n} column that the import doesn’t name, passed over",
                "{n} columns that the import doesn’t name, passed over",
                n,
            )
        case _:
            return _counted_cells(kind, n)


def _counted_cells(kind: Remark, n: int) -> Told:  # noqa: C901 - one sentence for each kind
    match kind:
        case Remark.UNNAMED:
            return told_many(
                "{n} cell in a column without a name, passed over",
                "{n} cells in columns without a name, passed over",
                n,
            )
        case Remark.EMPTY_COLUMNS:
            return told_many("{n} column without a name, passed over", "{n} columns without a name, passed over", n)
        case Remark.SHEETS:
            return told_many("{n} other sheet, passed over", "{n} other sheets, passed over", n)
        case Remark.DATASETS:
            return told_many("{n} other dataset, passed over", "{n} other datasets, passed over", n)
        case Remark.FILLED:
            return told_many(
                "{n} empty cell that means what stands above it",
                "{n} empty cells that mean what stands above them",
                n,
            )
        case Remark.SIGNS:
            return told_many("{n} sign in the place of a number", "{n} signs in the place of a number", n)
        case Remark.KEPT_BACK:
            return told_many(
                "{n} value that its publisher marks as confidential, kept back",
                "{n} values that their publisher marks as confidential, kept back",
                n,
            )
        case Remark.SUMS:
            return told_many(
                "{n} sum that isn’t known, as a part of it has no number",
                "{n} sums that aren’t known, as a part of each has no number",
                n,
            )
        case Remark.MULTIPLIED:
            return told_many("{n} value multiplied", "{n} values multiplied", n)
        case Remark.PERCENT:
            return told_many(
                "{n} cell formatted as a percentage, taken as it is shown (0.452 is 45.2)",
                "{n} cells formatted as percentages, taken as they are shown (0.452 is 45.2)",
                n,
            )
        case Remark.FORMATS:
            return told_many(
                "{n} cell shown otherwise than it is stored, taken as it is stored",
                "{n} cells shown otherwise than they are stored, taken as they are stored",
                n,
            )
        case Remark.YEARS:
            return told_many(
                "{n} number formatted as a day, taken for a year", "{n} numbers formatted as days, taken for years", n
            )
        case Remark.ROUNDED:
            return told_many("{n} value rounded by “decimals”", "{n} values rounded by “decimals”", n)
        case _:
            return told_many(
                "{n} value with more decimals than its publisher says (DECIMALS)",
                "{n} values with more decimals than their publisher says (DECIMALS)",
                n,
            )


@dataclass
class _Heap:
    number: int = 0
    named: dict[str, None] = field(default_factory=dict)
    more: bool = False


@dataclass
class Remarks:
    """What is to be told of a file, gathered while it is read."""

    _heaps: dict[Remark, _Heap] = field(default_factory=dict)

    def add(self, kind: Remark, example: str = "", number: int = 1) -> None:
        """Count something, with an example of it."""
        heap = self._heaps.setdefault(kind, _Heap())
        heap.number += number
        if example and len(heap.named) <= NAMED and example not in heap.named:
            if len(heap.named) < NAMED:
                heap.named[_shown(example)] = None
            else:
                heap.more = True

    def forget(self, kind: Remark) -> None:
        """Take back what was counted."""
        self._heaps.pop(kind, None)

    def counted(self, kind: Remark) -> int:
        """How often something was counted."""
        return self._heaps[kind].number if kind in self._heaps else 0

    def say(self) -> Iterator[Told]:
        """One sentence for each kind, with examples."""
        for kind in Remark:
            if heap := self._heaps.get(kind):
                what, named = _counted(kind, heap.number), quoted(heap.named)
                if not heap.named:
                    yield what
                elif heap.more:
                    yield told("{what}: {named} …", what=what, named=named)
                else:
                    yield told("{what}: {named}", what=what, named=named)


def _shown(text: str) -> str:
    plain = " ".join(FORBIDDEN.sub("\ufffd", text).split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
