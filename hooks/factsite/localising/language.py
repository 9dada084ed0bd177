"""A language of the site: how it writes numbers, days, periods and countries, and its catalogue of sentences.

All forms come from CLDR through Babel, in the locale that mkdocs.yml names (en_GB there: en_BE writes 1.234,5).
"""

from __future__ import annotations

from functools import lru_cache

from factsite.languages import Setting
from factsite.localising.numbers import Numbers
from factsite.localising.times import Times


class Language(Numbers, Times):
    """One language; make it with ``language(setting)``."""


@lru_cache
def language(setting: Setting) -> Language:
    """The language that a site has set."""
    return Language(setting)


def forget_languages() -> None:
    """Read the catalogues again when a language is next asked for: one has changed."""
    language.cache_clear()


def upper_first(text: str) -> str:
    """Make the first letter a capital and leave the rest: administration of a Region → Administration of a Region."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Make the first letter small, for a name within a sentence; abbreviations stay: Sex → sex, EU law → EU law."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
