"""Rules on figures: codes, bounds, totals, notes, sources, revisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from factsite.checking.records import last_day
from factsite.content import Content, Entry
from factsite.deriving.chart_events import event_day
from factsite.deriving.coded import code_in_files
from factsite.documents.tree import Document
from factsite.localising.names import is_country
from factsite.problems import Problem, did_you_mean
from factsite.records.codes import Frequency, Measure
from factsite.records.figure import Figure, Observation
from factsite.records.figure_parts import Ratio
from factsite.records.observation_status import Flag
from factsite.records.scalars import PRECISIONS
from factsite.telling import Told, one_of, told


def figures(content: Content) -> Iterator[tuple[Entry, Figure, Document]]:
    """Every figure that could be read, with its document."""
    for entry, figure in content.records(Figure):
        if entry.document is not None:
            yield entry, figure, entry.document


def observations_are_unique(content: Content) -> Iterator[Problem]:
    """One period has one value per combination of codes."""
    for _, figure, document in figures(content):
        if sum(map(len, figure.combinations.values())) == len(figure.observations):
            continue
        for number, observation in enumerate(figure.observations):
            if figure.at(observation.period.text, observation.codes) is not observation:
                remedy = told("Keep one; a number that another source gives goes under “alternatives”.")
                what = told("{period} stands here a second time", period=observation.period.text)
                yield document.problem("duplicate-observation", what, remedy, ("observations", number, "period"))


def codes_are_known(content: Content) -> Iterator[Problem]:
    """Each observation has a known code for each dimension of its figure."""
    for _, figure, document in figures(content):
        for name, dimension in figure.dimensions.items():
            facts = content.dimensions.get(name)
            if facts and dimension.total and dimension.total not in (*facts.codes, *facts.aggregates):
                remedy = did_you_mean(dimension.total, (*facts.codes, *facts.aggregates))
                yield document.problem(
                    "code",
                    told("“{total}” is no code of “{name}”", total=dimension.total, name=name),
                    remedy,
                    ("dimensions", name, "total"),
                )
        right: set[int] = set()  # the codes that many observations hold together are judged once
        for number, observation in enumerate(figure.observations):
            if id(observation.codes) not in right:
                found = list(_unknown_codes(content, figure, document, number))
                yield from found
                if not found:
                    right.add(id(observation.codes))


def _unknown_codes(content: Content, figure: Figure, document: Document, number: int) -> Iterator[Problem]:
    """The codes of one observation that it lacks, or that aren't known."""
    keys, codes = ("observations", number), figure.observations[number].codes
    for name in figure.dimensions.keys() - codes.keys():
        what = told("the dimension “{name}” has no code here", name=name)
        yield document.problem("missing-field", what, told("Add “{name}: …”.", name=name), keys)
    for name, code in codes.items():
        facts = content.dimensions.get(name)
        if facts is None or code in facts.codes or code in facts.aggregates or (facts.countries and is_country(code)):
            continue
        near = did_you_mean(code, (*facts.codes, *facts.aggregates))
        what = told("“{code}” is no code of “{name}”", code=code, name=name)
        yield document.problem("code", what, near or told("Countries are ISO 3166 codes, such as SY."), (*keys, name))


def codes_stay_apart(content: Content) -> Iterator[Problem]:
    """No two codes of a figure are one in its files, where countries have three letters."""
    for _, figure, document in figures(content):
        for name in figure.dimensions:
            known: dict[str, str] = {}
            for code in dict.fromkeys(observation.codes.get(name, "") for observation in figure.observations):
                in_files = code_in_files(content, name, code)
                if (other := known.setdefault(in_files, code)) != code:
                    what = told(
                        "“{code}” and “{other}” would both be “{in_files}” in the files to download",
                        code=code,
                        other=other,
                        in_files=in_files,
                    )
                    remedy = told("Choose another code for the one that is no country.")
                    yield document.problem("misread-code", what, remedy, ("dimensions", name))


def values_are_within_bounds(content: Content) -> Iterator[Problem]:
    """Values outside the declared bounds are refused."""
    for _, figure, document in figures(content):
        low, high = figure.bounds.min, figure.bounds.max
        if low > high:
            yield document.problem("bounds", told("“min” is larger than “max”"), told("Swap them."), ("bounds",))
            continue
        for number, observation in enumerate(figure.observations):
            if observation.value is not None and not low <= observation.value <= high:
                what = told(
                    "{observation} is outside the bounds {low} to {high}",
                    observation=observation.value,
                    low=low,
                    high=high,
                )
                remedy = told("Check the number; if it is right, widen “bounds”.")
                yield document.problem("out-of-bounds", what, remedy, ("observations", number, "value"))


def values_are_rounded(content: Content) -> Iterator[Problem]:
    """Where the publisher rounds, each value is a multiple of the rounding."""
    for _, figure, document in figures(content):
        for number, observation in enumerate(figure.observations):
            if figure.rounding and observation.value is not None and observation.value % figure.rounding:
                what = told(
                    "{observation} is no multiple of {rounding}, to which the publisher rounds",
                    observation=observation.value,
                    rounding=figure.rounding,
                )
                yield document.problem("rounding", what, told("Check the number."), ("observations", number, "value"))


def counts_are_whole(content: Content) -> Iterator[Problem]:
    """What is counted one by one has no decimals: 36.871 persons is 36871 with a separator for thousands."""
    for _, figure, document in figures(content):
        for number, observation in enumerate(figure.observations):
            if figure.unit.whole and observation.value is not None and observation.value % 1:
                what = told(
                    "{observation} has decimals, but {unit} are counted one by one",
                    observation=observation.value,
                    unit=str(figure.unit),
                )
                remedy = told("Write the number without a separator for thousands, or mend the unit.")
                yield document.problem("whole-number", what, remedy, ("observations", number, "value"))


_PRECISIONS: dict[Frequency, str] = {
    Frequency.ANNUAL: "year",
    Frequency.HALF_YEARLY: "half",
    Frequency.QUARTERLY: "quarter",
    Frequency.MONTHLY: "month",
    Frequency.WEEKLY: "week",
}


def periods_fit_the_frequency(content: Content) -> Iterator[Problem]:
    """A figure given every year has years, and so on; what is counted on one day may name the day instead.

    A school or fiscal year is one too: an interval of twelve months.
    """
    for _, figure, document in figures(content):
        precision = _PRECISIONS.get(figure.frequency)
        if precision is None:
            continue
        allowed = {precision} if figure.measures is Measure.FLOW else {precision, "day"}
        for number, observation in enumerate(figure.observations):
            period = observation.period
            twelve_months = precision == "year" and period.rhythm == "twelve-months"
            if period.precision not in allowed and not twelve_months:
                what = told(
                    "“{period}” is no {kind}",
                    period=observation.period.text,
                    kind=one_of(PRECISIONS[kind] for kind in sorted(allowed, reverse=True)),
                )
                remedy = told(
                    "Mend the period, or the frequency ({frequency}); “irregular” allows any period.",
                    frequency=figure.frequency,
                )
                keys = ("observations", number, "period")
                yield document.problem("frequency", what, remedy, keys)


def periods_are_over(content: Content, day: date) -> Iterator[Problem]:
    """What is counted over a period is known when it is over; what is counted on a day, when that has come.

    A forecast may lie in the future, and what isn’t public yet as late as the day on which it is.
    """
    for _, figure, document in figures(content):
        last = last_day(document, day)
        for number, point in enumerate(figure.observations):
            stock = figure.measures is Measure.STOCK
            known = point.period.start if stock else point.period.end
            if last is None or known <= last or point.value is None or Flag.FORECAST in point.status:
                continue
            if stock:
                what = told("{period} hasn’t begun on {day}", period=point.period.text, day=last.isoformat())
            else:
                what = told("{period} isn’t over on {day}", period=point.period.text, day=last.isoformat())
            remedy = told(
                "Mend the period, or leave the number out until then; of a forecast say “status: f”, with today as "
                "“changed:” and “updated:”."
            )
            yield document.problem("period-not-over", what, remedy, ("observations", number, "period"))


def totals_are_sums(content: Content) -> Iterator[Problem]:
    """Where a dimension says so, the total is the sum of its parts, within the tolerance."""
    for _, figure, document in figures(content):
        for name, dimension in figure.dimensions.items():
            if not dimension.sums:
                continue
            if dimension.total is None:
                yield document.problem(
                    "total", told("“sums” needs a “total” code"), told("Add “total: …”."), ("dimensions", name)
                )
                continue
            yield from _sums(figure, document, name, dimension.total, dimension.tolerance, content)


def _sums(
    figure: Figure, document: Document, name: str, total: str, tolerance: Decimal, content: Content
) -> Iterator[Problem]:
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, tuple[int, Observation]]] = defaultdict(dict)
    aggregates = set(content.dimensions[name].aggregates) if name in content.dimensions else set()
    for number, observation in enumerate(figure.observations):
        rest = tuple(sorted((key, code) for key, code in observation.codes.items() if key != name))
        groups[observation.period.text, rest][observation.codes.get(name, "")] = (number, observation)
    for (period, _), group in groups.items():
        values = {code: observation.value for code, (_, observation) in group.items() if code not in aggregates}
        whole = values.pop(total, None)
        # A period with its total only, or with a part that isn't available, can't be added up.
        if whole is None or not values or None in values.values():
            continue
        parts = sum((value for value in values.values() if value is not None), Decimal(0))
        if abs(whole - parts) > tolerance:
            what = told(
                "the total of {period} is {whole}, the sum of its parts is {parts}",
                period=period,
                whole=whole,
                parts=parts,
            )
            remedy = _not_summed(name, abs(whole - parts), _rounding_explains(figure, [whole, *values.values()]))
            yield document.problem("total", what, remedy, ("observations", group[total][0], "value"))


def _rounding_explains(figure: Figure, values: Sequence[Decimal | None]) -> Decimal:
    """By how much a total can miss the sum of its parts when each of these numbers was rounded."""
    decimals = [-int(value.as_tuple().exponent) for value in values if value is not None]
    step = Decimal(figure.rounding) if figure.rounding else Decimal(1).scaleb(-max(decimals))
    return len(values) * step / 2


def _not_summed(name: str, difference: Decimal, rounded: Decimal) -> Told:
    if difference > rounded:
        return told(
            "Mend the total, or the part that is wrong: rounding (“tolerance”) doesn’t explain a difference of {n}.",
            n=difference,
        )
    return told(
        "Mend the total, or the part that is wrong. If the publisher rounds each of them: write “tolerance: {n}” "
        "beside “sums: true” of “{name}” under “dimensions:”.",
        n=difference,
        name=name,
    )


def observations_have_sources(content: Content) -> Iterator[Problem]:
    """Every observation has a source, its own or that of the figure."""
    for _, figure, document in figures(content):
        for number, observation in enumerate(figure.observations):
            if not figure.source_of(observation):
                remedy = told("Add “source: …” here or at the top of the file.")
                yield document.problem(
                    "missing-source", told("this observation has no source"), remedy, ("observations", number)
                )
                break  # what the first one lacks, the others lack for the same reason


def events_are_days(content: Content) -> Iterator[Problem]:
    """Each event names a known day of its record, within the series that it is to mark."""
    for _, figure, document in figures(content):
        periods = [point.period for point in figure.observations]
        for number, event in enumerate(figure.events):
            entry = content.entries.get(event.record)
            if entry is None or entry.record is None:
                continue  # a dangling reference is reported as such
            day, keys = event_day(content, event), ("events", number, "date")
            if day is None:
                remedy = did_you_mean(event.date, entry.record.named_dates())
                what = told("“{record}” has no known day “{date}”", record=event.record, date=event.date)
                yield document.problem("event", what, remedy, keys)
            elif not min(p.start for p in periods) <= day.start <= max(p.end for p in periods):
                what = told("{day} lies outside the series, so no chart can mark it", day=day.text)
                yield document.problem("event", what, told("Leave the event out."), keys)


def rates_agree_with_their_parts(content: Content) -> Iterator[Problem]:
    """A rate is 100 × numerator ÷ denominator as far as its decimals go; a computed one inherits every break."""
    for _, figure, document in figures(content):
        for number, point in enumerate(figure.observations if not figure.ratio else ()):
            keys = ("observations", number, "value")
            if (point.numerator is None) != (point.denominator is None):
                yield document.problem(
                    "ratio", told("a numerator needs a denominator, and the other way round"), keys=keys
                )
            elif point.numerator is not None and point.denominator is not None and point.value is not None:
                if not point.denominator:
                    yield document.problem("ratio", told("the denominator is zero"), told("Check the numbers."), keys)
                elif abs(100 * point.numerator / point.denominator - point.value) > _half_a_step(point.value):
                    computed = round(100 * point.numerator / point.denominator, 2)
                    what = told(
                        "{point} isn’t 100 × {numerator} ÷ {denominator}, which is {computed}",
                        point=point.value,
                        numerator=point.numerator,
                        denominator=point.denominator,
                        computed=computed,
                    )
                    yield document.problem("ratio", what, told("Mend the number that is wrong."), keys)
        if figure.ratio:
            yield from _ratio(content, figure, figure.ratio, document)


def _half_a_step(value: Decimal) -> Decimal:
    """Half of the last decimal written: 43.5 stands for anything from 43.45 to 43.55."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)


def _ratio(content: Content, figure: Figure, ratio: Ratio, document: Document) -> Iterator[Problem]:
    if not figure.observations:
        what = told("no period has both a numerator and a denominator")
        yield document.problem("ratio", what, told("Check the two figures and their codes."), ("ratio",))
        return
    if not figure.unit.percent:
        yield document.problem("ratio", told("a ratio is a percentage"), told("Write “unit: percent”."), ("unit",))
    periods = [point.period for point in figure.observations]
    declared = {gap.period.text for gap in figure.breaks}
    for name, part in (("numerator", ratio.numerator), ("denominator", ratio.denominator)):
        other = content.get("figures", part.figure, Figure)
        for gap in other.breaks if other else ():
            inside = min(p.start for p in periods) < gap.period.start <= max(p.end for p in periods)
            if inside and gap.period.text not in declared:
                what = told(
                    "“{figure}” breaks at {period}, so the rate does too", figure=part.figure, period=gap.period.text
                )
                yield document.problem("ratio", what, told("Add the break here, with a note."), ("ratio", name))
