"""Rules on revisions: each is of a number that is there, and the newest ends in it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from factsite.checking.figures import figures
from factsite.content import Content
from factsite.documents.tree import Document
from factsite.problems import Problem
from factsite.records.figure import Figure, Observation, Revision
from factsite.telling import UNSAID, Told, quoted, told


def revisions_match(content: Content) -> Iterator[Problem]:
    """The newest revision of a period ends in the value that stands; one that matches nothing is a slip."""
    for _, figure, document in figures(content):
        for number, revision in enumerate(figure.revisions):
            keys = ("revisions", number)
            observation = figure.find(revision.period.text, revision.codes)
            if observation is None:
                what = told("there is no observation of {period} that this revises", period=revision.period.text)
                yield document.problem("revision", what, told("Mend the period or the codes."), keys)
            elif _has_later(figure, number):
                continue
            elif (meant := without_code(figure, revision)) is not None:
                missing = {name: code for name, code in meant.codes.items() if name not in revision.codes}
                what = told("the revision names no {dimensions}, so it is of the total", dimensions=quoted(missing))
                codes = ", ".join(f"{name}: {code}" for name, code in missing.items())
                yield document.problem("revision", what, told("Write “{codes}” in it.", codes=codes), keys)
            elif any(without_code(figure, other) is observation for other in figure.revisions):
                continue  # a later one is of this number, and told above
            elif observation.value != revision.new:
                what = told(
                    "the revision ends in {new}, the observation says {now}", new=revision.new, now=_said(observation)
                )
                remedy = _remedy(figure, document, observation, revision)
                yield document.problem("revision", what, remedy, (*keys, "new"))
            elif revision.of_flags and revision.old_status == figure.status_after(revision):
                what = told("neither the number of {period} nor its flags changed", period=revision.period.text)
                yield document.problem("revision", what, told("Mend “old_status”, or take the revision out."), keys)


def without_code(figure: Figure, revision: Revision) -> Observation | None:
    """The one number of a part in which a revision ends that names no part and doesn’t end in the total."""
    whole = figure.find(revision.period.text, revision.codes)
    if whole is None or whole.value == revision.new or set(revision.codes) == set(figure.dimensions):
        return None
    ends = [
        point
        for point in figure.observations
        if point.period == revision.period
        and point.value == revision.new
        and revision.codes.items() <= point.codes.items()
    ]
    return ends[0] if len(ends) == 1 else None


def _has_later(figure: Figure, number: int) -> bool:
    """Whether another revision of the same number is newer."""
    revision = figure.revisions[number]
    return any(
        (other.date, place) > (revision.date, number)
        and other.period == revision.period
        and other.codes == revision.codes
        for place, other in enumerate(figure.revisions)
    )


def _remedy(figure: Figure, document: Document, observation: Observation, revision: Revision) -> Told:
    if observation.value != revision.old:
        return told("Write “new: {now}”, or mend the observation.", now=_said(observation))
    place = document.problem("revision", UNSAID, keys=("observations", figure.observations.index(observation), "value"))
    return told(
        "If nothing changed, delete {what}. If {new} is right, write it in the place of {old} in {file}, line {line}, "
        "and today as “changed:”.",
        what=what_goes(figure),
        new=revision.new,
        old=revision.old,
        file=place.path.name,
        line=place.line,
    )


def what_goes(figure: Figure) -> Told:
    """What is to be deleted where a revision is none: the last one takes its list along."""
    return told("the revision") if len(figure.revisions) > 1 else told("the revision and “revisions:” above it")


def _said(observation: Observation) -> Decimal | Told:
    return told("that there is no number") if observation.value is None else observation.value
