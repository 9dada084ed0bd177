"""What all things said in schema.org’s words share: gaps left out, days, bodies."""

from __future__ import annotations

from typing import Any

from factsite.records.scalars import Span
from factsite.rendering.view import View

Thing = dict[str, Any]
SCHEMA = "https://schema.org"


def without_gaps(thing: Thing) -> Thing:
    """A thing without what isn’t known."""
    kept = {key: [one for one in value if one] if isinstance(value, list) else value for key, value in thing.items()}
    return {key: value for key, value in kept.items() if value not in (None, "", [])}


def day_of(span: Span | None) -> str | None:
    """A day, month or year as it is known; an interval has no place there."""
    return (span.iso or None) if span else None


def body_name(view: View, identifier: str) -> str:
    """The name of a body, as the page gives it."""
    path = f"organisations/{identifier}"
    return view.title_of(view.entry_at(path)) if view.has(path) else identifier
