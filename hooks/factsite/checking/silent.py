"""No silent change: what was published is as it was, or an entry that readers see says what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from factsite.changes.guarded import SOURCE, VERSION, published_of
from factsite.checking.history import without_figure
from factsite.checking.silent_addresses import page_gone, source_gone
from factsite.checking.silent_facts import PageKept, current_name
from factsite.checking.silent_numbers import Series
from factsite.clock import beginning_of
from factsite.content import Content
from factsite.deriving.public import public_content
from factsite.documents.history import REMEDY as FROM_GIT
from factsite.documents.walking import DATA
from factsite.problems import Problem
from factsite.records.figure import Figure
from factsite.records.history import FOLDER
from factsite.records.published import FILE as PUBLISHED
from factsite.records.published import LastRelease
from factsite.telling import told


@dataclass(frozen=True)
class Baseline:
    """What readers see now: the facts of the last release, and the observations of its figures."""

    published: LastRelease
    series: Mapping[str, Series] = field(default_factory=dict)


def baseline_of(content: Content, day: date) -> Baseline:
    """The last release that some content tells of; where it tells of none, the content itself, as on a day."""
    if content.published:
        series = {name: one.states[-1] for name, one in content.histories.items() if one.steps}
        return Baseline(content.published, series)
    public = public_content(content, beginning_of(day).moment).content
    return Baseline(published_of(public, day), {entry.id: figure.said for entry, figure in public.records(Figure)})


def published_is_kept(content: Content, day: date) -> Iterator[Problem]:
    """What the last release told readers is as it was, or an entry tells them what became of it."""
    if not content.published and content.changes and f"{DATA}/{PUBLISHED}" not in content.there:
        name = f"{DATA}/{PUBLISHED}"
        what = told("this file is missing: what readers were told can’t be held against it")
        remedy = told(
            "Get it back from git (git restore content/{name}); where there never was one, “factsite diff REVISION "
            "--record” writes it.",
            name=name,
        )
        yield Problem(content.root / name, 1, 1, "missing-file", what, remedy)
    if content.published:
        yield from _histories_are_published(content, content.published)
        yield from silent_changes(baseline_of(content, day), content, day)


def silent_changes(before: Baseline, content: Content, day: date) -> Iterator[Problem]:
    """Find what was published and is changed or gone without an entry that says so.

    Args:
        before: what readers see now.
        content: the content, whole: what of it is public on the day is held against that.
        day: the day on which it would be published.
    """
    public = public_content(content, beginning_of(day).moment).content
    known = before.published.fields
    for page, rows in before.published.pages.items():
        path = current_name(content, page)
        if (SOURCE, "") in rows:
            yield from source_gone(content, page, path)
            continue
        entry = public.entries.get(path)
        if entry is None or not entry.translations:
            yield from page_gone(content, page, rows, day)
            continue
        # A history has been renamed with its figure, unless it is that of another time.
        names = [one.rpartition("/")[2] for one in (page, path)]
        series = next((before.series[name] for name in names if name in before.series), None)
        kept = PageKept(content, public, entry, rows, before.published.day, day)
        yield from kept.problems(series, known)


def _histories_are_published(content: Content, published: LastRelease) -> Iterator[Problem]:
    """The history of each figure ends in the version that was published."""
    known = {*content.former, *(entry.path for entry in content.of_kind("figures"))}
    histories = {name: one for name, one in content.histories.items() if one.steps}
    astray = {one.steps[-1].sha256 for name, one in histories.items() if f"figures/{name}" not in known}
    folder = content.root / "data" / FOLDER
    for page, rows in published.pages.items():
        path = current_name(content, page)
        if (VERSION, "") not in rows or path not in content.entries:
            continue
        old, name = (one.rpartition("/")[2] for one in (page, path))
        history, file = histories.get(name), folder / f"{name}.csv"
        if history is None and old in histories:
            yield without_figure(folder / f"{old}.csv", old)
        elif history is None and (rows[VERSION, ""] in astray or _is_unread(content, name)):
            continue  # one that has another name, or can’t be read, has been reported
        elif history is None or history.steps[-1].sha256 != rows[VERSION, ""]:
            what = told("the history of “{figure}” doesn’t end in the version that was published", figure=name)
            yield Problem(file, 1, 1, "history", what, FROM_GIT)


def _is_unread(content: Content, name: str) -> bool:
    """Whether a history is there and can’t be read."""
    return name not in content.histories and f"data/{FOLDER}/{name}.csv" in content.there
