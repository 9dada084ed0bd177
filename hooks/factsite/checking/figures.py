"""Rules on figures: codes, bounds, totals, notes, sources, revisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from factsite.content import Content, Entry
from factsite.localising.language import language
from factsite.problems import Problem, did_you_mean
from factsite.reading.tree import Document
from factsite.records.figure import Figure, Observation
from factsite.records.kinds import Legislation
from factsite.records.words import FigureWords, LegislationWords


def figures(content: Content) -> Iterator[tuple[Entry, Figure, Document]]:
    """Every figure that could be read, with its document."""
    for entry in content.of_kind("figures"):
        if isinstance(entry.record, Figure) and entry.document is not None:
            yield entry, entry.record, entry.document


def observations_are_unique(content: Content) -> Iterator[Problem]:
    """One period has one value per combination of codes."""
    for _, figure, document in figures(content):
        seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
        for number, observation in enumerate(figure.observations):
            key = (observation.period.text, tuple(sorted(observation.codes.items())))
            if key in seen:
                remedy = "Keep one; a number that another source gives goes under “alternatives”."
                what = f"{observation.period.text} stands here a second time"
                yield document.problem("duplicate-observation", what, remedy, ("observations", number, "period"))
            seen.add(key)


def codes_are_known(content: Content) -> Iterator[Problem]:
    """Each observation has a known code for each dimension of its figure."""
    english = language("en")
    for _, figure, document in figures(content):
        for name, dimension in figure.dimensions.items():
            facts = content.dimensions.get(name)
            if facts and dimension.total and dimension.total not in (*facts.codes, *facts.aggregates):
                remedy = did_you_mean(dimension.total, (*facts.codes, *facts.aggregates))
                yield document.problem(
                    "code", f"“{dimension.total}” is no code of “{name}”", remedy, ("dimensions", name, "total")
                )
        for number, observation in enumerate(figure.observations):
            keys = ("observations", number)
            for name in figure.dimensions.keys() - observation.codes.keys():
                yield document.problem(
                    "missing-field", f"the dimension “{name}” has no code here", f"Add “{name}: …”.", keys
                )
            for name, code in observation.codes.items():
                facts = content.dimensions.get(name)
                if facts is None:
                    continue
                allowed = (*facts.codes, *facts.aggregates)
                if code not in allowed and not (facts.countries and _is_country(code, english.country(code))):
                    remedy = did_you_mean(code, allowed) or "Countries are ISO 3166 codes, such as SY."
                    yield document.problem("code", f"“{code}” is no code of “{name}”", remedy, (*keys, name))


def _is_country(code: str, name: str | None) -> bool:
    return len(code) == 2 and code.isupper() and name is not None


def values_are_within_bounds(content: Content) -> Iterator[Problem]:
    """Values outside the declared bounds are refused."""
    for _, figure, document in figures(content):
        low, high = figure.bounds.min, figure.bounds.max
        if low > high:
            yield document.problem("bounds", "“min” is larger than “max”", "Swap them.", ("bounds",))
        for number, observation in enumerate(figure.observations):
            if observation.value is not None and not low <= observation.value <= high:
                what = f"{observation.value} is outside the bounds {low} to {high}"
                remedy = "Check the number; if it is right, widen “bounds”."
                yield document.problem("out-of-bounds", what, remedy, ("observations", number, "value"))


def values_are_rounded(content: Content) -> Iterator[Problem]:
    """Where the publisher rounds, each value is a multiple of the rounding."""
    for _, figure, document in figures(content):
        for number, observation in enumerate(figure.observations):
            if figure.rounding and observation.value is not None and observation.value % figure.rounding:
                what = f"{observation.value} is no multiple of {figure.rounding}, to which the publisher rounds"
                yield document.problem("rounding", what, "Check the number.", ("observations", number, "value"))


def totals_are_sums(content: Content) -> Iterator[Problem]:
    """Where a dimension says so, the total is the sum of its parts, within the tolerance."""
    for _, figure, document in figures(content):
        for name, dimension in figure.dimensions.items():
            if not dimension.sums:
                continue
            if dimension.total is None:
                yield document.problem("total", "“sums” needs a “total” code", "Add “total: …”.", ("dimensions", name))
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
    every = {code for group in groups.values() for code in group} - {total} - aggregates
    for (period, _), group in groups.items():
        values = {code: observation.value for code, (_, observation) in group.items()}
        if values.get(total) is None or any(values.get(code) is None for code in every):
            continue
        parts = sum((value for code in every if (value := values[code]) is not None), Decimal(0))
        whole = values[total]
        if whole is not None and abs(whole - parts) > tolerance:
            what = f"the total of {period} is {whole}, the sum of its parts is {parts}"
            yield document.problem(
                "total", what, "Mend the number that is wrong.", ("observations", group[total][0], "value")
            )


def notes_have_words(content: Content) -> Iterator[Problem]:
    """A note that the data name has a text in each language that has the page, and the other way round."""
    for entry in content.entries.values():
        if not isinstance(entry.record, Figure | Legislation):
            continue
        used = entry.record.note_names()
        for translation in entry.translations.values():
            words = translation.words
            if not isinstance(words, FigureWords | LegislationWords):
                continue
            for note in used:
                if note not in words.notes:
                    remedy = f"Add “{note}: …” under “notes:”."
                    yield translation.file.document.problem(
                        "missing-note", f"the note “{note}” has no text", remedy, ("notes",)
                    )
            for note in words.notes.keys() - set(used):
                remedy = did_you_mean(note, used) or "Delete it, or name it in the data."
                yield translation.file.document.problem(
                    "unused-note", f"the data name no note “{note}”", remedy, ("notes", note)
                )


def observations_have_sources(content: Content) -> Iterator[Problem]:
    """Every observation has a source, its own or that of the figure."""
    for _, figure, document in figures(content):
        for number, observation in enumerate(figure.observations):
            if not figure.source_of(observation):
                remedy = "Add “source: …” here or at the top of the file."
                yield document.problem(
                    "missing-source", "this observation has no source", remedy, ("observations", number)
                )


def revisions_match(content: Content) -> Iterator[Problem]:
    """The newest revision of a period ends in the value that stands; one that matches nothing is a slip."""
    for _, figure, document in figures(content):
        for number, revision in enumerate(figure.revisions):
            observation = figure.find(revision.period.text, revision.codes)
            later = any(
                other.date > revision.date and other.period == revision.period and other.codes == revision.codes
                for other in figure.revisions
            )
            keys = ("revisions", number)
            if observation is None:
                what = f"there is no observation of {revision.period.text} that this revises"
                yield document.problem("revision", what, "Mend the period or the codes.", keys)
            elif not later and observation.value != revision.new:
                what = f"the revision ends in {revision.new}, the observation says {observation.value}"
                yield document.problem("revision", what, "Make the two agree.", (*keys, "new"))
