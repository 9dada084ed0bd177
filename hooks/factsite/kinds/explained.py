"""Explanatory pages."""

from __future__ import annotations

from factsite.checking.sample import SAMPLES, Sample
from factsite.content import Entry
from factsite.records.codes import N_
from factsite.records.explained import Explained
from factsite.records.kind import Kind
from factsite.rendering.facets import BY_THEME, same_themes
from factsite.rendering.presentation import Facts, ListHeading, Presentation
from factsite.rendering.schema_org.page import article
from factsite.rendering.view import View


def _facts(view: View, page: Explained) -> Facts:
    del page
    return [], {"structured": [article(view)], "themed": same_themes(view, view.page)}


def _heading(view: View, entry: Entry, page: Explained) -> ListHeading:
    del view, entry, page
    return ListHeading("all", "")


KIND = Kind(
    "explained",
    Explained,
    parts=(
        Presentation[View, Explained](
            N_("Explained"),
            N_("Explained on this site"),
            N_("Explained"),
            facts=_facts,
            heading=_heading,
            facets=(BY_THEME,),
        ),
        Sample(SAMPLES / "explained.yml"),
    ),
)
