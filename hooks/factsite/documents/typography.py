"""French typography: a line never breaks before a colon, within quotation marks, within a number or after “n°”.

Editors type plain spaces; the narrow no-break space (U+202F) is put in their place, one sign for one, so that places
in a file stay true (Lexique des règles typographiques en usage à l’Imprimerie nationale, “Ponctuation”).
"""

from __future__ import annotations

import re
from typing import TypeVar

from pydantic import BaseModel

from factsite.records.source import Source

M = TypeVar("M", bound=BaseModel)
_BEFORE = re.compile(r"(?<=\S) (?=[;:?!»](?:[\s)\].,”*_]|$))")
_AFTER = re.compile(r"(?<=«) |(?<=\bn°) (?=\d)")
# The thousands of one number: three digits behind one to three, and so on; a year before a number is no part of it.
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)")


def typeset(text: str, language: str) -> str:
    """Put no-break spaces where the typography of a language wants them; only French does."""
    if language != "fr":
        return text
    text = _THOUSANDS.sub(lambda found: re.sub("[ \u00a0]", "\u202f", found[0]), text)
    return _AFTER.sub("\u202f", _BEFORE.sub("\u202f", text))


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
            changed[name] = {
                key: typeset(text, language) if isinstance(text, str) else text for key, text in value.items()
            }
    return words.model_copy(update=changed)
