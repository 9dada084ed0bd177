"""What changed → the file of a day in content/data/changes: the same bytes for the same two states."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from factsite.changes.comparing import PageChanges
from factsite.changes.statement import Statement
from factsite.content import Content
from factsite.records.change import FOLDER, ChangedPage, ReleaseChanges

# A file that is read with every build: of one page so many changes, of all together so many, and so many pages.
MOST_OF_PAGE, MOST_CHANGES, MOST_PAGES = 60, 2_500, 950
_HEAD = (
    "# What readers saw change with the release of this day. Written by “factsite diff REF --record”: don’t edit it,\n"
    "# make it anew. The page “What changed” and its feed show it.\n"
)


def record_path(root: Path, day: date) -> Path:
    """Where the changes of a day are kept, from the folder of the project."""
    return root / "content" / "data" / FOLDER / f"{day.isoformat()}.yml"


def last_record(content: Content, before: date | None = None) -> tuple[date, ReleaseChanges] | None:
    """The newest record, or the newest of a day before another."""
    days = [day for day in content.changes if before is None or day < before]
    return (max(days), content.changes[max(days)]) if days else None


def is_recorded(content: Content, now: Statement) -> bool:
    """Whether the newest record tells of the content as it stands."""
    last = last_record(content)
    return last is not None and last[1].digest == now.digest


def changed_pages(found: Iterable[PageChanges]) -> list[ChangedPage]:
    """What changed as a record holds it, whole."""
    return [
        ChangedPage(path=page.path, titles=page.titles, changes=[shown.change for shown in page.changes])
        for page in found
    ]


def recorded(found: Iterable[PageChanges], digest: str, since: date | None) -> ReleaseChanges:
    """The record of what changed, within the bounds of a file: what matters most to readers first."""
    pages = changed_pages(found)
    room, kept = MOST_CHANGES, []
    for page in sorted(pages, key=_weight)[:MOST_PAGES]:
        most = max(0, min(MOST_OF_PAGE, room))
        room -= min(len(page.changes), most)
        more = max(0, len(page.changes) - most)
        kept.append(page.model_copy(update={"changes": page.changes[:most], "more": more}))
    kept.sort(key=lambda page: page.path)
    return ReleaseChanges(since=since, digest=digest, pages=kept, more=max(0, len(pages) - MOST_PAGES))


def _weight(page: ChangedPage) -> tuple[int, str]:
    """Pages with numbers and verdicts before those with new words."""
    return min(list(type(change.group)).index(change.group) for change in page.changes), page.path


def as_yaml(record: ReleaseChanges) -> str:
    """The file: a line for each change, so that people can read what is proposed, and git can show it."""
    lines = [_HEAD.rstrip("\n")]
    lines += [f"since: {record.since.isoformat()}"] if record.since else []
    lines += [f"digest: {record.digest}"]
    lines += [f"more: {record.more}"] if record.more else []
    lines += ["pages:"] if record.pages else []
    for page in record.pages:
        lines.append(f"  - path: {_flow(page.path)}")
        lines += [f"    titles: {_flow(page.titles)}"] if page.titles else []
        lines += [f"    more: {page.more}"] if page.more else []
        lines += ["    changes:"] if page.changes else []
        lines += [f"      - {_flow(_given(change))}" for change in page.changes]
    return "\n".join(lines) + "\n"


def _given(model: BaseModel) -> dict[str, Any]:
    """The fields of a model that say something."""
    fields = type(model).model_fields
    values = {name: getattr(model, name) for name in fields}
    return {
        name: value
        for name, value in values.items()
        if value != fields[name].get_default(call_default_factory=True) and value is not None
    }


def _flow(value: object) -> str:
    """A value in one line: plain words as they are, everything else as JSON, which is YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    text = value.value if isinstance(value, Enum) else str(value)
    return json.dumps(text, ensure_ascii=False)
