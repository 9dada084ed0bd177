"""The rules of a release: what readers will see change stands in a record, and what they were given stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factsite.changes.choices import are_recorded, choices_path
from factsite.changes.guarded import is_published
from factsite.changes.recording import is_recorded, last_record, record_path
from factsite.changes.statement import statement
from factsite.checking.history import RECORD, versions_are_recorded
from factsite.content import Content
from factsite.documents.walking import DATA
from factsite.problems import Problem
from factsite.records.booklets import FOLDER, booklet_name
from factsite.telling import told


def changes_are_recorded(content: Content, day: date, *, release: bool) -> Iterator[Problem]:
    """In a release the newest records – changes, versions of figures, addresses of choices – are of what stands there.

    Args:
        content: the content.
        day: the day of the release.
        release: whether the site is to be published. A site that has no record has told readers of no change yet.
    """
    last = last_record(content) if release else None
    if last is None:
        return
    now = statement(content, day)
    public = now.state.content
    if not is_recorded(content, now) or not is_published(content, public, day):
        path = record_path(content.root.parent, last[0])
        what = told("readers would see changes since {day} that no record tells of", day=last[0].isoformat())
        yield Problem(path, 1, 1, "change-unrecorded", what, RECORD)
    if not are_recorded(content, public, day):
        path = choices_path(content.root.parent)
        what = told("lists have choices whose addresses no record holds")
        yield Problem(path, 1, 1, "change-unrecorded", what, RECORD)
    yield from versions_are_recorded(content, public, day)


def booklets_are_kept(content: Content, day: date, *, release: bool) -> Iterator[Problem]:
    """In a release of a new year the booklet of the last one is kept, as its address may stand anywhere.

    Args:
        content: the content.
        day: the day of the release.
        release: whether the site is to be published.
    """
    last = last_record(content) if release and content.key_figures else None
    if last is None or last[0].year >= day.year:
        return
    year, folder = last[0].year, content.root / DATA / FOLDER
    for code in content.languages:
        if (code, year) not in content.booklets:
            what = told("the booklet of {year} isn’t kept; its address would lead nowhere", year=str(year))
            remedy = told(
                "Copy it here from the last release of that year, or write it from the content of that time: "
                "factsite booklets --day {day}",
                day=date(year, 12, 31).isoformat(),
            )
            yield Problem(folder / booklet_name(year, code), 1, 1, "booklet", what, remedy)
