"""YAML read by a narrow door: unique keys, no aliases, no tags, every scalar a string that the schema types.

PyYAML's own constructors let the last of two equal keys win, turn ``no`` into False, ``012`` into 10 and ``12:30``
into 750, and expand alias bombs. Here only the events of libyaml's parser are used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from factsite.documents.leavings import cut_off, smart_quotes
from factsite.documents.slips import slip
from factsite.documents.text import FORBIDDEN, UnreadableError, control_character, read_text
from factsite.problems import Problem
from factsite.records.texts import MAX_TEXT, shown
from factsite.telling import UNSAID, Told, told

# Bounds on what one YAML file holds, each some ten times what the largest file of the first site needs.
MAX_DEPTH = 12
MAX_YAML = 1024 * 1024
MAX_NODES = 50_000
MAX_ITEMS = 1_000
MAX_KEY = 200
_SHORTER = told("Split it, or put the long series in a CSV.")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


Keys = tuple[str | int, ...]
Tree = str | None | list["Tree"] | dict[str, "Tree"]


# Bare words that YAML reads as nothing.
NULLS = frozenset({"null", "~", "Null", "NULL"})


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
            self._root = yaml.compose(self.text, Loader=_LOADER)
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
    builder = _Builder(path, offset)
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


class _StopError(Exception):
    """The rest of the file isn't worth reading."""


@dataclass
class _Open:
    """A list or mapping whose end hasn't come; ``key`` is the key of a mapping that waits for its value."""

    values: list[Tree] | dict[str, Tree]
    key: str | None = None
    is_key: bool = False


class _Builder:
    """Turns the events of libyaml's parser into plain values and notes what isn't allowed.

    libyaml makes events one after the other, but composes nodes by recursion: 20,000 brackets end the process. So the
    depth, and whatever else is bounded, is looked at here, and a node tree is only made of text that passed.
    """

    def __init__(self, path: Path, offset: int) -> None:
        self.path = path
        self.offset = offset
        self.problems: list[Problem] = []
        self.found: list[Tree] = []
        self._open: list[_Open] = []
        self._nodes = 0
        self._lines: list[str] = []

    def build(self, text: str) -> None:
        """Read the whole text; ``found`` then holds its only document, or nothing."""
        documents = 0
        self._lines = text.split("\n")
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        remedy = told("Keep one: a file has one set of fields.")
                        self._note(event, "yaml", told("a second set of fields (---) starts here"), remedy)
                        return
                elif isinstance(event, yaml.CollectionEndEvent):
                    self._end()
                elif isinstance(event, yaml.NodeEvent):
                    self._node(event)
        except _StopError:
            return

    def _node(self, event: yaml.NodeEvent) -> None:
        self._stay_within_bounds(event)
        if isinstance(event, yaml.AliasEvent):
            self._note(
                event,
                "yaml-alias",
                told("a value can’t start with “*”"),
                told("Put it in straight quotation marks, or write it out."),
            )
            self._put(None)
            return
        anchor, tag = event.anchor, getattr(event, "tag", None)
        if anchor is not None:
            self._note(
                event,
                "yaml-alias",
                told("a value can’t start with “&{word}”", word=shown(anchor)),
                told("Put it in straight quotation marks, or leave it out."),
            )
        if tag is not None:
            self._note(
                event,
                "yaml-tag",
                told("a value can’t start with “!” ({word})", word=shown(tag)),
                told("Put it in straight quotation marks, or leave it out."),
            )
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        else:
            self._start(event)

    def _stay_within_bounds(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._note(event, "too-large", told("the file holds more than {limit} values", limit=MAX_NODES), _SHORTER)
        elif len(self._open) > MAX_DEPTH:
            self._note(
                event,
                "yaml-depth",
                told("fields stand within fields more than {limit} levels deep", limit=MAX_DEPTH),
                told("Write it with fewer levels."),
            )
        elif self._open and len(self._open[-1].values) >= MAX_ITEMS:
            self._note(event, "too-large", told("there are more than {limit} entries here", limit=MAX_ITEMS), _SHORTER)
        else:
            return
        raise _StopError

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value: str = event.value
        plain = event.style in (None, "")
        # Only within double quotes can a character be written by its number, past the check of the whole file.
        if event.style == '"' and (sign := FORBIDDEN.search(value)):
            self.problems.append(control_character(self.path, *self._place(event), sign[0]))
        around = self._open[-1] if self._open else None
        if around is not None and isinstance(around.values, dict) and around.key is None:
            self._key(event, around, value, merge=plain and value == "<<")
            return
        if plain:
            self._plain(event, value)
        if len(value) > MAX_TEXT:
            remedy = told("Shorten it; long texts belong into the Markdown below the fields.")
            what = told("this text has {number} characters; {limit} is the limit", number=len(value), limit=MAX_TEXT)
            self._note(event, "too-large", what, remedy)
        self._put(None if plain and (not value or value in NULLS) else value)

    def _plain(self, event: yaml.ScalarEvent, value: str) -> None:
        """Note what a value without quotation marks lost, or holds without meaning to."""
        end = event.end_mark
        rest = self._lines[end.line][end.column :] if end and end.line < len(self._lines) else ""
        fault = smart_quotes(value) or cut_off(value, rest, words=self.path.suffix == ".md")
        if fault:
            self._note(event, fault.rule, fault.message, fault.remedy)

    def _key(self, event: yaml.ScalarEvent, around: _Open, key: str, *, merge: bool) -> None:
        around.key = key
        if merge:
            self._note(
                event, "yaml-key", told("the name of a field must be a plain word"), told("Write “name: value”.")
            )
        elif len(key) > MAX_KEY:
            self._note(
                event,
                "too-large",
                told(
                    "the name of this field has {number} characters; {limit} is the limit",
                    number=len(key),
                    limit=MAX_KEY,
                ),
                told("Shorten it."),
            )
        elif key in around.values:
            self._note(
                event,
                "duplicate-key",
                told("“{key}” stands here a second time", key=shown(key)),
                told("Keep one of the two."),
            )

    def _start(self, event: yaml.NodeEvent) -> None:
        around = self._open[-1] if self._open else None
        is_key = around is not None and isinstance(around.values, dict) and around.key is None
        if is_key:
            self._note(
                event, "yaml-key", told("the name of a field must be a plain word"), told("Write “name: value”.")
            )
        self._open.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], is_key=is_key))

    def _end(self) -> None:
        ended = self._open.pop()
        if ended.is_key:
            self._open[-1].key = ""
        else:
            self._put(ended.values)

    def _put(self, value: Tree) -> None:
        """Put a value where it belongs: at the top, into a list, or behind the key that waits for it."""
        if not self._open:
            self.found.append(value)
            return
        around = self._open[-1]
        if isinstance(around.values, list):
            around.values.append(value)
        else:
            around.values[around.key or ""] = value
            around.key = None

    def _note(self, event: yaml.Event, rule: str, message: Told, remedy: Told) -> None:
        self.problems.append(Problem(self.path, *self._place(event), rule, message, remedy))

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + 1 + self.offset, mark.column + 1) if mark else (1, 1)


def _child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == str(key):
                return key_node, value_node
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return None, node.value[key]
    return None
