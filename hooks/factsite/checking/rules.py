"""What a rule of the check is, and the rules that a kind of record brings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from factsite.content import Content
from factsite.problems import Problem

Rule = Callable[[Content], Iterator[Problem]]
# Rules for which it matters on which day the site is built.
DayRule = Callable[[Content, date], Iterator[Problem]]


class Cancelled(Exception):  # noqa: N818 - no error
    """The answer is no longer wanted."""


@dataclass(frozen=True)
class Rules:
    """The rules of a kind."""

    rules: tuple[Rule, ...] = ()
    of_the_day: tuple[DayRule, ...] = ()
