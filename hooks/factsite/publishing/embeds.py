"""The page of a figure that other sites embed, and the file from which it shows the values that it doesn't hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from heapq import nlargest
from typing import Any

from markupsafe import Markup

from factsite.deriving.release_state import State, state_on
from factsite.localising.language import upper_first
from factsite.publishing.dataset import Dataset
from factsite.records.figure import Figure, Observation
from factsite.rendering.addresses import permanent, value_key
from factsite.rendering.figures import Chart, Headline, headline, headline_of, marks
from factsite.rendering.lists import publisher_name
from factsite.rendering.reuse import embed_address, oembed_address, values_address
from factsite.rendering.tables import value_text
from factsite.rendering.view import View

# A page to embed is small: of a figure with more values it holds the newest totals; its script fetches the others.
MAX_PINNED = 300
MOST_NAMED = 3


@dataclass(frozen=True)
class Pinned:
    """A value that stands in place of the newest, in words: all that is said of it, and what is newer.

    ``source`` is empty where the figure has one publisher, who is named below; ``held`` says in a preview that the
    value isn’t public yet.
    """

    key: str
    value: Decimal | None
    text: str
    label: str
    period: str
    flags: list[str]
    revisions: list[str]
    source: str
    newer: Headline | None
    newer_said: str
    held: str


class Embed:
    """What stands on the pages to embed of one figure in one language."""

    def __init__(self, dataset: Dataset, reader: str, drawn: Callable[[], Chart | None]) -> None:
        """Begin with what a page needs.

        Args:
            dataset: the figure.
            reader: the language.
            drawn: makes the chart, if the figure has one.
        """
        self._dataset, self._drawn = dataset, drawn
        self._figure = dataset.figure
        self._view = View(dataset.site, reader, dataset.entry, embed_address(dataset.id, reader))
        self._newest = headline(self._view, dataset.figure)
        shown = {part.key for part in self._newest.parts} if self._newest else set()
        points = dataset.site.shown(self._figure).observations
        self._others = [one for one in points if value_key(self._figure, one) not in shown]

    @property
    def holds_all(self) -> bool:
        """Whether the page itself holds every value that pages show."""
        return len(self._others) <= MAX_PINNED

    def page(self, look: str = "") -> str:
        """The page: the newest value or the one named after ``#``, and the chart; without script too.

        Args:
            look: “light” or “dark” for the page that is always so.
        """
        return self._dataset.site.environment.get_template("embed.html").render(
            self._context | {"look": look, "main": self._main}
        )

    @cached_property
    def _main(self) -> Markup:
        """What a page shows, the same whatever its look."""
        # Drawn by a template of ours, which escapes every text.
        return Markup(self._dataset.site.environment.get_template("embed-main.html").render(self._context))  # noqa: S704

    @cached_property
    def _context(self) -> dict[str, Any]:
        view, figure, dataset = self._view, self._figure, self._dataset
        reader = view.code
        return view.context(
            record=figure,
            headline=self._newest,
            oembed=oembed_address(dataset.id, reader),
            pinned=self._pinned,
            values="" if self.holds_all else view.asset(values_address(dataset.id, reader)),
            permanent=view.asset(permanent(dataset.id)),
            chart=self._drawn(),
            marks=marks(view, figure),
            sources=_short(view, dataset.publishers(reader)),
            overdue=state_on(figure, dataset.site.day) is State.OVERDUE,
            canonical=dataset.site.base + dataset.site.addresses.of(dataset.entry.path, view.shown.code),
        )

    def values(self) -> dict[str, Any]:
        """Every value as the page says it, for its script: each text once, and the numbers of the texts by key.

        A value is ``[number, text, label, period, flags, revisions, source, newer, held]``; what is newer is
        ``[sentence, number, text, flags]``. The script writes no number and no name by itself.
        """
        texts: dict[str, int] = {}

        def numbered(text: str) -> int:
            return texts.setdefault(str(text), len(texts))

        newer: dict[tuple[object, ...], int] = {}
        values = {}
        for one in _pinned(self._view, self._figure, self._others):
            last = -1
            if one.newer:
                (amount,) = one.newer.parts
                flags = tuple(numbered(flag) for flag in one.newer.flags)
                said = numbered(one.newer_said), str(amount.value), numbered(amount.text), flags
                last = newer.setdefault(said, len(newer))
            values[one.key] = [
                None if one.value is None else str(one.value),
                *(numbered(text) for text in (one.text, one.label, one.period)),
                [numbered(flag) for flag in one.flags],
                [numbered(revision) for revision in one.revisions],
                numbered(one.source),
                last,
                numbered(one.held),
            ]
        return {"texts": list(texts), "newer": [list(said) for said in newer], "values": values}

    @cached_property
    def _pinned(self) -> list[Pinned]:
        """The values that the page itself holds beside the newest one."""
        return _pinned(self._view, self._figure, self._held_ready())

    def _held_ready(self) -> list[Observation]:
        if self.holds_all:
            return self._others
        totals = [one for one in self._others if one.codes == self._figure.total_codes]
        return nlargest(MAX_PINNED, totals, key=lambda one: one.period.end)


def _short(view: View, publishers: list[str]) -> str:
    """Who published the numbers, in a line that the narrowest frame can keep in sight; all stand where it leads."""
    if len(publishers) <= MOST_NAMED:
        return ", ".join(publishers)
    first, others = publishers[: MOST_NAMED - 1], len(publishers) - MOST_NAMED + 1
    return view.language.say(
        "%(publishers)s and %(n)s others", publishers=", ".join(first), n=view.language.number_of(others)
    )


def _pinned(view: View, figure: Figure, points: list[Observation]) -> list[Pinned]:
    totals = figure.total_codes
    # Many values have the same newer one: it is put in words once.
    newest = {codes: (last.period.end, headline_of(view, figure, last)) for codes, last in _newest(figure, points)}
    sources = view.site.content.sources
    publishers = {name: publisher_name(view, sources[name]) for name in {figure.source_of(one) for one in points}}
    told = {name: view.say("Source: %(publisher)s.", publisher=one) for name, one in publishers.items()}
    several = len(set(publishers.values())) > 1
    found = []
    for point in points:
        end, said = newest.get(frozenset(point.codes.items()), (point.period.end, None))
        newer = said if end > point.period.end else None
        codes = [(name, code) for name, code in point.codes.items() if code != totals.get(name)]
        found.append(
            Pinned(
                value_key(figure, point),
                point.value,
                value_text(view, figure, point)
                if point.value is None
                else view.language.written(point.value, figure.unit),
                ", ".join(view.code_name(name, code) for name, code in codes),
                view.language.span(point.period),
                view.status(point.status) if point.value is not None else [],
                _revisions(view, figure, point),
                told[figure.source_of(point)] if several else "",
                newer,
                view.say("Newer numbers are available. %(period)s:", period=upper_first(newer.period)) if newer else "",
                view.held(point),
            )
        )
    return found


def _newest(figure: Figure, points: list[Observation]) -> Iterator[tuple[frozenset[tuple[str, str]], Observation]]:
    """The newest value of each combination of codes that some observations have."""
    for codes in {frozenset(point.codes.items()) for point in points}:
        having = [point for point in figure.combinations[codes].values() if point.value is not None]
        if having:
            yield codes, sorted(having, key=lambda point: point.period.end)[-1]


def _revisions(view: View, figure: Figure, point: Observation) -> list[str]:
    """How a value was changed after it was published, each with its day."""
    return [
        f"{view.language.day(one.date)}{view.language.colon}{view.revision(figure, one)}"
        for one in figure.revisions
        if one.period == point.period and figure.total_codes | one.codes == point.codes
    ]
