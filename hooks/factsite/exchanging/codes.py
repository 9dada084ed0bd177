"""A text as a translator’s program sees it: words, and between them codes that nobody types.

References, addresses and the marks of Markdown become codes; the words within a link, a picture or a reference stay
words. Put together again, the pieces are the text, sign for sign: whatever isn’t known as a mark is words, and what
Markdown then makes of them is judged by the check.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from factsite.prose.references import Reference, references


class Half(StrEnum):
    """Whether a code stands alone, opens a pair or closes one."""

    ALONE = "alone"
    OPEN = "open"
    CLOSE = "close"


class Sort(StrEnum):
    """What a code is; the structure of a text is its breaks."""

    REFERENCE = "reference"
    LINK = "link"
    PICTURE = "picture"
    EMPHASIS = "emphasis"
    CODE = "code"
    ADDRESS = "address"
    SIGN = "sign"
    BREAK = "break"


@dataclass(frozen=True)
class InlineCode:
    """A piece of a text that isn’t words.

    ``native`` is the piece itself, ``meaning`` what must be the same in a translation, ``shown`` how a translator sees
    it. Both halves of a pair have its number, and the closing one the meaning of what opens.
    """

    native: str
    sort: Sort
    form: Half
    meaning: tuple[str, ...]
    pair: int = 0

    @property
    def shown(self) -> str:
        """A short name for the code."""
        if self.sort is Sort.REFERENCE:
            return self.meaning[0] if self.meaning[0] == "verbatim" else " ".join(self.meaning)
        if self.sort is Sort.BREAK:
            return self.meaning[0]
        return self.native.strip() or self.sort.value


Piece = str | InlineCode

_HIDDEN = "\ue000"
_QUOTED = re.compile(r"""(?:([a-z][a-z_-]*)\s*=\s*)?(?:"([^"]*)"|'([^']*)')""")
# Functions with words for readers, and which of their arguments these are.
_WORDS_OF = {"link": 1, "term": 1, "verbatim": 0}
_RULE = r"(?:[-=*_][ \t]*){2,}(?=\n|\Z)"
_MARK = r"(?:>[ \t]?|[-+*][ \t]+|\d{1,9}[.)][ \t]+|\#{1,6}[ \t]+)"
# No mark reaches over a reference: each is a code of its own.
_DEFINITION = rf"\[[^\]\n{_HIDDEN}]+\]:[^\n{_HIDDEN}]*"
_BREAK = re.compile(rf"(?:\A|[ \t]*\n(?:[ \t]*\n)*)[ \t]*(?:{_RULE}|{_DEFINITION}|{_MARK}+)?")
_SEPARATOR = re.compile(r"[ >]*\|?[ ]*:?-[-: |]*")
_CELLS = re.compile(r"(?:[ \t]*(?:(?<!\\)\||\n|(?<![^|\n \t]):?-+:?(?=[ \t]*(?:\||\n|\Z))))+[ \t]*")
_PLAIN = rf"[^()\s{_HIDDEN}]*"
_TARGET = (
    rf"(?:<[^<>\n{_HIDDEN}]*>|(?!<){_PLAIN}(?:\({_PLAIN}\){_PLAIN})*)"
    rf"(?:\s+(?:\"[^\"{_HIDDEN}]*\"|'[^'{_HIDDEN}]*'))?\s*"
)
_INLINE = re.compile(
    r"(?P<escape>\\[\\`*_{}\[\]()>#+.!|-])"
    rf"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)[^`{_HIDDEN}]*(?:(?!(?P=ticks))`+[^`{_HIDDEN}]*)*?(?P=ticks)(?!`))"
    rf"|(?P<address><(?:https?://|mailto:)[^<>\s{_HIDDEN}]+>)"
    r"|(?P<sign>&(?:\#[0-9]{1,7}|\#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,30});|\[\^[^\]\s\ue000]{1,60}\])"
    r"|(?P<open>!?\[)"
    rf"|(?P<close>\](?:\({_TARGET}\)|\[[^\[\]\n{_HIDDEN}]*\])?)"
    r"|(?P<emphasis>\*{1,3}|_{1,3})"
)


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    sort: Sort
    form: Half
    meaning: tuple[str, ...]
    pair: int = 0


@lru_cache(maxsize=16_384)  # an export asks for the same text as source, candidate and earlier source
def pieces(text: str) -> tuple[Piece, ...]:
    """The words and codes of a text, in order; joined they are the text."""
    found: list[Piece] = []
    position = 0
    for span in sorted(_spans(text), key=lambda one: (one.start, one.end)):
        if span.start > position:
            found.append(text[position : span.start])
        found.append(InlineCode(text[span.start : span.end], span.sort, span.form, span.meaning, span.pair))
        position = span.end
    return (*found, text[position:]) if position < len(text) else tuple(found)


def joined(parts: Iterable[Piece]) -> str:
    """The text that pieces are of."""
    return "".join(part if isinstance(part, str) else part.native for part in parts)


def codes(text: str) -> list[InlineCode]:
    """The codes of a text, in order."""
    return [piece for piece in pieces(text) if isinstance(piece, InlineCode)]


def _spans(text: str) -> Iterator[_Span]:
    numbers = iter(range(1, len(text) + 2))
    known = [one for one in references(text) if isinstance(one, Reference)]
    rest, position = [], 0
    for one in known:
        yield from _reference(text, one, next(numbers))
        rest += [text[position : one.start], _HIDDEN * (one.end - one.start)]
        position = one.end
    hidden = "".join([*rest, text[position:]])
    breaks = list(_breaks(hidden))
    yield from breaks
    edges = [0, *(edge for span in breaks for edge in (span.start, span.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield from _inline(hidden, start, end, numbers)


def _reference(text: str, one: Reference, number: int) -> Iterator[_Span]:
    """A reference as one code, or as two around its words."""
    wanted = _WORDS_OF.get(one.name)
    given = [found for found in _QUOTED.finditer(text, one.start, one.end) if not found[1]]
    if wanted is None or len(given) <= wanted:
        yield _Span(one.start, one.end, Sort.REFERENCE, Half.ALONE, one.meaning)
        return
    start, end = given[wanted].span(2) if given[wanted][2] is not None else given[wanted].span(3)
    yield _Span(one.start, start, Sort.REFERENCE, Half.OPEN, one.meaning, number)
    yield _Span(end, one.end, Sort.REFERENCE, Half.CLOSE, one.meaning, number)


def _breaks(text: str) -> Iterator[_Span]:
    """What parts a text into blocks: empty lines, marks of headings, items and quotations, bars of tables."""
    position = 0
    for start, end in _tables(text):
        yield from _plain_breaks(text, position, start)
        for found in _CELLS.finditer(text[start:end]):
            shape = re.sub(r"-+", "-", "".join(found[0].split(" "))).replace("\n", "↵")
            yield _Span(start + found.start(), start + found.end(), Sort.BREAK, Half.ALONE, (shape,))
        position = end
    yield from _plain_breaks(text, position, len(text))


def _plain_breaks(text: str, start: int, end: int) -> Iterator[_Span]:
    for found in _BREAK.finditer(text[start:end]):
        piece = found[0]
        mark = piece.strip()
        lines = piece.count("\n")
        hard = lines == 1 and piece.startswith("  ")
        if not piece or (not mark and not hard and lines < 2):
            continue
        indent = len(piece.rpartition("\n")[2]) - len(piece.rpartition("\n")[2].lstrip()) if mark else 0
        shape = ("¶" if lines > 1 else "↵" if lines else "") + " " * (indent // 2) + re.sub(r"\d+", "1", mark)
        yield _Span(start + found.start(), start + found.end(), Sort.BREAK, Half.ALONE, (shape,))


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Where tables start and end: a line with bars, one that parts, and the lines with bars that follow."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    number = 0
    while number + 1 < len(lines):
        (begin, line), (_, following) = lines[number], lines[number + 1]
        number += 1
        if "|" in line and "|" in following and _SEPARATOR.fullmatch(following):
            while number + 1 < len(lines) and "|" in lines[number + 1][1]:
                number += 1
            yield begin, lines[number][0] + len(lines[number][1])
            number += 1


@dataclass
class _Opened:
    sign: str
    start: int
    end: int


class _Stack:
    """The marks that are open, the last on top."""

    def __init__(self) -> None:
        self._marks: list[_Opened] = []
        self._signs: Counter[str] = Counter()

    @property
    def top(self) -> str:
        """The sign of the last one; empty if none is open."""
        return self._marks[-1].sign if self._marks else ""

    def holds(self, sign: str) -> bool:
        """Whether a mark with this sign is open."""
        return self._signs[sign] > 0

    def push(self, one: _Opened) -> None:
        self._marks.append(one)
        self._signs[one.sign] += 1

    def pop(self) -> _Opened:
        one = self._marks.pop()
        self._signs[one.sign] -= 1
        return one


def _inline(text: str, start: int, end: int, numbers: Iterator[int]) -> Iterator[_Span]:
    """The marks within one block."""
    opened = _Stack()
    for found in _INLINE.finditer(text, start, end):
        first, last, kind = found.start(), found.end(), found.lastgroup or ""
        if found["code"]:
            yield _Span(first, last, Sort.CODE, Half.ALONE, (found[0],))
        elif kind in {"address", "sign"}:
            yield _Span(first, last, Sort(kind), Half.ALONE, (found[0],))
        elif kind == "open":
            opened.push(_Opened(found[0], first, last))
        elif kind == "close":
            yield from _closed(opened, {"[", "!["}, _Opened(found[0], first, last), numbers)
        elif kind == "emphasis":
            before = text[first - 1] if first > start else " "
            after = text[last] if last < end else " "
            inside = found[0][0] == "_" and _is_word(before) and _is_word(after)
            this = _Opened(found[0], first, last)
            can_close = not before.isspace() and not inside and opened.holds(found[0])
            if can_close:
                yield from _closed(opened, {found[0]}, this, numbers)
            elif not after.isspace() and not inside:
                opened.push(this)


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == _HIDDEN


def _closed(opened: _Stack, signs: set[str], this: _Opened, numbers: Iterator[int]) -> Iterator[_Span]:
    """The pair that a mark closes, if one is open; what was opened within it and not closed is words."""
    while opened.top and opened.top not in signs:
        # A closing mark of emphasis within a link that began before doesn’t reach out of it.
        if opened.top in {"[", "!["}:
            return
        opened.pop()
    if not opened.top:
        return
    one = opened.pop()
    bracket = one.sign in {"[", "!["}
    if bracket and len(this.sign) == 1:
        return
    sort = {"[": Sort.LINK, "![": Sort.PICTURE}.get(one.sign, Sort.EMPHASIS)
    meaning = (this.sign[1:],) if bracket else (one.sign.replace("_", "*"),)
    number = next(numbers)
    yield _Span(one.start, one.end, sort, Half.OPEN, meaning, number)
    yield _Span(this.start, this.end, sort, Half.CLOSE, meaning, number)


@dataclass(frozen=True)
class Numbered:
    """A piece with its number in the unit; words have none."""

    piece: Piece
    number: int = 0


def numbered(source: str, target: str | None) -> tuple[list[Numbered], list[Numbered]]:
    """The pieces of a source and of its translation: codes that mean the same have the same number in both."""
    ours, free, last = _counted(pieces(source))
    if target is None:
        return ours, []
    theirs: list[Numbered] = []
    pairs: dict[int, int] = {}
    for piece in pieces(target):
        if isinstance(piece, str):
            theirs.append(Numbered(piece))
        elif piece.form is Half.CLOSE:
            theirs.append(Numbered(piece, pairs[piece.pair]))
        else:
            waiting = free.get((piece.sort, piece.form, piece.meaning))
            if waiting:
                number = waiting.pop(0)
            else:
                last += 1
                number = last
            pairs[piece.pair] = number
            theirs.append(Numbered(piece, number))
    return ours, theirs


def _counted(
    parts: Iterable[Piece],
) -> tuple[list[Numbered], dict[tuple[Sort, Half, tuple[str, ...]], list[int]], int]:
    found: list[Numbered] = []
    free: dict[tuple[Sort, Half, tuple[str, ...]], list[int]] = {}
    pairs: dict[int, int] = {}
    last = 0
    for piece in parts:
        if isinstance(piece, str):
            found.append(Numbered(piece))
            continue
        if piece.form is Half.CLOSE:
            found.append(Numbered(piece, pairs[piece.pair]))
            continue
        last += 1
        pairs[piece.pair] = last
        free.setdefault((piece.sort, piece.form, piece.meaning), []).append(last)
        found.append(Numbered(piece, last))
    return found, free, last


def blocks(text: str) -> list[list[InlineCode]]:
    """The codes of each block of a text, without the breaks between them."""
    found: list[list[InlineCode]] = [[]]
    for code in codes(text):
        if code.sort is Sort.BREAK:
            found.append([])
        else:
            found[-1].append(code)
    return found
