"""YAML read by a narrow door: unique keys, no aliases, no tags, every scalar a string that the schema types.

PyYAML's own constructors let the last of two equal keys win, turn ``no`` into False, ``012`` into 10 and ``12:30``
into 750, and expand alias bombs. Here only the node tree of libyaml's parser is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from factsite.problems import Problem
from factsite.reading.text import UnreadableError, read_text

MAX_DEPTH = 12
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "value")}
_COLLECTION_TAGS = {"tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


Keys = tuple[str | int, ...]
Tree = str | None | list["Tree"] | dict[str, "Tree"]


@dataclass(frozen=True)
class Place:
    """Where a value stands: line and column from 1, and how many characters to underline."""

    line: int
    column: int
    width: int = 1


@dataclass
class Document:
    """A YAML mapping, and the means to find each of its values again in the file.

    ``offset`` is the number of lines before the YAML in the file (1 for front matter). Places are looked up only when
    a problem asks for them, by reading the text once more: a file without problems costs nothing.
    """

    path: Path
    text: str
    data: dict[str, Tree]
    offset: int = 0
    _root: yaml.Node | None = field(default=None, repr=False)

    def place(self, keys: Keys = ()) -> Place:
        """Find the value at ``keys`` or, where there is none, the nearest value around it."""
        if self._root is None and self.text.strip():
            self._root = yaml.compose(self.text, Loader=_LOADER)
        node, key_node = self._root, None
        for key in keys:
            found = _child(node, key)
            if found is None:
                break
            key_node, node = found
        if node is None:
            return Place(self.offset + 1, 1)
        at = key_node if key_node is not None and not isinstance(node, yaml.ScalarNode) else node
        width = at.end_mark.column - at.start_mark.column if at.end_mark.line == at.start_mark.line else 1
        return Place(at.start_mark.line + 1 + self.offset, at.start_mark.column + 1, max(1, width))

    def key_place(self, keys: Keys) -> Place:
        """Find the key itself (for unknown fields), not its value."""
        self.place()
        node = self._root
        for key in keys[:-1]:
            found = _child(node, key)
            if found is None:
                return self.place(keys)
            node = found[1]
        found = _child(node, keys[-1]) if keys else None
        if found is None or found[0] is None:
            return self.place(keys)
        mark = found[0].start_mark
        return Place(mark.line + 1 + self.offset, mark.column + 1, len(str(keys[-1])))

    def part(self, key: str) -> Part:
        """One entry of a document that holds many, with places in the whole."""
        tree = self.data[key]
        return Part(self.path, self.text, tree if isinstance(tree, dict) else {}, whole=self, key=key)

    def problem(self, rule: str, message: str, remedy: str = "", keys: Keys = ()) -> Problem:
        """Make a problem that points at the value at ``keys``."""
        place = self.place(keys)
        return Problem(self.path, place.line, place.column, rule, message, remedy, width=place.width)


@dataclass
class Part(Document):
    """One entry of a document that holds many: its places are those of the whole."""

    whole: Document | None = None
    key: str = ""

    def place(self, keys: Keys = ()) -> Place:
        """Find the value in the whole document."""
        return self.whole.place((self.key, *keys)) if self.whole else super().place(keys)

    def key_place(self, keys: Keys) -> Place:
        """Find the key in the whole document."""
        return self.whole.key_place((self.key, *keys)) if self.whole else super().key_place(keys)


def read_document(path: Path) -> Document:
    """Read a YAML file whose top is a mapping.

    Raises:
        UnreadableError: it isn't such a file; carries every problem found.
    """
    return parse_document(path, read_text(path))


def parse_document(path: Path, text: str, offset: int = 0) -> Document:
    """Parse YAML whose top is a mapping (or nothing) that starts ``offset`` lines into the file.

    Raises:
        UnreadableError: it isn't such YAML; carries every problem found.
    """
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1 + offset, mark.column + 1) if mark else (1 + offset, 1)
        what = f"the YAML can't be read: {error.problem or error.context}"
        remedy = "Check the indentation, and put values that hold a colon, # or quotes in quotes."
        raise UnreadableError(Problem(path, line, column, "yaml", what, remedy)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError(Problem(path, 1 + offset, 1, "yaml", f"the YAML can't be read: {error}")) from error
    if root is None:
        return Document(path, text, {}, offset)
    builder = _Builder(path, offset)
    data = builder.build(root, 0)
    if builder.problems:
        raise UnreadableError(*builder.problems)
    if not isinstance(data, dict):
        remedy = "Start with a field, such as “title: …”."
        raise UnreadableError(Problem(path, 1 + offset, 1, "yaml", "the file must hold fields and values", remedy))
    return Document(path, text, data, offset)


def read_list(path: Path) -> list[tuple[str, Place]]:
    """Read a YAML file that is a plain list of words, each with its place.

    Raises:
        UnreadableError: it is something else.
    """
    text = read_text(path)
    document = parse_document(path, "items:\n" + text if text.strip() else "", -1)
    items = document.data.get("items")
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise UnreadableError(
            Problem(path, 1, 1, "yaml", "the file must be a list of codes", "Write “- code” per line.")
        )
    return [(str(item), document.place(("items", number))) for number, item in enumerate(items)]


class _Builder:
    """Turns nodes into plain values and notes what isn't allowed."""

    def __init__(self, path: Path, offset: int) -> None:
        self.path = path
        self.offset = offset
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, depth: int) -> Tree:
        if id(node) in self._seen:
            self._note(node, "yaml-alias", "aliases (*name) are not allowed", "Write the value out.")
            return None
        self._seen.add(id(node))
        if depth > MAX_DEPTH:
            self._note(node, "yaml-depth", f"nested more than {MAX_DEPTH} levels deep", "Flatten it.")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if node.tag not in _COLLECTION_TAGS:
            self._note(node, "yaml-tag", f"tags ({node.tag}) are not allowed", "Write the plain value.")
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, depth + 1) for child in node.value]
        return dict(self._pairs(node, depth))

    def _scalar(self, node: yaml.ScalarNode) -> Tree:
        if node.tag not in _PLAIN_TAGS:
            self._note(node, "yaml-tag", f"tags ({node.tag}) are not allowed", "Write the plain value.")
        value: str = node.value
        empty = node.style in (None, "") and value in {"", "null", "~", "Null", "NULL"}
        return None if empty else value

    def _pairs(self, node: yaml.Node, depth: int) -> Iterator[tuple[str, Tree]]:
        keys: set[str] = set()
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag.endswith(":merge"):
                self._note(key_node, "yaml-key", "a key must be a plain word", "Write “name: value”.")
                continue
            key: str = key_node.value
            if key in keys:
                self._note(key_node, "duplicate-key", f"“{key}” stands here a second time", "Keep one of the two.")
            keys.add(key)
            yield key, self.build(value_node, depth + 1)

    def _note(self, node: yaml.Node, rule: str, message: str, remedy: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(self.path, mark.line + 1 + self.offset, mark.column + 1, rule, message, remedy))


def _child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == str(key):
                return key_node, value_node
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return None, node.value[key]
    return None
