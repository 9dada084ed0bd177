"""References → the facts they name, or the reason why there is no such fact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from factsite.content import Content, Entry
from factsite.deriving.nearest import nearest
from factsite.problems import RuleError, did_you_mean
from factsite.prose.references import Reference
from factsite.records.common import Citation
from factsite.records.figure import Figure, Observation
from factsite.records.listed import PERCENT, Unit
from factsite.records.observation_status import NOTHING_SAID, Status
from factsite.records.scalars import Span
from factsite.telling import told, word_of


@dataclass(frozen=True)
class Value:
    """A number with its unit; ``figure`` is the identifier of the figure it comes from, if any."""

    number: Decimal | None
    unit: Unit
    source: str
    status: Status = NOTHING_SAID
    figure: str | None = None
    observation: Observation | None = None
    form: str = ""


# Periods by name, in the place of one that grows old: that of the headline, and the one before it.
LATEST, PREVIOUS = "latest", "previous"
# A percentage without its sign, for a sentence that says “of every 100”: easier than a percentage for many readers.
OF_A_HUNDRED = "of-100"
# How a change is told: +42%; 42% (its size, where the sentence says more or fewer); an increase of 42% (a noun); rose
# by 42% (a verb, after one subject or many).
CHANGE_FORMS = ("signed", "size", "words", "verb", "verb-plural")


@dataclass(frozen=True)
class Change:
    """The change from one number to another, ``after``: ``form`` is one of the forms, ``unit`` that of ``amount``."""

    amount: Decimal
    unit: Unit
    relative: bool
    form: str
    figure: str
    after: Observation


@dataclass(frozen=True)
class NamedDay:
    """A day, or as much of one as is known."""

    day: Span


@dataclass(frozen=True)
class Link:
    """A page and the words shown for it; empty words mean its title."""

    target: str
    words: str


@dataclass(frozen=True)
class Term:
    """A term of the glossary and the words shown for it; empty words mean the term itself."""

    term: str
    words: str


@dataclass(frozen=True)
class Verbatim:
    """Text that keeps its own numbers."""

    text: str


Resolved = Value | Change | NamedDay | Link | Term | Citation | Verbatim


def resolve(reference: Reference, entry: Entry, content: Content) -> Resolved:
    """Find what a reference on the page ``entry`` names; an easy-to-read page has the numbers and days of its full one.

    Raises:
        RuleError: it names nothing, or a change that may not be computed.
    """
    entry = content.subject(entry)
    if reference.name == "value":
        return _value(reference, entry, content)
    if reference.name == "change":
        return _change(reference, entry, content)
    if reference.name == "date":
        return _moment(reference, entry, content)
    first, words = reference.arguments[0], reference.arguments[1] if len(reference.arguments) > 1 else ""
    if reference.name == "link":
        return Link(_page(first, content), words)
    if reference.name == "term":
        if not any(first in words_of_language for words_of_language in content.glossary.words.values()):
            raise RuleError(
                "dangling-reference",
                told("the glossary has no term “{first}”", first=first),
                did_you_mean(first, content.glossary.facts),
            )
        return Term(first, words)
    if reference.name == "cite":
        if first not in content.source_documents:
            raise RuleError(
                "dangling-reference",
                told("there is no source “{first}”", first=first),
                did_you_mean(first, content.source_documents),
            )
        return Citation.model_validate({"source": first, **reference.named})
    return Verbatim(first)


def _page(target: str, content: Content) -> str:
    for path in (target, f"{target}/index"):
        if path in content.entries:
            return path
    raise RuleError(
        "dangling-reference", told("there is no page “{target}”", target=target), did_you_mean(target, content.entries)
    )


def find_figure(identifier: str, content: Content) -> Figure:
    """The figure with an identifier.

    Raises:
        RuleError: there is none, or it couldn't be read.
    """
    entry = content.entries.get(f"figures/{identifier}")
    if entry is None:
        remedy = did_you_mean(identifier, content.identifiers("figures"))
        raise RuleError("dangling-reference", told("there is no figure “{identifier}”", identifier=identifier), remedy)
    if (figure := entry.of(Figure)) is None:
        raise RuleError(
            "dangling-reference",
            told("the figure “{identifier}” has errors of its own", identifier=identifier),
            told("Mend them first."),
        )
    return figure


def _value(reference: Reference, entry: Entry, content: Content) -> Value:
    codes = dict(reference.named)
    form = codes.pop("form", "")
    found = _found_value(reference, codes, entry, content)
    if form and (form != OF_A_HUNDRED or not found.unit.percent):
        what = told("the only “form” of a value is {form}, for percentages", form=OF_A_HUNDRED)
        example = '{{ value("occupancy", form="of-100") }} of every 100 places'
        raise RuleError("reference", what, told("For example {example}.", example=example))
    return replace(found, form=form)


def _found_value(reference: Reference, codes: dict[str, str], entry: Entry, content: Content) -> Value:
    source = codes.pop("source", None)
    if len(reference.arguments) == 1:
        name = reference.arguments[0]
        if entry.record and name in entry.record.numbers:
            quantity = entry.record.numbers[name]
            return Value(quantity.value, quantity.unit, quantity.source)
        if entry.of(Figure) is None:
            known = entry.record.numbers if entry.record else ()
            remedy = did_you_mean(name, known) or told(
                "Add it under “numbers:” in the data file, or name a figure first."
            )
            raise RuleError("dangling-reference", told("this page has no number “{name}”", name=name), remedy)
        identifier, period = entry.id, name
    else:
        identifier, period = reference.arguments
    return figure_value(identifier, period, codes, source, content)


def figure_value(identifier: str, period: str, codes: dict[str, str], source: str | None, content: Content) -> Value:
    """The value of a figure in a period: its own or, with ``source``, the one that another source gives.

    Raises:
        RuleError: there is no such figure, observation or source's number.
    """
    figure = find_figure(identifier, content)
    observation = _observation(figure, identifier, period, codes)
    if source is None or source == figure.source_of(observation):
        return Value(
            observation.value, figure.unit, figure.source_of(observation), observation.status, identifier, observation
        )
    for alternative in observation.alternatives:
        if alternative.source == source:
            return Value(alternative.value, figure.unit, source, NOTHING_SAID, identifier, observation)
    known_sources = [alternative.source for alternative in observation.alternatives] + [figure.source_of(observation)]
    what = told(
        "“{identifier}” has no value of “{source}” for {period}", identifier=identifier, source=source, period=period
    )
    raise RuleError("dangling-reference", what, did_you_mean(source, known_sources))


def _observation(figure: Figure, identifier: str, period: str, codes: dict[str, str]) -> Observation:
    unknown = set(codes) - set(figure.dimensions)
    if unknown:
        what = told("“{identifier}” has no dimension “{unknown}”", identifier=identifier, unknown=sorted(unknown)[0])
        raise RuleError("dangling-reference", what, did_you_mean(sorted(unknown)[0], figure.dimensions))
    observation = figure.find(_period(figure, period), codes)
    if observation is None:
        wanted = ", ".join(f"{key}={value}" for key, value in codes.items())
        what = told("“{identifier}” has no value for {period}", identifier=identifier, period=period)
        if wanted:
            what = told("{nothing} with {codes}", nothing=what, codes=wanted)
        raise RuleError("dangling-reference", what, nearest(figure, period, codes))
    return observation


def _period(figure: Figure, named: str) -> str:
    """The period that a reference means, as text."""
    period = _newest(figure, named) if named in (LATEST, PREVIOUS) else None
    return period.text if period else named


def _newest(figure: Figure, named: str) -> Span | None:
    """The period of “latest”, which is that of the headline, or of “previous”, the one before it; None without one."""
    newest = figure.latest()
    if newest is None or named == LATEST:
        return newest.period if newest else None
    before = [
        point.period
        for point in figure.observations
        if point.codes == newest.codes
        and point.value is not None
        and point.period.precision == newest.period.precision
        and point.period.end < newest.period.start
    ]
    return max(before, key=lambda period: period.end, default=None)


def _change(reference: Reference, entry: Entry, content: Content) -> Change:
    codes = dict(reference.named)
    kind, form = codes.pop("as", "percent"), codes.pop("form", "signed")
    if kind not in {"percent", "absolute", "points"} or form not in CHANGE_FORMS:
        what = told("“as” is percent, absolute or points; “form” is {listed}", listed=", ".join(CHANGE_FORMS))
        raise RuleError("reference", what, told('For example {{ change("2021", "2022", form="verb") }}: rose by 42%.'))
    if len(reference.arguments) == 3:
        identifier, first, last = reference.arguments
        figure = find_figure(identifier, content)
    elif own := entry.of(Figure):
        identifier, figure, (first, last) = entry.id, own, reference.arguments
    else:
        raise RuleError("reference", told("outside the page of a figure, “change” needs the figure first"))
    before = _observation(figure, identifier, first, codes)
    after = _observation(figure, identifier, last, codes)
    return compute_change(figure, identifier, before, after, kind, form)


def compute_change(
    figure: Figure,
    identifier: str,
    before: Observation,
    after: Observation,
    kind: str = "percent",
    form: str = "signed",
) -> Change:
    """Compute a change where it may be said.

    Raises:
        RuleError: a value is missing, a break lies between, the periods differ in kind, or the unit doesn't allow it.
    """
    if before.value is None or after.value is None:
        absent = before if before.value is None else after
        what = told(
            "there is no number for {period}: {reason}",
            period=absent.period.text,
            reason=word_of(absent.status.reason.label),
        )
        raise RuleError("change-refused", what, told("A change needs two numbers."))
    if gap := figure.break_between(before, after):
        what = told("the series breaks at {period}: no change is computed across it", period=gap.period.text)
        raise RuleError("change-refused", what, told("Compare periods on the same side of the break, or say why not."))
    if before.period.rhythm != after.period.rhythm or before.period.rhythm == "interval":
        raise RuleError(
            "change-refused", told("the two periods are of different kinds"), told("Compare a year with a year.")
        )
    difference = after.value - before.value
    if figure.unit.percent:
        # From 20% to 10% is no “−10%”: that would be read as a tenth less.
        kind = "points"
    elif kind == "points":
        raise RuleError(
            "change-refused",
            told("percentage points belong to percentages"),
            told('Use as="percent" or as="absolute".'),
        )
    if kind != "percent":
        return Change(difference, figure.unit, kind == "points", form, identifier, after)
    if before.value == 0:
        raise RuleError("change-refused", told("a percentage of zero can't be computed"), told('Use as="absolute".'))
    if before.value < 0 or after.value < 0:
        # From −800 to 45,000 would be −5,725%: arithmetic without a meaning.
        what = told("a percentage of a negative number says nothing")
        raise RuleError("change-refused", what, told('Use as="absolute".'))
    return Change(difference * 100 / before.value, PERCENT, False, form, identifier, after)


def _moment(reference: Reference, entry: Entry, content: Content) -> NamedDay:
    if len(reference.arguments) == 2:
        target, name = reference.arguments
        other = content.entries.get(target)
        if other is None or other.record is None:
            remedy = did_you_mean(target, content.identifiers("*"))
            raise RuleError("dangling-reference", told("there is no record “{target}”", target=target), remedy)
        owner, record = other, other.record
    elif "/" in reference.arguments[0]:
        return _moment(_with_default_date(reference, content), entry, content)
    elif entry.record is None:
        raise RuleError("reference", told("this page has no dates of its own; name a record first"))
    else:
        owner, record, name = entry, entry.record, reference.arguments[0]
    named = record.named_dates()
    if name in {LATEST, PREVIOUS} and name not in named and (figure := owner.of(Figure)):
        period = _newest(figure, name)
        if period:
            return NamedDay(period)
    if name not in named or not named[name].known:
        raise RuleError(
            "dangling-reference",
            told("there is no known day “{name}”", name=name),
            did_you_mean(name, [known for known, day in named.items() if day.known]),
        )
    return NamedDay(named[name])


def _with_default_date(reference: Reference, content: Content) -> Reference:
    """``date("decisions/x")`` means the day of the decision, ``date("legislation/x")`` that of the act."""
    target = reference.arguments[0]
    name = "decision" if target.startswith("decisions/") else "act"
    return Reference(reference.name, (target, name), {}, reference.start, reference.end)
