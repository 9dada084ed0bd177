"""The rule on golden queries: each is asked once, so that a score of a hundred is one of a hundred."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.content import Content
from factsite.problems import Problem
from factsite.telling import told


def queries_are_asked_once(content: Content) -> Iterator[Problem]:
    """No query stands twice in a language, whatever its capitals and spaces; accents and apostrophes are typed too."""
    settings, document = content.search, content.search_document
    if settings is None or document is None:
        return
    for code, queries in settings.queries.items():
        known: dict[str, str] = {}
        for query in queries:
            first = known.setdefault(" ".join(query.casefold().split()), query)
            if first != query:
                what = told("the query “{query}” stands here already as “{first}”", query=query, first=first)
                remedy = told("Delete one of them, or ask something else.")
                yield document.problem("duplicate-query", what, remedy, ("queries", code, query))
