"""What was recorded of each page, release by release, under the name that it has today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from factsite.records.change import ChangedPage, ChangeGroup, ReleaseChanges

# The groups of what has a path of its own.
_NAMED = frozenset({ChangeGroup.PAGES, ChangeGroup.TERMS, ChangeGroup.SOURCES})


def names_of_today(records: Mapping[date, ReleaseChanges]) -> dict[str, str]:
    """The paths under which pages were known before, with those of today."""
    found: dict[str, str] = {}
    for day in sorted(records):
        for _, change in records[day].every():
            if change.field is None and change.old and change.new and change.group in _NAMED and "/" in change.new:
                found = {old: change.new if new == change.old else new for old, new in found.items()}
                found[change.old] = change.new
    return found


def by_page(records: Mapping[date, ReleaseChanges]) -> dict[str, list[tuple[date, ChangedPage]]]:
    """The records of each page by its path of today, the oldest first."""
    now = names_of_today(records)
    found: dict[str, list[tuple[date, ChangedPage]]] = defaultdict(list)
    for day in sorted(records):
        for page in records[day].pages:
            found[now.get(page.path, page.path)].append((day, page))
    return dict(found)
