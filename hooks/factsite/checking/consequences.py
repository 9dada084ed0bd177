"""Problems that only follow from others: one mistake gives one message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from factsite.changes.guarded import CORRECTIONS, REVISIONS
from factsite.content import Content
from factsite.deriving.passages import used_references
from factsite.deriving.references import record_references
from factsite.problems import Problem, Severity
from factsite.records.registry import EASY
from factsite.telling import told_many

# What compares the languages of a page says nothing of worth while one of them has mistakes of its own.
_COMPARED = frozenset({"languages-differ", "attribution", "term-translation"})
# What is to be dated or told anew once the facts are right: the check comes back to it then.
_DATED = frozenset({"version-day", "older-answer"})
# What says nothing against the facts of a record themselves.
_LATE = _DATED | {"dangling-reference", "unknown-file", "history"}
# What makes an observation one of another place: the number of its own place seems gone then.
_UNLIKE = frozenset({"code", "missing-field", "unknown-field", "frequency", "period", "duplicate-observation"})
# What is computed of the numbers of a figure: it comes out again once what was published stands there, or is explained.
_COMPUTED = frozenset(
    {"agreement", "bridge", "change-refused", "evidence", "out-of-bounds", "ratio", "revision", "rounding", "total"}
)
# What a message calls the thing that isn't there.
_NAMED = ("target", "first", "figure", "identifier")
# More places than anybody misspells one by one: what they name has gone, or has another name.
_MANY = 3


def without_consequences(content: Content, problems: Iterable[Problem]) -> list[Problem]:
    """Leave out what will be gone when other problems are mended.

    Args:
        content: what was read.
        problems: all that was found.
    """
    found = sorted(set(problems))
    mistaken = {problem.path for problem in found if problem.severity is Severity.ERROR}
    faulty = {
        page
        for problem in found
        if problem.severity is Severity.ERROR and problem.rule not in _COMPARED
        for page in [_page(content, problem.path)]
        if page
    }
    unlisted = {name for name in ("themes", "dimensions") if content.root / "data" / f"{name}.yml" in mistaken}
    broken = _broken_facts(content, found)
    unread = {page for page in broken if page not in content.entries or content.entries[page].record is None}
    unlike = {_facts(content, problem.path) for problem in found if problem.rule in _UNLIKE}
    missing = {problem.path for problem in found if problem.rule == "missing-file"}
    silently = {(problem.path, problem.line) for problem in found if problem.rule == "silent-change"}
    silent = {_facts(content, problem.path) for problem in found if problem.rule == "silent-change"}
    # What was taken out of a list of changes may have had a note; it is to be put back with it.
    untold = {
        _facts(content, problem.path)
        for problem in found
        if problem.rule == "silent-change" and problem.message.values.get("field") in {CORRECTIONS, REVISIONS}
    }
    # A table may have a hundred thousand problems: what its figure rests on is found once.
    rests_on = cache(lambda page: frozenset(_rests_on(content, page)))
    return _gathered(
        problem
        for problem in found
        if not (problem.rule in _COMPARED and _page(content, problem.path) in faulty)
        and not (problem.rule == "dangling-reference" and problem.message.values.get("kind") in unlisted)
        and not (problem.rule in _DATED and _facts(content, problem.path) in broken)
        and not (problem.rule in _COMPUTED and silent and silent & rests_on(_facts(content, problem.path)))
        and not (problem.rule == "silent-change" and problem.path in missing)
        and not ("where" in problem.message.values and _facts(content, problem.path) in unlike)
        and not (problem.rule == "dangling-reference" and _names(problem) & unread)
        and not (problem.rule == "easy-page" and _facts(content, problem.path) in unread)
        and not (problem.rule == "future-date" and (problem.path, problem.line) in silently)
        and not (problem.rule == "unused-note" and _facts(content, problem.path) in untold)
        and not (problem.rule == "unknown-file" and _facts(content, problem.path) in unread)
    )


def _broken_facts(content: Content, found: Iterable[Problem]) -> set[str]:
    """The records whose facts have errors that were told where they stand, or were published and are gone."""
    broken = set()
    for problem in found:
        if problem.rule == "silent-change":
            page = str(problem.message.values.get("page", ""))
            if page and f"data/{page}.yml" not in content.there:
                broken.add(page)
        elif problem.rule == "words-without-facts" or _is_of_facts(problem):
            # Of files that were given another name also those that have the old one.
            broken |= {_facts(content, problem.path), str(problem.message.values.get("before", ""))}
    return broken - {""}


def _is_of_facts(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR and problem.rule not in _LATE and problem.path.suffix != ".md"


def _facts(content: Content, path: Path) -> str:
    """The record to which a file belongs, be it of facts or of words; empty if it is no such file."""
    inside = path.relative_to(content.root) if path.is_relative_to(content.root) else Path()
    if inside.parts[1:2] == (EASY,):
        inside = Path(inside.parts[0], *inside.parts[2:])
    return inside.relative_to(inside.parts[0]).with_suffix("").as_posix() if len(inside.parts) > 2 else ""


def _rests_on(content: Content, page: str) -> Iterator[str]:
    """The records of which what is wrong on a page was computed: its own, and those that it names."""
    yield page
    entry = content.entries.get(page)
    if entry is not None and entry.record is not None:
        yield from (f"{kind}/{target}" for _, kind, target in record_references(entry.record))
    for translation in entry.translations.values() if entry else ():
        yield from (f"figures/{one.arguments[0]}" for one in used_references(translation) if one.arguments)


def _names(problem: Problem) -> set[str]:
    """The records that a reference may mean which leads nowhere: it names a page, or only an identifier."""
    values = problem.message.values
    named = {str(values[name]) for name in _NAMED if name in values}
    kinds = (values["kind"],) if "kind" in values else ("figures", "sources")
    return named | {f"{kind}/{name}" for kind in kinds for name in named}


def _page(content: Content, path: Path) -> str:
    """The page of which a file holds the words in a language; empty if it is no such file."""
    if path.suffix != ".md" or not path.is_relative_to(content.root):
        return ""
    language, _, rest = path.relative_to(content.root).as_posix().partition("/")
    return rest if language in content.languages else ""


def _gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Where many places name what isn't there, the first of them, with how many others there are."""
    kept: list[Problem] = []
    dangling: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.rule == "dangling-reference":
            values = problem.message.values
            named = next((str(values[name]) for name in _NAMED if name in values), str(problem.message))
            dangling[named, problem.remedy].append(problem)
        else:
            kept.append(problem)
    for places in dangling.values():
        if len(places) <= _MANY:
            kept += places
            continue
        what = told_many(
            "{what}, here and in {n} other place", "{what}, here and in {n} other places", len(places) - 1,
            what=places[0].message,
        )  # fmt: skip
        kept.append(replace(places[0], message=what))
    return sorted(kept)
