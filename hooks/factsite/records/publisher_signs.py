"""What publishers' codes and signs mean as a status: SDMX's code lists, words, and the shorthand of tables.

SDMX: CL_OBS_STATUS 2.2 and CL_CONF_STATUS 1.3 (https://sdmx.org/?page_id=3215); [c], [x], [z]: the shorthand of the
Government Statistical Service (https://analysisfunction.civilservice.gov.uk/policy-store/symbols-in-tables/);
“..” and “…”: PxWeb's signs (https://www.scb.se/px-en), where all its users mean the same by them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from factsite.problems import RuleError
from factsite.records.observation_status import NOTHING_SAID, Flag, Status, parse_status

# SDMX writes capitals; Eurostat's own letters are small ones, and mean something else in part (M, S).
# OECD has C besides.
_SDMX: dict[str, tuple[Flag, ...]] = {
    "A": (),
    "B": (Flag.BREAK,),
    "C": (Flag.CONFIDENTIAL,),
    "D": (Flag.DEFINITION_DIFFERS,),
    "E": (Flag.ESTIMATED,),
    "F": (Flag.FORECAST,),
    "G": (Flag.EXPERIMENTAL,),
    "H": (Flag.NOT_AVAILABLE,),
    "I": (Flag.IMPUTED,),
    "J": (Flag.DEROGATION,),
    "K": (Flag.INCLUDED_ELSEWHERE,),
    "L": (Flag.NOT_AVAILABLE,),
    "M": (Flag.NOT_APPLICABLE,),
    "N": (Flag.BELOW_UNIT,),
    "O": (Flag.NOT_AVAILABLE,),
    "P": (Flag.PROVISIONAL,),
    "Q": (Flag.CONFIDENTIAL,),
    "R": (Flag.REVISED,),
    "S": (Flag.SPECIAL_EVENT,),
    "U": (Flag.LOW_RELIABILITY,),
    "V": (Flag.UNVALIDATED,),
    "W": (Flag.INCLUDES_OTHERS,),
}
# Free: every other code of CL_CONF_STATUS keeps the value from the public.
FREE = "F"
_WORDS: dict[str, tuple[Flag, ...]] = {
    **{flag.label: (flag,) for flag in Flag},
    "normal": (),
    "normal value": (),
    "final": (),
    "definitive": (),
    "zero": (),
    "break": (Flag.BREAK,),
    "break in time series": (Flag.BREAK,),
    "break in series": (Flag.BREAK,),
    "time series break": (Flag.BREAK,),
    "series break": (Flag.BREAK,),
    "estimate": (Flag.ESTIMATED,),
    "estimated value": (Flag.ESTIMATED,),
    "experimental value": (Flag.EXPERIMENTAL,),
    "forecast value": (Flag.FORECAST,),
    "projection": (Flag.FORECAST,),
    "imputed value": (Flag.IMPUTED,),
    "missing": (Flag.NOT_AVAILABLE,),
    "missing value": (Flag.NOT_AVAILABLE,),
    "missing value; suppressed": (Flag.CONFIDENTIAL,),
    "missing value; data cannot exist": (Flag.NOT_APPLICABLE,),
    "missing value; data exist but were not collected": (Flag.NOT_AVAILABLE,),
    "missing value; holiday or weekend": (Flag.NOT_AVAILABLE,),
    "data included in another category": (Flag.INCLUDED_ELSEWHERE,),
    "includes data from another category": (Flag.INCLUDES_OTHERS,),
    "strike and other special events": (Flag.SPECIAL_EVENT,),
    "unvalidated value": (Flag.UNVALIDATED,),
    "no data": (Flag.NOT_AVAILABLE,),
    "unavailable": (Flag.NOT_AVAILABLE,),
    "not significant": (Flag.BELOW_UNIT,),
    "negligible": (Flag.BELOW_UNIT,),
    "preliminary": (Flag.PROVISIONAL,),
    "provisional value": (Flag.PROVISIONAL,),
    "revised value": (Flag.REVISED,),
    "suppressed": (Flag.CONFIDENTIAL,),
    "confidential data": (Flag.CONFIDENTIAL,),
    "definition differs, see metadata": (Flag.DEFINITION_DIFFERS,),
    "definition differs (see metadata)": (Flag.DEFINITION_DIFFERS,),
    "eurostat estimate": (Flag.ESTIMATED_BY_EUROSTAT,),
    "unreliable": (Flag.LOW_RELIABILITY,),
    "provisoire": (Flag.PROVISIONAL,),
    "estimé": (Flag.ESTIMATED,),
    "estimée": (Flag.ESTIMATED,),
    "confidentiel": (Flag.CONFIDENTIAL,),
    "non disponible": (Flag.NOT_AVAILABLE,),
    "sans objet": (Flag.NOT_APPLICABLE,),
    "voorlopig": (Flag.PROVISIONAL,),
    "geschat": (Flag.ESTIMATED,),
    "vertrouwelijk": (Flag.CONFIDENTIAL,),
    "niet beschikbaar": (Flag.NOT_AVAILABLE,),
    "niet van toepassing": (Flag.NOT_APPLICABLE,),
    "vorläufig": (Flag.PROVISIONAL,),
    "geschätzt": (Flag.ESTIMATED,),
    "vertraulich": (Flag.CONFIDENTIAL,),
    "nicht verfügbar": (Flag.NOT_AVAILABLE,),
}
# In brackets: the shorthand of the Government Statistical Service, which its tables also have without brackets.
_SHORTHAND: dict[str, Flag] = {
    "low": Flag.BELOW_UNIT,
    "ns": Flag.BELOW_UNIT,
    "w": Flag.NOT_AVAILABLE,
    "x": Flag.NOT_AVAILABLE,
}
_ABSENT: dict[str, Flag] = {
    **dict.fromkeys((":", "NA", "N/A", "n/a", "n.a.", "..", "...", "…", "#N/A"), Flag.NOT_AVAILABLE),
}
# Signs by which publishers mean several things: nought or missing, not applicable or not available. Where they are
# said to be missing, they are; else the mapping must say.
AMBIGUOUS = frozenset({"-", "–", "—", "―", ".", "x", "X", "*", "**", "/", "//"})
_BELOW = re.compile(r"[<≤]\s*(\d{1,9}(?:[.,]\d{1,9})?)")


def confidentiality(code: str) -> bool:
    """Whether a code of CL_CONF_STATUS keeps a value from the public."""
    return code.strip().partition(":")[0].upper() not in {"", FREE}


def status_in_words(text: str) -> Status | None:
    """What a word says (“not available”, “Provisional”); None if it is no word for a status."""
    flags = _WORDS.get(" ".join(text.casefold().split()))
    return None if flags is None else Status(flags)


@lru_cache(maxsize=1_024)
def read_status(text: str) -> Status:
    """The status by a publisher's flags: letters with signs between them, codes of SDMX, or words.

    Args:
        text: what stands in the column of flags.

    Raises:
        RuleError: it is none of these.
    """
    if (found := status_in_words(text)) is not None:
        return found
    several = [status_in_words(part) for part in re.split("[,;|]", text)]
    if all(several):
        return NOTHING_SAID.joined(*(flag for one in several if one for flag in one))
    plain = text.replace(":", " ") if not re.match(r"[A-Z]: ", text) else text[0]
    parts = [part for part in re.split(r"[\s,;|/]+", plain) if part]
    found = NOTHING_SAID
    for part in parts:
        if re.fullmatch(r"\([A-Za-z]{1,3}\)", part):
            part = part.strip("()")
        if part.startswith("[") and part.endswith("]"):
            found = found.joined(*shorthand(part))
        elif (worded := status_in_words(part)) is not None:
            found = found.joined(*worded)
        elif part.upper() == part and all(sign in _SDMX for sign in part):
            found = found.joined(*(flag for sign in part for flag in _SDMX[sign]))
        else:
            found = found.joined(*parse_status(part))
    return found


def shorthand(text: str) -> tuple[Flag, ...]:
    """What a sign in brackets says: [c], [low], [p].

    Raises:
        RuleError: it is none that is known.
    """
    inner = text.strip("[]").casefold()
    return (_SHORTHAND[inner],) if inner in _SHORTHAND else tuple(parse_status(inner))


@dataclass(frozen=True)
class Absence:
    """A sign in the place of a value: the status it gives, and whether anybody said so or it is what most mean."""

    status: Status
    certain: bool = True


@lru_cache(maxsize=1_024)
def absence_of(text: str) -> Absence | None:
    """What a sign in the place of a value says; None if it is none that is known."""
    if text in _ABSENT:
        return Absence(Status((_ABSENT[text],)))
    if found := _BELOW.fullmatch(text):
        low = Decimal(found[1].replace(",", ".")) <= 1
        return Absence(Status((Flag.BELOW_UNIT if low else Flag.CONFIDENTIAL,)))
    bare = text.strip()
    if bare in AMBIGUOUS:
        return Absence(Status((Flag.NOT_AVAILABLE,)), certain=False)
    try:
        if bare.startswith(":"):
            status = read_status(bare[1:].strip())
        elif bare.startswith("[") and bare.endswith("]"):
            status = Status(shorthand(bare))
        elif (worded := status_in_words(bare)) is not None:
            status = worded
        else:
            status = parse_status(bare) if len(bare) == 1 else NOTHING_SAID
    except RuleError:
        return None
    return Absence(status.with_reason()) if bare.startswith((":", "[")) or status.says_why else None
