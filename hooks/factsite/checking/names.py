"""The rule on official names: of bodies and acts, written as their records write them."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.checking.exceptions import Exceptions
from factsite.content import Content
from factsite.problems import Problem
from factsite.terminology.base import TermBase
from factsite.terminology.texts import OwnText


class Names:
    """The names of a site."""

    def __init__(self, content: Content, base: TermBase) -> None:
        del content, base

    def wrong_in(self, text: OwnText, exceptions: Exceptions) -> Iterator[Problem]:
        """Names that stand in a text in another form than their record has."""
        del text, exceptions
        yield from ()
