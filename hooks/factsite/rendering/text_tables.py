"""Tables in the text: on a wide screen they scroll by themselves, on a phone each row stands as a short list."""

from __future__ import annotations

import re
from itertools import chain, repeat

from markupsafe import Markup

_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)


def fitted(html: Markup, name: str, colon: str) -> Markup:
    """Let the tables of a text fit every screen.

    Each stands in a region that scrolls, by keyboard too (WCAG 2.1.1). Behind the first cell of a row, which is its
    heading on a phone, each says of which column it is: the style shows that where columns have no room.

    Args:
        html: the text, as Markdown was rendered.
        name: what a table is called; where there are several, with its number.
        colon: the colon of the language, with the spaces around it.
    """
    several = len(_TABLE.findall(html)) > 1
    numbers = iter(range(1, html.count("<table>") + 1))
    start = Markup('<div class="scroll" role="region" tabindex="0" aria-label="{}"><table>')

    def one(found: re.Match[str]) -> str:
        # Each region has a name of its own.
        title = f"{name} {next(numbers)}" if several else name
        return f"{start.format(title)}{_labelled(found[1], colon)}</table></div>"

    return Markup(_TABLE.sub(one, html))  # noqa: S704 - made of rendered text and of what is escaped here


def _labelled(table: str, colon: str) -> str:
    """The rows of a table, each cell but the first with the head of its column."""
    heads = [Markup("{}").format(head + colon) if head else "" for head in map(_plain, _HEAD.findall(table))]

    def row(found: re.Match[str]) -> str:
        start, *cells = found[0].split("<td")
        labels = chain([""], heads[1:], repeat(""))
        return start + "".join(map(_cell, cells, labels))

    return _ROW.sub(row, table)


def _plain(html: str) -> str:
    """The words of what was rendered."""
    return Markup(html).striptags()  # noqa: S704 - rendered by us, and only to be told as text


def _cell(rest: str, label: str) -> str:
    return f'<td data-label="{label}"{rest}' if label else f"<td{rest}"
