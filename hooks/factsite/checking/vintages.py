"""What was published or imported before, and what changed since: no published number changes silently."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from factsite.checking.disclosure import is_suppressed
from factsite.checking.figures import figures
from factsite.content import Content
from factsite.documents.series import SeriesDocument
from factsite.documents.text import UnreadableError, read_text
from factsite.problems import Problem
from factsite.records.figure import Figure, Observation
from factsite.records.figure_parts import Vintage
from factsite.telling import Told, told


def checksum_of(series: str) -> str:
    """The SHA-256 of a series as it is written: UTF-8, lines that end in a line feed, no byte order mark."""
    return hashlib.sha256(series.encode()).hexdigest()


def series_are_as_imported(content: Content) -> Iterator[Problem]:
    """A series is the one that the newest import wrote, unless something says that it was changed since.

    So a CSV that was edited by hand, and one of an import of which only a part arrived, don't pass unseen.
    """
    for _, figure, document in figures(content):
        place, newest = _newest(figure)
        if newest is None or newest.series_sha256 is None or not isinstance(document, SeriesDocument):
            continue
        if _is_explained(figure, newest):
            continue
        try:
            found = checksum_of(read_text(document.csv_path))
        except (UnreadableError, OSError):
            continue  # reading has said so
        if found != newest.series_sha256:
            what = told(
                "“{name}” isn’t as the import of {imported} wrote it",
                name=document.csv_path.name,
                imported=newest.imported,
            )
            remedy = told(
                "Import “{file}” again, or get the CSV back from git. If it was corrected by hand: add "
                "each changed number under “revisions:” with the day of the correction, or, if no number "
                "changed, write “corrected: DAY” into this vintage.",
                file=newest.file,
            )
            yield document.problem("series-changed", what, remedy, ("vintages", place, "series_sha256"))


def _newest(figure: Figure) -> tuple[int, Vintage | None]:
    """The vintage that was imported last; of those of one day the one that stands last."""
    places = range(len(figure.vintages))
    newest = max(places, key=lambda place: (figure.vintages[place].imported, place), default=None)
    return (0, None) if newest is None else (newest, figure.vintages[newest])


def _is_explained(figure: Figure, newest: Vintage) -> bool:
    """Whether a revision after the import, or a day of correction, says that the series was changed since."""
    if newest.corrected is not None and newest.corrected >= newest.imported:
        return True
    return any(revision.date > newest.imported for revision in figure.revisions)


def silent_changes(before: Content, now: Content) -> Iterator[Problem]:
    """Find published numbers that changed or vanished without a revision that says so."""
    for entry, figure, document in figures(now):
        old = before.get("figures", entry.id, Figure)
        for point in old.observations if old else ():
            if point.value is None:
                continue
            current = figure.at(point.period.text, point.codes)
            if current is not None and current.value == point.value:
                continue
            if current is not None and (_is_revised(figure, point, current) or is_suppressed(current)):
                continue  # a revision of a suppressed value would name the number that is kept back
            where = ", ".join([point.period.text, *point.codes.values()])
            what = _silent(where, point.value, current)
            remedy = told("Add it under “revisions:” with old, new, date and reason.")
            keys = ("observations", figure.observations.index(current), "value") if current else ("observations",)
            yield document.problem(
                "silent-change",
                what,
                remedy,
                keys,
            )


def _silent(where: str, old: Decimal, current: Observation | None) -> Told:
    """What happened to a number of a place in a series that had been published."""
    if current is None:
        return told("the published number of {where} ({old}) is gone", where=where, old=old)
    if current.value is None:
        return told("the published number of {where} changed from {old} to no number", where=where, old=old)
    return told("the published number of {where} changed from {old} to {new}", where=where, old=old, new=current.value)


def _is_revised(figure: Figure, old: Observation, new: Observation) -> bool:
    return any(
        revision.period == old.period
        and revision.codes == old.codes
        and revision.old == old.value
        and any(r.period == old.period and r.codes == old.codes and r.new == new.value for r in figure.revisions)
        for revision in figure.revisions
    )
