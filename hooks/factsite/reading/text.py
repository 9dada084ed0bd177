"""Text files, as editors on any system write them, read safely."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from pathlib import Path

from factsite.problems import Problem

MAX_BYTES = 10 * 1024 * 1024
# Control characters but tab and line feed, and the bidirectional controls that make text read otherwise than it
# is (https://trojansource.codes). The narrow and the plain no-break space stay allowed: French needs them.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\ufff9-\ufffb\ue000-\uf8ff]"
)


class UnreadableError(Exception):
    """A file can't be used at all; carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.message for problem in problems))
        self.problems = problems


def has_byte_order_mark(path: Path) -> bool:
    """Tell whether a file starts with the byte order mark of UTF-8."""
    with path.open("rb") as file:
        return file.read(len(BOM_UTF8)) == BOM_UTF8


def read_text(path: Path, limit: int = MAX_BYTES) -> str:
    """Read a UTF-8 file of at most ``limit`` bytes with any line ends, a byte order mark or none.

    Raises:
        UnreadableError: the file is too large, no UTF-8, or holds control or bidirectional characters.
    """
    raw = path.read_bytes()
    if len(raw) > limit:
        raise UnreadableError(
            Problem(
                path,
                1,
                1,
                "too-large",
                f"the file has {len(raw)} bytes; {limit} is the limit",
                "Split it, or put the long series in a CSV.",
            )
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        raise UnreadableError(
            Problem(path, line, column, "encoding", "the file isn't UTF-8 here", "Save it as UTF-8 in your editor.")
        ) from error
    text = text.replace("\r\n", "\n")
    if found := FORBIDDEN.search(text):
        line, column = position(text, found.start())
        raise UnreadableError(
            Problem(
                path,
                line,
                column,
                "control-character",
                f"an invisible control character (U+{ord(found[0]):04X}) stands here",
                "Delete it: it can make text look different from what it is.",
            )
        )
    return text


def position(text: str, offset: int) -> tuple[int, int]:
    """Turn an offset in a text into a line and a column, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
