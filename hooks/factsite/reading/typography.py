"""French typography: a line never breaks before a colon or within quotation marks.

Editors type plain spaces; the narrow no-break space (U+202F) is put in their place, one sign for one, so that places
in a file stay true (Lexique des règles typographiques en usage à l’Imprimerie nationale, “Ponctuation”).
"""

from __future__ import annotations

import re
from typing import TypeVar

from pydantic import BaseModel

from factsite.records.kinds import Source

M = TypeVar("M", bound=BaseModel)
_BEFORE = re.compile(r"(?<=\S) (?=[;:?!»](?:[\s)\].,”*_]|$))")
_AFTER = re.compile(r"(?<=«) ")


def typeset(text: str, language: str) -> str:
    """Put no-break spaces where the typography of a language wants them; only French does."""
    return _AFTER.sub("\u202f", _BEFORE.sub("\u202f", text)) if language == "fr" else text


def typeset_source(source: Source) -> Source:
    """The same for the French titles of a source."""
    changed: dict[str, object] = {}
    if source.title.language == "fr":
        title = source.title.model_copy(update={"text": typeset(source.title.text, "fr")})
        changed["title"] = title
    if edition := source.in_language.get("fr"):
        changed["in_language"] = source.in_language | {
            "fr": edition.model_copy(update={"title": typeset(edition.title, "fr")})
        }
    return source.model_copy(update=changed) if changed else source


def typeset_fields(words: M, language: str) -> M:
    """The same for every text among the fields of a record of words."""
    if language != "fr":
        return words
    changed: dict[str, object] = {}
    for name, value in words:
        if isinstance(value, str):
            changed[name] = typeset(value, language)
        elif isinstance(value, dict):
            changed[name] = {key: typeset(text, language) for key, text in value.items()}
    return words.model_copy(update=changed)
