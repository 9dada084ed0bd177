"""Text files, as editors on any system write them, read safely."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from factsite.bounded import TooLargeError, opened, read_bytes
from factsite.documents.leavings import merge_mark
from factsite.problems import Problem, refusal
from factsite.telling import told

MAX_BYTES = 10 * 1024 * 1024
# What a million rows of a series take, of usual length. No file of a content folder that is read as text is larger.
MAX_SERIES = 64 * 1024 * 1024
# Control characters but tab and line feed, and the bidirectional controls that make text read otherwise than it
# is (https://trojansource.codes). The narrow and the plain no-break space stay allowed: French needs them. Half
# characters, those that Unicode will never assign and those of private use can't be written into XML or mean nothing.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U0001fffe\U0001ffff\U000e0000-\U0010ffff]"
)


class UnreadableError(Exception):
    """A file can't be used at all; carries the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.message for problem in problems))
        self.problems = problems


def has_byte_order_mark(path: Path) -> bool:
    """Tell whether a file starts with the byte order mark of UTF-8."""
    with opened(path) as (file, _):
        return file.read(len(BOM_UTF8)) == BOM_UTF8


def read_text(path: Path, limit: int = MAX_BYTES) -> str:
    """Read a UTF-8 file of at most ``limit`` bytes with any line ends, a byte order mark or none.

    Raises:
        FileNotFoundError: it isn't there.
        UnreadableError: the file can't be opened, is too large, no UTF-8, or holds control or bidirectional characters.
    """
    raw = _bytes(path, limit)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(_other_encoding(path, raw, error.start)) from error
    if text.count("\0") > len(text) // 4:
        raise UnreadableError(_other_encoding(path, raw, 0))
    text = text.replace("\r\n", "\n")
    if mark := merge_mark(text):
        start, fault = mark
        raise UnreadableError(Problem(path, *position(text, start), fault.rule, fault.message, fault.remedy, width=7))
    if found := FORBIDDEN.search(text):
        raise UnreadableError(control_character(path, *position(text, found.start()), found[0]))
    return text


def _other_encoding(path: Path, raw: bytes, start: int) -> Problem:
    """The problem that a file is written in another encoding, with its name where the bytes tell."""
    line = raw[:start].count(b"\n") + 1
    column = start - (raw.rfind(b"\n", 0, start) + 1) + 1
    remedy = told("Save it as UTF-8 in your editor.")
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or raw.count(b"\0") > len(raw) // 4:
        what = told("the file is written in UTF-16 (“Unicode” in Windows), not in UTF-8")
        return Problem(path, 1, 1, "encoding", what, remedy)
    what = told("the file isn't UTF-8 here")
    if sign := _western(raw[start : start + 1]):
        what = told("“{sign}” is written here as in Windows-1252 or Latin-1, not as in UTF-8", sign=sign)
    return Problem(path, line, column, "encoding", what, remedy)


def _western(byte: bytes) -> str:
    """The letter that a byte is in the encoding of Western Windows; empty if it is none."""
    sign = byte.decode("cp1252", errors="ignore")
    return sign if sign.isalpha() or sign in "€‘’“”«»–— …".replace(" ", "") else ""


def control_character(path: Path, line: int, column: int, sign: str) -> Problem:
    """The problem that an invisible or meaningless character stands at a place."""
    what = told("an invisible control character (U+{ord}) stands here", ord=f"{ord(sign):04X}")
    remedy = told("Delete it: it can make text look different from what it is.")
    return Problem(path, line, column, "control-character", what, remedy)


def too_large(path: Path, size: int, limit: int) -> Problem:
    """The problem that a file has more bytes than is allowed."""
    what = told("the file has {size} bytes; {limit} is the limit", size=size, limit=limit)
    return Problem(path, 1, 1, "too-large", what, told("Split it, or put the long series in a CSV."))


def unreadable(path: Path, error: OSError) -> Problem:
    """The problem that the system doesn't let a file or folder be read."""
    what = told("the system doesn’t let this be read: {reason}", reason=refusal(error))
    return Problem(
        path, 1, 1, "unreadable", what, told("Make it readable for the user who builds the site, or delete it.")
    )


def _bytes(path: Path, limit: int) -> bytes:
    try:
        return read_bytes(path, limit)
    except TooLargeError as error:
        raise UnreadableError(too_large(path, error.size, limit)) from error
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableError(unreadable(path, error)) from error


def position(text: str, offset: int) -> tuple[int, int]:
    """Turn an offset in a text into a line and a column, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
