"""Bodies of the state and beyond it."""

from __future__ import annotations

from factsite.checking.sample import SAMPLES, Sample, first
from factsite.content import Entry
from factsite.localising.language import upper_first
from factsite.records.codes import N_
from factsite.records.kind import Kind
from factsite.records.organisation import Organisation
from factsite.records.words import OrganisationWords
from factsite.rendering.facets import by_code
from factsite.rendering.presentation import FacetOf, Facts, ListHeading, Presentation, Said
from factsite.rendering.schema_org.organisation import organisation
from factsite.rendering.view import View


def _facts(view: View, body: Organisation) -> Facts:
    return [], {"structured": [organisation(view, body)]}


def _heading(view: View, entry: Entry, body: Organisation) -> ListHeading:
    del entry
    return ListHeading(body.level.value, view.language.name(body.level))


def _said(view: View, entry: Entry, body: Organisation) -> list[Said]:
    del entry
    return [Said(upper_first(view.language.name(body.type)))]


_FACETS: tuple[FacetOf[View, Organisation], ...] = (
    by_code("type", N_("Type"), lambda body: body.type, lambda content: content.codes.organisations.values()),
    by_code("level", N_("Level"), lambda body: body.level, lambda content: content.codes.levels.values()),
)
KIND = Kind(
    "organisations",
    Organisation,
    OrganisationWords,
    parts=(
        Presentation[View, Organisation](
            N_("Organisations"),
            N_("Organisations concerned"),
            N_("Organisation"),
            found=0.85,
            facts=_facts,
            heading=_heading,
            said=_said,
            facets=_FACETS,
        ),
        Sample(
            SAMPLES / "organisations.yml",
            values=lambda content: {"type": first(content, "organisations"), "level": first(content, "levels")},
        ),
    ),
)
