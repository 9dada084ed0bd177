"""The rule on typography: slips of each language."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.checking.exceptions import Exceptions
from factsite.problems import Problem
from factsite.terminology.texts import OwnText


def typography_is_right(text: OwnText, exceptions: Exceptions) -> Iterator[Problem]:
    """Each text keeps to the signs of its language."""
    del text, exceptions
    yield from ()
