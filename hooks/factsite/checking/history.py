"""Rules on histories: every version that was published can be made again, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from factsite.content import Content
from factsite.deriving.versions import faults
from factsite.documents.history import REMEDY
from factsite.problems import Problem
from factsite.records.figure import Figure
from factsite.records.history import FOLDER
from factsite.telling import told

RECORD = told("Write the record with “factsite diff --record”.")


def histories_are_as_recorded(content: Content) -> Iterator[Problem]:
    """Each version of a history has the checksum that was recorded with it, and each history has its figure."""
    for identifier, history in content.histories.items():
        path = content.root / "data" / FOLDER / f"{identifier}.csv"
        name = f"figures/{identifier}"
        # That a published figure is gone is said once.
        is_said = content.published is not None and name in content.published.pages
        if name not in content.entries and name not in content.former and not is_said:
            yield without_figure(path, identifier)
        for step in faults(history):
            what = told("the version of {day} isn’t as it was recorded", day=step.version.isoformat())
            yield Problem(path, step.line, 1, "history", what, REMEDY)
            break  # those after it rest on it


def without_figure(path: Path, identifier: str) -> Problem:
    """A history whose figure isn’t there, or has another name."""
    what = told("there is no figure “{figure}” of which this is the history", figure=identifier)
    remedy = told(
        "If the figure has another name now: get all its files back from git, and let “factsite rename "
        "figures/{figure} NEW-NAME” do it.",
        figure=identifier,
    )
    return Problem(path, 1, 1, "history", what, remedy)


def versions_are_recorded(content: Content, public: Content, day: date) -> Iterator[Problem]:
    """The newest version of each history is the figure as the public sees it.

    Args:
        content: the content.
        public: what of it is public on that day.
        day: the day of the release.
    """
    for entry, figure in public.records(Figure):
        history = content.histories.get(entry.id)
        last = history.states[-1:] if history else []
        if last != [figure.said]:
            path = content.root / "data" / FOLDER / f"{entry.id}.csv"
            what = told("the numbers of “{figure}” on {day} are in no version", figure=entry.id, day=day.isoformat())
            yield Problem(path, 1, 1, "history", what, RECORD)
