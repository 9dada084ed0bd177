"""Figures: series of numbers with their charts, tables and downloads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factsite.changes.guards import FIGURE_GUARDS
from factsite.changes.numbers import FIGURE_FACTS
from factsite.charting.words import latest_change
from factsite.checking import (
    ageing,
    agreeing,
    comparing,
    disclosure,
    figures,
    mappings,
    notes,
    plain,
    revising,
    vintages,
)
from factsite.checking.rules import Rules
from factsite.checking.sample import SAMPLES, Sample, first
from factsite.content import Entry
from factsite.records.codes import N_
from factsite.records.figure import Figure
from factsite.records.kind import Kind
from factsite.records.words import FigureWords
from factsite.rendering.choosing import choosing
from factsite.rendering.corrected import Correction
from factsite.rendering.facets import BY_THEME, by_body
from factsite.rendering.figures import figure_face, figure_sources, headline, marks, pieces
from factsite.rendering.papers import booklets
from factsite.rendering.presentation import Facts, Presentation
from factsite.rendering.rates import is_unexplained, rate_parts
from factsite.rendering.reuse import take_along
from factsite.rendering.schema_org.dataset import dataset
from factsite.rendering.view import View


def _facts(view: View, figure: Figure) -> Facts:
    shown = pieces(view, figure)
    first = next((chart for piece in shown for chart in piece.charts), None)
    facts: dict[str, Any] = {
        "headline": headline(view, figure),
        "pieces": shown,
        "on_page": view.site.shown(figure),
        "first": first,
        "marks": marks(view, figure),
        "change": latest_change(figure, view.page.id, view.language),
        "rate_parts": rate_parts(view, figure),
        "unexplained": is_unexplained(figure),
        "take": take_along(view, figure),
        "choosing": choosing(view, figure),
        "structured": [dataset(view, figure)],
    }
    return figure_sources(view.site.content, figure), facts


def _corrections(view: View, entry: Entry, figure: Figure) -> Iterator[Correction]:
    for revision in figure.revisions:
        told, note = view.revision(figure, revision), view.note_of(entry, revision.note)
        yield Correction(entry, revision.date, told, note, revision)


KIND = Kind(
    "figures",
    Figure,
    FigureWords,
    parts=(
        Presentation[View, Figure](
            N_("Figures"),
            N_("Related figures"),
            N_("Figure"),
            facts=_facts,
            tiles=True,
            facets=(BY_THEME, by_body(lambda figure: [figure.organisation])),
            corrections=_corrections,
            card=figure_face,
            papers=lambda view: booklets(view.site, view.code),
        ),
        FIGURE_FACTS,
        FIGURE_GUARDS,
        Rules(
            (
                figures.observations_are_unique,
                figures.codes_are_known,
                figures.codes_stay_apart,
                figures.values_are_within_bounds,
                figures.values_are_rounded,
                figures.counts_are_whole,
                figures.periods_fit_the_frequency,
                figures.totals_are_sums,
                notes.notes_have_words,
                figures.observations_have_sources,
                revising.revisions_match,
                figures.events_are_days,
                figures.rates_agree_with_their_parts,
                disclosure.small_counts_are_kept_back,
                mappings.mappings_are_whole,
                vintages.series_are_as_imported,
                agreeing.bound_series_agree,
                agreeing.equal_series_are_bound,
                comparing.near_series_are_compared,
                ageing.answers_name_the_newest,
                ageing.versions_are_of_their_day,
                plain.figures_say_their_limits,
            ),
            of_the_day=(figures.periods_are_over, ageing.entries_are_not_in_the_future),
        ),
        Sample(
            SAMPLES / "figures.yml",
            ("organisations", "sources"),
            lambda content: {"unit": first(content, "units")},
            {
                "counted": N_("Say here what is counted."),
                "not_counted": N_("Say here what isn’t counted."),
                "limits": N_("Say here what the number doesn’t tell."),
            },
        ),
    ),
)
