"""Where in a text something stands that a parser without places has found; the line is right or near."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from factsite.prose.references import Reference, references

_WORD = re.compile(r"[\w./:-]+")
_SEPARATOR = re.compile(r"[ >]*\|?[ ]*:?-[-: |]*")
_UNDERLINE = re.compile(r"[ >]*=+[ ]*")
_FIRST_LEVEL = re.compile(r"(?:[ >*+-]|\d{1,9}\. )*#(?!#)")
_BEFORE_ADDRESS = re.compile(r"\][(:]\s{0,20}<?\s{0,20}$")
_REACH = 500


class Places:
    """Finds places in one text; asked twice for the same, it goes on to the next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: dict[str, int] = {}
        self._heads: Iterator[int] | None = None
        self._titles: Iterator[int] | None = None
        self._found: dict[str, int] = {}

    def address(self, value: str) -> int:
        """The start of the link, picture or definition that holds an address; 0 if it is nowhere."""
        for needle in (value, max(_WORD.findall(value), key=len, default="")):
            if needle and (at := self._next(needle)) is not None:
                return self._opening(at)
        return 0

    def reference(self, number: int) -> int:
        """The start of the well-formed reference with a number, from 0."""
        return [found.start for found in references(self._text) if isinstance(found, Reference)][number]

    def nameless_column(self) -> int:
        """The next head of a table that has an empty cell."""
        if self._heads is None:
            self._heads = self._all_heads()
        self._found["head"] = next(self._heads, self._found.get("head", 0))
        return self._found["head"]

    def first_level(self) -> int:
        """The next line that is a heading of the first level."""
        if self._titles is None:
            self._titles = self._all_titles()
        self._found["title"] = next(self._titles, self._found.get("title", 0))
        return self._found["title"]

    def _next(self, needle: str) -> int | None:
        """The next place of an address: one where it ends, or else one where it goes on."""
        start = self._last.get(needle, -1) + 1
        found = re.compile(re.escape(needle) + r"(?=[)>\s\"']|$)").search(self._text, start)
        at = found.start() if found else self._text.find(needle, start)
        if at >= 0:
            self._last[needle] = at
        return at if at >= 0 else self._last.get(needle)

    def _opening(self, at: int) -> int:
        """Go back from an address to the bracket that opens its link, within one line's reach."""
        before = self._text[max(0, at - _REACH) : at]
        found = _BEFORE_ADDRESS.search(before, max(0, len(before) - 50))
        if found is None:
            return at - 1 if before.endswith("<") else at
        depth = 0
        for index in range(found.start(), -1, -1):
            depth += {"]": 1, "[": -1}.get(before[index], 0)
            if depth == 0:
                start = at - len(before) + index
                return start - 1 if index and before[index - 1] == "!" else start
        return at

    def _lines(self) -> Iterator[tuple[int, str]]:
        start = 0
        for line in self._text.split("\n"):
            yield start, line
            start += len(line) + 1

    def _all_heads(self) -> Iterator[int]:
        lines = list(self._lines())
        for (start, line), (_, following) in pairwise(lines):
            if "|" in line and _SEPARATOR.fullmatch(following):
                cells = line.strip(" >").strip("|").split("|")
                empty = [cell for cell in cells if not cell.strip()]
                yield from [start] * max(1, len(empty)) if empty else ()

    def _all_titles(self) -> Iterator[int]:
        lines = list(self._lines())
        for number, (start, line) in enumerate(lines):
            following = lines[number + 1][1] if number + 1 < len(lines) else ""
            if _FIRST_LEVEL.match(line) or (line.strip() and _UNDERLINE.fullmatch(following)):
                yield start
