"""Markdown files: the words of a page at the top, the text below."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from factsite.documents.text import UnreadableError, read_text
from factsite.documents.tree import Document, parse_document
from factsite.problems import Problem
from factsite.telling import told

_FENCE = "---"
# Some 5,000 words: four times the longest text of the first site. What Markdown and the rules of prose cost grows
# with the square of a text that is made to be slow; up to here it stays within two seconds.
MAX_PAGE = 32 * 1024


@dataclass
class PageFile:
    """A Markdown file: its words as a document, its text, and the line on which the text starts (from 1)."""

    path: Path
    document: Document
    body: str
    body_line: int


def read_page(path: Path) -> PageFile:
    """Read a Markdown file with front matter.

    Raises:
        UnreadableError: there is no front matter, or it can't be read.
    """
    text = read_text(path, MAX_PAGE)
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        remedy = told("Start the file with a line “---”, then “title: …” and so on, then a line “---”.")
        raise UnreadableError(
            Problem(path, 1, 1, "front-matter", told("the file doesn't start with its fields"), remedy)
        )
    try:
        end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE)
    except StopIteration:
        what = told("the fields at the top aren't closed")
        raise UnreadableError(Problem(path, 1, 1, "front-matter", what, told("Add a line “---” after them."))) from None
    document = parse_document(path, "\n".join(lines[1:end]) + "\n", offset=1)
    return PageFile(path, document, "\n".join(lines[end + 1 :]).strip("\n") + "\n", _first_line(lines, end + 1))


def _first_line(lines: list[str], start: int) -> int:
    """The line (from 1) of the first line of text that isn't empty."""
    for number in range(start, len(lines)):
        if lines[number].strip():
            return number + 1
    return start + 1
