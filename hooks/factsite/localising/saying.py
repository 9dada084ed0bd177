"""The sentences of the interface in a language, the names of codes and of countries."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo

from factsite.documents.typography import typeset
from factsite.languages import Setting
from factsite.localising.catalogues import own_catalogue, parse_catalogue
from factsite.localising.grammar import grammar
from factsite.localising.hearing import Heard
from factsite.localising.names import sort_key
from factsite.records.codes import Code
from factsite.records.listed import Listed


class Saying:
    """What a language says: sentences from its catalogue, names from CLDR."""

    def __init__(self, setting: Setting) -> None:
        self.code = setting.code
        self.locale = Locale.parse(setting.locale)
        self.translations = _catalogue(setting)
        self.own_name = setting.name
        self.grammar = grammar(setting.code)
        self.colon = self.grammar.colon
        self.semicolon = self.grammar.semicolon
        self.heard: Heard | None = None

    def say(self, message: str, **values: object) -> str:
        """Translate a sentence and fill in its ``%(name)s`` places."""
        text = self.translations.gettext(message)
        text = self.grammar.elided(text % values) if values else text
        if self.heard:
            self.heard.note(message, text, values)
        return text

    def say_of(self, noun: str, message: str) -> str:
        """Translate a word that agrees with the noun it is said of: the context of the catalogue.

        The title isn’t known, the day isn’t known: inconnu, inconnue.
        """
        text = self.translations.pgettext(noun, message)
        if self.heard:
            self.heard.note(f"{message} [{noun}]", text, {})
        return text

    def name(self, code: Code | Listed, of: Listed | None = None) -> str:
        """The name of a code; one of a list of the site agrees with the word ``of`` which it is said (loi: annulée)."""
        return code.name_in(self.code, of) if isinstance(code, Listed) else self.translations.gettext(code.label)

    def labelled(self, label: str, value: str) -> str:
        """Write a label and its value as the language does: Unit: persons · Unité : personnes."""
        return f"{label}{self.colon}{value}"

    def country(self, code: str) -> str | None:
        """The name of a country by its ISO 3166 code, as CLDR has it."""
        return self.locale.territories.get(code)

    def language_name(self, code: str) -> str:
        """The name of a language in this language."""
        return str(self.locale.languages[code])

    def sort_key(self, text: str) -> str:
        """A key for sorting words without regard to accents and capitals."""
        return sort_key(text)


def _catalogue(setting: Setting) -> gettext.NullTranslations:
    """The generator’s sentences in a language, with those that the site brings: the site’s own stand first."""
    found: gettext.NullTranslations = gettext.NullTranslations()
    for path in (own_catalogue(setting.code), setting.interface):
        if path is not None and path.is_file():
            own = compiled(path, setting.code)
            own.add_fallback(found)
            found = own
    return found


def compiled(path: Path, code: str) -> gettext.GNUTranslations:
    """A catalogue as gettext reads it, set as the language sets its texts (French spaces)."""
    compiled = io.BytesIO()
    catalogue = parse_catalogue(path, code)
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = typeset(message.string, code)
        elif message.string:
            message.string = tuple(typeset(text, code) for text in message.string)
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
