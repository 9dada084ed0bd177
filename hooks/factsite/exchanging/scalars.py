"""One text of a YAML file put in the place of another: its style, its width and all that stands around it stay.

What is written is read back: where the style can’t hold the text, it is written between double quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import yaml

from factsite.documents.events import NULLS
from factsite.documents.leavings import cut_off, smart_quotes

Place = tuple[str, ...]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile(r"(?<! ) (?! )")
_STEP = 2


def set_text(text: str, keys: Place, value: str) -> str:
    """A YAML text in which the scalar at ``keys`` says ``value``; what isn’t there yet is added behind its neighbours.

    Raises:
        ValueError: something else than a text stands at the keys, or on the way to it.
    """
    root = yaml.compose(text, Loader=_LOADER)
    there = _texts(root)
    if keys in there and there[keys].strip() == value.strip():
        return text
    wanted = {**there, keys: value}
    for changed in _candidates(text, root, keys, value):
        try:
            found = _texts(yaml.compose(changed, Loader=_LOADER))
        except yaml.YAMLError:
            continue
        if found.keys() == wanted.keys() and all(found[one].strip() == wanted[one].strip() for one in found):
            return changed
    raise ValueError("no way to write this text here")


_NOTHING = "\0"


def place_of(text: str, keys: Place) -> Place:
    """Where a text stands that may stand under ``name`` beside its grammar: at its keys, or one deeper."""
    there = _texts(yaml.compose(text, Loader=_LOADER))
    return (*keys, "name") if keys not in there and any(one[: len(keys)] == keys for one in there) else keys


def entry(name: str, value: str, indent: int = 0) -> list[str]:
    """The lines of a new field: a short text on one, a longer one folded."""
    start = " " * indent + f"{name}: "
    plain = f"{start}{value}"
    if "\n" not in value and len(plain) <= 100 and _reads_as(f"x: {value}", value) and not smart_quotes(value):
        return [plain]
    lines = [f"{start}>-", *_block(value, " " * (indent + _STEP), ">", None)]
    folded = "\n".join(line[indent:] for line in lines).replace(f"{name}: ", "x: ", 1)
    return lines if _reads_as(folded, value) else [f"{start}{_quoted(value)}"]


def _reads_as(text: str, value: str) -> bool:
    try:
        return _texts(yaml.compose(text + "\n", Loader=_LOADER)) == {("x",): value}
    except yaml.YAMLError:
        return False


def _texts(node: yaml.Node | None, before: Place = ()) -> dict[Place, str]:
    """Every scalar below a node by its keys; items of lists by their numbers."""
    if isinstance(node, yaml.ScalarNode):
        # Bare, these are read as nothing: as texts they stand in quotation marks.
        return {before: _NOTHING if not node.style and node.value in NULLS else node.value}
    found: dict[Place, str] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found |= _texts(value, (*before, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            found |= _texts(value, (*before, str(number)))
    return found


def _candidates(text: str, root: yaml.Node | None, keys: Place, value: str) -> Iterator[str]:
    node, depth = root, 0
    for key in keys:
        child = _child(node, key)
        if child is None:
            break
        node, depth = child, depth + 1
    if depth == len(keys) and isinstance(node, yaml.ScalarNode):
        start = node.start_mark.index
        end = _end_of(text, node)
        for written in _ways(text, node, value):
            yield text[:start] + written + text[end:]
    elif depth < len(keys) and (node is None or isinstance(node, yaml.MappingNode)):
        yield _with_entry(text, node, keys[depth:], value)


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _end_of(text: str, node: yaml.ScalarNode) -> int:
    """Where a scalar ends; a block ends with its last line, not with what follows."""
    end: int = node.end_mark.index
    if node.style not in {"|", ">"}:
        return end
    block = text[node.start_mark.index : end]
    header, _, content = block.partition("\n")
    kept: list[str] = []
    for line in content.split("\n"):
        if line.strip() and kept and len(line) - len(line.lstrip(" ")) < _indent(kept):
            break
        kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    return int(node.start_mark.index) + len("\n".join([header, *kept]))


def _indent(lines: list[str]) -> int:
    first = next((line for line in lines if line.strip()), "")
    return len(first) - len(first.lstrip(" "))


def _ways(text: str, node: yaml.ScalarNode, value: str) -> Iterator[str]:
    """How a text could be written in the place of a scalar: as that is, then between double quotes."""
    old = text[node.start_mark.index : _end_of(text, node)]
    if node.style in {"|", ">"}:
        header, _, content = old.partition("\n")
        lines = content.split("\n")
        indent = " " * (_indent(lines) or _STEP)
        folded = node.style == ">" and any(one.strip() and two.strip() for one, two in pairwise(lines))
        width = max(len(line) for line in lines) if folded else None
        yield "\n".join([header, *_block(value, indent, node.style, width)])
    elif node.style == "'":
        yield "'" + value.replace("'", "''") + "'"
    elif not node.style:
        if "\n" in old:
            following = old.split("\n")[1]
            indent = following[: len(following) - len(following.lstrip(" "))]
            width = max(map(len, old.split("\n")))
            yield "\n".join(_wrapped(value, indent, width)).lstrip(" ")
        following = text[node.start_mark.index + len(old) :].partition("\n")[0]
        if not (smart_quotes(value) or cut_off(value, following, words=True)):
            yield value
    yield _quoted(value)


def _block(value: str, indent: str, style: str, width: int | None) -> list[str]:
    found: list[str] = []
    for number, line in enumerate(value.split("\n")):
        if number and style == ">":
            found.append("")
        wrapped = _wrapped(line, indent, width) if width and style == ">" else [indent + line]
        found += wrapped if line else [""] if style == "|" else []
    return found


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in _BREAK.split(text):
        if line and len(indent) + len(line) + 1 + len(word) > width:
            lines.append(indent + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, indent + line]


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _with_entry(text: str, node: yaml.Node | None, keys: Place, value: str) -> str:
    """The text with new fields below a mapping, behind those that it has."""
    flow = isinstance(node, yaml.MappingNode) and bool(node.flow_style)
    if flow and node is not None and node.value:
        end = node.end_mark.index - 1
        inner = "".join(f"{key}: {{" for key in keys[:-1]) + f"{keys[-1]}: {_quoted(value)}" + "}" * (len(keys) - 1)
        return f"{text[:end].rstrip().rstrip(',')}, {inner}{text[end:]}"
    if flow and node is not None:
        text = text[: node.start_mark.index] + text[node.end_mark.index :]
        node = None
    indent = node.start_mark.column if node is not None else 0
    lines: list[str] = []
    for depth, key in enumerate(keys[:-1]):
        lines.append(" " * (indent + depth * _STEP) + f"{key}:")
    lines += entry(keys[-1], value, indent + (len(keys) - 1) * _STEP)
    there = text.split("\n")
    last = len(there) if node is None else _last_line(text, node)
    while last and not there[last - 1].strip():
        last -= 1
    return "\n".join([*there[:last], *lines, *there[last:]])


def _last_line(text: str, node: yaml.Node) -> int:
    """How many lines there are up to the end of a mapping."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end = _end_of(text, node) if isinstance(node, yaml.ScalarNode) else node.end_mark.index
    return text.count("\n", 0, end) + 1
