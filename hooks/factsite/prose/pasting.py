"""What a word processor leaves in a text that was pasted from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factsite.problems import RuleError
from factsite.telling import told

_PASTED = re.compile(r"<o:p>|</?o:\w+|mso-[a-z-]+|class=\"?Mso\w+|<!--\[if |<w:\w+|<xml>", re.IGNORECASE)
_BULLET = re.compile(r"^[ \t]*[•·▪●◦][ \t\u00a0]+", re.MULTILINE)
_CELLS = re.compile(r"^[^\t\n|]*\S\t+\S[^\t\n]*\t+\S.*$", re.MULTILINE)


def pasted(text: str) -> Iterator[tuple[int, RuleError]]:
    """What a word processor leaves in a text that was pasted: its formatting, its bullets, its tables; each once."""
    if found := _PASTED.search(text):
        what = told("this was pasted from a word processor with its formatting (“{part}”)", part=found[0])
        remedy = told("Paste it again as plain text (Ctrl+Shift+V), and mark headings and lists in Markdown.")
        yield found.start(), RuleError("pasted", what, remedy)
        return
    if found := _BULLET.search(text):
        sign = found[0].strip()
        what = told("a bullet of a word processor (“{sign}”) starts this line, which makes no list", sign=sign)
        yield found.start(), RuleError("pasted", what, told("Start each entry of the list with “- ”."))
    if found := _CELLS.search(text):
        what = told("the cells of a pasted table stand here with tabs between them, which makes no table")
        remedy = told("Write “| one | two |”, with a line “| --- | --- |” under the head.")
        yield found.start(), RuleError("pasted", what, remedy)


def tags_are_pasted(text: str) -> bool:
    """Whether a text holds the formatting of a word processor: then its HTML came with it."""
    return _PASTED.search(text) is not None
