"""Legislation: acts and the dated steps of their lives."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.changes.guards import ACT_GUARDS
from factsite.changes.law import ACT_FACTS
from factsite.checking import identifiers, law
from factsite.checking.rules import Rules
from factsite.checking.sample import SAMPLES, Sample, first
from factsite.content import Entry
from factsite.localising.language import upper_first
from factsite.publishing.calendar import law_calendar
from factsite.publishing.published import Published
from factsite.records.codes import N_
from factsite.records.common import Citation
from factsite.records.kind import Kind
from factsite.records.legislation import Legislation
from factsite.records.words import LegislationWords
from factsite.rendering.addresses import law_calendar_address
from factsite.rendering.facets import BY_THEME, by_code, by_year
from factsite.rendering.lists import year_heading
from factsite.rendering.presentation import Calendar, FacetOf, Facts, ListHeading, Newest, Presentation, Said
from factsite.rendering.schema_org.act import legislation
from factsite.rendering.timelines import act_facts
from factsite.rendering.view import View


def _facts(view: View, act: Legislation) -> Facts:
    facts = act_facts(view, act) | {"structured": [legislation(view, act)]}
    return [Citation(source=step.source) for step in act.steps], facts


def _heading(view: View, entry: Entry, act: Legislation) -> ListHeading:
    del entry
    return year_heading(view, act.date)


def _said(view: View, entry: Entry, act: Legislation) -> list[Said]:
    said = [Said(day=act.date, brief=False)] if act.date else []
    said.append(Said(upper_first(view.dated_act(act)), listed=False))
    kind, level = view.language.name(act.act), view.language.name(act.level)
    # A regulation of the European Union needn't be said to be of the European Union.
    said += [Said(upper_first(one), brief=False) for one in ((kind,) if level in kind else (kind, level))]
    if status := view.status_of(entry):
        said.append(Said(view.standing(status, act.act), f"step-{status.step.role.value}"))
    return said


def _status(view: View, entry: Entry, act: Legislation) -> Iterator[tuple[str, str]]:
    del act
    if status := view.status_of(entry):
        yield status.step.value, view.language.name(status.step)
    else:
        yield "unknown", view.language.say("status not known")


def _every_status(view: View) -> Iterator[tuple[str, str]]:
    """The day alone brings an act from one to the next: each has its page, whatever acts there are."""
    for step in view.site.content.codes.steps.values():
        yield step.value, view.language.name(step)
    yield "unknown", view.language.say("status not known")


KIND = Kind(
    "legislation",
    Legislation,
    LegislationWords,
    parts=(
        Presentation[View, Legislation](
            N_("Legislation"),
            N_("Related legislation"),
            N_("Legislation"),
            found=0.8,
            facts=_facts,
            heading=_heading,
            said=_said,
            facets=(
                BY_THEME,
                by_code("level", N_("Level"), lambda act: act.level, lambda content: content.codes.levels.values()),
                by_year(lambda act: act.date),
                FacetOf("status", N_("Status"), _status, every=_every_status, by_day=True),
            ),
            newest=Newest(N_("Latest changes in the law"), N_("All legislation"), 1),
            calendar=Calendar(law_calendar_address, N_("Days on which laws take effect (iCalendar)")),
        ),
        ACT_FACTS,
        ACT_GUARDS,
        Rules(
            (
                law.steps_are_in_order,
                law.acts_have_official_titles,
                law.decisions_follow_acts,
                law.effects_are_steps,
                law.outcomes_fit_effects,
                law.amendments_are_no_circle,
                identifiers.identifiers_have_their_form,
                identifiers.identifiers_name_one_record,
                identifiers.elis_agree_with_the_act,
                identifiers.elis_fit_their_language,
            )
        ),
        Published(lambda site, reader: {law_calendar_address(reader): law_calendar(site, reader)}),
        Sample(
            SAMPLES / "legislation.yml",
            ("organisations", "sources"),
            lambda content: {name: first(content, f"{name}s") for name in ("act", "level", "step")},
        ),
    ),
)
