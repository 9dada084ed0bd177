"""What ``factsite fetch`` says of each figure: for people, for programs, and for a merge request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from factsite.changes.reporting import as_json as changes_as_json
from factsite.changes.reporting import as_text as changes_as_text
from factsite.cli.importing import describe
from factsite.cli.telling import said, words
from factsite.fetching.fetching import FetchOutcome, FetchResult
from factsite.fetching.keeping import FOLDER
from factsite.fetching.wording import message_of, text_of, title_of
from factsite.problems import as_github, as_json, as_text
from factsite.telling import Told, told

PROPOSALS = FOLDER / "proposals"
VERSION = 1
# How problems are told in each form for people; the form for programs has them in its rows.
FORMS = {"text": as_text, "github": as_github}


def proposal(result: FetchResult) -> tuple[str, str, str]:
    """The title and the text of a merge request, and the message of its commit."""
    if result.kept is None or result.tried is None or result.occasion is None:
        raise LookupError("only what was tried is proposed")
    wanted, kept, catalogue = result.wanted, result.kept, words()
    title = title_of(wanted, kept, catalogue)
    numbers = describe(result.tried.plan.comparison)
    text = text_of(wanted, kept, result.tried, result.occasion, numbers, catalogue)
    return title, text, message_of(wanted, kept, title, text)


def describe_result(result: FetchResult, root: Path, form: str) -> str:
    """Say what came of a figure; its problems as annotations, if that is the form."""
    return "\n".join(_lines(result, root, form))


def _lines(result: FetchResult, root: Path, form: str) -> Iterator[str]:
    yield said(_headline(result))
    # Also where nothing changes: what isn't in the file any more is never passed over.
    if result.comparison is not None and (result.tried or result.comparison.vanished):
        yield describe(result.comparison)
    if result.tried is not None:
        yield changes_as_text(result.tried.report)
    if result.problems:
        yield FORMS[form](result.problems, root, words())
    if result.branch and result.text:
        yield said(told("The text of the merge request: {path}", path=_within(result.text, root)))


def _headline(result: FetchResult) -> Told:
    name = result.wanted.identifier
    if result.outcome is FetchOutcome.FAILED:
        return told("{figure}: failed", figure=name)
    if result.outcome is FetchOutcome.UNCHANGED:
        if result.fresh:
            return told("{figure}: the file is new, but no number changes", figure=name)
        return told("{figure}: nothing new", figure=name)
    if result.outcome is FetchOutcome.WRITTEN:
        return told("{figure}: written", figure=name)
    if result.outcome is FetchOutcome.PROPOSED:
        return told("{figure}: proposed on the branch {branch}", figure=name, branch=result.branch)
    if result.outcome is FetchOutcome.ALREADY:
        return told("{figure}: proposed already, on the branch {branch}", figure=name, branch=result.branch)
    return told("{figure}: would change", figure=name)


def results_as_json(results: Sequence[FetchResult], root: Path) -> str:
    """For programs: a row for each figure, with the changes as ``factsite diff`` gives them."""
    rows = [_row(result, root) for result in results]
    return json.dumps({"version": VERSION, "figures": rows}, ensure_ascii=False, indent=1)


def _row(result: FetchResult, root: Path) -> dict[str, object]:
    return {
        "figure": result.wanted.identifier,
        "url": result.wanted.mapping.request,
        "outcome": result.outcome.value,
        "fresh": result.fresh,
        "file": asdict(result.kept) if result.kept else None,
        "vanished": len(result.comparison.vanished) if result.comparison else 0,
        "branch": result.branch or None,
        "text": _within(result.text, root) if result.text else None,
        "changes": json.loads(changes_as_json(result.tried.report)) if result.tried else None,
        "problems": json.loads(as_json(result.problems, root, words())),
    }


def _within(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
