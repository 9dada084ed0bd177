"""Text files in any encoding and with any line ends, as a stream of lines: which encoding it is, is looked for first.

A publisher's file is never changed, so it is read as it is: by its byte order mark, as UTF-8 if all of it is, else as
Windows-1252, which includes what Latin-1 prints; another one the mapping names.
"""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from factsite.documents.text import UnreadableError
from factsite.importing.table import MAX_CELLS, MAX_LINES, unreadable
from factsite.problems import Problem
from factsite.telling import told

_CHUNK = 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = "cp1252"


@dataclass(frozen=True)
class Lettering:
    """How a text file is written: its encoding, whether that was guessed, and whether its last line has an end."""

    encoding: str
    guessed: bool
    ended: bool


def look_through(path: Path, separator: str, named: str | None) -> Lettering:
    """Find the encoding; count lines and cells before any is taken apart.

    Args:
        path: the file.
        separator: the sign between its cells.
        named: the encoding that the mapping names; a byte order mark is believed before it.

    Raises:
        UnreadableError: there are too many lines or cells, or it is in no encoding that can be known.
    """
    with path.open("rb") as file:
        start = file.read(4_096)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None) or _unmarked_wide(start)
    known = marked or named
    if known and codecs.lookup(known).name == "utf-8":
        known = "utf-8-sig"
    decoder = codecs.getincrementaldecoder(known or "utf-8")("strict" if known else "surrogateescape")
    lines = cells = good = bad = 0
    last = "\n"
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            try:
                text = decoder.decode(chunk)
            except UnicodeError as error:
                raise _other_encoding(path, known or "", lines + 1) from error
            lines += text.count("\n") + text.count("\r") - text.count("\r\n")
            cells += text.count(separator)
            last = text[-1:] or last
            if not known and not chunk.isascii():
                wrong = len(text) - len(text.encode("utf-8", "ignore").decode())
                bad += wrong
                good += len(text) - len(text.encode("ascii", "ignore")) - wrong
            _refuse_too_many(path, lines, cells)
    try:
        rest = decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise _other_encoding(path, known or "", lines + 1) from error
    bad += len(rest) if not known else 0
    ended = last in {"\n", "\r"} and not rest
    if known or not bad:
        return Lettering(known or "utf-8", False, ended)
    _refuse_mixture(path, good, bad)
    return Lettering(WESTERN, True, ended)


def _unmarked_wide(start: bytes) -> str | None:
    """UTF-16 without its mark, as every other byte of what is written in Latin letters is nought."""
    if len(start) < 4:
        return None
    pairs = len(start) // 2
    if start[1::2].count(0) > pairs * 0.6 and not start[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > pairs * 0.6 and not start[1::2].count(0) else None


def _refuse_too_many(path: Path, lines: int, cells: int) -> None:
    if lines > MAX_LINES:
        raise unreadable(
            path,
            told("the file has {lines} lines; {limit} is the limit", lines=lines, limit=MAX_LINES),
            told("Get a part of it."),
        )
    if cells > MAX_CELLS:
        raise unreadable(
            path,
            told("the file has more than {limit} cells", limit=MAX_CELLS),
            told("Get a part of it, such as one country."),
        )


def _refuse_mixture(path: Path, good: int, bad: int) -> None:
    """Refuse what is UTF-8 but for a few bytes, which no encoding explains, or what Windows-1252 doesn't have."""
    try:
        line = 1
        with path.open("rb") as file:
            for number, raw in enumerate(iter(lambda: file.readline(_CHUNK), b""), 1):
                line = number
                raw.decode(WESTERN)
    except UnicodeDecodeError as error:
        raise _other_encoding(path, "UTF-8", line) from error
    if good > bad:
        with path.open("rb") as file:
            for number, raw in enumerate(iter(lambda: file.readline(_CHUNK), b""), 1):
                try:
                    raw.decode()
                except UnicodeDecodeError as error:
                    raise _other_encoding(path, "UTF-8", number, error.start + 1) from error


def _other_encoding(path: Path, name: str, line: int, column: int = 1) -> UnreadableError:
    what = told("the file isn’t {encoding} here", encoding=name)
    remedy = told("Say in the import which “encoding” it has, such as windows-1252 or utf-16, or get the file again.")
    return UnreadableError(Problem(path, line, column, "encoding", what, remedy, source=""))


def opened_text(path: Path, encoding: str) -> TextIO:
    """Open a text file that was looked through; every line end, also a lone CR, is a line feed."""
    return io.TextIOWrapper(path.open("rb"), encoding=encoding, newline=None)
