"""A finished page → the same as plain Markdown: its text, tables and links, without what only a browser can use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SKIPPED = _names("nav form button script style svg template textarea input select label")
_VOID = _names("br hr img input meta link col wbr source")
_BLOCKS = _names(
    "main article section header footer div p h1 h2 h3 h4 h5 h6 ul ol dl table figure figcaption blockquote details "
    "summary pre hr"
)
_SIGNS = re.compile(r"([\\`*_\[\]<])")
_START = re.compile(r"^(#{1,6}(?= )|[-+](?= )|>|\d+(?=[.)] ))")
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass
class _Node:
    """An element: its name, its attributes, what stands in it."""

    name: str
    attributes: dict[str, str]
    children: list[_Node | str] = field(default_factory=list)

    def found(self, name: str) -> Iterator[_Node]:
        """The elements of a name within it, in their order."""
        for child in self.children:
            if isinstance(child, _Node):
                if child.name == name:
                    yield child
                yield from child.found(name)


class _Tree(HTMLParser):
    """Reads our own HTML, in which every element is shut."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [_Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(_Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].name == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def as_markdown(material: tuple[str, str, str]) -> bytes:
    """Write the main part of a page as Markdown.

    Args:
        material: the HTML of the page; its absolute address, for its links; what follows its text, as Markdown.
    """
    page, address, end = material
    blocks = _Writer(address).blocks(main_of(page).children)
    title = next((place for place, block in enumerate(blocks) if block.startswith("# ")), 0)
    blocks.insert(0, blocks.pop(title) if blocks else "")  # what stands above it on the page leads elsewhere
    return ("\n\n".join([*blocks, end.strip()]).strip() + "\n").encode()


def main_of(page: str) -> _Node:
    """The main part of a page."""
    part = "main" if "<main" in page else "body"
    tree = _Tree()
    tree.feed(page[page.find(f"<{part}") : page.rfind(f"</{part}>")])
    tree.close()
    return tree.open[0]


def escaped(text: str) -> str:
    """A text in which no letter is a sign of Markdown."""
    return _SIGNS.sub(r"\\\1", text)


@dataclass(frozen=True)
class _Writer:
    """Writes elements; ``address`` is that of their page."""

    address: str

    def blocks(self, children: Sequence[_Node | str]) -> list[str]:
        """Blocks of text: those of elements that are blocks, and what stands between them."""
        found: list[str] = []
        loose: list[_Node | str] = []
        for child in [*children, _Node("hr", {})]:
            if isinstance(child, str) or child.name not in _BLOCKS:
                if isinstance(child, str) or not _skipped(child):
                    loose.append(child)
                continue
            if text := self._line(loose):
                found.append(_START.sub(r"\\\1", text))
            loose = []
            if not _skipped(child):
                found += self._block(child)
        return found

    def _block(self, node: _Node) -> list[str]:
        name = node.name
        if name == "hr":
            return []
        if re.fullmatch(r"h[1-6]", name):
            return [f"{'#' * int(name[1])} {line}"] if (line := self._line(node.children)) else []
        if name in {"ul", "ol"}:
            return self._list(node)
        if name == "dl":
            return self._terms(node)
        if name == "table":
            return self._table(node)
        if name == "blockquote":
            return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(self.blocks(node.children)).splitlines())]
        if name == "pre":
            return ["```\n" + "".join(_texts(node)).strip("\n") + "\n```"]
        return self.blocks(node.children)

    def _list(self, node: _Node) -> list[str]:
        items = [child for child in node.children if isinstance(child, _Node) and child.name == "li"]
        first = int(node.attributes.get("start", "1"))
        lines = []
        for place, item in enumerate(items, first):
            mark = f"{item.attributes.get('value') or place}. " if node.name == "ol" else "- "
            inner = "\n".join(self.blocks(item.children)).replace("\n", "\n" + " " * len(mark))
            if inner:
                lines.append(mark + inner)
        return ["\n".join(lines)] if lines else []

    def _terms(self, node: _Node) -> list[str]:
        lines: list[str] = []
        for child in _flat(node):
            words = "\n".join(self.blocks(child.children))
            if child.name == "dt":
                lines.append(f"- **{words}**")
            elif words:
                nested = words.replace("\n", "\n  ")
                lines[-1:] = [f"{lines[-1] if lines else '-'}: {nested}"]
        return ["\n".join(lines)] if lines else []

    def _table(self, node: _Node) -> list[str]:
        caption = next((self._line(one.children) for one in node.found("caption")), "")
        rows = [self._row(row) for row in node.found("tr")]
        wide = max((len(row) for row in rows), default=0)
        lines = [f"| {' | '.join([*row, *[''] * (wide - len(row))])} |" for row in rows]
        if lines:
            lines.insert(1, f"|{' --- |' * wide}")
        return [*([f"**{caption}**"] if caption else []), *(["\n".join(lines)] if lines else [])]

    def _row(self, row: _Node) -> list[str]:
        cells = [child for child in row.children if isinstance(child, _Node) and child.name in {"td", "th"}]
        found = []
        for cell in cells:
            text = " ".join(" ".join(self.blocks(cell.children)).split("\n"))
            found += [text.replace("|", "\\|"), *[""] * (int(cell.attributes.get("colspan", "1")) - 1)]
        return found

    def _line(self, children: Sequence[_Node | str]) -> str:
        line = _SPACE.sub(" ", "".join(self._inline(child) for child in children)).strip(" ")
        return line.replace(" , ", ", ").replace(" . ", ". ")

    def _inline(self, node: _Node | str) -> str:
        if isinstance(node, str):
            return escaped(_SPACE.sub(" ", node))
        if _skipped(node):
            return ""
        inner = "".join(self._inline(child) for child in node.children)
        if node.name in _BLOCKS or node.name in {"li", "br"}:
            return f" {inner} "
        if node.name == "img":
            return f"![{escaped(node.attributes.get('alt', ''))}]({self._way(node.attributes.get('src', ''))})"
        if not inner.strip():
            return inner
        if node.name == "a" and (way := self._way(node.attributes.get("href", ""))):
            return _around("[", inner, f"]({way})")
        if node.name == "code":
            return f"`{''.join(_texts(node))}`"
        mark = {"strong": "**", "em": "*", "cite": "*"}.get(node.name, "")
        return _around(mark, inner, mark) if mark and not set(inner) & set("*_") else inner

    def _way(self, href: str) -> str:
        """A link as an absolute address; within a page of plain text there are no anchors to go to."""
        return "" if href.startswith("#") else urljoin(self.address, href).replace("(", "%28").replace(")", "%29")


def _skipped(node: _Node) -> bool:
    """What is typed into or pressed, drawings, and what is shown only on demand, such as a term explained."""
    return node.name in _SKIPPED or not node.attributes.keys().isdisjoint({"hidden", "popover"})


def _around(before: str, text: str, after: str) -> str:
    """Marks close to a text, the spaces at its ends outside of them."""
    bare = text.strip(" ")
    start = len(text) - len(text.lstrip(" "))
    return f"{text[:start]}{before}{bare}{after}{text[start + len(bare) :]}"


def _flat(node: _Node) -> Iterator[_Node]:
    """The terms and definitions of a list, also where they stand in groups."""
    for child in node.children:
        if isinstance(child, _Node):
            if child.name in {"dt", "dd"}:
                yield child
            elif child.name == "div":
                yield from _flat(child)


def _texts(node: _Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)
