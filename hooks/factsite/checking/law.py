"""Rules on legislation, decisions and fact checks: orders of steps, identifiers, evidence."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.content import Content, Entry
from factsite.documents.tree import Document
from factsite.problems import Problem
from factsite.records.codes import Effect, Outcome
from factsite.records.decision import Decision
from factsite.records.legislation import Legislation
from factsite.records.listed import Step, StepRole
from factsite.records.scalars import Span
from factsite.records.words import LegislationWords
from factsite.telling import told

# Steps that can only follow one another in the order of the list; the rest may come at any time after publication.
_PATH = frozenset({StepRole.ANNOUNCES, StepRole.ADOPTS, StepRole.PUBLISHES})
# No court suspends what isn't published; entry into force may precede publication, by retroaction only.
_AFTER_PUBLICATION = frozenset(
    {StepRole.APPLIES, StepRole.SUSPENDS, StepRole.ANNULS_IN_PART, StepRole.ANNULS, StepRole.REPEALS}
)

# What a decision does to an act, as a step in the life of the act; the other effects leave it as it is.
_AS_STEP = {
    Effect.SUSPENDED: StepRole.SUSPENDS,
    Effect.PARTLY_ANNULLED: StepRole.ANNULS_IN_PART,
    Effect.ANNULLED: StepRole.ANNULS,
}

# With which outcomes a decision can do this to an act; the other effects go with any.
_WITH = {
    Effect.ANNULLED: {Outcome.ANNULLED, Outcome.PARTLY_ANNULLED},
    Effect.PARTLY_ANNULLED: {Outcome.ANNULLED, Outcome.PARTLY_ANNULLED},
    Effect.SUSPENDED: {
        *(Outcome.SUSPENDED, Outcome.INTERIM_MEASURE_GRANTED, Outcome.ADOPTED),
        *(Outcome.ANNULLED, Outcome.PARTLY_ANNULLED),
    },
    Effect.UNLAWFUL_IN_PART: {
        *(Outcome.UNLAWFUL_IN_PART, Outcome.VIOLATION, Outcome.INTERPRETED),
        *(Outcome.ANNULLED, Outcome.PARTLY_ANNULLED, Outcome.SUSPENDED),
    },
}
# What can’t be all that a decision of an outcome does to its acts: it strikes at least one.
_NOT_ALL = {
    Outcome.ANNULLED: {Effect.UPHELD, Effect.SUSPENDED},
    Outcome.PARTLY_ANNULLED: {Effect.UPHELD, Effect.SUSPENDED},
    Outcome.SUSPENDED: {Effect.UPHELD},
    Outcome.UNLAWFUL_IN_PART: {Effect.UPHELD},
}


def acts(content: Content) -> Iterator[tuple[Entry, Legislation, Document]]:
    """Every act that could be read, with its document."""
    for entry, act in content.records(Legislation):
        if entry.document is not None:
            yield entry, act, entry.document


def steps_are_in_order(content: Content) -> Iterator[Problem]:
    """No step comes before one that must precede it; nothing follows a full annulment or repeal."""
    for _, act, document in acts(content):
        days = {step.step: (number, step.date) for number, step in enumerate(act.steps) if step.date.known}
        for first, last in ((first, last) for first in days for last in days if _must_follow(first, last)):
            if days[last][1].end < days[first][1].start:
                what = told("“{last}” comes before “{first}”", last=last.value, first=first.value)
                yield document.problem(
                    "step-order", what, told("Check the two days."), ("steps", days[last][0], "date")
                )
        for step, (number, day) in days.items():
            if act.date is not None and step.role is StepRole.PUBLISHES and day.end < act.date.start:
                what = told("the act was published before its own date")
                yield document.problem("step-order", what, told("Check the two days."), ("steps", number, "date"))
        yield from _not_of_the_gazette(act, document)
        yield from _after_the_end(act, document)


def _not_of_the_gazette(act: Legislation, document: Document) -> Iterator[Problem]:
    """The step of publication, where it is of another day than the gazette in which the act stands."""
    if act.gazette is None or not act.gazette.date.known:
        return
    days = [(number, step.date) for number, step in enumerate(act.steps) if step.step.role is StepRole.PUBLISHES]
    known = [(number, day) for number, day in days if day.known]
    if known and not any(_meet(day, act.gazette.date) for _, day in known):
        number, day = known[0]
        what = told("published on {day}, and the gazette is of {gazette}", day=day.text, gazette=act.gazette.date.text)
        yield document.problem("step-order", what, told("Check the two days."), ("steps", number, "date"))


def _meet(first: Span, other: Span) -> bool:
    """Whether two days can be the same: one may be known as a month only."""
    return first.start <= other.end and other.start <= first.end


def _must_follow(first: Step, last: Step) -> bool:
    """Whether a step can't come before another."""
    if first.role in _PATH and last.role in _PATH:
        return first.position < last.position
    if first.role is StepRole.PUBLISHES:
        return last.role in _AFTER_PUBLICATION
    return first.role is StepRole.TAKES_EFFECT and last.role is StepRole.REPEALS


def _after_the_end(act: Legislation, document: Document) -> Iterator[Problem]:
    whole = (StepRole.ANNULS, StepRole.REPEALS)
    ends = [step.date.end for step in act.steps if step.step.role in whole and step.date.known]
    for number, step in enumerate(act.steps):
        if ends and step.step.lasts and step.date.known and step.date.start > min(ends):
            what = told("“{step}” comes after the act ended", step=step.step.value)
            yield document.problem("step-order", what, told("Check the two days."), ("steps", number, "date"))


def acts_have_official_titles(content: Content) -> Iterator[Problem]:
    """An act of the site's country has its title in the official languages, or its data say that it isn't known."""
    official = content.official_languages
    for entry, act, document in acts(content):
        if act.level.foreign:
            continue
        for language in official:
            translation = entry.translations.get(language)
            words = translation.words if translation else None
            titled = isinstance(words, LegislationWords) and words.official_title is not None
            if translation and titled == (language in act.official_title_unknown):
                state = told("given, and said to be unknown") if titled else told("missing")
                what = told("the official title in “{language}” is {state}", language=language, state=state)
                help_ = told("Write “official_title”, or name the language under “official_title_unknown”.")
                yield document.problem("official-title", what, help_)


def decisions_follow_acts(content: Content) -> Iterator[Problem]:
    """A court can't annul or suspend an act before its date (advice comes before, by nature)."""
    for entry, decision in content.records(Decision):
        if entry.document is None or not decision.date.known:
            continue
        for number, effect in enumerate(decision.acts):
            act = content.get("legislation", effect.act, Legislation)
            judged = effect.effect.value not in {"none", "interpreted"}
            if act and act.date and act.date.known and judged and decision.date.end < act.date.start:
                what = told("the decision is older than the act “{act}” that it judges", act=effect.act)
                yield entry.document.problem(
                    "decision-before-act", what, told("Check the two days."), ("acts", number, "act")
                )


def outcomes_fit_effects(content: Content) -> Iterator[Problem]:
    """What a decision does to its acts goes with its outcome: one that dismisses leaves all standing, for example."""
    for entry, decision in content.records(Decision):
        outcome, effects = decision.outcome, [one.effect for one in decision.acts]
        wrong = (place for place, one in enumerate(effects) if one in _WITH and outcome not in _WITH[one])
        too_little = bool(effects) and set(effects) <= _NOT_ALL.get(outcome, set())
        place = next(wrong, 0 if too_little else None)
        if entry.document is None or place is None:
            continue
        what = told(
            "the outcome is “{outcome}”, and under “acts” the effect is “{effect}”",
            outcome=outcome.value,
            effect=effects[place].value,
        )
        remedy = told("See in the decision which of the two is right.")
        yield entry.document.problem("outcome-effect", what, remedy, ("acts", place, "effect"))


def effects_are_steps(content: Content) -> Iterator[Problem]:
    """What a decision does to an act is a step of the act: else its page says that it applies as before."""
    for entry, decision in content.records(Decision):
        for number, effect in enumerate(decision.acts if entry.document else ()):
            role = _AS_STEP.get(effect.effect)
            act = content.get("legislation", effect.act, Legislation)
            if role is None or act is None or any(step.step.role is role for step in act.steps):
                continue
            what = told("“{act}” has no step for this: its page says that it applies as before", act=effect.act)
            remedy = told(
                "Add “- {{step: {step}, date: {day}, source: …}}” under “steps:” in "
                "content/data/legislation/{act}.yml, with today as “changed:” there, and read again what its page "
                "says, in each language.",
                step=next((code for code, one in content.codes.steps.items() if one.role is role), role.value),
                day=decision.date.text,
                act=effect.act,
            )
            keys = ("acts", number, "effect")
            if entry.document:
                yield entry.document.problem("effect-without-step", what, remedy, keys)


def amendments_are_no_circle(content: Content) -> Iterator[Problem]:
    """No act amends or repeals itself, directly or through others."""
    edges = {entry.id: {*act.amends, *act.repeals} for entry, act, _ in acts(content)}
    for entry, _, document in acts(content):
        reached, pending = set[str](), list(edges[entry.id])
        while pending:
            current = pending.pop()
            if current not in reached:
                reached.add(current)
                pending.extend(edges.get(current, ()))
        if entry.id in reached:
            yield document.problem(
                "circular-amendment",
                told("this act amends itself through others"),
                told("Check “amends”."),
                ("amends",),
            )
