"""A language of the site: how it writes numbers, days, periods and countries, and its catalogue of sentences.

All forms come from CLDR through Babel, in the locale that mkdocs.yml names (en_GB there: en_BE writes 1.234,5).
"""

from __future__ import annotations

import gettext
import io
import re
from copy import copy
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_currency, format_compact_decimal, format_currency, get_currency_name

from factsite.documents.typography import typeset
from factsite.languages import Setting
from factsite.localising.grammar import grammar
from factsite.localising.hearing import Heard
from factsite.localising.names import sort_key
from factsite.records.codes import N_, Code
from factsite.records.listed import Listed, Unit
from factsite.records.observation_status import NOTHING_SAID, Status
from factsite.records.scalars import Span

CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
# Large sums as a language says them in a sentence; CLDR’s own names of other currencies need no preposition in most.
_MONEY = {"EUR": N_("%(amount)s euros"), "USD": N_("%(amount)s dollars")}
_LARGE = 1_000_000_000
_MILLION = 1_000_000
# A day or period within a sentence; each message is named by how exact the time is.
_PLACED: dict[str, dict[str, str]] = {
    "on": {
        "day": N_("on %(day)s"),
        "month": N_("in %(month)s"),
        "quarter": N_("in the %(quarter)s"),
        "year": N_("in %(year)s"),
        "interval": N_("in the period %(interval)s"),
    },
    "since": {
        "day": N_("since %(day)s"),
        "month": N_("since %(month)s"),
        "quarter": N_("since the %(quarter)s"),
        "year": N_("since %(year)s"),
        "interval": N_("since the period %(interval)s"),
    },
    "of": {
        "day": N_("of %(day)s"),
        "month": N_("of %(month)s"),
        "quarter": N_("of the %(quarter)s"),
        "year": N_("of %(year)s"),
        "interval": N_("of the period %(interval)s"),
    },
    "compared": {
        "day": N_("compared with %(day)s"),
        "month": N_("compared with %(month)s"),
        "quarter": N_("compared with the %(quarter)s"),
        "year": N_("compared with %(year)s"),
        "interval": N_("compared with the period %(interval)s"),
    },
    "for": {
        "day": N_("for %(day)s"),
        "month": N_("for %(month)s"),
        "quarter": N_("for the %(quarter)s"),
        "year": N_("for %(year)s"),
        "interval": N_("for the period %(interval)s"),
    },
    "from": {
        "day": N_("from %(day)s"),
        "month": N_("from %(month)s"),
        "quarter": N_("from the %(quarter)s"),
        "year": N_("from %(year)s"),
    },
    "to": {
        "day": N_("to %(day)s"),
        "month": N_("to %(month)s"),
        "quarter": N_("to the %(quarter)s"),
        "year": N_("to %(year)s"),
    },
}
_QUARTERS = (
    N_("first quarter of %(year)s"),
    N_("second quarter of %(year)s"),
    N_("third quarter of %(year)s"),
    N_("fourth quarter of %(year)s"),
)


class Language:
    """One language; make it with ``language(setting)``."""

    def __init__(self, setting: Setting) -> None:
        self.code = setting.code
        self.locale = Locale.parse(setting.locale)
        self.translations = _catalogue(setting)
        self.own_name = setting.name
        self.grammar = grammar(setting.code)
        self.colon = self.grammar.colon
        self.heard: Heard | None = None
        self._numbers: dict[str, str] = {}
        self._spans: dict[Span, str] = {}

    # --- sentences ---------------------------------------------------------------------------------------------

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

    def quantity(self, value: Decimal, unit: Unit) -> str:
        """Write a number in digits with its percent sign or currency; other units are words of what stands around it.

        Below a million, cents are kept: €8.80, and €9 only where no cents were given.
        """
        if unit.percent:
            return self._percent(self.number(value))
        if unit.currency:
            cents = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
            given = -int(value.as_tuple().exponent)
            kept = given > 0 and (given <= 2 or cents % 1) and abs(value) < _MILLION
            shown = cents if kept else value.quantize(Decimal(1), ROUND_HALF_UP)
            pattern = self.locale.currency_formats["standard"].pattern
            pattern = pattern if shown.as_tuple().exponent else pattern.replace("0.00", "0")
            return str(format_currency(shown, unit.currency, pattern, self.locale, currency_digits=False))
        return self.number(value)

    def written(self, value: Decimal, unit: Unit, *, rounded: bool = False) -> str:
        """Write a number for a sentence: as ``quantity``, but large sums in words (13.2 billion dollars).

        Millions are written so where nothing is lost by it (373.6 million euros), or where the sentence may round:
        in the description of a chart and in a change, beside which the numbers themselves stand in full.
        """
        size = abs(value)
        short = size >= _LARGE or (size >= _MILLION and (rounded or not value % 100_000))
        if not unit.currency or not short:
            return self.quantity(value, unit)
        amount = str(format_compact_decimal(value, format_type="long", locale=self.locale, fraction_digits=1))
        if message := _MONEY.get(unit.currency):
            return self.say(message, amount=amount)
        return f"{amount} {get_currency_name(unit.currency, value, self.locale)}"

    def on_chart(self, value: Decimal, unit: Unit) -> str:
        """Write the number of a point within a drawing, where there is little room: US$13.2bn, never in a sentence."""
        if unit.currency and abs(value) >= _LARGE:
            return self._short(value, unit.currency)
        return self.quantity(value, unit)

    def _short(self, value: Decimal, currency: str) -> str:
        """Write a large sum short. CLDR's English B and M are American: official British usage is bn and m."""
        short = str(format_compact_currency(value, currency, locale=self.locale, fraction_digits=1))
        return re.sub(r"(?<=\d)[A-Z]$", lambda found: self.grammar.short.get(found[0], found[0]), short)

    def missing(self, status: Status | None = None) -> str:
        """Say why there is no number, in the words of the flag that decides.

        Args:
            status: the flags of the observation; none if there is no observation.
        """
        return self.say((status or NOTHING_SAID).reason.label)

    def tick(self, value: Decimal, unit: Unit) -> str:
        """Write a number on an axis: short from a million on, with the percent sign or currency."""
        if unit.currency:
            return self._short(value, unit.currency) if value else "0"
        if abs(value) >= _MILLION:
            return str(format_compact_decimal(value, locale=self.locale, fraction_digits=1))
        return self.quantity(value.normalize() if value % 1 else value.quantize(Decimal(1)), unit)

    def with_unit(self, value: Decimal, unit: Unit) -> str:
        """Write a number with its unit, whatever it is: 36,871 persons, 43.5%, €1,000, 13.2 billion dollars."""
        if unit.percent or unit.currency:
            return self.written(value, unit)
        return f"{self.number(value)} {self.name(unit)}"

    def unit_beside(self, title: str, unit: Unit) -> str:
        """The name of a unit for brackets beside a title, or nothing where the title itself says it.

        “Places d’accueil” are places, “Personen die …” are persons; a Dutch compound (Opvangplaatsen) says it too.
        """
        name = self.name(unit)
        before = "" if self.grammar.compounds else r"(?<!\w)"
        return "" if re.search(rf"{before}{re.escape(name)}(?!\w)", title, re.IGNORECASE) else name

    def signed(self, value: Decimal, unit: Unit, *, points: bool = False) -> str:
        """Write a change with its sign; a percentage with one decimal, or as many as it takes not to be nought."""
        rounded = _rounded(value) if unit.percent else value
        sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
        size = Decimal(format(abs(rounded), "f"))
        return self._points(sign, size) if points else sign + self.written(size, unit, rounded=True)

    def _points(self, sign: str, size: Decimal) -> str:
        """Percentage points; in French what is less than two is singular, in English and Dutch one alone."""
        number = int(size) if self.grammar.singular_below_two else 1 if size == 1 else 2
        text = self.translations.ngettext("%(change)s percentage point", "%(change)s percentage points", number)
        return text % {"change": sign + self.number(size)}

    def change_in_words(self, value: Decimal, unit: Unit, *, points: bool = False) -> str:
        """Say a change: an increase of 42%."""
        if not value:
            return self.say("no change")
        size = self.signed(abs(value), unit, points=points).lstrip("+−")
        if value > 0:
            return self.say("an increase of %(size)s", size=size)
        return self.say("a decrease of %(size)s", size=size)

    def change_as_verb(self, value: Decimal, unit: Unit, *, points: bool = False, many: bool = False) -> str:
        """Say a change as the verb of a sentence, after its subject: rose by 42% · a augmenté de 42 % · steeg met 42%.

        ``many``: the subject is plural (the numbers rose: les nombres ont augmenté).
        """
        size = self.signed(abs(value), unit, points=points).lstrip("+−")
        number = 2 if many else 1
        if not value:
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
        return self._ordinal(str(format_date(day, "long", self.locale)), Span(day.isoformat(), "day", day, day))

    def _ordinal(self, text: str, span: Span) -> str:
        """In French the first of a month is an ordinal."""
        first = span.precision == "day" and span.start.day == 1
        return re.sub(r"^1\b", self.grammar.first_of_month, text) if first else text

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
        if span.text == "ended":
            return self.say("none, as the series has ended")
        if span.precision == "unknown":
            return self.say("day not known")
        if span.precision == "interval":
            return self._interval(*span.parts)
        if span.precision == "day":
            return self.day(span.start)
        if span.precision == "quarter":
            return self.say(_QUARTERS[span.start.month // 3], year=span.start.year)
        return span.text if span.precision == "year" else str(format_date(span.start, "MMMM y", self.locale))

    def _interval(self, first: Span, last: Span) -> str:
        """Write an interval with its prepositions; what both ends share, month or year, is said once.

        From 17 to 20 May 2022; from 31 December 2013 to 31 December 2024; 2014 to 2020, March to June 2025.
        """
        start = self.span(first)
        if first.precision == last.precision and first.start.year == last.start.year:
            shared = {"day": "d" if first.start.month == last.start.month else "d MMMM", "month": "MMMM"}
            if pattern := shared.get(first.precision):
                start = self._ordinal(str(format_date(first.start, pattern, self.locale)), first)
        if {first.precision, last.precision} <= {"month", "year"}:
            return self.say("%(first)s to %(last)s", first=start, last=self.span(last))
        return f"{self._with(first, 'from', start)} {self._with(last, 'to', self.span(last))}"

    def placed(self, span: Span, by: str) -> str:
        """A day or period with the preposition that it takes: on 1 March 2022, in March 2022; le 1er mars, en mars.

        Args:
            span: the day or period; an unknown one gives an empty text.
            by: ``on`` for an event, ``since`` for a state, ``of`` for what bears a date, ``for`` for what is due,
                ``compared`` for a comparison.
        """
        if not span.known:
            return ""
        return self._with(span, by, self.span(span))

    def _with(self, span: Span, by: str, text: str) -> str:
        return self.say(_PLACED[by][span.precision], **{span.precision: text})

    def short_span(self, span: Span) -> str:
        """Write a period short, for an axis: 2022, Q1 2022, Mar 2022."""
        if span.precision in {"month", "day"}:
            return str(format_date(span.start, "MMM y", self.locale))
        return str(format_date(span.start, "QQQ y", self.locale)) if span.precision == "quarter" else self.span(span)

    # --- names -------------------------------------------------------------------------------------------------

    def country(self, code: str) -> str | None:
        """The name of a country by its ISO 3166 code, as CLDR has it."""
        return self.locale.territories.get(code)

    def language_name(self, code: str) -> str:
        """The name of a language in this language."""
        return str(self.locale.languages[code])

    def sort_key(self, text: str) -> str:
        """A key for sorting words without regard to accents and capitals."""
        return sort_key(text)


@lru_cache
def language(setting: Setting) -> Language:
    """The language that a site has set."""
    return Language(setting)


def _rounded(percentage: Decimal) -> Decimal:
    """One decimal, or one digit that isn't nought: a change is never shown as none."""
    one = percentage.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if not one and percentage:
        one = percentage.quantize(Decimal(1).scaleb(percentage.adjusted()), ROUND_HALF_UP)
    return one.normalize()


def upper_first(text: str) -> str:
    """Make the first letter a capital and leave the rest: administration of a Region → Administration of a Region."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Make the first letter small, for a name within a sentence; abbreviations stay: Sex → sex, EU law → EU law."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _catalogue(setting: Setting) -> gettext.NullTranslations:
    """The generator’s sentences in a language, with those that the site brings: the site’s own stand first."""
    found: gettext.NullTranslations = gettext.NullTranslations()
    for path in (CATALOGUES / setting.code / "LC_MESSAGES" / "factsite.po", setting.interface):
        if path is not None and path.is_file():
            own = _compiled(path, setting.code)
            own.add_fallback(found)
            found = own
    return found


def _compiled(path: Path, code: str) -> gettext.GNUTranslations:
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
