"""Rules on what grows old beside newer numbers: the answer above a headline, the day of a version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from factsite.checking.figures import figures
from factsite.content import Content, Entry
from factsite.deriving.passages import passages
from factsite.deriving.resolving import LATEST, Change, Value, resolve
from factsite.documents.tree import Keys
from factsite.problems import Problem, RuleError, Severity
from factsite.prose.passage import Passage
from factsite.prose.references import Reference
from factsite.records.figure import Figure, Observation
from factsite.records.observation_status import Flag
from factsite.telling import UNSAID, Told, told

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/-])")
# What stands above the headline: the answer that a reader repeats.
_ABOVE = frozenset({"title", "summary"})


def answers_name_the_newest(content: Content) -> Iterator[Problem]:
    """A sentence above the headline that pins a period is a warning once the headline is of a newer one."""
    for entry, figure in content.records(Figure):
        for translation in entry.translations.values():
            for passage in passages(translation):
                if passage.keys and passage.keys[0] in _ABOVE:
                    yield from _older(entry, figure, passage, content)


def _older(entry: Entry, figure: Figure, passage: Passage, content: Content) -> Iterator[Problem]:
    yield from _typed(figure, passage)
    named = list(_own(entry, figure, passage, content))
    if not named:
        return
    last = max(named, key=lambda point: point.period.end)
    same = [point for point in figure.observations if point.codes == last.codes and _holds(point)]
    newest = max(same, key=lambda point: point.period.end, default=last)
    if newest.period.start > last.period.end:
        what = told(
            "this tells of {last}, and the newest number is of {newest}",
            last=last.period.text,
            newest=newest.period.text,
        )
        remedy = told(
            'Write {{ value("latest") }} and {{ date("latest") }}, which are always of the newest period, or name '
            "the newest number too."
        )
        yield _warning(passage, what, remedy)


def _holds(point: Observation) -> bool:
    """Whether it has a number that was counted: a forecast is none that an answer must name."""
    return point.value is not None and Flag.FORECAST not in point.status


def _typed(figure: Figure, passage: Passage) -> Iterator[Problem]:
    """A year that is typed beside the latest number: it stays when the number becomes one of another year."""
    own = [one for one in passage.references if isinstance(one, Reference)]
    latest = [one for one in own if one.name == "value" and one.arguments == (LATEST,)]
    newest = figure.latest()
    if not latest or newest is None or any(one.name == "date" for one in own):
        return
    years = {found[0] for found in _YEAR.finditer(passage.masked)}
    if years and str(newest.period.end.year) not in years:
        what = told(
            "the number is of {newest}, and the text beside it says {year}",
            newest=newest.period.text,
            year=max(years),
        )
        remedy = told('Write {{ date("latest") }} for the year, which is always that of the number.')
        yield _warning(passage, what, remedy)


def _warning(passage: Passage, what: Told, remedy: Told) -> Problem:
    found = passage.file.document.problem("older-answer", what, remedy, passage.keys)
    return replace(found, severity=Severity.WARNING)


def _own(entry: Entry, figure: Figure, passage: Passage, content: Content) -> Iterator[Observation]:
    """The observations of its own figure that a text names: of a change, the later one."""
    for reference in passage.references:
        if not isinstance(reference, Reference) or reference.name not in {"value", "change"}:
            continue
        try:
            found = resolve(reference, entry, content)
        except RuleError:
            continue  # another rule says so
        if isinstance(found, Value) and found.figure == entry.id and found.observation:
            yield found.observation
        elif isinstance(found, Change) and found.figure == entry.id:
            yield found.after


def versions_are_of_their_day(content: Content) -> Iterator[Problem]:
    """The version of a figure is the day on which its numbers last changed: no later one is told beside it."""
    for _, figure, document in figures(content):
        if figure.ratio:
            continue  # its days are those of its parts
        for keys, day in _days(figure):
            if day > figure.changed:
                what = told(
                    "the numbers changed on {day}, and the version is of {changed} (“changed”)",
                    day=day.isoformat(),
                    changed=figure.changed.isoformat(),
                )
                remedy = told("Write “changed: {day}”.", day=day.isoformat())
                yield document.problem("version-day", what, remedy, keys)
                break  # the newest one mends the others


def entries_are_not_in_the_future(content: Content, day: date) -> Iterator[Problem]:
    """What readers are told of a change has happened: no revision or correction of a series lies in the future."""
    for _, figure, document in figures(content):
        if figure.ratio or figure.hold:
            continue
        for keys, given in _days(figure):
            if given > day:
                what = told("“{field}” lies in the future ({given})", field=str(keys[2]), given=given.isoformat())
                changed = told(" (and “changed: {day}”)", day=day.isoformat()) if figure.changed < day else UNSAID
                remedy = told(
                    "Write the day on which readers get it: {day}{changed}, or “publish_at” beside it.",
                    day=day.isoformat(),
                    changed=changed,
                )
                yield document.problem("future-date", what, remedy, keys)


def _days(figure: Figure) -> list[tuple[Keys, date]]:
    """The public days on which its numbers changed, the newest first, each with its place."""
    found: list[tuple[Keys, date]] = [
        (("revisions", place, "date"), one.date) for place, one in enumerate(figure.revisions) if one.hold is None
    ]
    found += [
        (("vintages", place, "corrected"), one.corrected)
        for place, one in enumerate(figure.vintages)
        if one.hold is None and one.corrected
    ]
    return sorted(found, key=lambda row: row[1], reverse=True)
