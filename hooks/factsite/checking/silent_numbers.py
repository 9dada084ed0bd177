"""The observations of a figure: each is the one that was published, or a revision says what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from factsite.checking.disclosure import is_suppressed
from factsite.documents.tree import Document
from factsite.problems import Problem
from factsite.records.figure import Figure, Observation, Revision
from factsite.records.history import SeriesKey, Spoken
from factsite.telling import UNSAID, Told, told, told_many

Series = Mapping[SeriesKey, Spoken]
# More of one figure aren’t changed by hand one by one: they are said once.
_MANY = 3


def numbers_changed(
    figure: Figure,
    document: Document,
    before: Series,
    revisions: Sequence[Revision],
    day: date,
    *,
    said: bool,
    also: Told = UNSAID,
) -> Iterator[Problem]:
    """Find published numbers that changed or vanished without a revision that says so.

    Args:
        figure: the figure as readers would get it.
        document: its file.
        before: what was published.
        revisions: those that are new since.
        day: the day on which a revision would be written.
        said: whether a new correction tells readers of what is gone.
        also: which days are to be written beside an entry.
    """
    places = {
        SeriesKey(point.period.text, tuple(sorted(point.codes.items()))): number
        for number, point in enumerate(figure.observations)
    }
    found: list[Problem] = []
    for key, spoken in before.items():
        if not spoken.value:
            continue  # there was no number to change
        old, place = Decimal(spoken.value), places.get(key)
        point = None if place is None else figure.observations[place]
        if point is None or point.value is None:
            silent = not said and not (point is not None and is_suppressed(point))
            remedy = told(
                "Put it back; or say why it is gone: “{{date: {day}, note: NAME}}” under “corrections:”, and the "
                "text under “notes:” in each language{also}.",
                day=day.isoformat(),
                also=also,
            )
        else:
            silent = point.value != old and not _is_revised(point, old, revisions)
            remedy = _revision(key, old, point.value, day, also)
        if silent:
            keys = ("observations",) if place is None else ("observations", place, "value")
            found.append(document.problem("silent-change", _silent(key, spoken.value, point), remedy, keys))
    yield from found[:1] if len(found) > _MANY else found
    if len(found) > _MANY:
        first = found[0]
        what = told_many(
            "{n} other published number of this figure changed or is gone",
            "{n} other published numbers of this figure changed or are gone",
            len(found) - 1,
        )
        remedy = told("Each needs a revision; “factsite import” writes them. Or get the file back from git.")
        yield Problem(first.path, first.line, first.column, "silent-change", what, remedy, width=first.width)


def _revision(key: SeriesKey, old: Decimal, new: Decimal, day: date, also: Told) -> Told:
    """The line that tells readers of it, ready to be written."""
    codes = "".join(f", {name}: {code}" for name, code in key.codes)
    row = f"{{period: {_quoted(key.period)}{codes}, old: {old:f}, new: {new:f}, date: {day.isoformat()}"
    return told(
        "Tell readers: add “- {row}, reason: correction}}” under “revisions:” (or another reason: scheduled, "
        "definition, source){also}; or write {old} again.",
        row=row,
        also=also,
        old=f"{old:f}",
    )


def _quoted(period: str) -> str:
    return f'"{period}"' if period.count("-") == 2 else period


def _silent(key: SeriesKey, old: str, current: Observation | None) -> Told:
    """What happened to a number of a place in a series that had been published."""
    where = ", ".join([key.period, *(code for _, code in key.codes)])
    if current is None:
        return told("the published number of {where} ({old}) is gone", where=where, old=old)
    if current.value is None:
        return told("the published number of {where} changed from {old} to no number", where=where, old=old)
    return told("the published number of {where} changed from {old} to {new}", where=where, old=old, new=current.value)


def _is_revised(point: Observation, old: Decimal, revisions: Sequence[Revision]) -> bool:
    """Whether new revisions lead from the published number to that of today."""
    own = [one for one in revisions if one.period == point.period and one.codes == point.codes]
    return any(one.old == old for one in own) and any(one.new == point.value for one in own)
