"""Changes to a YAML file as text: comments, order and the layout of all other lines stay as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


def set_field(text: str, name: str, value: str) -> str:
    """Give a field at the top of a YAML text a plain value; a new field goes after ``changed``, else to the end."""
    pair = _pair(text, name)
    lines = text.splitlines()
    if pair is None:
        after = _pair(text, "changed")
        place = after[1].end_mark.line + 1 if after else len(lines)
        lines.insert(place, f"{name}: {value}")
    else:
        mark = pair[1].start_mark
        line = lines[mark.line]
        lines[mark.line] = line[: mark.column] + value + line[pair[1].end_mark.column :]
    return "\n".join(lines) + "\n"


def append_items(text: str, name: str, items: Sequence[dict[str, str]]) -> str:
    """Add entries to the list ``name`` at the top of a YAML text, one line each; a new list goes to the end."""
    if not items:
        return text
    pair = _pair(text, name)
    lines = text.splitlines()
    if pair is None:
        return "\n".join([*lines, f"{name}:", *(f"  - {_flow(item)}" for item in items)]) + "\n"
    node = pair[1]
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        place = _last_line(node.value[-1]) + 1
        lines[place:place] = [f"{' ' * node.start_mark.column}- {_flow(item)}" for item in items]
    elif isinstance(node, yaml.SequenceNode) and node.value:
        line, column = node.end_mark.line, node.end_mark.column - 1
        more = ", ".join(_flow(item) for item in items)
        lines[line] = f"{lines[line][:column].rstrip().rstrip(',')}, {more}{lines[line][column:]}"
    else:
        first, last = pair[0].start_mark.line, node.end_mark
        comment = lines[last.line][last.column :].rstrip()
        entries = [f"  - {_flow(item)}" for item in items]
        lines[first : last.line + 1] = [f"{name}:{comment}", *entries]
    return "\n".join(lines) + "\n"


def _pair(text: str, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return next(((key, value) for key, value in pairs if key.value == name), None)


def _last_line(node: yaml.Node) -> int:
    """The line (from 0) on which a node ends: a block's own end lies on the line of what follows."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    return end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line


def _flow(item: dict[str, str]) -> str:
    """One entry in braces, ``{period: 2021, old: 1, new: 2}``."""
    return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in item.items()) + "}"


def _scalar(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and value.lower() != "null"
    return value if plain else "'" + value.replace("'", "''") + "'"
