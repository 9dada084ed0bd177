"""What the page of each kind of record shows beside its words, and the sources that this adds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from factsite.charting.words import latest_change
from factsite.content import Content
from factsite.evidence import changes_since
from factsite.records.bridge import Bridge
from factsite.records.commitment import Commitment
from factsite.records.common import Citation, Record
from factsite.records.figure import Figure
from factsite.records.kinds import Explained, FactCheck, Legislation, Organisation
from factsite.rendering.bridges import sums
from factsite.rendering.commitments import states
from factsite.rendering.facets import same_themes
from factsite.rendering.figures import figure_sources, headline, marks, pieces
from factsite.rendering.linked import claim_review, legislation, organisation
from factsite.rendering.rates import is_unexplained, rate_parts
from factsite.rendering.structured import dataset
from factsite.rendering.take import take_along
from factsite.rendering.timelines import act_facts
from factsite.rendering.view import View

Facts = tuple[list[Citation], dict[str, Any]]


def record_facts(view: View, record: Record) -> Facts:
    """The citations and the template's values of a record's page."""
    make = _MAKERS.get(type(record))
    return make(view, record) if make else ([], {})


def _figure(view: View, figure: Figure) -> Facts:
    content: Content = view.site.content
    return figure_sources(content, figure), {
        "headline": headline(view, figure),
        "pieces": pieces(view, figure),
        "marks": marks(view, figure),
        "change": latest_change(figure, view.page.id, view.language),
        "rate_parts": rate_parts(view, figure),
        "unexplained": is_unexplained(figure),
        "take": take_along(view, figure),
        "structured": [dataset(view, figure)],
    }


def _act(view: View, act: Legislation) -> Facts:
    facts = act_facts(view, act) | {"structured": [legislation(view, act)]}
    return [Citation(source=step.source) for step in act.steps], facts


def _check(view: View, check: FactCheck) -> Facts:
    found = [evidence.citation for evidence in check.evidence]
    moved = changes_since(view.site.content, view.site.standings, check, view.site.day)
    facts = {"moved": moved, "structured": [] if check.withdrawn else [claim_review(view, check)]}
    return [check.claimed_in, *(citation for citation in found if citation)], facts


def _bridge(view: View, bridge: Bridge) -> Facts:
    comparisons, numbers = sums(view, bridge)
    return numbers, {"sums": comparisons}


def _commitment(view: View, commitment: Commitment) -> Facts:
    return [commitment.promised_in, *commitment.states], {"states": states(view, view.page)}


def _organisation(view: View, body: Organisation) -> Facts:
    return [], {"structured": [organisation(view, body)]}


def _explained(view: View, page: Explained) -> Facts:
    return [], {"themed": same_themes(view, view.page)}


_MAKERS: dict[type[Record], Callable[[View, Any], Facts]] = {
    Figure: _figure,
    Legislation: _act,
    FactCheck: _check,
    Bridge: _bridge,
    Commitment: _commitment,
    Organisation: _organisation,
    Explained: _explained,
}
