"""A text → its sentences, and how many words each has: what the rules on plain language count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Full stops that end no sentence: abbreviations of the three languages, initials, numbers of articles and cases.
_ABBREVIATED = re.compile(
    r"(?:\b(?:art|arts|no|nos|nr|nrs|n|p|pp|cf|ca|e\.g|i\.e|etc|vs|approx|Mr|Mrs|Ms|Dr|St|M|MM|Mme|al|al|env|max|min"
    r"|bv|blz|enz|m\.b\.t|o\.a|t\.e\.m|resp|d\.w\.z|z\.o\.z|nl|incl|excl|p\.ex|par ex|c\.-à-d|vol|ch|ed|éd|[A-Z]))\.$"
)
# What may end a sentence: its sign, then closing quotation marks or brackets; a new line behind a paragraph ends one.
_END = re.compile(r"[.!?…]+(?:[ \u00a0\u202f]?[»”’)\]]+)*(?=\s|$)|\n[ \t]*\n|\n(?=[ \t]*(?:[-*#>|]|\d+\.) )")
_MARKUP = re.compile(r"^[ \t]*(?:[-*>#|]+|\d+\.)[ \t]+|[*_`]+", re.MULTILINE)
# A word is what has a letter or a figure in it; a group of figures (36 871) is one.
_WORD = re.compile(r"\d+(?:[\u00a0\u202f.,]\d+)*|[^\W\d_](?:[\w’'‑-]*\w)?", re.UNICODE)


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it begins and ends in its text."""

    text: str
    start: int
    end: int


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, headings and items of lists among them, in their order.

    Args:
        text: Markdown or plain; offsets are those of this text.
    """
    start = 0
    for found in _END.finditer(text):
        if found[0].strip() and not _ends(text, found):
            continue
        yield from _sentence(text, start, found.end())
        start = found.end()
    yield from _sentence(text, start, len(text))


def _ends(text: str, found: re.Match[str]) -> bool:
    """Whether a sign ends a sentence: none of an abbreviation does, nor one behind which small letters follow."""
    if found[0] == "." and _ABBREVIATED.search(text[max(0, found.end() - 12) : found.end()]):
        return False
    following = text[found.end() :].lstrip()
    return not (following and following[0].islower())


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    part = text[start:end]
    if any(sign.isalnum() or sign == "\ue000" for sign in part):
        begin = start + len(part) - len(part.lstrip())
        yield Sentence(text[begin:end].rstrip(), begin, end)


def words_in(text: str) -> int:
    """How many words a text has; its Markdown counts for none."""
    return len(_WORD.findall(_MARKUP.sub("", text)))
