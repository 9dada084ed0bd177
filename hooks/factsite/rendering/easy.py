"""What an easy-to-read page shows beside its words: of a figure its number and chart, of home the other pages."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from factsite.charting.shape import ChartForm
from factsite.content import Entry
from factsite.deriving.leading import HOME, led_to
from factsite.records.figure import Figure
from factsite.records.registry import EASY
from factsite.rendering.figures import Chart, chart, headline, marks
from factsite.rendering.presentation import presentation
from factsite.rendering.view import View


@dataclass(frozen=True)
class EasyGroup:
    """The easy-to-read pages of a kind of record: the kind, its name in the plural, the pages."""

    kind: str
    title: str
    entries: list[Entry]


class EasyChart(Chart):
    """A chart of one line, told in short sentences without the words of statistics."""

    def caption(self, view: View, figure: Figure) -> str:
        """What it shows."""
        del figure
        return view.language.say("This picture shows how the number changed.")

    def notes(self, view: View) -> list[str]:
        """What its marks mean, but for the events."""
        say = view.language.say
        found = {
            say("A pale mark means: this number can still change."): self.open,
            say(
                "A dashed line means: the way of counting changed. "
                "Numbers before the line can’t be compared with numbers after it."
            ): bool(self.breaks),
            say("“%(words)s” means: there is no number for that time.", words=self.speech.no_data): self.gaps,
        }
        return [words for words, said in found.items() if said]

    def marked(self, view: View) -> str:
        """What stands before the events whose days it marks."""
        return view.language.say("A dotted line means: something happened that day.")


def easy_chart(view: View, figure: Figure) -> Chart | None:
    """The chart of a figure, in short sentences if it is one line; other charts are told as on the full page."""
    made = chart(view, figure)
    if made is None or made.shape.form is not ChartForm.LINE:
        return made
    language, points = view.language, [point for point in made.shape.series[0].points if point.value is not None]
    high, low = (most(points, key=lambda point: point.value or Decimal(0)) for most in (max, min))
    said = [
        language.say(
            "The highest number is %(number)s, %(when)s.",
            number=language.quantity(high.value or Decimal(0), figure.unit),
            when=language.placed(high.period, "on"),
        ),
        language.say(
            "The lowest number is %(number)s, %(when)s.",
            number=language.quantity(low.value or Decimal(0), figure.unit),
            when=language.placed(low.period, "on"),
        ),
    ]
    own = {field.name: getattr(made, field.name) for field in fields(made)}
    return EasyChart(**own | {"description": " ".join(said)})


def easy_facts(view: View) -> dict[str, Any]:
    """What an easy-to-read page shows beside its words, which are those of its file."""
    full = view.site.content.subject(view.page)
    facts: dict[str, Any] = {"full": full, "record": full.record, "headline": None, "groups": _groups(view)}
    if figure := full.of(Figure):
        newest = figure.latest()
        source = view.site.content.sources.get(figure.source_of(newest)) if newest else None
        facts |= {"headline": headline(view, figure), "chart": easy_chart(view, figure), "source": source}
        facts["marks"] = marks(view, figure)
    return facts


def _groups(view: View) -> list[EasyGroup]:
    """On the easy-to-read home page the others by kind, in the order in which home leads to their full pages."""
    if view.page.full != HOME:
        return []
    content = view.site.content
    every = [entry.path for entry in content.entries.values() if entry.full and entry is not view.page]
    order = dict.fromkeys([*(f"{EASY}/{path}" for path in led_to(content)), *sorted(every)])
    groups: dict[str, EasyGroup] = {}
    for entry in (content.entries[path] for path in order if path in content.entries):
        kind = content.subject(entry).kind
        if entry.translations and content.subject(entry).record is not None:
            title = view.say(presentation(kind).title)
            groups.setdefault(kind, EasyGroup(kind, title, [])).entries.append(entry)
    return list(groups.values())
