"""How a language writes numbers: with units and currencies, in tables, in sentences, on charts, as changes."""

from __future__ import annotations

import re
from copy import copy
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    get_currency_name,
    get_decimal_symbol,
)
from babel.units import format_unit

from factsite.languages import Setting
from factsite.localising.saying import Saying
from factsite.records.codes import N_
from factsite.records.listed import Unit
from factsite.records.observation_status import NOTHING_SAID, Status

# Large sums as a language says them in a sentence; CLDR’s own names of other currencies need no preposition in most.
_MONEY = {"EUR": N_("%(amount)s euros"), "USD": N_("%(amount)s dollars")}
_LARGE = 1_000_000_000
_MILLION = 1_000_000


class Numbers(Saying):
    """A language that writes numbers."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._numbers: dict[str, str] = {}

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

    @property
    def decimal_sign(self) -> str:
        """What stands before decimals: a point or a comma."""
        return str(get_decimal_symbol(self.locale))

    def number_of(self, count: int) -> str:
        """Write a count."""
        return self.number(Decimal(count))

    def file_size(self, count: int) -> str:
        """Write how long a file is, in thousands or millions of bytes: 310 kB · 310 ko · 1,2 MB."""
        large = count >= _MILLION
        size, unit = (round(count / 1_000_000, 1), "megabyte") if large else (max(1, round(count / 1000)), "kilobyte")
        return str(format_unit(size, f"digital-{unit}", "short", locale=self.locale))

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

    def flags(self, status: Status, before: Status = NOTHING_SAID) -> str:
        """The flags of a number in words; without any, that it is final if it wasn’t ``before``."""
        if status:
            return ", ".join(self.say(flag.label) for flag in status)
        return self.say(N_("final") if before.unsettled else N_("without a flag"))

    def missing(self, status: Status | None = None) -> str:
        """Say why there is no number, in the words of the flag that decides.

        Args:
            status: the flags of the observation; none if there is no observation.
        """
        return self.say((status or NOTHING_SAID).reason.label)

    def tick(self, value: Decimal, unit: Unit, top: Decimal | None = None) -> str:
        """Write a number on an axis: short from a million on, with the percent sign or currency.

        Args:
            value: the number.
            unit: what is counted.
            top: the largest number of the axis: below one of millions stands 0.5M, not 500,000.
        """
        if unit.currency:
            return self._short(value, unit.currency) if value else "0"
        if abs(value) >= _MILLION:
            return str(format_compact_decimal(value, locale=self.locale, fraction_digits=1))
        if value and top is not None and top >= _MILLION:
            part = self.number(round(value / _MILLION, 2).normalize())
            return str(format_compact_decimal(_MILLION, locale=self.locale)).replace("1", part)
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
        text = self.translations.ngettext("%(change)s percentage point", "%(change)s percentage points", number)
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


def _rounded(percentage: Decimal) -> Decimal:
    """One decimal, or one digit that isn't nought: a change is never shown as none."""
    one = percentage.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if not one and percentage:
        one = percentage.quantize(Decimal(1).scaleb(percentage.adjusted()), ROUND_HALF_UP)
    return one.normalize()
