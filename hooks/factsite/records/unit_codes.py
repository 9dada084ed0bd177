"""Under which code a unit stands in files for statistical programs (SDMX), and when it can't."""

from __future__ import annotations

from collections.abc import Iterable

from factsite.problems import RuleError
from factsite.telling import told

# “Percent” and “Number” in the list of units for the Sustainable Development Goals, IAEG-SDGs:CL_UNIT_MEASURE(1.20).
PERCENT, NUMBER = "PT", "NUMBER"


def code_in_sdmx(own: str | None, currency: str | None, *, percent: bool) -> str:
    """The code of a unit: a currency has that of ISO 4217, a share PT, another what the site says.

    Raises:
        RuleError: it has none, or says another than it has by itself.
    """
    known = currency or (PERCENT if percent else None)
    if known and own not in (None, known):
        what = told("this unit is “{code}” in SDMX, not “{other}”", code=known, other=own or "")
        raise RuleError("unit-in-sdmx", what, told("Leave “sdmx” out."))
    if known or own:
        return known or own or NUMBER
    remedy = told(
        "Add “sdmx: …”: PS for persons, NUMBER for things counted as such, or a code of your own in capitals."
    )
    raise RuleError("unit-in-sdmx", told("the unit has no code for files in SDMX"), remedy)


def refuse_shared(codes: Iterable[tuple[str, str]]) -> None:
    """Refuse two units with one code: in a code list each code has one name.

    Raises:
        RuleError: two have one; names them.
    """
    known: dict[str, str] = {}
    for unit, code in codes:
        if (other := known.setdefault(code, unit)) != unit:
            what = told("“{unit}” and “{other}” have one code in SDMX: {code}", unit=unit, other=other, code=code)
            raise RuleError("unit-in-sdmx", what, told("Give one of them another code under “sdmx”."))
