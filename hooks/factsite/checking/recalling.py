"""What was published stands beside a code that nobody knows: the editor who mistyped it needn’t look for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from factsite.content import Content
from factsite.problems import Problem
from factsite.telling import told

# What a message calls the field in which the code stands.
_FIELD = ("named", "field")


def with_published(content: Content, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of codes say which one was published in their place.

    Args:
        content: what was read.
        problems: all that is to be told.
    """
    for problem in problems:
        old = _published(content, problem) if problem.rule == "code" else ""
        if not old or f"“{old}”" in problem.help:
            yield problem
            continue
        yield replace(problem, remedy=told("Published was “{old}”. {remedy}", old=old, remedy=problem.remedy))


def _published(content: Content, problem: Problem) -> str:
    """What was published in the field at the top of a data file; empty if nobody knows."""
    data = content.root / "data"
    if content.published is None or not problem.path.is_relative_to(data):
        return ""
    page = problem.path.relative_to(data).with_suffix("").as_posix()
    field = next((str(problem.message.values[name]) for name in _FIELD if name in problem.message.values), "")
    return content.published.pages.get(page, {}).get((field, ""), "")
