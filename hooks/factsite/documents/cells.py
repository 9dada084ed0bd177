"""Where the cells of a line of a CSV stand, and whether the line is separated by another sign than it should be."""

from __future__ import annotations

from factsite.telling import told

SEPARATORS = {",": told("commas"), ";": told("semicolons"), "\t": told("tabs"), "|": told("bars")}


def cell_starts(line: str, separator: str = ",") -> list[int]:
    """The column (from 1) at which each cell of a line starts; quoted cells may hold the separator."""
    starts, quoted = [1], False
    for column, sign in enumerate(line, 1):
        if sign == '"':
            quoted = not quoted
        elif sign == separator and not quoted:
            starts.append(column + 1)
    return starts


def other_separator(head: str, separator: str = ",") -> int | None:
    """Find the first sign that seems to separate the cells of a head that has only one by the right ``separator``.

    Returns:
        Its column (from 1), or None if the head is well separated or nothing in it looks like a separator.
    """
    if len(cell_starts(head, separator)) > 1:
        return None
    found = [head.index(sign) + 1 for sign in SEPARATORS if sign != separator and sign in head]
    return min(found, default=None)
