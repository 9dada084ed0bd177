"""Words → what stands for them in an address."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The longest name of a file, and the longest word of an address.
MAX_SLUG = 80


@lru_cache(4096)
def slug_of(words: str) -> str:
    """An address from a title: its letters without accents, in small, with hyphens between its words.

    Nothing where there is no letter or digit that addresses are made of.
    """
    plain = unicodedata.normalize("NFKD", words.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss"))
    found = ""
    for word in re.findall(r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one)).lower()):
        if len(found) + len(word) + 1 > MAX_SLUG:
            break
        found = f"{found}-{word}" if found else word
    return found
