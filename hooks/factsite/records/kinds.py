"""The registry of kinds of records."""

from __future__ import annotations

from dataclasses import dataclass

from factsite.records.bridge import Bridge
from factsite.records.commitment import Commitment
from factsite.records.common import Record
from factsite.records.decision import Decision
from factsite.records.explained import Explained
from factsite.records.fact_check import FactCheck
from factsite.records.figure import Figure
from factsite.records.legislation import Legislation
from factsite.records.organisation import Organisation
from factsite.records.words import (
    FactCheckWords,
    FigureWords,
    LegislationWords,
    OrganisationWords,
    Words,
)


@dataclass(frozen=True)
class Kind:
    """A kind of record: its folder, the models of its facts and words, whether its list stands in the menu."""

    name: str
    record: type[Record]
    words: type[Words]
    in_menu: bool = True


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("figures", Figure, FigureWords),
        Kind("legislation", Legislation, LegislationWords),
        Kind("decisions", Decision, Words),
        Kind("fact-checks", FactCheck, FactCheckWords),
        Kind("commitments", Commitment, Words),
        Kind("explained", Explained, Words),
        Kind("organisations", Organisation, OrganisationWords),
        Kind("bridges", Bridge, Words, in_menu=False),
    )
}
# The sections, in the order of the menu; those that aren't kinds hold pages of words only.
SECTIONS: tuple[str, ...] = (*KINDS, "glossary", "about")
MENU: tuple[str, ...] = tuple(name for name in SECTIONS if name not in KINDS or KINDS[name].in_menu)
