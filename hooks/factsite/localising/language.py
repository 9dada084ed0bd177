"""A language of the site: how it writes numbers, days, periods and countries, and its catalogue of sentences.

The locales are en_GB (en_BE writes 1.234,5), fr_BE and nl_BE; all forms come from CLDR through Babel.
"""

from __future__ import annotations

import gettext
import io
import re
import unicodedata
from copy import copy
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_currency, format_compact_decimal, format_currency

from factsite.reading.typography import typeset
from factsite.records.codes import Code, Unit
from factsite.records.scalars import Span

CATALOGUES = Path(__file__).resolve().parents[2] / "locale"
_LARGE = 1_000_000_000
_MILLION = 1_000_000
_TERRITORIES = {"en": "GB", "fr": "BE", "nl": "BE"}
_OWN_NAMES = {"en": "English", "fr": "Français", "nl": "Nederlands", "de": "Deutsch"}


class Language:
    """One language; make it with ``language(code)``."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale(code, _TERRITORIES[code])
        self.translations = _catalogue(code)
        self.own_name = _OWN_NAMES[code]
        self.colon = "\u202f: " if code == "fr" else ": "
        self._numbers: dict[str, str] = {}
        self._spans: dict[Span, str] = {}

    # --- sentences ---------------------------------------------------------------------------------------------

    def say(self, message: str, **values: object) -> str:
        """Translate a sentence and fill in its ``%(name)s`` places."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def name(self, code: Code) -> str:
        """The name of a code."""
        return self.translations.gettext(code.label)

    # --- numbers -----------------------------------------------------------------------------------------------

    def number(self, value: Decimal) -> str:
        """Write a number with the decimals that it has: 36,871 · 36 871 · 36.871; 12.0 · 12,0 · 12,0."""
        key = str(value)
        text = self._numbers.get(key)
        if text is None:
            decimals = max(0, -int(value.as_tuple().exponent))
            pattern = copy(self.locale.decimal_formats[None])
            pattern.frac_prec = (decimals, decimals)
            text = str(pattern.apply(value, self.locale))
            # The same numbers stand in table, chart and text; Babel takes as long as the rest of a table's cell.
            self._numbers[key] = text
        return text

    def number_of(self, count: int) -> str:
        """Write a count."""
        return self.number(Decimal(count))

    def quantity(self, value: Decimal, unit: Unit, *, exact: bool = False) -> str:
        """Write a number with its percent sign or currency; other units are words of the sentence around it.

        Money from a thousand million on is written short (US$13.2bn) unless it must be exact.
        """
        if unit is Unit.PERCENT:
            return self._percent(self.number(value))
        if unit.currency and abs(value) >= _LARGE and not exact:
            return str(format_compact_currency(value, unit.currency, locale=self.locale, fraction_digits=1))
        if unit.currency:
            whole = value.quantize(Decimal(1), ROUND_HALF_UP)
            pattern = self.locale.currency_formats["standard"].pattern.replace("0.00", "0")
            return str(format_currency(whole, unit.currency, pattern, self.locale, currency_digits=False))
        return self.number(value)

    def tick(self, value: Decimal, unit: Unit) -> str:
        """Write a number on an axis: short from a million on, with the percent sign or currency."""
        if unit.currency:
            short = format_compact_currency(value, unit.currency, locale=self.locale, fraction_digits=1)
            return str(short) if value else "0"
        if abs(value) >= _MILLION:
            return str(format_compact_decimal(value, locale=self.locale, fraction_digits=1))
        return self.quantity(value.normalize() if value % 1 else value.quantize(Decimal(1)), unit)

    def with_unit(self, value: Decimal, unit: Unit) -> str:
        """Write a number with its unit, whatever it is: 36,871 persons, 43.5%, €1,000."""
        if unit is Unit.PERCENT or unit.currency:
            return self.quantity(value, unit)
        return f"{self.number(value)} {self.name(unit)}"

    def signed(self, value: Decimal, unit: Unit, *, points: bool = False) -> str:
        """Write a change with its sign, rounded to one decimal if it is a percentage."""
        rounded = value.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize() if unit is Unit.PERCENT else value
        sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
        size = Decimal(format(abs(rounded), "f"))
        return self._points(sign, size) if points else sign + self.quantity(size, unit)

    def _points(self, sign: str, size: Decimal) -> str:
        """Percentage points; in French what is less than two is singular, in English and Dutch one alone."""
        number = int(size) if self.code == "fr" else 1 if size == 1 else 2
        text = self.translations.ngettext("%(change)s percentage point", "%(change)s percentage points", number)
        return text % {"change": sign + self.number(size)}

    def change_in_words(self, value: Decimal, unit: Unit, *, points: bool = False) -> str:
        """Say a change: an increase of 42%."""
        size = self.signed(abs(value), unit, points=points).lstrip("+−")
        if not re.search(r"[1-9]", size):
            return self.say("no change")
        if value > 0:
            return self.say("an increase of %(size)s", size=size)
        return self.say("a decrease of %(size)s", size=size)

    def change_as_verb(self, value: Decimal, unit: Unit, *, points: bool = False, many: bool = False) -> str:
        """Say a change as the verb of a sentence, after its subject: rose by 42% · a augmenté de 42 % · steeg met 42%.

        ``many``: the subject is plural (the numbers rose: les nombres ont augmenté).
        """
        size = self.signed(abs(value), unit, points=points).lstrip("+−")
        number = 2 if many else 1
        if not re.search(r"[1-9]", size):
            return self.translations.ngettext("did not change", "did not change", number)
        if value > 0:
            return self.translations.ngettext("rose by %(size)s", "rose by %(size)s", number) % {"size": size}
        return self.translations.ngettext("fell by %(size)s", "fell by %(size)s", number) % {"size": size}

    def _percent(self, number: str) -> str:
        pattern = self.locale.percent_formats[None].pattern
        return str(pattern.replace("#,##0", number))

    # --- days and periods --------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """Write a day: 1 March 2022 · 1er mars 2022 · 1 maart 2022 (the French ordinal isn't in CLDR)."""
        text = str(format_date(day, "d MMMM y", self.locale))
        return text.replace("1 ", "1er ", 1) if self.code == "fr" and day.day == 1 else text

    def span(self, span: Span) -> str:
        """Write a day, month, quarter, year or interval as exactly as it is known."""
        text = self._spans.get(span)
        if text is None:
            # A large table names the same few periods in every row.
            text = self._spans[span] = self._span(span)
        return text

    def _span(self, span: Span) -> str:
        if span.text == "not-announced":
            return self.say("not announced")
        if span.precision == "unknown":
            return self.say("not known")
        if span.precision == "interval":
            first, last = span.parts
            if first.precision == last.precision == "day":
                return f"{self.span(first)} – {self.span(last)}"
            return self.say("%(first)s to %(last)s", first=self.span(first), last=self.span(last))
        if span.precision == "day":
            return self.day(span.start)
        if span.precision == "year":
            return span.text
        return str(format_date(span.start, "QQQ y" if span.precision == "quarter" else "MMMM y", self.locale))

    def short_span(self, span: Span) -> str:
        """Write a period short, for an axis: 2022, Q1 2022, Mar 2022."""
        return (
            str(format_date(span.start, "MMM y", self.locale))
            if span.precision in {"month", "day"}
            else self.span(span)
        )

    # --- names -------------------------------------------------------------------------------------------------

    def country(self, code: str) -> str | None:
        """The name of a country by its ISO 3166 code, as CLDR has it."""
        return self.locale.territories.get(code)

    def language_name(self, code: str) -> str:
        """The name of a language in this language."""
        return str(self.locale.languages[code])

    def sort_key(self, text: str) -> str:
        """A key for sorting words without regard to accents and capitals."""
        return "".join(
            char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char)
        )


@lru_cache
def language(code: str) -> Language:
    """The language with a code: en, fr or nl."""
    return Language(code)


def upper_first(text: str) -> str:
    """Make the first letter a capital and leave the rest: administration of a Region → Administration of a Region."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Make the first letter small, for a name within a sentence; abbreviations stay: Sex → sex, EU law → EU law."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _catalogue(code: str) -> gettext.NullTranslations:
    path = CATALOGUES / code / "LC_MESSAGES" / "factsite.po"
    if not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    for message in catalogue:
        if isinstance(message.string, str):
            message.string = typeset(message.string, code)
        elif message.string:
            message.string = tuple(typeset(text, code) for text in message.string)
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
