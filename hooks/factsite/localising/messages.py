"""Messages for editors in their language: the catalogues ``messages.po``, and which of them an editor reads."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from functools import lru_cache

from factsite.localising.catalogues import CATALOGUES, MESSAGES, own_catalogue, template
from factsite.localising.saying import compiled
from factsite.telling import ENGLISH

# Where a process says which language its editor reads; then those that gettext asks, in its order.
VARIABLE = "FACTSITE_LANGUAGE"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_FIXED = frozenset({"C", "POSIX"})


def message_languages() -> tuple[str, ...]:
    """The languages in which messages are told: English, and those that have a catalogue of them."""
    found = CATALOGUES.glob(f"*/LC_MESSAGES/{MESSAGES}.po")
    return ("en", *sorted(path.parts[-3] for path in found))


@lru_cache
def messages_in(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; labels that messages share with the interface come from that of the interface."""
    path = own_catalogue(language, MESSAGES)
    if not path.is_file():
        return ENGLISH
    messages = compiled(path, language)
    messages.add_fallback(compiled(own_catalogue(language), language))
    return messages


def forget_messages() -> None:
    """Read the catalogues again when they are next asked for: one has changed."""
    messages_in.cache_clear()
    template.cache_clear()


def editors_language(environment: Mapping[str, str]) -> str:
    """The language of whoever runs a command: FACTSITE_LANGUAGE, else as gettext has it; English where none is known.

    gettext asks LC_ALL, LC_MESSAGES and LANG, of which the first that is set counts; where that isn't “C”, LANGUAGE
    may list others before it.
    """
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    listed = [] if not locale or _base(locale) in _FIXED else [*environment.get("LANGUAGE", "").split(":"), locale]
    known = message_languages()
    wanted = (_base(name).partition("_")[0] for name in (environment.get(VARIABLE, ""), *listed))
    return next((code for code in wanted if code in known), "en")


def editors_words() -> gettext.NullTranslations:
    """The catalogue of the language of whoever runs this process."""
    return messages_in(editors_language(os.environ))


def _base(locale: str) -> str:
    """A locale without its encoding and what else follows: fr_BE.UTF-8 → fr_BE."""
    return locale.partition(".")[0].partition("@")[0].replace("-", "_")
