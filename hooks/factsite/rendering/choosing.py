"""What readers choose for themselves on a figure with many codes: which, and what the script for it is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from factsite.charting.shape import LONGEST_STEP
from factsite.deriving.coded import columns_of
from factsite.localising.language import Language
from factsite.records.codes import N_
from factsite.records.figure import Figure
from factsite.records.listed import Unit
from factsite.records.observation_status import ABSENCES, Flag, Status
from factsite.rendering.addresses import download
from factsite.rendering.citing import publishers
from factsite.rendering.formats import JSON_STAT, OFFICE_CSV
from factsite.rendering.licences import figure_licence
from factsite.rendering.view import View

# As many lines as can still be told apart, in one picture. Who has more codes than that has something to choose.
MOST = 8
LARGEST = 5
# Of so many observations the two files are some 10 MB, compressed a tenth: a phone can hold no more.
MOST_FETCHED = 100_000
# What the script says, by the names under which it asks for it.
_WORDS = {
    "title": N_("Choose for yourself"),
    "close": N_("Close the choice"),
    "find": N_("Find in the list"),
    "keys": N_("The arrow keys move through the list, the space bar chooses."),
    "groups": N_("Totals and groups"),
    "none": N_("Nothing in the list has these words."),
    "first": N_("From"),
    "last": N_("Up to"),
    "clear": N_("Clear the choice"),
    "remove": N_("Take away: %(name)s"),
    "shown": N_("Shown: %(names)s; %(periods)s."),
    "empty": N_("Nothing is chosen yet."),
    "ignored": N_("This part of the address could not be used: %(parts)s."),
    "waiting": N_("The numbers are being fetched."),
    "failed": N_("The numbers could not be fetched. Please try again later."),
    "kept": N_("The address of this page keeps your choice: whoever opens it sees the same."),
    "take": N_("Take this choice along (CSV for Excel)"),
    "hollow": N_("Provisional or estimated values are shown hollow or paler."),
    "dashed": N_("Dashed lines mark breaks in the series: %(when)s."),
    "interrupted": N_("Lines are interrupted where there is no number or the numbers can’t be compared."),
    "note": N_("Note"),
    "licence": N_("Licence"),
}
# What stands for a value in those words until the script fills it in.
_LATER = {name: f"{{{name}}}" for name in ("name", "names", "periods", "parts", "when")}


def chosen_dimension(view: View, figure: Figure) -> str | None:
    """The dimension among whose codes readers choose: that with most, if they are more than one picture takes.

    None too where the files that the script fetches would be too large, where two codes have one name, as no reader
    could tell which of them is chosen, and in a preview of numbers that aren’t public: the files don’t mark them.
    """
    if len(figure.observations) > MOST_FETCHED or any(view.held(point) for point in figure.observations):
        return None
    codes = {name: {point.codes.get(name, "") for point in figure.observations} for name in figure.dimensions}
    alike = any(len({view.code_name(name, one) for one in there}) < len(there) for name, there in codes.items())
    most = max(codes, key=lambda name: len(codes[name]), default=None)
    return most if most is not None and len(codes[most]) > MOST and not alike else None


def patterns(language: Language, unit: Unit) -> list[str]:
    """How a language writes a number of a unit, and one below nought, around its digits: “{n} %”, “-{n} %”."""
    return [language.quantity(Decimal(one), unit).replace("1", "{n}") for one in (1, -1)]


def choosing(view: View, figure: Figure) -> dict[str, Any] | None:
    """What the script that lets readers choose is told; nothing where there is little to choose.

    All words are those of the interface, and what is known of flags and breaks comes from where it stands; the
    numbers are in the files to download, which it fetches when it is asked for.
    """
    chosen = chosen_dimension(view, figure)
    if chosen is None:
        return None
    say, licence = view.language.say, figure_licence(view.site.content, figure)
    ngettext = view.language.translations.ngettext
    words = {name: say(text, **_LATER) for name, text in _WORDS.items()}
    words["largest"] = ngettext("The largest", "The %(n)s largest", LARGEST) % {"n": LARGEST}
    words["full"] = ngettext("Only one at once.", "No more than %(n)s at once.", MOST) % {"n": MOST}
    return {
        "table": view.asset(download(view.page.id, f"{view.code}.{OFFICE_CSV.ending}")),
        "statistics": view.asset(download(view.page.id, f"{view.code}.{JSON_STAT.ending}")),
        "file": f"{view.page.id}.{view.code}",
        "names": columns_of(figure),
        "chosen": list(figure.dimensions).index(chosen),
        "most": MOST,
        "largest": LARGEST,
        "title": str(view.title),
        "unit": view.language.unit_beside(view.title, figure.unit),
        "colon": view.language.colon,
        "locale": str(view.language.locale).replace("_", "-"),
        "decimal": view.language.decimal_sign,
        "patterns": patterns(view.language, figure.unit),
        "currency": bool(figure.unit.currency),
        "whole": not figure.unit.percent and not figure.unit.currency,
        "absences": [flag.value for flag in ABSENCES],
        "unsettled": [flag.value for flag in Flag if Status((flag,)).unsettled],
        "breaking": Flag.BREAK.value,
        "steps": sorted(set(LONGEST_STEP.values())),
        "breaks": [[gap.period.start.isoformat(), view.language.span(gap.period)] for gap in figure.breaks],
        "source": say("Source: %(publisher)s.", publisher=", ".join(publishers(view, figure))),
        "licence": [view.language.name(licence), licence.address or ""] if licence else [],
        "words": words,
    }
