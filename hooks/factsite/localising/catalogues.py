"""The catalogues of the interface (gettext): where they stand, how they are read, and what is wrong with one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po

from factsite.bounded import TooLargeError, read_bytes
from factsite.telling import Told, told

CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
# What readers see, and what editors are told.
SENTENCES, MESSAGES = "factsite", "messages"
_MAX_BYTES = 4 * 1024 * 1024
# %(name)s in what readers see; {name} in what editors are told, where it may stand in another order.
_PLACE = re.compile(r"%\(\w+\)s|%(?!%)|\{\w+\}")
# What a line of a catalogue may be: Babel takes others too, and loses a letter or a message of them.
_LINE = re.compile(r'#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)[ \t]+)?"(?:[^"\\]|\\.)*"|')
_UNREADABLE = told("this can’t be read as a catalogue of gettext")
_PLURALS = re.compile(r'"Plural-Forms:\s*(.*?)\\n"')
_RULE = re.compile(r"nplurals\s*=\s*(\d);\s*plural\s*=(.{1,900}?);?")
# Rules ask for a number itself and its last two digits; beyond, only whole millions have a form of their own.
_BELOW_MILLIONS = 1001
_NUMBERS = [*range(_BELOW_MILLIONS), 10**6, 2 * 10**6]


@dataclass(frozen=True)
class CatalogueSlip:
    """Something in a catalogue that readers would see: its line, counted from 1, what it is, and what to do."""

    line: int
    what: Told
    remedy: Told
    waits: bool = False


def template_path(domain: str = SENTENCES) -> Path:
    """Where all sentences stand in English, with where each is said and what a translator should know."""
    return CATALOGUES / f"{domain}.pot"


def own_catalogue(code: str, domain: str = SENTENCES) -> Path:
    """Where a catalogue of the generator for a language stands, whether there is one or not."""
    return CATALOGUES / code / "LC_MESSAGES" / f"{domain}.po"


def parse_catalogue(path: Path, locale: str) -> Catalog:
    """Read a catalogue.

    Raises:
        ValueError: it isn't one, or isn't UTF-8, or is larger than any.
    """
    return _parsed(_text(path), locale)


def new_catalogue(locale: str) -> Catalog:
    """A catalogue without messages, with as many forms of the plural as its head will say."""
    return _parsed(head_of_catalogue(locale), locale)


def _text(path: Path) -> str:
    try:
        return read_bytes(path, _MAX_BYTES).decode("utf-8-sig")
    except TooLargeError as error:
        raise ValueError(str(error)) from error


def _parsed(text: str, locale: str) -> Catalog:
    return read_po(io.StringIO(text), locale=locale, abort_invalid=True)


@cache
def template(domain: str = SENTENCES) -> Catalog:
    """All sentences of the generator."""
    return parse_catalogue(template_path(domain), "en")


def head_of_catalogue(locale: str, rule: str = "") -> str:
    """What stands at the top of a catalogue, without days and names: the language and its plurals, by CLDR.

    Args:
        locale: that of its language in CLDR: ``fr_BE``.
        rule: the rule of plurals by which its messages have their forms; one that isn't the language's is replaced.
    """
    plurals = rule if _parts(rule) == _parts(plurals_of(locale)) else plurals_of(locale)
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {locale}\\n"\n"Plural-Forms: {plurals}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    )


@cache
def plurals_of(locale: str) -> str:
    """The rule of plurals of a language as gettext writes it, by CLDR, without forms for whole millions only.

    French, Spanish, Italian and others have such a form (« 1 000 000 de pages »); which version of Babel knows of it
    differs, and nothing on a site is counted in whole millions.
    """
    whole = get_plural(Locale.parse(locale)).plural_forms
    two = [f"nplurals=2; plural=({rule});" for rule in ("n != 1", "n > 1")]
    return next((rule for rule in two if _parts(rule) == _parts(whole)), whole)


def _parts(rule: str) -> list[int] | None:
    """Which numbers take one form by a rule: for each the place of the first that takes the same; None if it's none."""
    found = _RULE.fullmatch(rule.strip())
    try:
        choose = c2py(found[2]) if found else None
        forms = [choose(n) for n in _NUMBERS] if choose else []
    except (ValueError, ZeroDivisionError, RecursionError):
        return None
    if found is None or not all(0 <= form < int(found[1]) for form in forms):
        return None
    return [forms.index(form) for form in forms[:_BELOW_MILLIONS]]


def key_of(message: Message) -> tuple[str, str]:
    """What a message is found by: its context and its (first) sentence."""
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def said_in(path: Path, locale: str) -> Mapping[tuple[str, str], str]:
    """What a catalogue says for each message, found by its ``key_of``, forms of the plural side by side.

    Raises:
        ValueError: it isn't a catalogue, or isn't UTF-8, or is larger than any.
        PoFileError: the same, of a line.
    """
    return _said_in(_text(path), locale)


# A site has two or three catalogues a language, and each check asks for all of them.
@lru_cache(maxsize=64)
def _said_in(text: str, locale: str) -> Mapping[tuple[str, str], str]:
    said = ((key_of(message), message.string) for message in _parsed(text, locale) if message.id)
    return {key: string if isinstance(string, str) else " / ".join(string or ()) for key, string in said}


def slips(path: Path, locale: str) -> tuple[CatalogueSlip, ...]:
    """What is wrong with a catalogue.

    Args:
        path: the catalogue.
        locale: that of its language in CLDR: ``fr_BE``.

    Returns:
        Of each message what keeps it from being said as it should; ``waits``: nobody has translated it yet.
    """
    try:
        text = _text(path)
    except (OSError, ValueError):
        return (CatalogueSlip(1, _UNREADABLE, told("Save it again as UTF-8, from a gettext editor.")),)
    return _slips_in(text, locale)


@lru_cache(maxsize=64)
def _slips_in(text: str, locale: str) -> tuple[CatalogueSlip, ...]:
    return tuple(_slips(text, locale))


def _slips(text: str, locale: str) -> Iterator[CatalogueSlip]:
    broken = [number for number, line in enumerate(text.splitlines(), 1) if not _LINE.fullmatch(line.strip())]
    if broken:
        remedy = told("Compare with the messages above: msgid, msgstr, each text between straight quotes.")
        yield CatalogueSlip(broken[0], _UNREADABLE, remedy)
        return
    try:
        catalogue = _parsed(text, locale)
    except PoFileError as error:
        yield CatalogueSlip(error.lineno + 1, _UNREADABLE, told("Give each message as many forms as the head says."))
        return
    yield from _of_the_head(text, locale)
    for message in catalogue:
        if message.id:
            yield from _of(message)


def _of_the_head(text: str, locale: str) -> Iterator[CatalogueSlip]:
    """The rule of plurals is that of the language: readers of « 0 page » are told by it which form is theirs.

    Programs write the same rule in several ways; what counts is which numbers share a form.
    """
    found = _PLURALS.search(text)
    wanted = plurals_of(locale)
    if found is None or _parts(found[1]) != _parts(wanted):
        line = text[: found.start()].count("\n") + 1 if found else 1
        what = told("the head doesn’t have the plurals of the language")
        yield CatalogueSlip(line, what, told("Write “Plural-Forms: {rule}\\n” there.", rule=wanted))


def _of(message: Message) -> Iterator[CatalogueSlip]:
    sentence, line = key_of(message)[1], message.lineno or 1
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        what = told("“{sentence}” is marked as not certain (fuzzy)", sentence=sentence)
        remedy = told("Read the translation, mend it, and take the mark away.")
        yield CatalogueSlip(line, what, remedy, waits=True)
    elif not strings or not all(strings):
        what = told("“{sentence}” isn’t translated", sentence=sentence)
        yield CatalogueSlip(line, what, told("Translate it under it, in each of its forms."), waits=True)
    else:
        yield from _places(sentence, originals, strings, line)


def _places(sentence: str, originals: list[str], strings: list[str], line: int) -> Iterator[CatalogueSlip]:
    """Each form of a translation has the places of its original: where a value is filled in, all of them."""
    wanted = sorted(_PLACE.findall(originals[-1]))
    # A form for exactly one thing may say it without the number.
    fewer = sorted(_PLACE.findall(originals[0]))
    for string in strings:
        if sorted(_PLACE.findall(string)) not in (wanted, fewer):
            what = told("the places of “{sentence}” aren’t those of its translation", sentence=sentence)
            names = ", ".join(wanted) or told("none, and no other “%”")
            yield CatalogueSlip(line, what, told("Write these, letter for letter: {names}.", names=names))
