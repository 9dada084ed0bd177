"""What the page of a figure shows beside its words: headline, facts, table."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from factsite.charting.shape import Form
from factsite.charting.words import describe, in_language
from factsite.records.codes import Unit
from factsite.records.common import Citation
from factsite.records.figure import Figure, Observation
from factsite.records.scalars import parse_span
from factsite.rendering.view import View


@dataclass(frozen=True)
class Cell:
    """One value in the table: its text, what is to be said of it, and other sources' numbers."""

    text: str
    flags: list[str]
    note: str
    alternatives: list[tuple[str, str, str, str]]
    column: str

    @property
    def has_notes(self) -> bool:
        """Whether anything is to be said of it."""
        return bool(self.flags or self.note or self.alternatives)


@dataclass(frozen=True)
class Table:
    """A figure as a table: one row per period, one column per combination of codes."""

    columns: list[str]
    rows: list[tuple[str, str, list[Cell | None]]]


def value_text(view: View, figure: Figure, observation: Observation) -> str:
    """The value of an observation as it stands in a table: a number, or in words that there is none."""
    if observation.value is not None:
        return view.language.quantity(observation.value, figure.unit)
    return (
        view.language.say("less than half the unit")
        if "n" in observation.status
        else view.language.say("not available")
    )


@dataclass(frozen=True)
class Headline:
    """The newest value of a figure or, where none stands for the whole, the newest value of each part."""

    parts: list[tuple[str, str, Observation]]
    unit: str
    period: str
    flags: list[str]


def headline(view: View, figure: Figure) -> Headline | None:
    """The newest value with its unit, period and flags in words; nothing where there is no value."""
    latest = figure.latest()
    if latest is None or latest.value is None:
        return None
    unit = "" if figure.unit is Unit.PERCENT or figure.unit.currency else view.language.name(figure.unit)
    whole = latest.codes == figure.total_codes()
    shown = [latest] if whole else [o for o in figure.observations if o.period == latest.period]
    columns = _columns(view, figure)
    parts = [
        (view.language.quantity(part.value, figure.unit), "" if whole else columns[_key(part)], part)
        for part in shown
        if part.value is not None
    ]
    return Headline(parts, unit, view.language.span(latest.period), view.status(latest.status))


@dataclass(frozen=True)
class Chart:
    """A chart in a language: the SVG, what it shows in words, and the names of its colours in their order."""

    svg: Markup
    description: str
    legend: list[str]
    extent: str


def chart(view: View, figure: Figure) -> Chart | None:
    """The chart of a figure, where one says more than the number itself."""
    found = view.site.shapes.get(view.page.id)
    if found is None:
        return None
    svg = in_language(view.site.drawing(view.page.id), figure, view.language, view.code_name)
    legend = (
        [view.code_name(found.dimension, series.code) for series in found.series] if found.form is Form.STACKED else []
    )
    points = sorted((point.period for series in found.series for point in series.points), key=lambda span: span.start)
    first, last = points[0], points[-1]
    extent = first if first == last else parse_span(f"{first.text}/{last.text}")
    description = describe(found, figure, view.language, view.code_name)
    # The drawing comes from our own shapes; every text in it was escaped when it was put in.
    return Chart(Markup(svg), description, legend, view.language.span(extent))  # noqa: S704


def table(view: View, figure: Figure) -> Table:
    """Lay out all observations, the newest period first."""
    columns = _columns(view, figure)
    cells: dict[str, dict[tuple[tuple[str, str], ...], Observation]] = {}
    for observation in sorted(
        figure.observations, key=lambda found: (found.period.end, found.period.start), reverse=True
    ):
        cells.setdefault(observation.period.text, {})[_key(observation)] = observation
    rows = []
    for period, found in cells.items():
        first = next(iter(found.values()))
        values = [_cell(view, figure, found[key], title) if key in found else None for key, title in columns.items()]
        rows.append((period, view.language.span(first.period), values))
    return Table(list(columns.values()), rows)


def figure_sources(figure: Figure) -> list[Citation]:
    """Every source of the observations, once each, in the order of first use."""
    names: dict[str, None] = {}
    for observation in figure.observations:
        names.setdefault(figure.source_of(observation))
        for alternative in observation.alternatives:
            names.setdefault(alternative.source)
    return [Citation(source=name) for name in names]


def _key(observation: Observation) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(observation.codes.items()))


def _columns(view: View, figure: Figure) -> dict[tuple[tuple[str, str], ...], str]:
    """The combinations of codes that occur, in the order of the code lists, with their names."""
    found = {_key(observation): observation.codes for observation in figure.observations}
    totals = figure.total_codes()

    def rank(codes: dict[str, str]) -> list[tuple[int, str]]:
        ranks = []
        for name, code in sorted(codes.items()):
            facts = view.site.content.dimensions.get(name)
            order = [*facts.codes, *facts.aggregates] if facts else []
            place = -1 if code == totals.get(name) else order.index(code) if code in order else len(order)
            ranks.append((place, view.language.sort_key(view.code_name(name, code))))
        return ranks

    def title(codes: dict[str, str]) -> str:
        return ", ".join(view.code_name(name, code) for name, code in sorted(codes.items())) or view.language.name(
            figure.unit
        )

    return {key: title(found[key]) for key in sorted(found, key=lambda key: rank(found[key]))}


def _cell(view: View, figure: Figure, observation: Observation, column: str) -> Cell:
    alternatives = []
    for alternative in observation.alternatives:
        source = view.site.content.sources.get(alternative.source)
        text = view.language.quantity(alternative.value, figure.unit)
        title = (source.title.text, source.title.language) if source else (alternative.source, "")
        alternatives.append((text, *title, view.note(alternative.note)))
    flags = [] if observation.value is None else view.status(observation.status)
    return Cell(value_text(view, figure, observation), flags, view.note(observation.note), alternatives, column)
