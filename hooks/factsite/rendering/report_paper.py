"""The progress report on the commitments on paper: what its page says, as data for its template."""

from __future__ import annotations

from collections import Counter

from factsite.content import Entry
from factsite.localising.language import upper_first
from factsite.records.codes import Progress
from factsite.records.commitment import Commitment
from factsite.rendering.commitments import Side, VoicedState, pledges, states
from factsite.rendering.pamphlet import Data, continued, frame, organisations, source_of, stands_at, worded
from factsite.rendering.site import Site
from factsite.rendering.view import View


def report_paper(site: Site, code: str) -> Data:
    """What stands in the report of a language on the day of the site."""
    view = View(site, code, site.content.entries["report"], "")
    groups = [
        {"title": group.title, "entries": [_commitment(view, entry) for entry in group.entries]}
        for group in pledges(view)
    ]
    return frame(view, str(view.title)) | {
        "lead": view.language.say(
            "The word beside a commitment comes from the most recent source that says how far it has come; the "
            "government’s own word comes before others’. Where no public source says it, progress isn’t known."
        ),
        "progress": _progress(view),
        "groups": groups,
        "page": stands_at(view, view.page),
        "nothing": view.language.say("No public source says what followed the promise."),
    }


def _progress(view: View) -> Data:
    """How many commitments have come how far."""
    counted = Counter(commitment.progress for _, commitment in view.site.content.records(Commitment))
    rows = [[view.language.name(one), view.language.number_of(counted[one])] for one in Progress if counted[one]]
    head = [view.language.say("State of play"), view.language.say("Commitments")]
    return {"head": head, "rows": [[upper_first(name), number] for name, number in rows]}


def _commitment(view: View, entry: Entry) -> Data:
    commitment = entry.of(Commitment)
    if commitment is None:
        raise LookupError(f"{entry.path} is no commitment")
    who = organisations(view, commitment.organisations)
    title = view.title_of(entry)
    return {
        "number": str(commitment.number),
        "title": worded(title),
        "continued": continued(view, f"{commitment.number}. {title}"),
        "held": view.held_page(entry),
        "summary": worded(view.text("summary", entry)),
        "progress": view.language.name(commitment.progress),
        "who": view.language.say("Responsible: %(who)s.", who=who) if who else "",
        "sides": [_side(view, side) for side in states(view, entry)],
        "page": stands_at(view, entry),
    }


def _side(view: View, side: Side) -> Data:
    return {"title": side.title, "said": [_state(view, one) for one in side.said]}


def _state(view: View, one: VoicedState) -> Data:
    when = upper_first(view.language.span(one.state.date))
    return {
        "when": f"{when} ({one.voice})" if one.voice else when,
        "colon": view.language.colon,
        "words": worded(one.words),
        "progress": view.language.name(one.state.progress),
        "source": source_of(view, one.state, one.state.date),
    }
