"""What each kind of record promises readers: the facts that no later state changes without saying so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factsite.changes.guarded import REVISIONS, UPDATED, GuardedFact, Guards, note_of, numbered, place_in_source
from factsite.records.bridge import Amount, Bridge
from factsite.records.commitment import Commitment
from factsite.records.decision import Decision
from factsite.records.fact_check import Evidence, FactCheck
from factsite.records.figure import Figure
from factsite.records.figure_parts import FigurePart
from factsite.records.legislation import Legislation
from factsite.records.scalars import Span


def point_named(period: Span, codes: Mapping[str, str]) -> str:
    """Of which observation something is: its period, and its codes in the order of their dimensions."""
    return " ".join([period.text, *(code for _, code in sorted(codes.items()))])


def _fact(name: str, value: str) -> GuardedFact:
    return GuardedFact(name, "", value, (name,))


def _figure(figure: Figure) -> Iterator[GuardedFact]:
    yield _fact(UPDATED, figure.last_update.isoformat())
    yield _fact("unit", figure.unit.value)
    yield _fact("measures", figure.measures.value)
    yield _fact("frequency", figure.frequency.value)
    yield _fact("organisation", f"organisations/{figure.organisation}")
    for place, gap in enumerate(figure.breaks):
        yield GuardedFact("breaks", gap.period.text, gap.period.text, ("breaks", place, "period"))
    if figure.ratio:
        # Its numbers follow from those of others, and so do their revisions.
        parts = (_part(figure.ratio.numerator), _part(figure.ratio.denominator))
        yield _fact("ratio", f"{' : '.join(parts)}, {figure.ratio.decimals}")
        return
    several = numbered()
    for place, revision in enumerate(figure.revisions):
        of = several(f"{revision.date.isoformat()} {point_named(revision.period, revision.codes)}")
        value = f"{revision.old:f} > {revision.new:f}, {revision.reason.value}"
        yield GuardedFact(REVISIONS, of, value, (REVISIONS, place, "new"))
        yield note_of(REVISIONS, of, revision.note, place)
    yield from _beside(figure)


def _part(part: FigurePart) -> str:
    return " ".join([f"figures/{part.figure}", *(code for _, code in sorted(part.codes.items()))])


def _beside(figure: Figure) -> Iterator[GuardedFact]:
    """What stands beside the numbers of a figure: other sources’ numbers, and what a rate was computed from."""
    for place, point in enumerate(figure.observations):
        if not point.alternatives and point.numerator is None and point.denominator is None:
            continue
        name, keys = point_named(point.period, point.codes), ("observations", place)
        for number, other in enumerate(point.alternatives):
            of = f"{name} sources/{other.source}"
            yield GuardedFact("alternatives", of, f"{other.value:f}", (*keys, "alternatives", number, "value"))
        for part, value in (("numerator", point.numerator), ("denominator", point.denominator)):
            if value is not None:
                yield GuardedFact(part, name, f"{value:f}", (*keys, part))


def _act(act: Legislation) -> Iterator[GuardedFact]:
    yield _fact("act", act.act.value)
    yield _fact("level", act.level.value)
    yield _fact("date", act.date.text if act.date else "")
    yield _fact("dossier", act.dossier or "")
    if act.gazette:
        yield GuardedFact("gazette", "date", act.gazette.date.text, ("gazette", "date"))
        yield GuardedFact("gazette", "page", act.gazette.page or "", ("gazette", "page"))
    for scheme, value in act.identifiers.items():
        yield GuardedFact("identifiers", scheme, value, ("identifiers", scheme))
    several = numbered()
    for place, eli in enumerate(act.eli):
        yield GuardedFact("eli", several(eli.language), eli.address, ("eli", place, "address"))
    # The second vote in plenary is another step than the first, and the first is the older one.
    ordered = sorted(enumerate(act.steps), key=lambda row: (row[1].date.start, row[1].date.text))
    several = numbered()
    for place, step in ordered:
        yield GuardedFact("steps", several(step.step.value), step.date.text, ("steps", place, "date"))
    for name in ("amends", "repeals", "transposes", "implements"):
        for place, other in enumerate(getattr(act, name)):
            yield GuardedFact(name, f"legislation/{other}", f"legislation/{other}", (name, place))


def _decision(decision: Decision) -> Iterator[GuardedFact]:
    yield _fact("body", f"organisations/{decision.body}")
    yield _fact("form", decision.form.value)
    yield _fact("date", decision.date.text)
    yield _fact("number", decision.number or "")
    yield _fact("outcome", decision.outcome.value)
    for scheme, value in decision.identifiers.items():
        yield GuardedFact("identifiers", scheme, value, ("identifiers", scheme))
    for place, effect in enumerate(decision.acts):
        yield GuardedFact("acts", f"legislation/{effect.act}", effect.effect.value, ("acts", place, "effect"))


def _fact_check(check: FactCheck) -> Iterator[GuardedFact]:
    yield _fact("claimant", f"organisations/{check.claimant}")
    yield GuardedFact("claim", "", check.claim.text, ("claim", "text"))
    yield _fact("claimed_in", place_in_source(check.claimed_in))
    yield _fact("claimed", check.claimed.text)
    yield _fact("verdict", check.verdict.value)
    if check.withdrawn:
        yield GuardedFact("withdrawn", "", check.withdrawn.date.isoformat(), ("withdrawn", "date"))
    for place, evidence in enumerate(check.evidence):
        name = _evidence(evidence)
        yield GuardedFact("evidence", name, name, ("evidence", place))


def _evidence(evidence: Evidence) -> str:
    if evidence.figure and evidence.period:
        return f"figures/{evidence.figure} {point_named(evidence.period, evidence.codes)}"
    if evidence.citation:
        return place_in_source(evidence.citation)
    return f"decisions/{evidence.decision}" if evidence.decision else f"legislation/{evidence.legislation}"


def _commitment(commitment: Commitment) -> Iterator[GuardedFact]:
    yield _fact("pledge", commitment.pledge.value)
    yield _fact("number", str(commitment.number))
    yield _fact("promised", commitment.promised.text)
    yield _fact("promised_in", place_in_source(commitment.promised_in))
    several = numbered()
    for place, state in enumerate(commitment.states):
        of = several(f"{state.date.text} {state.voice.value} {place_in_source(state)}")
        yield GuardedFact("states", of, state.progress.value, ("states", place, "progress"))


def _bridge(bridge: Bridge) -> Iterator[GuardedFact]:
    for place, comparison in enumerate(bridge.comparisons):
        for keys, amount, step in comparison.amounts():
            name = " ".join([str(place + 1), *(str(key) if isinstance(key, str) else str(key + 1) for key in keys)])
            why = f"{step.type.value} " if step else ""
            yield GuardedFact("comparisons", name, why + _amount(amount), ("comparisons", place, *keys))


def _amount(amount: Amount) -> str:
    if amount.figure:
        span = amount.period or amount.sum
        parts = [f"figures/{amount.figure}", *([point_named(span, amount.codes)] if span else [])]
        return " ".join([*parts, *([f"sources/{amount.source}"] if amount.source else [])])
    return amount.number or f"{amount.amount:f}"


FIGURE_GUARDS = Guards(_figure, ("counted", "not_counted"))
ACT_GUARDS = Guards(_act, official=("official_title",))
DECISION_GUARDS = Guards(_decision)
FACT_CHECK_GUARDS = Guards(_fact_check)
COMMITMENT_GUARDS = Guards(_commitment)
BRIDGE_GUARDS = Guards(_bridge)
