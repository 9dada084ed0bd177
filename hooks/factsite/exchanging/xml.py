"""XML written by hand, so that the same texts make the same bytes, and read without document types, hence entities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from factsite.documents.text import UnreadableError
from factsite.problems import Problem
from factsite.telling import Told, told

MAX_DEPTH = 60
MAX_ELEMENTS = 2_000_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def escaped(text: str) -> str:
    """A text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def tag(name: str, attributes: Mapping[str, str | None], content: str | None = None) -> str:
    """An element with the attributes that have a value; ``content`` is XML already, None makes an empty element."""
    written = "".join(f' {key}="{_attribute(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}/>" if content is None else f"<{name}{written}>{content}</{name}>"


def _attribute(value: str) -> str:
    return escaped(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


@dataclass
class Node:
    """An element: its name and attributes without prefix, its namespace, its line, and what it holds."""

    name: str
    space: str
    attributes: dict[str, str]
    line: int
    content: list[Node | str] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Node]:
        """The elements of some names directly within."""
        return (one for one in self.content if isinstance(one, Node) and one.name in names)

    def first(self, name: str) -> Node | None:
        """The first element of a name directly within."""
        return next(self.all(name), None)

    def within(self, *names: str) -> Iterator[Node]:
        """The elements of some names at any depth, in order."""
        for one in self.content:
            if isinstance(one, Node):
                if one.name in names:
                    yield one
                yield from one.within(*names)

    @property
    def text(self) -> str:
        """All text within."""
        return "".join(one if isinstance(one, str) else one.text for one in self.content)


def parsed(path: Path, raw: bytes) -> Node:
    """The root of a document.

    Raises:
        UnreadableError: it is no XML, has a document type, or is nested or parted without end.
    """
    reader = _Reader(path)
    try:
        return reader.read(raw)
    except (ExpatError, ValueError, LookupError) as error:
        what = told("the XML can’t be read: {error}", error=str(error))
        raise reader.error(what) from error


class _Reader:
    """Expat’s events → nodes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: list[Node] = []
        self._root: Node | None = None
        self._count = 0
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, raw: bytes) -> Node:
        self._parser.Parse(raw, True)
        if self._root is None:
            raise ValueError("no element")
        return self._root

    def error(self, what: Told) -> UnreadableError:
        remedy = told("Export the texts again, or save them anew in the program that wrote this file.")
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        return UnreadableError(Problem(self._path, line, column, "exchange", what, remedy))

    def _refuse(self, *_: object) -> None:
        raise self.error(told("the XML has a document type or entities, which no exchange needs"))

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise self.error(told("the XML is nested too deep, or has too many elements"))
        space, _, local = name.rpartition(" ")
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(local, space, named, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].content.append(node)
        else:
            self._root = node
        self._open.append(node)

    def _end(self, name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].content.append(text)
