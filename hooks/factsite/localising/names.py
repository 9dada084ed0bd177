"""What CLDR knows of codes and names in every language: countries, languages, the order of words."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

# CLDR has names for these too, which are no countries: unions, the rest of Oceania, made-up and unknown ones.
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
# Codes of states of which one is the successor (ISO 3166-3): CLDR gives them beside the code that holds today.
_FORMER = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}


@lru_cache(maxsize=4_096)
def is_country(code: str) -> bool:
    """Tell whether a code is the ISO 3166 code (two letters) of a country."""
    known = len(code) == 2 and code.isupper() and code in Locale("en").territories
    return known and code not in _NO_COUNTRIES


@cache
def alpha_3(code: str) -> str:
    """The terminological code of three letters in ISO 639 for that of a language: fr gives fra, nl gives nld.

    CLDR's aliases name it before the bibliographical one (fre, dut).

    Raises:
        LookupError: CLDR knows none.
    """
    if len(code) == 3:
        return code
    aliases = get_global("language_aliases").items()
    known = [str(alias) for alias, language in aliases if language == code and len(alias) == 3]
    # Languages that CLDR counts among another (als for sq) don’t begin with its code.
    if chosen := next((alias for alias in known if alias.startswith(code)), known[0] if known else None):
        return chosen
    raise LookupError(f"CLDR knows no code of three letters for the language “{code}”")


@cache
def country_alpha_3(code: str) -> str:
    """The code of three letters in ISO 3166 for one of two: BE gives BEL.

    Raises:
        LookupError: CLDR knows none.
    """
    aliases = get_global("territory_aliases").items()
    known = [str(alias) for alias, codes in aliases if list(codes) == [code] and len(alias) == 3 and alias.isalpha()]
    known = [alias for alias in known if alias not in _FORMER]
    if not known:
        raise LookupError(f"CLDR knows no code of three letters for the country “{code}”")
    return known[0]


def official_languages(country: str) -> tuple[str, ...]:
    """The official languages of a country, by its code in ISO 3166, as CLDR has them."""
    return tuple(get_official_languages(country, de_facto=True))


def sort_key(text: str) -> str:
    """A key for sorting words without regard to accents and capitals."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
