"""How publishers write periods, values, codes and flags → how we write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, getcontext
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from factsite.content import DimensionFacts
from factsite.importing.table import shown
from factsite.localising.names import is_country, sort_key
from factsite.problems import RuleError
from factsite.records.mapping import DimensionColumn, Mapping
from factsite.records.scalars import PRECISIONS, Span, parse_number, parse_span
from factsite.telling import told

# No period and no number is longer; the longest number that Excel writes out has some 300 digits, and isn't one.
_LONGEST = 40
_PRECISIONS = ("year", "quarter", "month", "day")
_MONTH = re.compile(r"(\d{4})-?M(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
_YEAR = re.compile(r"(\d{4})\.0+")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
# ISO 3166 leaves XKX to its users; it is what the World Bank and the European Union write for Kosovo.
_OWN_ALPHA_3 = {"XKX": "XK"}


def read_period(text: str, precision: str | None) -> Span:
    """Read a period as Eurostat (2022M03, 2022-Q1), UNHCR (2022), a workbook or ISO 8601 writes it.

    Args:
        text: the period.
        precision: what to cut it to: 2015-12-31 with ``year`` is 2015.

    Raises:
        RuleError: it is no period, or less exact than ``precision``.
    """
    if text.replace("-", "").isdigit():
        pass  # ISO 8601, as most files have it
    elif found := _MONTH.fullmatch(text):
        text = f"{found[1]}-{int(found[2]):02}"
    elif found := _QUARTER.fullmatch(text):
        text = f"{found[1]}-Q{found[2]}"
    elif found := _YEAR.fullmatch(text) or _MOMENT.fullmatch(text):
        text = found[1]
    if len(text) > _LONGEST or not text.isascii():
        raise RuleError(
            "period",
            told("“{text}” is no period", text=shown(text)),
            told("Mend “period” of the import, or get the file again."),
        )
    try:
        span = parse_span(text)
    except RuleError:
        raise
    except ValueError as error:
        raise RuleError("period", told("no calendar has the period “{text}”", text=text)) from error
    if precision is None or span.precision == precision:
        return span
    if span.precision not in _PRECISIONS or _PRECISIONS.index(span.precision) < _PRECISIONS.index(precision):
        raise RuleError(
            "period",
            told("“{text}” doesn’t say which {precision}", text=text, precision=PRECISIONS[precision]),
            told("Mend “precision” of the import."),
        )
    start = span.start
    cut = {"year": f"{start:%Y}", "quarter": f"{start:%Y}-Q{(start.month + 2) // 3}", "month": f"{start:%Y-%m}"}
    return parse_span(cut[precision])


def read_value(text: str, mapping: Mapping) -> Decimal | None:
    """Read a value; None if it is missing.

    Raises:
        RuleError: it is neither a number, as the mapping says numbers are written, nor a sign for a missing value.
    """
    if not text or text in mapping.missing:
        return None
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    if mapping.thousands:
        sign, point = re.escape(mapping.thousands), re.escape(mapping.decimal)
        if re.fullmatch(rf"-?\d{{1,3}}({sign}\d{{3}})+({point}\d+)?", plain):
            plain = plain.replace(mapping.thousands, "")
    if mapping.decimal != ".":
        plain = "" if "." in plain else plain.replace(mapping.decimal, ".")
    remedy = told("Get the file again, or mend “decimal”, “thousands” and “missing” of the import.")
    if len(plain) > _LONGEST or not plain.isascii():
        raise RuleError("number", told("“{text}” is no number", text=shown(text)), remedy)
    try:
        value = parse_number(plain)
    except RuleError as error:
        raise RuleError("number", told("“{text}” is no number", text=text), remedy) from error
    if len(value.as_tuple().digits) > getcontext().prec:
        raise RuleError("number", told("“{text}” has more digits than can be computed with", text=text), remedy)
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def read_flags(text: str) -> str:
    """The letters of a publisher's flags, without the signs between them and the colon of a missing value."""
    return re.sub(r"[\s,;:|]", "", text)


def read_update(text: str | None) -> str | None:
    """The day of a publisher's last update: 27/03/25 23:00:00 (Eurostat's CSV), else ISO 8601; None if unclear."""
    for form in ("%d/%m/%y %H:%M:%S", "%d/%m/%Y %H:%M:%S"):
        try:
            return datetime.strptime(text or "", form).date().isoformat()
        except ValueError:
            continue
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return None


@dataclass
class CodeReader:
    """Reads the codes of one dimension; every code is looked up once."""

    name: str
    mapping: DimensionColumn
    facts: DimensionFacts
    _known: dict[str, str | None] = field(default_factory=dict)

    def read(self, text: str) -> str | None:
        """Our code for the publisher's.

        The mapping's own table comes first, then our codes, then ISO 3166 (of two or three letters) and names.

        Returns:
            The code, or None if rows with it aren't taken.

        Raises:
            KeyError: nothing says what it stands for.
        """
        if text not in self._known:
            self._known[text] = None if text in self.mapping.ignore else self._find(text)
        return self._known[text]

    def candidates(self) -> list[str]:
        """What could have been meant by an unknown code."""
        names = _countries(self.mapping.names) if self.facts.countries and self.mapping.names else {}
        return [*self.mapping.codes, *self.facts.codes, *self.facts.aggregates, *names]

    def _find(self, text: str) -> str:
        if text in self.mapping.codes:
            return self.mapping.codes[text]
        if text in self.facts.codes or text in self.facts.aggregates or (self.facts.countries and is_country(text)):
            return text
        if self.facts.countries:
            if code := _alpha_2(text):
                return code
            if self.mapping.names and (code := _countries(self.mapping.names).get(_plain(text))):
                return code
        raise KeyError(text)


def _alpha_2(code: str) -> str | None:
    """The ISO 3166 code of two letters for one of three, where CLDR knows exactly one."""
    found = get_global("territory_aliases").get(code, []) if len(code) == 3 and code.isupper() else []
    return found[0] if len(found) == 1 and is_country(found[0]) else _OWN_ALPHA_3.get(code)


@lru_cache
def _countries(code: str) -> dict[str, str]:
    """The countries by their names in a language."""
    return {_plain(name): key for key, name in Locale(code).territories.items() if is_country(key)}


def _plain(name: str) -> str:
    """A name without what publishers write in several ways: accents, capitals, apostrophes, & and St."""
    return sort_key(re.sub(r"\bSt\.? ", "Saint ", name.replace("’", "'").replace("&", "and")))
