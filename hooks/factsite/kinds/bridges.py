"""Bridges: why two published numbers for what looks like the same thing differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from factsite.changes.guards import BRIDGE_GUARDS
from factsite.changes.numbers import BRIDGE_FACTS
from factsite.charting.card import Face
from factsite.checking import bridges
from factsite.checking.rules import Rules
from factsite.checking.sample import SAMPLES, Sample
from factsite.content import Content, Entry
from factsite.problems import RuleError
from factsite.records.bridge import Bridge
from factsite.records.codes import N_
from factsite.records.figure import Figure
from factsite.records.kind import Kind
from factsite.rendering.bridges import sums
from factsite.rendering.facets import BY_THEME
from factsite.rendering.presentation import Facts, Presentation
from factsite.rendering.schema_org.page import article
from factsite.rendering.view import View
from factsite.telling import told


def _facts(view: View, bridge: Bridge) -> Facts:
    comparisons, numbers = sums(view, bridge)
    return numbers, {"structured": [article(view)], "sums": comparisons}


def _face(view: View, entry: Entry, bridge: Bridge, plain: Face) -> Face:
    """The two numbers that differ: those that the page tells first, else those of the last comparison."""
    del entry
    comparisons, _ = sums(view, bridge)
    pairs = [(one.first, one.last) for one in comparisons]
    ends = next((pair for pair in pairs if all(row.text in plain.text for row in pair)), pairs[-1])
    return replace(plain, number="\u00a0≠\u00a0".join(row.text for row in ends))


def _first_total(content: Content) -> Mapping[str, str]:
    """A figure and a period for which it has a number that stands for the whole."""
    for entry, figure in content.records(Figure):
        latest = figure.latest()
        if latest and latest.codes == figure.total_codes:
            return {"figure": entry.id, "period": latest.period.text}
    what = told("no figure has a number that a bridge could start from")
    raise RuleError("dangling-reference", what, told("Write one first: factsite new figures ID"))


KIND = Kind(
    "bridges",
    Bridge,
    in_menu=False,
    parts=(
        Presentation[View, Bridge](
            N_("Why the numbers differ"),
            N_("Why the numbers differ"),
            N_("Comparison"),
            found=0.6,
            facts=_facts,
            card=_face,
            facets=(BY_THEME,),
        ),
        BRIDGE_FACTS,
        BRIDGE_GUARDS,
        Rules((bridges.bridges_add_up,)),
        Sample(SAMPLES / "bridges.yml", values=_first_total),
    ),
)
