"""The days that the chart of a figure marks: each a day of another record, by its identifier."""

from __future__ import annotations

from dataclasses import dataclass

from factsite.content import Content, Entry
from factsite.records.figure import Figure
from factsite.records.figure_parts import Event
from factsite.records.scalars import Span


@dataclass(frozen=True)
class MarkedDay:
    """A day on a chart, the record it belongs to, and the note that says what happened, if any."""

    entry: Entry
    day: Span
    note: str | None


def marked_days(content: Content, figure: Figure) -> list[MarkedDay]:
    """The events of a figure in their order; those whose record or day can't be read are left out."""
    found = []
    for event in figure.events:
        entry, day = content.entries.get(event.record), event_day(content, event)
        if entry is not None and day is not None:
            found.append(MarkedDay(entry, day, event.note))
    return found


def event_day(content: Content, event: Event) -> Span | None:
    """The day that an event names in its record, if there is such a known day."""
    entry = content.entries.get(event.record)
    named = entry.record.named_dates() if entry and entry.record else {}
    day = named.get(event.date)
    return day if day and day.known else None
