"""A figure in a language → the sheets of its workbook: what the data are, they themselves, and what is to be said.

The first sheet says what whoever opens the file must know to use it: licence, version, how to cite it.
"""

from __future__ import annotations

from factsite.publishing.dataset import Dataset
from factsite.publishing.delimited import Rows
from factsite.publishing.tables import sortable
from factsite.publishing.workbooks import Contents, Sheet
from factsite.rendering.citing import citation
from factsite.rendering.lists import publisher_name


def sheets(dataset: Dataset, reader: str, rows: Rows, others: Rows) -> Contents:
    """The workbook of a figure for readers of a language; ``rows`` and ``others`` are those of its tables in words."""
    view = dataset.views[reader]
    say = view.language.say
    points = dataset.observations
    again = [point for point in points for _ in point.alternatives]
    pages = [Sheet(say("Metadata"), _metadata(dataset, reader), head=False)]
    pages.append(Sheet(say("Data"), sortable(rows, points), head=True))
    if dataset.has_other_values:
        pages.append(Sheet(say("Other values"), sortable(others, again), head=True))
    if notes := _notes(dataset, reader):
        pages.append(Sheet(say("Notes"), notes, head=False))
    return Contents(view.title, view.site_name, dataset.figure.changed, pages)


def _metadata(dataset: Dataset, reader: str) -> Rows:
    view, figure = dataset.views[reader], dataset.figure
    say, language = view.language.say, view.language
    organisation = view.site.content.entries.get(f"organisations/{figure.organisation}")
    body = view.title_of(organisation) if organisation and organisation.translations else figure.organisation
    licence = language.name(dataset.licence) if dataset.licence else say("see the conditions of each source")
    rows: Rows = [
        [say("Title"), view.title],
        [say("Version of"), dataset.version],
        [say("Licence"), licence],
        [say("How to cite"), citation(view, figure)],
        [say("Permanent address"), dataset.address],
        [say("Summary"), dataset.text("summary", reader)],
        [say("What is counted"), dataset.text("counted", reader)],
        [say("What isn’t counted"), dataset.text("not_counted", reader)],
        [say("Unit"), language.name(figure.unit)],
        [say("Measure"), language.name(figure.measures)],
        [say("Frequency"), language.name(figure.frequency)],
        [say("Published by"), body],
        [say("Last update"), figure.last_update],
        [say("Next update"), language.span(figure.next_update)],
    ]
    return [*rows, *_sources(dataset, reader)]


def _sources(dataset: Dataset, reader: str) -> Rows:
    view = dataset.views[reader]
    rows: Rows = []
    for source in dataset.sources.values():
        named = [publisher_name(view, source), source.title_for(reader).text, source.table or ""]
        address, terms = source.address_for(reader), view.language.name(source.licence)
        rows.append([view.language.say("Source"), ", ".join(part for part in named if part), address, terms])
    return rows


def _notes(dataset: Dataset, reader: str) -> Rows:
    view, figure = dataset.views[reader], dataset.figure
    language = view.language
    rows: Rows = [[flag.value, language.say(flag.label)] for flag in dataset.flags]
    rows += [[language.say("Break in the series"), language.span(g.period), view.note(g.note)] for g in figure.breaks]
    for revision in figure.revisions:
        rows.append(
            [
                language.say("Revision"),
                language.day(revision.date),
                view.revision(figure, revision),
                view.note(revision.note),
            ]
        )
    for point in dataset.observations:
        if point.note:
            rows.append([language.say("Note"), language.span(point.period), view.note(point.note)])
    return rows
