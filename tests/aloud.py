"""Built pages as somebody reads them aloud: the texts of their blocks, without what is hidden or not read in a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "caption", "figcaption", "summary"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "path", "circle", "polyline", "rect", "line"})
# Marks of sources and terms stand beside the words, and a headline is a number in large.
# Code, pictures and scripts aren’t sentences; a quotation is in its own words.
_SILENT_CLASSES = frozenset({"cite", "unseen", "explain", "definition", "anchor", "count", "headline"})
_SILENT = frozenset({"svg", "code", "script", "textarea", "style", "table", "nav", "footer", "select", "blockquote"})


@dataclass
class Block:
    """One paragraph, item or heading: its element, whether it is a sentence of an editor, its text."""

    tag: str
    prose: bool
    text: str = ""


@dataclass
class Reading(HTMLParser):
    """The blocks within ``<main>`` in order."""

    blocks: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, bool, bool]] = []  # each open element: its name, silent, prose
        self._current: list[Block] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        classes = set((dict(attrs).get("class") or "").split())
        silent = self._silent or tag in _SILENT or bool(classes & _SILENT_CLASSES)
        prose = bool(self._open and self._open[-1][2]) or bool(classes & {"text", "summary", "why"})
        self._open.append((tag, silent, prose))
        if tag in _BLOCKS and not silent and any(name == "main" for name, _, _ in self._open):
            self._current.append(Block(tag, prose))
            self.blocks.append(self._current[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:  # `<line />` ends itself, and nothing around it
            return
        while self._open:
            name, silent, _ = self._open.pop()
            if name in _BLOCKS and not silent and self._current:
                self._current.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._current and not self._silent:
            self._current[-1].text += data

    @property
    def _silent(self) -> bool:
        return bool(self._open and self._open[-1][1])


def blocks(html: str) -> list[Block]:
    """The blocks of a page with their white space folded; those without text are left out."""
    reading = Reading()
    reading.feed(html)
    for block in reading.blocks:
        block.text = " ".join(block.text.split(" ")).replace("\n", " ").strip()
    return [block for block in reading.blocks if block.text]
