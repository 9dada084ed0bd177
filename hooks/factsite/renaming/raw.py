"""Files as they are on the disk, to the byte, and changes at exact places in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_MARK = "\ufeff"


@dataclass(frozen=True)
class Raw:
    """The text of a file with its own line ends, and its byte order mark if it has one."""

    path: Path
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        found, at = [len(_MARK) if self.text.startswith(_MARK) else 0], self.text.find("\n")
        while at >= 0:
            found.append(at + 1)
            at = self.text.find("\n", at + 1)
        return found

    def offset(self, line: int, column: int) -> int:
        """The offset of a place, both counted from 1, as readers of the text without those count it."""
        return self._starts[line - 1] + column - 1 if line <= len(self._starts) else len(self.text)

    def line(self, offset: int) -> int:
        """The line, from 1, of an offset."""
        return bisect_right(self._starts, offset) or 1


@dataclass(frozen=True, order=True)
class Patch:
    """What is to stand in the place of a piece of a file, from ``start`` to ``end``."""

    path: Path
    start: int
    end: int
    text: str


class RawFiles:
    """Every file that was asked for, read once."""

    def __init__(self) -> None:
        self._read: dict[Path, Raw] = {}

    def of(self, path: Path) -> Raw:
        """A file as it is on the disk.

        Raises:
            OSError: it can't be read.
            UnicodeDecodeError: it isn't UTF-8; content without errors is.
        """
        if path not in self._read:
            self._read[path] = Raw(path, path.read_bytes().decode("utf-8"))
        return self._read[path]


def patched(text: str, patches: Iterable[Patch]) -> str:
    """A text with all its patches; each place is changed once."""
    parts, position = [], 0
    for patch in sorted(set(patches)):
        parts += [text[position : patch.start], patch.text]
        position = patch.end
    return "".join([*parts, text[position:]])
