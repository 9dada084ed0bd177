"""YAML read by a narrow door: unique keys, no aliases, no tags, every scalar a string that the schema types.

PyYAML's own constructors let the last of two equal keys win, turn ``no`` into False, ``012`` into 10 and ``12:30``
into 750, and expand alias bombs. Here only the events of libyaml's parser are used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from factsite.documents.events import LOADER, MAX_YAML, Builder, Tree
from factsite.documents.slips import slip
from factsite.documents.text import UnreadableError, read_text
from factsite.problems import Problem
from factsite.telling import UNSAID, Told, told

Keys = tuple[str | int, ...]


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
    a problem asks for them, by reading the text once more: a file without problems costs nothing. ``kept`` tells of
    lists from which something was taken out which places of the file are left.
    """

    path: Path
    text: str
    data: dict[str, Tree]
    offset: int = 0
    kept: dict[Keys, list[int]] = field(default_factory=dict, repr=False)
    _root: yaml.Node | None = field(default=None, repr=False)

    def at(self, keys: Keys) -> object:
        """The value at ``keys``; None where there is nothing."""
        found: object = self.data
        for key in keys:
            item = found[key] if isinstance(found, list) and isinstance(key, int) and key < len(found) else None
            found = found.get(key) if isinstance(found, dict) else item
        return found

    def place(self, keys: Keys = ()) -> Place:
        """Find the value at ``keys`` or, where there is none, the nearest value around it."""
        if self._root is None and self.text.strip():
            self._root = yaml.compose(self.text, Loader=LOADER)
        node, key_node = self._root, None
        for key in self._in_file(keys):
            found = _child(node, key)
            if found is None:
                break
            key_node, node = found
        if node is None:
            return Place(self.offset + 1, 1)
        at = key_node if key_node is not None and not isinstance(node, yaml.ScalarNode) else node
        width = at.end_mark.column - at.start_mark.column if at.end_mark.line == at.start_mark.line else 1
        return Place(at.start_mark.line + 1 + self.offset, at.start_mark.column + 1, max(1, width))

    def place_of(self, keys: Keys, words: str) -> Place:
        """Find some words of the value at ``keys``: on their own line if it has several, else the value."""
        place, beside, lines = self.place(keys), self.key_place(keys), self.text.split("\n")
        for number in range(place.line - self.offset - 1, len(lines)):
            line = lines[number]
            if number >= beside.line - self.offset and line.strip() and not line.startswith(" " * beside.column):
                break  # the next field
            if words.strip() and (column := line.find(words)) >= 0:
                is_first = number + 1 + self.offset == place.line
                return place if is_first else Place(number + 1 + self.offset, column + 1, len(words))
        return place

    def key_place(self, keys: Keys) -> Place:
        """Find the key itself (for unknown fields), not its value."""
        self.place()
        node, keys = self._root, self._in_file(keys)
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

    def _in_file(self, keys: Keys) -> Keys:
        """Where in the file the value at ``keys`` stands."""
        if not self.kept:
            return keys
        found: Keys = ()
        for number, key in enumerate(keys):
            left = self.kept.get(keys[:number], [])
            found += (left[key] if isinstance(key, int) and key < len(left) else key,)
        return found

    def part(self, key: str) -> DocumentPart:
        """One entry of a document that holds many, with places in the whole."""
        tree = self.data[key]
        return DocumentPart(self.path, self.text, tree if isinstance(tree, dict) else {}, whole=self, key=key)

    def problem(self, rule: str, message: Told, remedy: Told = UNSAID, keys: Keys = ()) -> Problem:
        """Make a problem that points at the value at ``keys``."""
        place = self.place(keys)
        return Problem(self.path, place.line, place.column, rule, message, remedy, width=place.width)


@dataclass
class DocumentPart(Document):
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
    return parse_document(path, read_text(path, MAX_YAML))


def parse_document(path: Path, text: str, offset: int = 0) -> Document:
    """Parse YAML whose top is a mapping (or nothing) that starts ``offset`` lines into the file.

    Raises:
        UnreadableError: it isn't such YAML; carries every problem found.
    """
    builder = Builder(path, offset)
    try:
        builder.build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        begun = error.context_mark
        opened = (begun.line + 1, begun.column + 1) if begun else None
        found = slip(text, line, column, error.problem or error.context or "", opened)
        problem = Problem(path, found.line + offset, found.column, "yaml", found.message, found.remedy)
        raise UnreadableError(problem) from error
    except (yaml.YAMLError, ValueError) as error:
        what = told("the fields of this file can’t be read")
        raise UnreadableError(Problem(path, 1 + offset, 1, "yaml", what)) from error
    if builder.problems:
        raise UnreadableError(*builder.problems)
    data = builder.found[0] if builder.found else {}
    if not isinstance(data, dict):
        remedy = told("Start with a field, such as “title: …”.")
        raise UnreadableError(
            Problem(path, 1 + offset, 1, "yaml", told("the file must hold fields and values"), remedy)
        )
    return Document(path, text, data, offset)


def read_list(path: Path) -> list[tuple[str, Place]]:
    """Read a YAML file that is a plain list of words, each with its place.

    Raises:
        UnreadableError: it is something else.
    """
    text = read_text(path, MAX_YAML)
    document = parse_document(path, "items:\n" + text if text.strip() else "", -1)
    items = document.data.get("items")
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise UnreadableError(
            Problem(path, 1, 1, "yaml", told("the file must be a list of codes"), told("Write “- code” per line."))
        )
    return [(str(item), document.place(("items", number))) for number, item in enumerate(items)]


def _child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == str(key):
                return key_node, value_node
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return None, node.value[key]
    return None
