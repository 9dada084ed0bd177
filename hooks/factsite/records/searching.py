"""What readers type: everyday words with what they stand for, and queries whose answers are known."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from factsite.records.model import LanguageCode, Model
from factsite.records.scalars import Ref, Slug, Text, Title

FILE = "search.yml"
PagePath = Annotated[Text, Ref("*")]


class EverydayWords(Model):
    """Words that readers type for something that this site calls otherwise; search alone knows them.

    They lead to the pages that have the ``terms``, and to ``pages``.
    """

    words: Annotated[list[Title], Field(min_length=1)]
    """Words or phrases as readers type them: no reader sees them"""
    terms: list[Annotated[Slug, Ref("terms")]] = []
    """The terms of the glossary that are meant"""
    pages: list[PagePath] = []
    """The pages that are meant, each as `kind/identifier`"""


class SearchSettings(Model):
    """What the search of a site is told, and what it is held to.

    ``queries`` are golden: a test types each and wants one of its pages among the first three. Each stands once in a
    language, whatever its capitals.
    """

    words: dict[LanguageCode, list[EverydayWords]] = {}
    """Words that readers type for something that this site calls otherwise, per language"""
    queries: dict[LanguageCode, dict[Title, Annotated[list[PagePath], Field(min_length=1)]]] = {}
    """Queries with the pages of which one is expected among the first three results, per language"""
