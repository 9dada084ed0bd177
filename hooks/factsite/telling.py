"""Messages for editors: English texts that remember how they were made, so that another language can say them too."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations
from typing import Any


class Told(str):
    """An English message, with the sentence and the values that it was made from.

    It is a text like any other for whoever compares, sorts or prints it; only `in_language` looks at how it was made.
    Values that are messages themselves are said in the same language. Joining two messages with ``+`` or an f-string
    gives a plain text, which stays English: give the parts to a sentence instead.
    """

    __slots__ = ("plural", "singular", "values")
    singular: str
    plural: str
    values: Mapping[str, object]

    def __new__(cls, singular: str, values: Mapping[str, object], plural: str = "") -> Told:
        """``singular`` with ``{name}`` for each of the values, or ``plural`` by the value ``n`` where there is one."""
        sentence = plural if plural and values["n"] != 1 else singular
        made = super().__new__(cls, sentence.format_map(values) if values else sentence)
        made.singular, made.plural, made.values = singular, plural, dict(values)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """How a message goes from one process to another."""
        return Told, (self.singular, self.values, self.plural)


def told(sentence: str, /, **values: object) -> Told:
    """A message: an English sentence with ``{name}`` for each value, written as one literal, as it is its own key."""
    return Told(sentence, values)


def told_many(singular: str, plural: str, /, n: int, **values: object) -> Told:
    """A message that depends on a number ``n`` of things, which both sentences may show as ``{n}``."""
    return Told(singular, {"n": n, **values}, plural)


def in_language(text: str, translations: NullTranslations) -> str:
    """A message as the catalogue of a language says it; a text that isn't a message, as it is."""
    if not isinstance(text, Told):
        return text
    if text.plural:
        number = text.values["n"]
        sentence = translations.ngettext(text.singular, text.plural, number if isinstance(number, int) else 0)
    else:
        sentence = translations.gettext(text.singular)
    if not text.values:
        return sentence
    return sentence.format_map(
        {
            name: in_language(value, translations) if isinstance(value, str) else value
            for name, value in text.values.items()
        }
    )
