"""What of a tree isn’t public at a moment: parts with a hold are taken out, and it is told where they stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from factsite.documents.series import SeriesDocument
from factsite.documents.tree import Document, Keys
from factsite.problems import RuleError
from factsite.records.common import Left
from factsite.records.embargo import HELD_FIELDS, Held, Hold

_MARKS = ("publish_at", "draft")


@dataclass
class Cut:
    """What is left of a tree.

    ``kept`` names, for each list that lost something, the places of what it has left; ``gone`` is what was taken out
    or replaced, and ``over`` is what keeps a part back no more.
    """

    tree: Any = None
    kept: dict[Keys, list[int]] = field(default_factory=dict)
    gone: list[Left] = field(default_factory=list)
    over: list[Hold] = field(default_factory=list)


def cut(tree: Mapping[str, Any], moment: datetime) -> Cut:
    """Take out of a file, as the model takes it, the parts that aren’t public at a moment, but for its own hold."""
    found = Cut()
    found.tree = {
        key: _left(value, (key,), moment, found) for key, value in tree.items() if _stays(value, (key,), moment, found)
    }
    return found


def _stays(tree: Any, keys: Keys, moment: datetime, found: Cut) -> bool:  # noqa: ANN401 - as YAML has it
    """Whether a part is public, or something else stands in its place until then."""
    hold = hold_of(tree)
    if hold is None:
        return True
    if hold.is_over(moment):
        found.over.append(hold)
        return True
    found.gone.append(Left(keys, tree))
    return isinstance(tree.get("until_then"), dict)


def _left(tree: Any, keys: Keys, moment: datetime, found: Cut) -> Any:  # noqa: ANN401
    if isinstance(tree, dict):
        tree = as_until_then(tree, moment)
        return {
            key: _left(value, (*keys, key), moment, found)
            for key, value in tree.items()
            if _stays(value, (*keys, key), moment, found)
        }
    if isinstance(tree, list):
        kept = [number for number, item in enumerate(tree) if _stays(item, (*keys, number), moment, found)]
        if len(kept) < len(tree):
            found.kept[keys] = kept
        return [_left(tree[number], (*keys, number), moment, found) for number in kept]
    return tree


def as_until_then(tree: dict[str, Any], moment: datetime) -> dict[str, Any]:
    """A part or a whole file with the fields that it has for the public until a moment, if it has some."""
    hold = hold_of(tree)
    if hold is None or hold.is_over(moment) or not isinstance(tree.get("until_then"), dict):
        return tree
    then: dict[str, Any] = tree["until_then"]
    return {name: value for name, value in tree.items() if name not in HELD_FIELDS} | then


def hold_of(tree: Any) -> Hold | None:  # noqa: ANN401
    """What keeps a part of a file back, if it says so."""
    if not isinstance(tree, dict) or not any(isinstance(tree.get(name), str) for name in _MARKS):
        return None
    try:
        return Held.model_validate({name: tree[name] for name in _MARKS if isinstance(tree.get(name), str)}).hold
    except (RuleError, ValueError):
        return None  # the model has refused it


def holds_in(tree: Any) -> Iterator[Hold]:  # noqa: ANN401
    """Every hold of a file, its own and those of its parts."""
    if hold := hold_of(tree):
        yield hold
    if isinstance(tree, dict | list):
        for value in tree.values() if isinstance(tree, dict) else tree:
            if isinstance(value, dict | list):
                yield from holds_in(value)


def holds_of(document: Document) -> Iterator[Hold]:
    """Every hold of a document; most hold none, which their text tells at once."""
    columns = document.columns if isinstance(document, SeriesDocument) else ()
    if any(mark in document.text or mark in columns for mark in _MARKS):
        yield from holds_in(document.data)


def without(document: Document, data: dict[str, Any], found: Cut) -> Document:
    """A document that holds only what is left, and finds it again in the file."""
    kept = dict(found.kept)
    if isinstance(document, SeriesDocument):
        rows = kept.pop(("observations",), range(len(document.csv_lines)))
        lines = [document.csv_lines[row] for row in rows]
        return replace(document, data=data, kept=kept, csv_lines=lines)
    return replace(document, data=data, kept=kept)
