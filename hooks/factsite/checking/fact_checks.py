"""Rules on fact checks: evidence that exists and still stands, claims that are translated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factsite.content import Content
from factsite.deriving.evidence import changes_since
from factsite.deriving.legal_status import Standings
from factsite.problems import Problem, Severity
from factsite.records.fact_check import FactCheck
from factsite.records.figure import Figure
from factsite.records.words import FactCheckWords
from factsite.telling import told

# ClaimReview's claimReviewed should stay short; https://schema.org/claimReviewed and its consumers cut longer ones.
MAX_CLAIM = 400


def evidence_exists(content: Content) -> Iterator[Problem]:
    """An observation that a fact check names is there."""
    for entry, check in content.records(FactCheck):
        if entry.document is None:
            continue
        for number, evidence in enumerate(check.evidence):
            figure = content.get("figures", evidence.figure, Figure) if evidence.figure else None
            if figure and evidence.period and figure.find(evidence.period.text, evidence.codes) is None:
                what = told(
                    "“{figure}” has no value for {period} with these codes",
                    figure=evidence.figure or "",
                    period=evidence.period.text,
                )
                keys = ("evidence", number, "period")
                yield entry.document.problem("evidence", what, told("Check period and codes."), keys)


def evidence_still_stands(content: Content, day: date) -> Iterator[Problem]:
    """Fact checks whose evidence moved after they were made: a list for the editor, which stops no build."""
    standings = Standings(content)
    for entry, check in content.records(FactCheck):
        if entry.document is None:
            continue
        for change in changes_since(content, standings, check, day):
            place = entry.document.place(("evidence", change.number))
            what = told(
                "“{path}” changed on {day}, after this was checked", path=change.entry.path, day=change.day.isoformat()
            )
            remedy = told("Rewrite the check, or write “confirmed: DAY” if the verdict still holds.")
            yield Problem(
                entry.document.path, place.line, place.column, "evidence-changed", what, remedy, Severity.WARNING
            )


def claims_are_translated(content: Content) -> Iterator[Problem]:
    """A claim stands in its own language once, and is translated in the others; it isn't too long."""
    for entry, check in content.records(FactCheck):
        if entry.document is None:
            continue
        if len(check.claim.text) > MAX_CLAIM:
            what = told(
                "the claim has {number} characters; {limit} is the limit", number=len(check.claim.text), limit=MAX_CLAIM
            )
            yield entry.document.problem(
                "claim-length", what, told("Quote the checkable sentence only."), ("claim", "text")
            )
        for translation in entry.translations.values():
            words, document = translation.words, translation.file.document
            if not isinstance(words, FactCheckWords):
                continue
            if translation.language == check.claim.language and words.claim:
                yield document.problem(
                    "claim", told("the claim stands in the data in this language"), told("Delete it here."), ("claim",)
                )
            if translation.language != check.claim.language and not words.claim:
                yield document.problem(
                    "missing-field", told("the field “claim” is missing"), told("Translate the claim.")
                )
