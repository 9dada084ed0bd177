"""How publishers write codes, and the day of their last update → how we write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from factsite.content import DimensionFacts
from factsite.localising.names import is_country, sort_key
from factsite.records.mapping_parts import DimensionColumn

# ISO 3166 leaves XKX to its users; it is what the World Bank and the European Union write for Kosovo.
_OWN_ALPHA_3 = {"XKX": "XK"}


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
