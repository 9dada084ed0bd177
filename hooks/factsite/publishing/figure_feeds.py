"""The feed of one figure: an entry for each day on which its numbers or its page changed, and what did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from factsite.publishing.dataset import Dataset
from factsite.publishing.feeds import Feed, FeedEntry, plan_feed, tag
from factsite.publishing.planned import Planned
from factsite.records.scalars import day_span
from factsite.rendering.addresses import figure_feed
from factsite.rendering.changelog import changes_of
from factsite.rendering.view import View


def plan_figure_feed(dataset: Dataset, code: str) -> Iterator[Planned]:
    """The documents of the feed of a figure in a language."""
    days = _days(dataset, dataset.views[code])
    yield from plan_feed(dataset.site, figure_feed(dataset.id, code), len(days), partial(feed_of_figure, dataset, code))


def feed_of_figure(dataset: Dataset, code: str) -> Feed:
    """Everything that changed in a figure, the newest day first; the last entry is its publication."""
    view, figure = dataset.views[code], dataset.figure
    first = view.site.content.first_name(dataset.entry.path)
    logged = changes_of(view, dataset.entry.path)
    days = _days(dataset, view)
    return Feed(
        id=tag(view.site, figure.published, f"{first}/feed/{code}"),
        title=f"{view.title} · {view.site_name}",
        subtitle=view.text("summary"),
        author=view.publisher,
        language=code,
        address=view.site.base + figure_feed(dataset.id, code),
        page=view.canonical,
        updated=days[0],
        entries=[
            FeedEntry(
                id=tag(view.site, day, f"{first}/{day.isoformat()}/{code}"),
                title=view.language.labelled(view.title, view.language.span(day_span(day))),
                address=view.canonical,
                updated=day,
                summary=" ".join(_said(dataset, view, day, logged.get(day, []))),
                published=day,
            )
            for day in days
        ],
    )


def _days(dataset: Dataset, view: View) -> list[date]:
    """The days on which something changed, the newest first."""
    figure = dataset.figure
    found = {figure.published, figure.changed, *(revision.date for revision in figure.revisions)}
    found |= {vintage.imported for vintage in figure.vintages}
    logged = view.site.changed_pages.get(dataset.entry.path, ())
    found |= {day for day, page in logged if any(change.concerns(view.code) for change in page.changes)}
    return sorted((day for day in found if day >= figure.published), reverse=True)


def _said(dataset: Dataset, view: View, day: date, logged: list[str]) -> Iterator[str]:
    """What readers are told of a day: as the release told it, or what the figure itself says of it."""
    figure = dataset.figure
    said: list[str] = [view.text("summary")] if day == figure.published else []
    for vintage in figure.vintages:
        if vintage.imported == day:
            taken = ("%(n)s number taken from the publisher’s file", "%(n)s numbers taken from the publisher’s file")
            said.append(str(view.count(*taken, vintage.observations)))
    if logged:
        said += logged
    else:
        of_day = [revision for revision in figure.revisions if revision.date == day]
        said += [told for one in of_day for told in (view.revision(figure, one), view.note(one.note)) if told]
    for told in said or [view.language.say("The text or the data of this page changed.")]:
        yield told if told.endswith((".", "!", "?")) else f"{told}."
