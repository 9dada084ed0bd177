"""Commitments: what was promised, and how far it has come according to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factsite.changes.facts import Fact, PublicState, ReaderFacts
from factsite.changes.guards import COMMITMENT_GUARDS
from factsite.charting.card import Face
from factsite.checking.sample import SAMPLES, Sample, first
from factsite.content import Entry
from factsite.records.change import ChangeKind
from factsite.records.codes import N_, Progress
from factsite.records.commitment import Commitment
from factsite.records.kind import Kind
from factsite.rendering.commitments import overview, states
from factsite.rendering.facets import BY_THEME, by_body, by_code
from factsite.rendering.presentation import Facts, Presentation, Said
from factsite.rendering.view import View


def _facts(view: View, commitment: Commitment) -> Facts:
    return [commitment.promised_in, *commitment.states], {"states": states(view, view.page)}


# What isn’t known or stands still is at none of them.
_STEPS = (Progress.ANNOUNCED, Progress.UNDER_WAY, Progress.DONE)


def _face(view: View, entry: Entry, commitment: Commitment, plain: Face) -> Face:
    """How far it has come, as a bar."""
    del view, entry
    step = commitment.progress
    return replace(plain, steps=(_STEPS.index(step) + 1, len(_STEPS))) if step in _STEPS else plain


def _said(view: View, entry: Entry, commitment: Commitment) -> list[Said]:
    del entry
    progress = Said(view.language.name(commitment.progress), f"progress-{commitment.progress.value}")
    return [Said(view.language.name(commitment.pledge)), progress]


def _told(state: PublicState, entry: Entry, commitment: Commitment) -> Iterator[Fact]:
    del state, entry
    yield Fact(ChangeKind.PROGRESS, value=commitment.progress.value)


KIND = Kind(
    "commitments",
    Commitment,
    parts=(
        Presentation[View, Commitment](
            N_("Commitments"),
            N_("Commitments concerned"),
            N_("Commitment"),
            found=0.5,
            facts=_facts,
            said=_said,
            facets=(
                BY_THEME,
                by_body(lambda commitment: commitment.organisations),
                by_code(
                    "document",
                    N_("Document"),
                    lambda commitment: commitment.pledge,
                    lambda content: content.codes.pledges.values(),
                ),
                by_code("progress", N_("State of play"), lambda commitment: commitment.progress, lambda _: Progress),
            ),
            card=_face,
            listed=("overview.html", overview),
        ),
        ReaderFacts(_told),
        COMMITMENT_GUARDS,
        Sample(SAMPLES / "commitments.yml", ("sources",), lambda content: {"pledge": first(content, "pledges")}),
    ),
)
