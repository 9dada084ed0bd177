"""Fact checks: a claim, the evidence, the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factsite.changes.facts import Fact, PublicState, ReaderFacts
from factsite.changes.guards import FACT_CHECK_GUARDS
from factsite.charting.card import Face
from factsite.checking import fact_checks
from factsite.checking.rules import Rules
from factsite.checking.sample import SAMPLES, Sample
from factsite.content import Entry
from factsite.deriving.evidence import changes_since
from factsite.records.change import ChangeKind
from factsite.records.codes import N_, Verdict
from factsite.records.fact_check import FactCheck
from factsite.records.kind import Kind
from factsite.records.words import FactCheckWords
from factsite.rendering.corrected import Correction
from factsite.rendering.facets import BY_THEME, by_code
from factsite.rendering.lists import year_heading
from factsite.rendering.presentation import Facts, ListHeading, Newest, Presentation, Said
from factsite.rendering.schema_org.claim_review import claim_review
from factsite.rendering.schema_org.things import body_name
from factsite.rendering.view import View


def _facts(view: View, check: FactCheck) -> Facts:
    found = [evidence.citation for evidence in check.evidence]
    moved = changes_since(view.site.content, view.site.standings, check, view.site.day)
    facts = {"moved": moved, "structured": [] if check.withdrawn else [claim_review(view, check)]}
    return [check.claimed_in, *(citation for citation in found if citation)], facts


def _heading(view: View, entry: Entry, check: FactCheck) -> ListHeading:
    del entry
    return year_heading(view, check.checked)


def _said(view: View, entry: Entry, check: FactCheck) -> list[Said]:
    del entry
    path = f"organisations/{check.claimant}"
    claimant = Said(entry=view.entry_at(path), brief=False) if view.has(path) else Said(check.claimant, brief=False)
    verdict = Said(view.language.name(check.standing), f"verdict-{check.standing.value}")
    return [Said(day=check.checked), claimant, verdict]


def _face(view: View, entry: Entry, check: FactCheck, plain: Face) -> Face:
    """The claim and who made it; the verdict stands there already."""
    del entry
    claim = view.text("claim") or check.claim.text
    return replace(plain, facts=body_name(view, check.claimant), text=view.language.say("“%(words)s”", words=claim))


def _corrections(view: View, entry: Entry, check: FactCheck) -> Iterator[Correction]:
    if check.withdrawn:
        told, note = str(view.say("The fact check was withdrawn.")), view.note_of(entry, check.withdrawn.note)
        yield Correction(entry, check.withdrawn.date, told, note, name="withdrawn")


def _told(state: PublicState, entry: Entry, check: FactCheck) -> Iterator[Fact]:
    del state, entry
    yield Fact(ChangeKind.VERDICT, value=check.standing.value)


KIND = Kind(
    "fact-checks",
    FactCheck,
    FactCheckWords,
    parts=(
        Presentation[View, FactCheck](
            N_("Fact checks"),
            N_("Related fact checks"),
            N_("Fact check"),
            found=0.8,
            facts=_facts,
            heading=_heading,
            said=_said,
            facets=(BY_THEME, by_code("verdict", N_("Verdict"), lambda check: check.standing, lambda _: Verdict)),
            newest=Newest(N_("Latest fact checks"), N_("All fact checks"), 2),
            corrections=_corrections,
            card=_face,
        ),
        ReaderFacts(_told, frozenset({"verdict"})),
        FACT_CHECK_GUARDS,
        Rules(
            (fact_checks.evidence_exists, fact_checks.claims_are_translated),
            of_the_day=(fact_checks.evidence_still_stands,),
        ),
        Sample(
            SAMPLES / "fact-checks.yml",
            ("organisations", "sources"),
            translated={"claim": N_("The translation of the claim.")},
        ),
    ),
)
