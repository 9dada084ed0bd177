"""The series and the YAML of a figure after an import, tried out in a copy before they are written."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations
from pathlib import Path

from factsite.checking import check
from factsite.importing.comparing import SeriesComparison
from factsite.importing.editing import append_items, set_field
from factsite.problems import Problem, Severity, as_text, relative
from factsite.reading.configuration import FILE, languages_beside
from factsite.records.codes import RevisionReason
from factsite.records.figure import Observation
from factsite.translating.lock import FOLDER

_OTHER_COLUMNS = ("source", "note", "numerator", "denominator")


@dataclass(frozen=True)
class Occasion:
    """When and why an import is made. ``reason`` is needed where published values change; days may be less exact."""

    day: date
    accessed: str = "unknown"
    published: str | None = None
    reason: RevisionReason | None = None
    note: str | None = None


def series_text(observations: Sequence[Observation], dimensions: Iterable[str], columns: Sequence[str]) -> str:
    """Write the series: period, dimensions, value, status, own codes if there are any, then other columns in use.

    Args:
        observations: in the order in which they are to stand.
        dimensions: the dimensions of the figure in their order.
        columns: those that the series has now; a column of them stays even if it is empty.
    """
    rows = [_cells(observation) for observation in observations]
    optional = [name for name in columns if name in _OTHER_COLUMNS]
    optional += [name for name in _OTHER_COLUMNS if name not in optional and any(row[name] for row in rows)]
    own = ["own"] if any(row["own"] for row in rows) else []
    head = ["period", *dimensions, "value", "status", *own, *optional]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([row[name] for name in head] for row in rows)
    return buffer.getvalue()


def _cells(observation: Observation) -> dict[str, str]:
    numbers = {name: getattr(observation, name) for name in ("value", "numerator", "denominator")}
    texts = {name: getattr(observation, name) or "" for name in ("own", "source", "note")}
    texts["status"] = str(observation.status)
    written = {name: "" if number is None else format(number, "f") for name, number in numbers.items()}
    return {"period": observation.period.text} | observation.codes | written | texts


def facts_text(text: str, comparison: SeriesComparison, occasion: Occasion, vintage: Mapping[str, str]) -> str:
    """Write the YAML: the day, the vintage, and a revision for each published value that changed.

    Where all that differs is under embargo, so is the vintage, and no day tells readers that something came.
    """
    hold = comparison.hold
    if hold is None:
        text = set_field(text, "updated", occasion.day.isoformat())
        if comparison.differs:
            text = set_field(text, "changed", occasion.day.isoformat())
    else:
        vintage = dict(vintage) | ({"publish_at": hold.until.text} if hold.until else {"draft": "true"})
    text = append_items(text, "vintages", [dict(vintage)])
    revisions = []
    for change in comparison.changed:
        point = change.observation
        revision = {"period": point.period.text} | point.codes
        revision |= {"old": format(change.old, "f"), "new": format(change.new, "f"), "date": occasion.day.isoformat()}
        revision |= {"reason": str(occasion.reason)} | ({"note": occasion.note} if occasion.note else {})
        revisions.append(revision)
    return append_items(text, "revisions", revisions)


def _fault(problem: Problem, root: Path) -> tuple[str, str, str]:
    """What tells a problem from another: its file, rule and message.

    Languages that differ are one fault of the page: which of its files is named depends on how many differ.
    """
    place = relative(problem.path, root)
    if problem.rule == "languages-differ":
        return "/".join(place.split("/")[2:]), problem.rule, ""
    return place, problem.rule, problem.message


def errors_after(
    root: Path,
    texts: Mapping[Path, str | None],
    day: date,
    before: Callable[[], Iterable[Problem]],
    words: NullTranslations,
) -> str:
    """Check a copy of the content in which some files have other texts.

    Args:
        root: the project, whose content stands in ``content/``.
        texts: the files below it that would be written; None for those that would go.
        day: the day for which to check.
        before: finds the problems that the content has now, for which a change isn't blamed; it takes as long as a
            check, and is asked only if there are errors.
        words: the catalogue of the language in which to tell them.

    Returns:
        The errors that the content would have, as ``factsite check`` writes them; empty if there are none.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / "content", copy / "content")
        if (root / FOLDER).is_dir():
            shutil.copytree(root / FOLDER, copy / FOLDER)
        for path, text in texts.items():
            tried = copy / path.relative_to(root)
            if text is None:
                tried.unlink()
            else:
                tried.parent.mkdir(parents=True, exist_ok=True)
                tried.write_bytes(text.encode())
        shutil.copy(root / FILE, copy / FILE)
        _, problems = check(copy / "content", day, languages=languages_beside(copy / "content"))
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        known = {_fault(problem, root) for problem in before()} if errors else set()
        return as_text([problem for problem in errors if _fault(problem, copy) not in known], copy, words)
