"""Under which other words search shall find a text: those that the glossary has for the terms in it."""

from __future__ import annotations

from collections.abc import Container

from factsite.content import Glossary


def synonyms(glossary: Glossary, code: str, text: str, named: Container[str] = ()) -> str:
    """Other words for the terms that stand in a text of a language or are named in it, parted by spaces.

    Pagefind looks for the beginnings of words: “hereniging” alone wouldn't find “gezinshereniging”.
    """
    low, found = text.lower(), dict[str, None]()
    for term, words in glossary.words.get(code, {}).items():
        if term in named or words.term.lower() in low:
            refused = [one.word for one in words.deprecated]
            found.update(dict.fromkeys([*words.also, *words.related, *words.forms, *refused, *words.parts]))
    return " ".join(found)
