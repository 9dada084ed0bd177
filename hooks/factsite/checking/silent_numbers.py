"""The observations of a figure: each is the one that was published, or a revision says what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from factsite.checking.disclosure import is_suppressed
from factsite.checking.revising import what_goes, without_code
from factsite.documents.tree import Document
from factsite.problems import Problem
from factsite.records.figure import Figure, Observation, Revision
from factsite.records.history import SeriesKey, Spoken
from factsite.telling import UNSAID, Told, told, told_many

Series = Mapping[SeriesKey, Spoken]
# More of one figure aren’t changed by hand one by one: they are said once.
_MANY = 3
# How no flag is written.
_NONE = '""'


@dataclass(frozen=True)
class Entries:
    """What tells readers of changed numbers, and what an editor would have to write.

    ``revisions`` (by their places in the list), ``corrected`` (whether there is a correction) and ``imported``
    (whether a publisher’s file was brought in, with whose day readers get its flags) are those since the last
    release; ``file`` is the name of the file that holds the entries, ``correction`` the lines of one of ``day``.
    ``with_revision`` and ``with_correction`` name the days that are to be written beside one, ``has_list`` whether
    there are revisions already.
    """

    revisions: Mapping[int, Revision]
    corrected: bool
    imported: bool
    day: date
    file: str
    correction: Told
    with_revision: Told = UNSAID
    with_correction: Told = UNSAID
    has_list: bool = True


def numbers_changed(figure: Figure, document: Document, before: Series, entries: Entries) -> Iterator[Problem]:
    """Find published numbers that changed or vanished without a revision that says so.

    Args:
        figure: the figure as readers would get it.
        document: its file.
        before: what was published.
        entries: what tells readers of it.
    """
    places = {
        SeriesKey(point.period.text, tuple(sorted(point.codes.items()))): number
        for number, point in enumerate(figure.observations)
    }
    found: list[Problem] = []
    for key, spoken in before.items():
        place = places.get(key)
        point = None if place is None else figure.observations[place]
        if spoken.value and not _is_said(figure, Decimal(spoken.value), point, entries):
            keys = ("observations",) if place is None else ("observations", place, "value")
            what, remedy = _silent(key, spoken.value, point), _remedy(key, Decimal(spoken.value), point, entries)
            found.append(document.problem("silent-change", what, remedy, keys))
        elif spoken.value and point is not None and not _are_flags_said(figure, spoken.status, point, entries):
            what, remedy = _silent_flags(key, spoken, point, entries)
            found.append(document.problem("silent-change", what, remedy, ("observations", place or 0, "status")))
    yield from _not_from_what_was_published(figure, document, before, entries)
    yield from found[:1] if len(found) > _MANY else found
    if len(found) > _MANY:
        what = told_many(
            "{n} other published number of this figure changed or is gone",
            "{n} other published numbers of this figure changed or are gone",
            len(found) - 1,
        )
        remedy = told("Each needs a revision; “factsite import” writes them. Or get the file back from git.")
        yield replace(found[0], message=what, remedy=remedy)


def _is_said(figure: Figure, old: Decimal, point: Observation | None, entries: Entries) -> bool:
    """Whether a number is the published one, or readers are told what became of it."""
    if point is None or point.value is None:
        # A revision of a suppressed value would name the number that is kept back.
        return entries.corrected or (point is not None and is_suppressed(point))
    # That a revision starts from what was published, and ends in the number of today, is asked of each by itself.
    return point.value == old or _is_revised(figure, point, entries)


def _are_flags_said(figure: Figure, before: str, point: Observation, entries: Entries) -> bool:
    """Whether the flags of a number are the published ones, or readers are told that they changed."""
    if point.value is None or str(point.status) == before or entries.imported or entries.corrected:
        return True
    return _is_revised(figure, point, entries)


def _is_revised(figure: Figure, point: Observation, entries: Entries) -> bool:
    """Whether readers are told of a revision of a number."""
    return any(
        one.period == point.period and (one.codes == point.codes or without_code(figure, one) is point)
        for one in entries.revisions.values()
    )


def _not_from_what_was_published(
    figure: Figure, document: Document, before: Series, entries: Entries
) -> Iterator[Problem]:
    """The revisions since the last release that give another number as the old one than readers got, or were told."""
    expected: dict[SeriesKey, Decimal] = {}
    for place, one in sorted(entries.revisions.items(), key=lambda item: (item[1].date, item[0])):
        key = SeriesKey(one.period.text, tuple(sorted(one.codes.items())))
        if key not in before or not (value := before[key].value):
            continue
        start = expected.get(key, Decimal(value))
        expected[key] = one.new
        if one.old == start or without_code(figure, one) is not None:
            continue  # of another number than it says, which is told
        what = told("the revision says that {old} was published; it was {start}", old=one.old, start=start)
        remedy = told("Write “old: {start}”.", start=start)
        point = figure.find(one.period.text, one.codes)
        if point is not None and point.value == start:
            remedy = told(
                "Nothing changed: delete {what}. If the number is to change, write the new one at its "
                "observation and as “new”, and “old: {start}”.",
                what=what_goes(figure),
                start=start,
            )
        yield document.problem("revision", what, remedy, ("revisions", place, "old"))


def _silent_flags(key: SeriesKey, before: Spoken, point: Observation, entries: Entries) -> tuple[Told, Told]:
    """What happened to the flags of a published number, and the line that tells readers of it."""
    what = told(
        "the flags of the published number of {where} changed from “{old}” to “{new}”",
        where=_where(key),
        old=before.status,
        new=str(point.status),
    )
    row = f"{row_of(key, before.value)}, new: {before.value}, old_status: {before.status or _NONE}"
    remedy = told(
        "If it’s a slip, write “status: {old}” again. Else tell readers: add “- {row}, date: {day}, reason: "
        "scheduled}}” under “revisions:” in {file} (or another reason: correction, definition, source){also}.",
        row=row,
        day=entries.day.isoformat(),
        also=entries.with_revision,
        file=entries.file,
        old=before.status or _NONE,
    )
    return what, remedy


def row_of(key: SeriesKey, old: str) -> str:
    """How a revision of a number begins in YAML: what it is of, and the number that was published."""
    codes = "".join(f", {name}: {code}" for name, code in key.codes)
    return f"{{period: {_quoted(key.period)}{codes}, old: {old}"


def _where(key: SeriesKey) -> str:
    return ", ".join([key.period, *(code for _, code in key.codes)])


def _remedy(key: SeriesKey, old: Decimal, point: Observation | None, entries: Entries) -> Told:
    """The line that tells readers of it, ready to be written."""
    day = entries.day.isoformat()
    if point is None or point.value is None:
        return told(
            "Put it back; or say why it is gone: {correction}{also}.",
            correction=entries.correction,
            also=entries.with_correction,
        )
    row = f"{row_of(key, format(old, 'f'))}, new: {point.value:f}, date: {day}"
    return told(
        "If it’s a slip, write {old} again. Else tell readers: add “- {row}, reason: correction}}” under {list} in "
        "{file} (or another reason: scheduled, definition, source){also}.",
        row=row,
        list=told("“revisions:”") if entries.has_list else told("“revisions:”, a new line at the left edge,"),
        also=entries.with_revision,
        file=entries.file,
        old=f"{old:f}",
    )


def _quoted(period: str) -> str:
    return f'"{period}"' if period.count("-") == 2 else period


def _silent(key: SeriesKey, old: str, current: Observation | None) -> Told:
    """What happened to a number of a place in a series that had been published."""
    where = _where(key)
    if current is None:
        return told("the published number of {where} ({old}) is gone", where=where, old=old)
    if current.value is None:
        return told("the published number of {where} changed from {old} to no number", where=where, old=old)
    return told("the published number of {where} changed from {old} to {new}", where=where, old=old, new=current.value)
