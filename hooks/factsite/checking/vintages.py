"""What was published or imported before, and what changed since: no published number changes silently."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from factsite.checking.figures import figures
from factsite.content import Content
from factsite.documents.series import SeriesDocument
from factsite.documents.text import UnreadableError, read_text
from factsite.problems import Problem
from factsite.records.figure import Figure
from factsite.records.figure_parts import Vintage
from factsite.telling import told


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
