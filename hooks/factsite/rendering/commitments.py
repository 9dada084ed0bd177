"""What pages of commitments show: states of play side by side, the overview, the progress report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from factsite.content import Entry
from factsite.records.codes import Progress, Voice
from factsite.records.commitment import Commitment, StateOfPlay
from factsite.rendering.facets import facets
from factsite.rendering.parting import part
from factsite.rendering.view import View
from factsite.rendering.words import LangText

# The bar of all commitments, in units of its own, and the room between its parts.
WIDTH, GAP = 1000, 6
_FROM_DONE = (Progress.DONE, Progress.UNDER_WAY, Progress.ANNOUNCED, Progress.STALLED, Progress.NOT_KNOWN)


@dataclass(frozen=True)
class VoicedState:
    """A state of play with its words; ``voice`` names whose they are, unless the side says it."""

    state: StateOfPlay
    voice: str
    words: LangText


@dataclass(frozen=True)
class Side:
    """What one side says of a commitment, the newest first."""

    title: str
    said: list[VoicedState]


@dataclass(frozen=True)
class Share:
    """How many commitments have come so far: their part of the bar, and where their list stands."""

    progress: Progress
    count: int
    start: int
    width: int
    address: str


@dataclass(frozen=True)
class Pledged:
    """The commitments of one pledge, in their order."""

    id: str
    title: str
    entries: list[Entry]


def states(view: View, entry: Entry) -> list[Side]:
    """What is said of a commitment: the government on one side, others on the other; an empty side is left out."""
    commitment = entry.of(Commitment)
    if commitment is None:
        return []
    sides = []
    for title, own in (
        (view.language.say("What the government said"), True),
        (view.language.say("What others said"), False),
    ):
        found = [state for state in commitment.states if (state.voice is Voice.GOVERNMENT) is own]
        found.sort(key=lambda state: (state.date.known, state.date.end), reverse=True)
        if found:
            sides.append(Side(title, [_said(view, entry, state) for state in found]))
    return sides


def _said(view: View, entry: Entry, state: StateOfPlay) -> VoicedState:
    voice = "" if state.voice is Voice.GOVERNMENT else view.language.name(state.voice)
    return VoicedState(state, voice, view.note_of(entry, state.note))


def pledges(view: View, entries: Iterable[Entry] | None = None) -> list[Pledged]:
    """Some commitments, else all, by what they belong to, in the order of the plan."""
    codes = view.site.content.codes.pledges.values()
    groups = {pledge: Pledged(pledge.value, view.language.name(pledge), []) for pledge in codes}
    for entry in view.site.listed("commitments", view.code) if entries is None else entries:
        if commitment := entry.of(Commitment):
            groups[commitment.pledge].entries.append(entry)
    return [group for group in groups.values() if group.entries]


def overview(view: View) -> dict[str, Any]:
    """The list of all commitments: how many have come how far, then each by what it belongs to."""
    shown = part(view.site.listed("commitments", view.code), view.number)
    return {"pledges": pledges(view, shown.entries), "shares": shares(view), "shares_width": WIDTH}


def shares(view: View) -> list[Share]:
    """How many commitments have come how far, from done to not known, as a bar of ``WIDTH`` shows it."""
    records = [entry.of(Commitment) for entry in view.site.listed("commitments", view.code)]
    counts = Counter(record.progress for record in records if record)
    named = [progress for progress in _FROM_DONE if counts[progress]]
    room = WIDTH - GAP * (len(named) - 1)
    facet = next((one for one in facets(view, "commitments") if one.name == "progress"), None)
    found, start = [], 0
    for progress in named:
        choice = facet.of(progress.value) if facet else None
        width = round(room * counts[progress] / counts.total())
        address = view.list_address + choice.suffix if choice else ""
        found.append(Share(progress, counts[progress], start, width, address))
        start += width + GAP
    return found


def report(view: View) -> dict[str, Any]:
    """The progress report: every commitment with all that is said of it."""
    said = {entry.id: states(view, entry) for entry in view.site.listed("commitments", view.code)}
    return {"pledges": pledges(view), "said": said}
