"""The events of libyaml's parser → plain values, bounded in size and depth, and notes of what isn't allowed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from factsite.documents.leavings import cut_off, smart_quotes
from factsite.documents.slips import NO_BREAK_SPACES, may_be_meant, no_break
from factsite.documents.text import FORBIDDEN, control_character
from factsite.problems import Problem
from factsite.records.texts import MAX_TEXT, shown
from factsite.telling import Told, told

# Bounds on what one YAML file holds, each some ten times what the largest file of the first site needs.
MAX_DEPTH = 12
MAX_YAML = 1024 * 1024
MAX_NODES = 50_000
MAX_ITEMS = 1_000
MAX_KEY = 200
_SHORTER = told("Split it, or put the long series in a CSV.")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


Tree = str | None | list["Tree"] | dict[str, "Tree"]


# Bare words that YAML reads as nothing.
NULLS = frozenset({"null", "~", "Null", "NULL"})


class _StopError(Exception):
    """The rest of the file isn't worth reading."""


@dataclass
class _Open:
    """A list or mapping whose end hasn't come; ``key`` is the key of a mapping that waits for its value."""

    values: list[Tree] | dict[str, Tree]
    key: str | None = None
    is_key: bool = False


class Builder:
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
            for event in yaml.parse(text, Loader=LOADER):
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
            self._without_no_break(event, is_name=False)
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
        self._without_no_break(event, is_name=True)
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

    def _without_no_break(self, event: yaml.ScalarEvent, *, is_name: bool) -> None:
        """Stop at the first name of a field, or line of a value, that begins with a no-break space.

        A value may hold one wherever a text may: behind its field, or behind the colon of “Asile : chiffres”.

        Raises:
            _StopError: what follows stands at another depth than was meant, and would be told of all over again.
        """
        # To YAML it is a sign of the name or the value: hardly any has one, and each is asked.
        if NO_BREAK_SPACES.isdisjoint(event.value):
            return
        line, column = self._place(event)
        first = line - 1 - self.offset
        last = event.end_mark.line if event.end_mark else first
        for number in range(first, last + 1) if event.style in (None, "") else ():
            start = column - 1 if number == first else 0
            if not is_name and not may_be_meant(self._lines[number], start):
                continue
            if found := no_break(self._lines, number + 1, start):
                place = found.line + self.offset, found.column
                self.problems.append(Problem(self.path, *place, "yaml", found.message, found.remedy))
                raise _StopError

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
