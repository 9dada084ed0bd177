"""Messages for editors: English texts that remember how they were made, so that another language can say them too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce
from gettext import NullTranslations
from typing import Any

# What a message is made of: nothing that a program would word, such as an exception.
Value = str | int | Decimal | date


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


def told(sentence: str, /, **values: Value) -> Told:
    """A message: an English sentence with ``{name}`` for each value, written as one literal, as it is its own key."""
    return Told(sentence, values)


def told_many(singular: str, plural: str, /, n: int, **values: Value) -> Told:
    """A message that depends on a number ``n`` of things, which both sentences may show as ``{n}``."""
    return Told(singular, {"n": n, **values}, plural)


# What is said where there is nothing to say, such as a remedy that nobody knows.
UNSAID = Told("", {})
ENGLISH = NullTranslations()


def word_of(label: str) -> Told:
    """A label that the interface's catalogue has already, such as the name of a status, as a value of a message."""
    return Told(label, {})


def all_of(parts: Iterable[str]) -> Told:
    """Parts of which all are meant: “one and two and three”."""
    return _joined(parts, lambda first, last: told("{first} and {last}", first=first, last=last))


def one_of(parts: Iterable[str]) -> Told:
    """Parts of which one is meant: “one or two or three”."""
    return _joined(parts, lambda first, last: told("{first} or {last}", first=first, last=last))


def listed(parts: Iterable[str]) -> Told:
    """Parts one after the other: “one, two, three”."""
    return _joined(parts, lambda first, last: told("{first}, {last}", first=first, last=last))


def quoted(names: Iterable[str]) -> Told:
    """Names in quotation marks, one after the other."""
    return listed(told("“{name}”", name=name) for name in names)


def as_it_is(text: object) -> Told:
    """A message that no language says otherwise: what others wrote, such as the words of the content."""
    return Told("{text}", {"text": text})


def _joined(parts: Iterable[str], join: Callable[[Told, Told], Told]) -> Told:
    found = [part if isinstance(part, Told) else as_it_is(part) for part in parts]
    return reduce(join, found) if found else UNSAID


def in_language(text: str, translations: NullTranslations) -> str:
    """A message as the catalogue of a language says it; a text that isn't a message, as it is."""
    if not text or not isinstance(text, Told):
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
