"""What isn't public yet: until a moment, or until an editor says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, PlainValidator, model_validator

from factsite.problems import RuleError, did_you_mean
from factsite.records.model import Model
from factsite.records.scalars import parse_day, parse_span
from factsite.records.slugs import MAX_SLUG
from factsite.records.texts import shown
from factsite.telling import told

_INSTANT = re.compile(
    r"([0-9-]{10})T((?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?)"
    r"(?:(Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])| ([A-Za-z_+/-]{1,40}))?"
)
_EXAMPLE = "2027-01-15T09:00 Europe/Brussels"


@dataclass(frozen=True, order=True)
class Instant:
    """A moment, written with its zone or its distance from UTC; ``at`` is the same in UTC."""

    at: datetime
    text: str = field(compare=False)

    @property
    def last_day(self) -> date:
        """The last day on which it lies anywhere."""
        return (self.at + timedelta(hours=14)).date()

    def day_in(self, moment: datetime) -> date:
        """Its day in the zone of another moment."""
        return self.at.astimezone(moment.tzinfo).date()


def parse_instant(value: object) -> Instant:
    """Read a moment: ``2027-01-15T09:00 Europe/Brussels``, or with an offset as ISO 8601 has it (``…T09:00+01:00``).

    A time without zone is refused: whoever reads it would take it for their own. So is a time that the clocks of its
    zone skip, or show twice: nobody can say which minute is meant.

    Raises:
        RuleError: it is none of these, no calendar has the day, or there is no such zone.
    """
    if isinstance(value, Instant):
        return value
    found = _INSTANT.fullmatch(str(value))
    if found is None:
        raise RuleError(
            "publish-at",
            told("“{value}” is no moment", value=shown(value)),
            told("Write day, “T”, time, a space and the zone, such as {example}.", example=_EXAMPLE),
        )
    day, clock, offset, zone = parse_day(found[1]), time.fromisoformat(found[2]), found[3], found[4]
    if not offset and not zone:
        raise RuleError(
            "publish-at",
            told("“{value}” doesn’t say in which zone", value=found[0]),
            told("Add the zone after a space, such as {example}.", example=_EXAMPLE),
        )
    local = datetime.combine(day, clock)
    at = local.replace(tzinfo=_offset(offset)) if offset else _in_zone(local, zone, found[0])
    return Instant(at.astimezone(UTC), found[0])


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    distance = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    return timezone(-distance if text[0] == "-" else distance)


def _in_zone(local: datetime, name: str, text: str) -> datetime:
    zone = find_zone(name)
    ways = [local.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    real = [way for way in ways if way.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local]
    if not real:
        what = told("the clocks of {zone} skip “{value}”: summer time begins", zone=name, value=text)
        raise RuleError("publish-at", what, told("Write a time before or after that hour."))
    first, last = real[0], real[-1]
    if first.utcoffset() != last.utcoffset():
        what = told("the clocks of {zone} show “{value}” twice: summer time ends", zone=name, value=text)
        written = local.isoformat(timespec="minutes")
        one, other = written + _written(first), written + _written(last)
        raise RuleError("publish-at", what, told("Say which: {first} or {second}.", first=one, second=other))
    return first


def _written(moment: datetime) -> str:
    """The distance from UTC, as it stands after a time."""
    return moment.strftime("%z")[:3] + ":" + moment.strftime("%z")[3:5]


def find_zone(name: str) -> ZoneInfo:
    """A time zone by its name in the IANA database.

    Raises:
        RuleError: there is none of that name.
    """
    if name not in _zones():
        remedy = did_you_mean(name, _zones()) or told("Write it as {example} does.", example=_EXAMPLE)
        raise RuleError("publish-at", told("there is no time zone “{zone}”", zone=shown(name)), remedy)
    return ZoneInfo(name)


@cache
def _zones() -> frozenset[str]:
    """The names of places; not those of a machine's own settings, such as “localtime”."""
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


@dataclass(frozen=True)
class Hold:
    """What keeps something back: until a moment or, without one, for as long as it is a draft."""

    until: Instant | None = None

    def is_over(self, moment: datetime) -> bool:
        """Whether it keeps nothing back any more at a moment."""
        return self.until is not None and self.until.at <= moment

    def outlasts(self, other: Hold | None) -> bool:
        """Whether it is still there when another, or none, is over."""
        if other is None or self.until is None:
            return other is None or other.until is not None
        return other.until is not None and other.until < self.until

    @property
    def named(self) -> str:
        """It in a message for editors."""
        return told("before {moment}", moment=self.until.text) if self.until else told("as long as it is a draft")


PublishAt = Annotated[Instant, PlainValidator(parse_instant)]


class Held(Model):
    """What can be kept out of the public site: until ``publish_at``, or as long as it is a ``draft``.

    ``until_then`` holds fields as they are for the public until then: so a correction waits for its moment.
    """

    publish_at: PublishAt | None = None
    """A moment until which it isn’t public: `2027-01-15T09:00 Europe/Brussels`"""
    draft: bool = False
    """`true`: it isn’t public as long as this stands there"""
    until_then: dict[Annotated[str, Field(max_length=MAX_SLUG)], Any] = {}
    """With one of these, the fields as the public sees them until then: `{outcome: …}`; without it the public sees
    nothing of the record, page or entry
    """

    @model_validator(mode="after")
    def _one_hold(self) -> Self:
        if self.draft and self.publish_at:
            what = told("“draft” and “publish_at” contradict each other: a draft has no moment")
            raise RuleError(
                "publish-at", what, told("Delete “draft: true” when the moment is known, else “publish_at”.")
            )
        if self.until_then and self.hold is None:
            what = told("“until_then” without “publish_at”: nothing says until when")
            raise RuleError("publish-at", what, told("Add “publish_at: {example}”, or delete it.", example=_EXAMPLE))
        return self

    @property
    def hold(self) -> Hold | None:
        """What keeps it back, at whatever moment; None if nothing ever does."""
        if self.draft:
            return Hold()
        return Hold(self.publish_at) if self.publish_at else None


# The fields of ``Held``: no words, and nothing that a reader is told.
HELD_FIELDS = frozenset(Held.model_fields)


def with_holds(data: dict[str, Any]) -> dict[str, Any]:
    """Put the holds of “embargo” on the observations that they name; what can’t be read the model refuses."""
    embargoes, observations = data.get("embargo"), data.get("observations")
    if not isinstance(embargoes, list) or not isinstance(observations, list):
        return data
    starts: list[tuple[date, dict[str, Any]]] = []
    for one in embargoes:
        try:
            hold = {name: one[name] for name in ("publish_at", "draft") if name in one}
            starts.append((parse_span(one["from"]).start, hold))
        except (RuleError, KeyError, TypeError):
            return data
    rows = []
    for row in observations:
        try:
            start = parse_span(row["period"]).start
            own = {name for name in ("publish_at", "draft") if name in row}
            holds = [hold for first, hold in starts if start >= first and not own]
        except (RuleError, KeyError, TypeError):
            holds = []
        rows.append(row | holds[-1] if holds else row)
    return data | {"observations": rows}
