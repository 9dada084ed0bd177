"""Entries of YAML files as text: which lines one takes up, and how it is taken out of a list."""

from __future__ import annotations

import re

import yaml

from factsite.documents.tree import Keys
from factsite.renaming.raw import Patch, Raw

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLANK = re.compile(r"[ \t]*\r?\n?")
_APART = re.compile(r"(?:#.*|[ \t]*)\r?\n?")


def entry_patch(raw: Raw, keys: Keys) -> Patch:
    """Take a key with all that it holds, or an item of a list, out of a YAML: the other lines stay as they are."""
    text = raw.text.removeprefix("\ufeff")
    parent, key, value = _node(yaml.compose(text, Loader=_LOADER), keys)
    first = key or value
    if isinstance(parent, yaml.CollectionNode) and parent.flow_style:
        return _from_flow(raw, parent, first, value)
    last, lines = _last_line(value), raw.text.splitlines(keepends=True)
    while last > first.start_mark.line and _APART.fullmatch(lines[last]):
        last -= 1  # a text in several lines ends where the next begins, after empty lines and comments
    after = last + 1
    start = raw.offset(first.start_mark.line + 1, 1)
    alone = first.start_mark.line == 0 or _BLANK.fullmatch(lines[first.start_mark.line - 1])
    if after < len(lines) and _BLANK.fullmatch(lines[after]) and alone:
        after += 1  # of the empty lines around it one stays
    return Patch(raw.path, start, raw.offset(after + 1, 1) if after < len(lines) else len(raw.text), "")


def added_entry(raw: Raw, name: str, entry: str) -> Patch:
    """Add an entry to the mapping ``name`` at the top of a YAML, behind its last one; a new mapping goes to the end."""
    root = yaml.compose(raw.text.removeprefix("\ufeff"), Loader=_LOADER)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    node = next((value for key, value in pairs if key.value == name), None)
    if not isinstance(node, yaml.MappingNode) or not node.value:
        gap = "" if raw.text.endswith("\n") or not raw.text else "\n"
        return Patch(raw.path, len(raw.text), len(raw.text), f"{gap}{name}:\n  {entry}\n")
    if node.flow_style:
        _, value = node.value[-1]
        end = raw.offset(value.end_mark.line + 1, value.end_mark.column + 1)
        return Patch(raw.path, end, end, f", {entry}")
    line = _last_line(node) + 1
    end = raw.text.find("\n", raw.offset(line, 1))
    indent = " " * node.start_mark.column
    at = end + 1 if end >= 0 else len(raw.text)
    return Patch(raw.path, at, at, ("" if end >= 0 else "\n") + f"{indent}{entry}\n")


def _from_flow(raw: Raw, parent: yaml.CollectionNode, first: yaml.Node, value: yaml.Node) -> Patch:
    """Take an entry out of a list on one line, with the comma that parts it from its neighbour."""
    start = raw.offset(first.start_mark.line + 1, first.start_mark.column + 1)
    end = raw.offset(value.end_mark.line + 1, value.end_mark.column + 1)
    if found := re.compile(r"\s*,\s*").match(raw.text, end):
        return Patch(raw.path, start, found.end(), "")
    before = re.search(r"\s*,\s*$", raw.text[:start])
    return Patch(raw.path, before.start() if before else start, end, "")


def _node(root: yaml.Node | None, keys: Keys) -> tuple[yaml.Node | None, yaml.Node | None, yaml.Node]:
    """The node at some keys, with its key if it has one, and the node that holds it."""
    parent, key_node, node = None, None, root
    for key in keys:
        parent = node
        if isinstance(node, yaml.MappingNode):
            key_node, node = next(pair for pair in node.value if pair[0].value == str(key))
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            key_node, node = None, node.value[key]
    if node is None:
        raise LookupError(f"there is nothing at {keys}")
    return parent, key_node, node


def _last_line(node: yaml.Node) -> int:
    """The line, from 0, on which a node ends: a block’s own end lies on the line of what follows."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    return end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line
