"""What waits for translators, as a page that stands by itself: it is no page of the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from factsite.localising.language import Language, upper_first
from factsite.records.codes import N_
from factsite.rendering.environment import make_environment
from factsite.translating.status import Freshness, UnitStatus

_NAMES = {
    Freshness.MISSING: N_("Missing"),
    Freshness.STALE: N_("Stale: the source has changed"),
    Freshness.UNKNOWN: N_("Never confirmed"),
    Freshness.CURRENT: N_("Up to date"),
}


@dataclass(frozen=True)
class FileStatus:
    """The texts of a file that are listed."""

    name: str
    texts: list[UnitStatus]


@dataclass(frozen=True)
class LanguageStatus:
    """How a language stands: its name, how many texts are in each state, in order, and those that are listed."""

    name: str
    counts: list[str]
    files: list[FileStatus]


def status_page(speaker: Language, every: Sequence[UnitStatus], shown: Sequence[UnitStatus]) -> str:
    """The whole document.

    Args:
        speaker: the language in which the page speaks.
        every: all texts, which are counted.
        shown: those that are listed.

    Returns:
        HTML; the same texts give the same bytes.
    """
    listed = []
    for code in dict.fromkeys(one.language for one in every):
        states = Counter(one.state for one in every if one.language == code)
        texts = groupby((one for one in shown if one.language == code), key=lambda one: one.file)
        files = [FileStatus(name, list(found)) for name, found in texts]
        counts = [speaker.number(Decimal(states[state])) for state in Freshness]
        listed.append(LanguageStatus(upper_first(speaker.language_name(code)), counts, files))
    names = {state: speaker.say(name) for state, name in _NAMES.items()}
    template = make_environment().get_template("translations.html")
    return template.render(_=speaker.say, lang=speaker.code, names=names, languages=listed)
