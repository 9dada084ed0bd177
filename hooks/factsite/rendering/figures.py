"""What the page of a figure shows beside its words: headline, facts, table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, partial

from markupsafe import Markup

from factsite.charting.card import Face
from factsite.charting.drawing import draw, readouts
from factsite.charting.frame import CARD, PICTURE, SMALL, WIDE
from factsite.charting.shape import ChartForm, Shape, is_open
from factsite.charting.speech import Speech
from factsite.charting.words import describe
from factsite.content import Content, Entry
from factsite.deriving.chart_events import marked_days
from factsite.localising.language import upper_first
from factsite.records.common import Citation
from factsite.records.figure import Figure, Observation
from factsite.records.scalars import Span, parse_span
from factsite.records.slices import Slice
from factsite.rendering.addresses import value_key
from factsite.rendering.charts import code_name
from factsite.rendering.tables import FigureTable, TableMaker
from factsite.rendering.view import View
from factsite.rendering.words import LangText

_PARTS = 3  # of a figure without a total, on its card


@dataclass(frozen=True)
class HeadlineAmount:
    """A newest value: its key, its number and how it is written, and what it is a part of the whole."""

    key: str
    value: Decimal
    text: str
    label: str


@dataclass(frozen=True)
class Headline:
    """The newest value of a figure or, where none stands for the whole, the newest value of each part.

    ``held`` says in a preview that it isn’t public yet.
    """

    parts: list[HeadlineAmount]
    unit: str
    period: str
    flags: list[str]
    held: str = ""


def headline(view: View, figure: Figure) -> Headline | None:
    """The newest value with its unit, period and flags in words; nothing where there is no value."""
    latest = figure.latest()
    if latest is None or latest.value is None:
        return None
    if latest.codes == figure.total_codes:
        return headline_of(view, figure, latest)
    shown = [one for one in figure.observations if one.period == latest.period]
    parts = [amount for one in shown for amount in _amounts(view, figure, one, _names(view, figure, one))]
    return replace(headline_of(view, figure, latest), parts=parts)


def headline_of(view: View, figure: Figure, point: Observation) -> Headline:
    """One value in place of the newest, without the names of its codes."""
    unit = "" if figure.unit.percent or figure.unit.currency else view.language.name(figure.unit)
    parts = list(_amounts(view, figure, point, ""))
    return Headline(parts, unit, view.language.span(point.period), view.status(point.status), view.held(point))


def _amounts(view: View, figure: Figure, point: Observation, label: str) -> Iterator[HeadlineAmount]:
    if point.value is not None:
        text = view.language.written(point.value, figure.unit)
        yield HeadlineAmount(value_key(figure, point), point.value, text, label)


@dataclass(frozen=True)
class Chart:
    """A chart in a language: what is drawn with which words, what it shows in a sentence, its extent.

    ``part`` is what of its figure it shows, where that isn’t all; ``open`` tells that some values are drawn hollow,
    ``marks`` that it marks the days of events, ``breaks`` when its dashed lines stand, ``gaps`` that periods are
    missing, ``largest`` in a sentence that it shows the largest only.
    """

    shape: Shape
    speech: Speech = field(compare=False)
    description: str
    extent: str
    small: bool
    open: bool
    marks: bool
    part: str
    breaks: list[str]
    gaps: bool
    largest: str

    @cached_property
    def svg(self) -> Markup:
        """The drawings for a page, of which the style sheet shows one: for a phone, and for what is wider."""
        # They come from our own shapes; every text in them is escaped when it is written.
        return Markup("".join(draw(self.shape, self.speech, frame).svg() for frame in (SMALL, WIDE)))  # noqa: S704

    @cached_property
    def picture(self) -> str:
        """The drawing that stands by itself."""
        return draw(self.shape, self.speech, PICTURE).svg()

    @cached_property
    def on_card(self) -> str:
        """The drawing on the card of its figure."""
        return draw(self.shape, self.speech, CARD).svg()

    @cached_property
    def told(self) -> str:
        """What is said of each value under the reader’s finger, one in a line."""
        return "\n".join(readouts(self.shape, self.speech))

    def caption(self, view: View, figure: Figure) -> str:
        """What it shows in short: the part of its figure, the unit, the extent."""
        return upper_first(", ".join(filter(None, [self.part, view.language.name(figure.unit), self.extent])))

    def notes(self, view: View) -> list[str]:
        """What its marks mean, but for the events: what is hollow, what is dashed, what is left out."""
        dashed = view.language.say("Dashed lines mark breaks in the series: %(when)s.", when=", ".join(self.breaks))
        small = view.language.say("All small charts have the same scale; the latest value is beside each name.")
        found = {
            small: self.small,
            view.language.say("Provisional or estimated values are shown hollow or paler."): self.open,
            dashed: bool(self.breaks),
            view.language.say("What is older than a break is shaded: it can’t be compared."): bool(self.breaks),
            view.language.say("Periods without data are shaded."): self.gaps,
            self.largest: bool(self.largest),
        }
        return [words for words, said in found.items() if said]

    def marked(self, view: View) -> str:
        """What stands before the events whose days it marks."""
        return view.language.say("Dotted lines mark:")


@dataclass(frozen=True)
class Piece:
    """A slice of a figure on its page: its anchor and name, its charts and its table."""

    id: str
    title: str
    charts: list[Chart]
    table: FigureTable


@dataclass(frozen=True)
class ChartMark:
    """An event under a chart: its number there, its day, its record, and what happened if the editor says more."""

    number: int
    day: Span
    entry: Entry
    note: LangText


def pieces(view: View, figure: Figure) -> list[Piece]:
    """Every slice of a figure with its charts and its table."""
    maker = TableMaker(view, figure)
    return [
        Piece(piece.id, _piece_title(view, figure, piece), _charts(view, figure, piece), maker.table(piece))
        for piece in view.site.shown(figure).pieces
    ]


def marks(view: View, figure: Figure) -> list[ChartMark]:
    """The events of a figure with their numbers on the charts."""
    found = marked_days(view.site.content, figure)
    return [ChartMark(number, one.day, one.entry, view.note(one.note)) for number, one in enumerate(found, 1)]


def chart(view: View, figure: Figure) -> Chart | None:
    """The first chart of a figure: the one that stands for it where there is room for one."""
    return next((found for piece in view.site.shown(figure).pieces for found in _charts(view, figure, piece)), None)


def figure_face(view: View, entry: Entry, figure: Figure, plain: Face) -> Face:
    """The card of a figure: its newest value, or those of its parts, and its first chart."""
    del entry
    top = headline(view, figure)
    number, parts = "", tuple[tuple[str, str], ...]()
    if top and len(top.parts) == 1:
        number = top.parts[0].text
    elif top:
        parts = tuple((part.label, part.text) for part in top.parts[:_PARTS])
    told = [top.unit, top.period, *top.flags] if top else []

    def drawn() -> str:
        found = chart(view, figure)
        return found.on_card if found else ""

    return replace(plain, number=number, label=", ".join(filter(None, told)), parts=parts, chart=drawn)


def _piece_title(view: View, figure: Figure, piece: Slice) -> str:
    totals = figure.total_codes
    named = [view.labels.dimensions.get(name) or name for name in piece.dimensions if name in totals]
    if not named:
        return view.language.say("Total") if totals else ""
    listed = view.language.say(" and ").join(named)
    return view.language.say("By %(dimension)s", dimension=listed)


def _charts(view: View, figure: Figure, piece: Slice) -> list[Chart]:
    found, part = view.site.shapes[view.page.id].get(piece.id, []), _piece_title(view, figure, piece)
    return [_chart(view, figure, shape, part) for shape in found]


def _chart(view: View, figure: Figure, shape: Shape, part: str) -> Chart:
    events = tuple(str(one.note or view.title_of(one.entry)) for one in marks(view, figure))
    speech = Speech(view.language, figure, partial(code_name, view.labels, view.language), events)
    points = sorted((p for series in shape.series for p in series.points), key=lambda point: point.period.start)
    first, last = points[0].period, points[-1].period
    extent = first if first == last else parse_span(f"{first.text}/{last.text}")
    return Chart(
        shape,
        speech,
        describe(shape, speech),
        view.language.span(extent),
        small=shape.form is ChartForm.MULTIPLES,
        open=any(is_open(point) for point in points),
        marks=any(first.start <= day <= last.end for day in shape.events),
        part=part,
        breaks=[view.language.span(period) for period in shape.marked_breaks],
        gaps=shape.has_gaps and shape.form is not ChartForm.MULTIPLES,
        largest=_largest(view, shape),
    )


def _largest(view: View, shape: Shape) -> str:
    """That a chart shows the largest only, and of how many; nothing where it shows all."""
    if not shape.left_out:
        return ""
    shown, number = view.language.number_of(len(shape.series)), view.language.number_of(shape.of)
    return view.language.say("Shown are the %(shown)s largest of %(all)s.", shown=shown, all=number)


def _names(view: View, figure: Figure, point: Observation) -> str:
    """The codes of an observation in words, those that stand for a total left out."""
    totals = figure.total_codes
    return ", ".join(view.code_name(name, code) for name, code in point.codes.items() if code != totals.get(name))


def figure_sources(content: Content, figure: Figure) -> list[Citation]:
    """Every source of the observations, once each, in the order of first use; of a ratio those of both its parts."""
    names: dict[str, None] = dict.fromkeys(figure.sources_named)
    for part in (figure.ratio.numerator, figure.ratio.denominator) if figure.ratio else ():
        if other := content.get("figures", part.figure, Figure):
            names |= {citation.source: None for citation in figure_sources(content, other)}
    return [Citation(source=name) for name in names]
