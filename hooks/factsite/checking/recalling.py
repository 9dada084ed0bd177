"""What was published stands beside what can’t be read in its place: the editor who mistyped it needn’t look for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from factsite.changes.guarded import CORRECTIONS, NOTED, REVISIONS
from factsite.checking.own_numbers import IN_TEXTS, line_again
from factsite.checking.silent_entries import rows_again
from factsite.content import Content
from factsite.problems import Problem
from factsite.records.published import FactKey
from factsite.telling import Told, quoted, told, told_many

# So many of what stood in a field are shown.
_FIRST = 5
_NAMES = re.compile(r"[a-z-]+/[a-z0-9-]+(?: [a-z-]+/[a-z0-9-]+)*")
# What a message calls the field in which something stands.
_FIELD = ("named", "field", "name")


def with_published(content: Content, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of codes say which one was published in their place, those of emptied lists what stood there.

    Args:
        content: what was read.
        problems: all that is to be told.
    """
    for problem in problems:
        remedy = _address(content, problem) if problem.rule == "link-target" else _remedy(content, problem)
        yield replace(problem, remedy=remedy) if remedy else problem


def _remedy(content: Content, problem: Problem) -> Told | None:
    data = content.root / "data"
    if (
        problem.rule not in {"code", "empty", "series"}
        or content.published is None
        or not problem.path.is_relative_to(data)
    ):
        return None
    page = problem.path.relative_to(data).with_suffix("").as_posix()
    field = next((str(problem.message.values[name]) for name in _FIELD if name in problem.message.values), "")
    rows = content.published.pages.get(page, {})
    if problem.rule == "series":
        return _file(content, problem, page)
    if problem.rule == "empty":
        return _entries(content, page, field, rows) if field in {CORRECTIONS, REVISIONS} else _own(page, field, rows)
    old = rows.get((field, ""), "")
    if not old or f"“{old}”" in problem.help:
        return None
    return told("Published was “{old}”. {remedy}", old=old, remedy=problem.remedy)


def _file(content: Content, problem: Problem, page: str) -> Told | None:
    """The file of a published figure, as git has it: it isn’t misspelt, it was there."""
    name = str(problem.message.values.get("name", ""))
    published = content.published.pages if content.published else {}
    if page not in published or not name.endswith(".csv") or "near" in problem.remedy.values:
        return None
    return told(
        "It was published: get it back from git (git restore content/data/{folder}/{name}).",
        folder=page.rpartition("/")[0],
        name=name,
    )


def _address(content: Content, problem: Problem) -> Told | None:
    """How a page is linked whose address was typed as a browser shows it."""
    typed = str(problem.message.values.get("what", "")).rstrip("/").removesuffix("/index.html")
    slug = typed.rpartition("/")[2]
    for path, entry in content.entries.items() if typed.startswith("/") else ():
        if entry.record is not None and any(slug == one.words.slug for one in entry.translations.values()):
            return told('Write {{{{ link("{path}", "…") }}}}, in each language of the page.', path=path)
    return None


def _own(page: str, field: str, rows: Mapping[FactKey, str]) -> Told | None:
    """What stood in a field that is empty, each with its name; None if nothing was published of it."""
    were = [of for (name, of), value in rows.items() if name == field and value]
    if not were:
        return None
    lines = [line_again(field, of, rows) if field in IN_TEXTS else _as_typed(rows[field, of]) for of in were[:_FIRST]]
    return told_many(
        "Published was {rows}. Write it again, or get the file back from git (git restore content/data/{page}.yml), as "
        "it was before all that you changed in it.",
        "Published were {rows}. Write them again, or get the file back from git (git restore content/data/{page}.yml), "
        "as it was before all that you changed in it.",
        len(were),
        rows=quoted([*lines, "…"] if len(were) > _FIRST else lines),
        page=page,
    )


def _as_typed(value: str) -> str:
    """Identifiers without their kind, with which they are kept: a record names them without it."""
    return ", ".join(name.rpartition("/")[2] for name in value.split(" ")) if _NAMES.fullmatch(value) else value


def _entries(content: Content, page: str, field: str, rows: Mapping[FactKey, str]) -> Told | None:
    """What told readers of changes, to be put back where its list is empty; None if there was nothing."""
    gone = [(of, old, rows.get((NOTED, f"{field} {of}"), "")) for (name, of), old in rows.items() if name == field]
    entry = content.entries.get(page)
    given = entry.document.data.get("dimensions") if entry and entry.document else None
    dimensions = sorted(given) if isinstance(given, Mapping) else []
    if not gone:
        return None
    return told("What readers were told of a change stays: put back {rows}.", rows=rows_again(dimensions, field, gone))
