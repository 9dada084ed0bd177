"""Decisions of courts and governments."""

from __future__ import annotations

from factsite.changes.guards import DECISION_GUARDS
from factsite.changes.law import DECISION_FACTS
from factsite.checking.sample import SAMPLES, Sample
from factsite.content import Entry
from factsite.records.codes import N_, Outcome
from factsite.records.decision import Decision
from factsite.records.kind import Kind
from factsite.rendering.facets import BY_THEME, by_body, by_code, by_year
from factsite.rendering.lists import year_heading
from factsite.rendering.presentation import ListHeading, Newest, Presentation, Said
from factsite.rendering.view import View


def _heading(view: View, entry: Entry, decision: Decision) -> ListHeading:
    del entry
    return year_heading(view, decision.date)


def _said(view: View, entry: Entry, decision: Decision) -> list[Said]:
    del entry
    path = f"organisations/{decision.body}"
    body = Said(entry=view.entry_at(path)) if view.has(path) else Said(decision.body)
    outcome = Said(view.language.name(decision.outcome), f"outcome-{decision.outcome.value}", brief=False)
    return [Said(day=decision.date), body, outcome]


KIND = Kind(
    "decisions",
    Decision,
    parts=(
        Presentation[View, Decision](
            N_("Decisions"),
            N_("Related decisions"),
            N_("Decision"),
            found=0.6,
            heading=_heading,
            said=_said,
            facets=(
                BY_THEME,
                by_body(lambda decision: [decision.body]),
                by_year(lambda decision: decision.date),
                by_code("outcome", N_("Outcome"), lambda decision: decision.outcome, lambda _: Outcome),
            ),
            newest=Newest(N_("Latest decisions"), N_("All decisions"), 3),
        ),
        DECISION_FACTS,
        DECISION_GUARDS,
        Sample(SAMPLES / "decisions.yml", ("organisations", "sources")),
    ),
)
