"""New values into a YAML text: what hasn't changed keeps its bytes, comments, order, quotation marks and layout.

A form writes a whole file in its own way. Here only what it says is taken: the old text is gone through beside the new
values, and the places that differ are written again, each in the manner of what stood there.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any, TypeGuard

import yaml

Value = str | None | Sequence["Value"] | Mapping[str, "Value"]
_EMPTY: tuple[Value, ...] = (None, "", [], {})
# What stands without quotation marks and is a text for every reader of YAML, or the number or day that it looks like.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/+-]*[A-Za-z0-9_/+-])?")
# Words in a row, where words stood without quotation marks before.
_PHRASE = re.compile(r"[^\W\d_][\w ’“”().%/-]*[\w)”.]")
_PLAIN_WORDS = {"null", "yes", "no", "on", "off", "y", "n"}
# What stands in brackets on one line: fewer words than this, each shorter than that.
_FEW, _SHORT_WORD = 6, 40


@dataclass(frozen=True)
class _Change:
    """From ``start`` to ``end`` of the old text stands ``text`` now."""

    start: int
    end: int
    text: str


def merged(old: str, new: Mapping[str, Value]) -> str:
    """The old text with the new values.

    Args:
        old: a YAML text whose top is a mapping, or an empty one.
        new: what it should say; empty values say the same as fields that are missing.

    Returns:
        The text; the old one, to the byte, if it says the same already.
    """
    root = yaml.compose(old, Loader=yaml.SafeLoader) if old.strip() else None
    if not isinstance(root, yaml.MappingNode):
        return _block(_without_empty(new), 0)
    # From the end to the start; of two at one place the inner one, which was found first, comes to stand before.
    found = list(enumerate(_Merge(old).mapping(root, new)))
    text = old
    for _, change in sorted(found, key=lambda one: (one[1].start, one[1].end, one[0]), reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def same(node: yaml.Node, value: Value) -> bool:
    """Whether a node says what a value says, numbers however they are written, empty fields set aside."""
    return bool(_canonical(_value_of(node)) == _canonical(value))


class _Merge:
    def __init__(self, text: str) -> None:
        self.text = text

    def value(self, node: yaml.Node, new: Value) -> Iterator[_Change]:
        """What must change for a node to say a value."""
        if same(node, new):
            return
        if isinstance(node, yaml.MappingNode) and isinstance(new, Mapping) and node.value:
            yield from self.mapping(node, new)
        elif isinstance(node, yaml.SequenceNode) and _is_list(new) and node.value and new:
            yield from self.sequence(node, new)
        else:
            yield self.replaced(node, new)

    def mapping(self, node: yaml.MappingNode, new: Mapping[str, Value]) -> Iterator[_Change]:
        """Values that differ, fields that have gone, then new fields after the last one."""
        old = {key.value: (key, value) for key, value in node.value}
        kept = [name for name in old if new.get(name) not in _EMPTY or same(old[name][1], new.get(name))]
        inner = node.start_mark.index > 0
        if old and inner and (not kept or (not node.flow_style and next(iter(old)) not in kept)):
            yield self.replaced(node, new)
            return
        for name in kept:
            yield from self.value(old[name][1], new.get(name))
        yield from self.removed(node, [name not in kept for name in old])
        # A form says “no” of every box that isn’t ticked, where a file says nothing.
        added = {
            name: value
            for name, value in new.items()
            if name not in old and value != "false" and not _says_nothing(value)
        }
        if added:
            yield self.added(node, [f"{_scalar(name)}: " for name in added], list(added.values()))

    def sequence(self, node: yaml.SequenceNode, new: Sequence[Value]) -> Iterator[_Change]:
        """Entries that differ, each beside the one in its place, those that have gone and those that are new."""
        before = [_canonical(_value_of(one)) for one in node.value]
        steps = SequenceMatcher(None, list(map(repr, before)), [repr(_canonical(one)) for one in new], autojunk=False)
        if before and not new:
            yield self.replaced(node, [])
            return
        gone = sum(last - first for what, first, last, _, _ in steps.get_opcodes() if what == "delete")
        if gone == len(before):
            yield self.replaced(node, new)
            return
        going = [False] * len(before)
        for what, first, last, start, end in steps.get_opcodes():
            if what == "equal":
                continue
            pairs = min(last - first, end - start)
            for offset in range(pairs):
                yield from self.value(node.value[first + offset], new[start + offset])
            going[first + pairs : last] = [True] * (last - first - pairs)
            if fresh := list(new[start + pairs : end]):
                yield self.added(node, ["- "] * len(fresh), fresh, before=first + pairs)
        yield from self.removed(node, going)

    # --- one change ----------------------------------------------------------------------------------------------

    def replaced(self, node: yaml.Node, new: Value) -> _Change:
        """Another value in the place of a node, in its manner where it has one."""
        start, end = node.start_mark.index, self._end(node)
        if isinstance(node, yaml.ScalarNode) and not isinstance(new, Mapping) and not _is_list(new):
            return _Change(start, end, self._like(node, "" if new is None else str(new)))
        column = node.start_mark.column
        flow = self._in_flow(node) or (isinstance(node, yaml.CollectionNode) and node.flow_style) or _short(new)
        if flow:
            return _Change(start, end, _flow(new))
        text = _block(new, column if isinstance(node, yaml.CollectionNode) and not node.flow_style else column + 2)
        return _Change(start, end, text.strip("\n").lstrip() if isinstance(node, yaml.CollectionNode) else "\n" + text)

    def removed(self, parent: yaml.CollectionNode, going: Sequence[bool]) -> Iterator[_Change]:
        """Without some entries: without their lines, or in braces without them and the commas between."""
        spans = [(_first_of(entry).start_mark.index, self._end(_last_of(entry))) for entry in parent.value]
        for number, (start, end) in enumerate(spans):
            if not going[number]:
                continue
            if not parent.flow_style:
                following = self.text.find("\n", end)
                line = self.text.rfind("\n", 0, start) + 1
                yield _Change(line, len(self.text) if following < 0 else following + 1, "")
            elif any(not gone for gone in going[number:]):
                yield _Change(start, spans[number + 1][0], "")
            else:  # none after it stays: the comma before it goes too
                yield _Change(spans[number - 1][1], end, "")

    def added(
        self, parent: yaml.CollectionNode, heads: list[str], values: list[Value], before: int | None = None
    ) -> _Change:
        """New entries after the one before them, in the manner of their neighbours."""
        entries = parent.value
        position = len(entries) if before is None else before
        if parent.flow_style:
            told = ", ".join(
                ("" if head == "- " else head) + _flow(one) for head, one in zip(heads, values, strict=True)
            )
            if position:
                place = self._end(_last_of(entries[position - 1]))
                return _Change(place, place, ", " + told)
            return _Change(parent.start_mark.index + 1, parent.start_mark.index + 1, told + ", ")
        flow = any(isinstance(one, yaml.CollectionNode) and one.flow_style for one in map(_last_of, entries))
        column = parent.start_mark.column
        lines = [_entry(head, one, column, flow=flow) for head, one in zip(heads, values, strict=True)]
        if position:
            end = self._end(_last_of(entries[position - 1]))
            line = self.text.find("\n", end)
            if line < 0:
                return _Change(len(self.text), len(self.text), "\n" + "".join(lines))
            return _Change(line + 1, line + 1, "".join(lines))
        line = self.text.rfind("\n", 0, parent.start_mark.index) + 1
        return _Change(line, line, "".join(lines))

    # --- how things stand ----------------------------------------------------------------------------------------

    def _end(self, node: yaml.Node) -> int:
        """Where the words of a node end: a block's own end lies where the next one begins."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            return self._end(_last_of(node.value[-1]))
        end: int = node.end_mark.index
        start: int = node.start_mark.index
        return start + len(self.text[start:end].rstrip()) if isinstance(node, yaml.ScalarNode) else end

    def _in_flow(self, node: yaml.Node) -> bool:
        """Whether braces or brackets are open on the line before a node."""
        line = self.text[self.text.rfind("\n", 0, node.start_mark.index) + 1 : node.start_mark.index]
        return line.count("{") > line.count("}") or line.count("[") > line.count("]")

    def _like(self, node: yaml.ScalarNode, value: str) -> str:
        """A text in the manner in which the former one stood."""
        if node.style in ("|", ">") and value:
            indent = " " * (self._indent(node) + 2)
            return _folded(value, indent)
        if node.style == '"':
            return _quoted(value)
        if node.style == "'" and "\n" not in value:
            return "'" + value.replace("'", "''") + "'"
        return value if _PHRASE.fullmatch(value) and value.lower() not in _PLAIN_WORDS else _scalar(value)

    def _indent(self, node: yaml.Node) -> int:
        start = self.text.rfind("\n", 0, node.start_mark.index) + 1
        line = self.text[start : node.start_mark.index]
        return len(line) - len(line.lstrip(" -"))


def _first_of(entry: yaml.Node | tuple[yaml.Node, yaml.Node]) -> yaml.Node:
    return entry[0] if isinstance(entry, tuple) else entry


def _last_of(entry: yaml.Node | tuple[yaml.Node, yaml.Node]) -> yaml.Node:
    return entry[1] if isinstance(entry, tuple) else entry


def _is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _value_of(node: yaml.Node) -> Value:
    """What a node says: every scalar a text, null where nothing stands."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value_of(one) for one in node.value]
    return None if node.tag.endswith(":null") else str(node.value)


def _canonical(value: Value) -> Any:  # noqa: ANN401 - comparable
    """A value by which two are compared: numbers as numbers, ends of lines set aside, empty fields left out."""
    if isinstance(value, Mapping):
        return {name: _canonical(one) for name, one in value.items() if one not in (*_EMPTY, "false")}
    if _is_list(value):
        return [_canonical(one) for one in value]
    text = "" if value is None else str(value).rstrip("\n")
    try:
        return Decimal(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) and not text.startswith("0") else text
    except InvalidOperation:
        return text


def _says_nothing(value: Value) -> bool:
    """Whether a value is empty, or a mapping of what is: a form opens what an optional field could hold."""
    if isinstance(value, Mapping):
        return all(_says_nothing(one) for one in value.values())
    return value in _EMPTY


def _without_empty(value: Mapping[str, Value]) -> dict[str, Value]:
    return {name: one for name, one in value.items() if one not in _EMPTY}


def _short(value: Value) -> bool:
    """Whether a value fits on a line in brackets: a list of plain words, or nothing."""
    if not _is_list(value):
        return value in _EMPTY
    return len(value) < _FEW and all(isinstance(one, str) and len(one) < _SHORT_WORD for one in value)


def _scalar(value: str) -> str:
    """A text on its line, in quotation marks where YAML would take it for something else."""
    if _PLAIN.fullmatch(value) and value.lower() not in _PLAIN_WORDS:
        return value
    return _quoted(value)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(name)}: {_flow(one)}" for name, one in _without_empty(value).items()) + "}"
    if _is_list(value):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return "null" if value is None else _scalar(str(value))


def _folded(value: str, indent: str) -> str:
    """A long text: each paragraph on a line of its own, under “>-”."""
    paragraphs = value.strip("\n").split("\n")
    style = ">-" if len(paragraphs) == 1 else "|-"
    return f"{style}\n" + textwrap.indent("\n".join(paragraphs), indent)


def _entry(head: str, value: Value, column: int, *, flow: bool) -> str:
    """An entry of a list or mapping on lines of its own."""
    indent = " " * column
    if isinstance(value, str) and len(value) > 60 and not flow:
        return f"{indent}{head}{_folded(value, indent + '  ')}\n"
    if flow or isinstance(value, str) or value is None or _short(value):
        return f"{indent}{head}{_flow(value)}\n"
    block = _block(value, column + 2)
    return f"{indent}{head}{block.lstrip()}" if head == "- " else f"{indent}{head.rstrip()}\n{block}"


def _block(value: Value, column: int) -> str:
    """A mapping or list on lines of its own."""
    if isinstance(value, Mapping):
        told = _without_empty(value).items()
        return "".join(_entry(f"{_scalar(name)}: ", one, column, flow=False) for name, one in told)
    if _is_list(value):
        flow = all(isinstance(one, Mapping) and not any(map(_is_deep, one.values())) for one in value)
        return "".join(_entry("- ", one, column, flow=flow) for one in value)
    return " " * column + _scalar(str(value)) + "\n"


def _is_deep(value: Value) -> bool:
    return isinstance(value, Mapping) or _is_list(value)
