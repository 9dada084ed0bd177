"""What readers are told on a page, as facts that can be compared: each kind of record says which are its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

import yaml
from pydantic import BaseModel, RootModel

from factsite.content import Content, Entry
from factsite.deriving.legal_status import Standings
from factsite.records.change import ChangeKind
from factsite.records.codes import RevisionReason
from factsite.records.common import Record
from factsite.records.listed import Listed
from factsite.records.observation_status import Status
from factsite.records.registry import kinds
from factsite.records.scalars import Span

# Fields that no reader sees as such, or that are told in another way: numbers, days and corrections as facts of theirs.
_ASIDE = frozenset({"published", "changed", "source_language", "numbers", "dates", "corrections"})
# What begins the name of a day that texts may name; readers see it there and nowhere else.
DATES = "dates."
# Lists whose order says something to readers.
_ORDERED = frozenset({"comparisons", "steps"})
# Wider than any value is long: YAML is to stand on one line.
_ONE_LINE = 1_000_000


@dataclass(frozen=True)
class PublicState:
    """Content on a day, with what each act is on it."""

    content: Content
    standings: Standings
    day: date


@dataclass(frozen=True)
class Fact:
    """One thing that readers are told, with its raw value.

    What it is of (``what``, ``field``, ``period``, ``codes``) names it; the rest can change. ``before`` and ``reason``
    are those of a revision.
    """

    what: ChangeKind
    field: str = ""
    period: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    value: str = ""
    unit: str = ""
    status: str = ""
    day: str = ""
    before: str = ""
    reason: RevisionReason | None = None

    @property
    def key(self) -> tuple[ChangeKind, str, str, tuple[tuple[str, str], ...]]:
        """What it is of."""
        return self.what, self.field, self.period, self.codes

    @property
    def said(self) -> tuple[str, str, str]:
        """What readers are told of it; its unit is a fact of its own."""
        return self.value, self.status, self.day


@dataclass(frozen=True)
class ReaderFacts:
    """What a kind of record tells readers as facts, and the fields that these tell of or that nobody sees.

    Every other field is compared as a whole, as a detail of the page.
    """

    tell: Callable[[PublicState, Entry, Any], Iterator[Fact]]
    told: frozenset[str] = field(default_factory=frozenset)


def facts_of(state: PublicState, entry: Entry) -> Iterator[Fact]:
    """Every fact of a record that could be read."""
    record = entry.record
    if record is None:
        return
    own = kinds()[entry.kind].part(ReaderFacts)
    if own:
        yield from own.tell(state, entry, record)
    yield from _of_all(record)
    yield from details(record, ChangeKind.DETAIL, _ASIDE | (own.told if own else frozenset()))


def _of_all(record: Record) -> Iterator[Fact]:
    for name, quantity in record.numbers.items():
        yield Fact(ChangeKind.NUMBER, name, value=str(quantity.value), unit=quantity.unit.value)
    for correction in record.corrections:
        yield Fact(ChangeKind.CORRECTION, correction.note, value=correction.date.isoformat())
    for name, moment in record.dates.items():
        yield Fact(ChangeKind.DETAIL, f"{DATES}{name}", value=moment.date.text)
    places = {name: _plain(number, {"value", "unit"}) for name, number in record.numbers.items()}
    places |= {f"{DATES}{name}": _plain(moment, {"date"}) for name, moment in record.dates.items()}
    if places:
        yield Fact(ChangeKind.DETAIL, "numbers", value=canonical(places))


def details(record: BaseModel, what: ChangeKind, aside: frozenset[str]) -> Iterator[Fact]:
    """Every other field as one fact; the order of a list says nothing, where it doesn’t say when."""
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if name not in aside and value != info.get_default(call_default_factory=True):
            yield Fact(what, info.alias or name, value=canonical(_plain(value), ordered=name in _ORDERED))


def canonical(value: Any, *, ordered: bool = False) -> str:  # noqa: ANN401 - whatever JSON holds
    """A value as one text: the same for the same value, however it was written; a plain text is itself."""
    if isinstance(value, str):
        return value
    return json.dumps(value if ordered else _sorted(value), ensure_ascii=False, sort_keys=True)


def as_written(said: str) -> str:
    """What ``canonical`` made of a value, as an editor writes it between brackets in YAML, for those who review it."""
    try:
        value = json.loads(said)
    except ValueError:
        return said  # a plain text
    if not isinstance(value, list | dict):
        return said
    return str(yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=_ONE_LINE)).strip()


def _sorted(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        return {name: _sorted(item) for name, item in value.items()}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=lambda item: json.dumps(item, ensure_ascii=False, sort_keys=True))
    return value


def _plain(value: Any, aside: frozenset[str] | set[str] = frozenset()) -> Any:  # noqa: ANN401 - whatever a field holds
    """A value of a field as JSON holds it: codes and days as they stand in the data, nothing that isn’t said."""
    if isinstance(value, Listed):
        return value.value
    if isinstance(value, RootModel):
        return _plain(value.root)
    if isinstance(value, BaseModel):
        shown = {
            info.alias or name: getattr(value, name)
            for name, info in type(value).model_fields.items()
            if name not in aside and getattr(value, name) != info.get_default(call_default_factory=True)
        }
        return {name: _plain(item) for name, item in shown.items()}
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Span):
        return value.text
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool):
        return value
    return str(value) if isinstance(value, Status) or not isinstance(value, int | str) else value
