"""The yearly booklet of key figures: what stands in it, from the records of the pages, as data for its template."""

from __future__ import annotations

from factsite.charting.picture import bare
from factsite.charting.words import latest_change
from factsite.content import Entry
from factsite.localising.language import upper_first
from factsite.records.codes import N_
from factsite.records.figure import Figure
from factsite.records.slices import slices
from factsite.rendering.figures import Chart, Headline, chart, figure_sources, headline
from factsite.rendering.home import key_figures, newest
from factsite.rendering.licences import figure_licence
from factsite.rendering.pamphlet import Data, continued, frame, printed, said, source_of, stands_at, unbroken, worded
from factsite.rendering.pictures import events
from factsite.rendering.site import Site
from factsite.rendering.tables import Cell, FigureTable, TableMaker
from factsite.rendering.view import View

# How much of the newest a page has room for: rows of a table, columns beside the names, sources, records of a kind.
_ROWS, _COLUMNS, _SOURCES, _NEWEST = 6, 3, 3, 6
# Where readers find more on what a booklet has no room for.
_PAGES = ("about/method", "about/sources", "about/open-data", "about/corrections")


def booklet(site: Site, code: str) -> Data:
    """What stands in the booklet of a language on the day of the site."""
    view = View(site, code, site.content.entries.get("index"), "")
    say = view.language.say
    title = say("Key figures %(year)s", year=site.day.year)
    return frame(view, title) | {
        "lead": say(
            "The key figures of this site and what is new, with their sources. "
            "The pages of the site say more, and change when the numbers do."
        ),
        "figures": [_figure(site, code, entry) for entry in key_figures(site)],
        "all": {"title": say("All figures at a glance"), "head": _heads(view), "groups": _by_theme(view)},
        "news": _news(view),
        "imprint": _imprint(view, title),
        "labels": {
            "latest": say("Latest values"),
            "counted": say("What is counted"),
            "not_counted": say("What isn’t counted"),
            "limits": say("What this doesn’t tell you"),
            "sources": say("Sources"),
            "more": say("On the site:"),
        },
    }


# --- a figure -------------------------------------------------------------------------------------------------


def _figure(site: Site, code: str, entry: Entry) -> Data:
    view = View(site, code, entry, "")
    figure = entry.of(Figure)
    if figure is None:
        raise LookupError(f"{entry.path} is no figure")
    top, drawn, change = headline(view, figure), chart(view, figure), latest_change(figure, entry.id, view.language)
    compared = (
        view.language.say("%(compared)s: %(change)s.", compared=change.compared, change=change.words) if change else ""
    )
    return {
        "title": worded(view.title),
        "theme": upper_first(view.theme(figure.main_theme)),
        "finding": worded(view.text("summary")),
        "held": view.held_page(entry),
        "headline": _headline(top) if top else None,
        "change": compared,
        "chart": _chart(view, figure, drawn) if drawn else None,
        "table": _table(view, figure),
        "breaks": [
            {
                "when": view.language.say("Break in the series %(when)s.", when=view.language.placed(gap.period, "on")),
                "why": worded(view.note(gap.note)),
            }
            for gap in figure.breaks
        ],
        "counted": worded(view.text("counted")),
        "not_counted": worded(view.text("not_counted")),
        "limits": worded(view.text("limits")),
        "sources": _sources(view, figure),
        "page": stands_at(view, entry),
    }


def _headline(top: Headline) -> Data:
    return {
        "parts": [{"text": part.text, "label": part.label} for part in top.parts],
        "unit": top.unit,
        "period": upper_first(top.period),
        "flags": [*top.flags, *([top.held] if top.held else [])],
    }


def _chart(view: View, figure: Figure, drawn: Chart) -> Data:
    made = bare(drawn.picture)
    return {
        "svg": made.svg,
        "ratio": made.ratio,
        "alt": f"{view.title}. {drawn.description}",
        "caption": drawn.caption(view, figure),
        "notes": [*drawn.notes(view), *events(view, figure, drawn)],
    }


def _table(view: View, figure: Figure) -> Data:
    """The newest values: as many as there is room for, of the first way of looking at the figure."""
    table = TableMaker(view, figure).table(slices(figure)[0])
    rows = [row for block in table.blocks[:1] for row in block.rows[:_ROWS]]
    cells = [row.cells[:_COLUMNS] for row in rows]
    return {
        "head": [upper_first(name) for name in (table.head, *table.columns[:_COLUMNS])],
        "rows": [[upper_first(row.name), *map(_cell, row.cells[:_COLUMNS])] for row in rows],
        "key": _key(view, table, [cell for row in cells for cell in row if cell]),
        "when": upper_first(table.blocks[0].title) if len(table.blocks) > 1 else "",
    }


def _cell(cell: Cell | None) -> str:
    return f"{cell.text} {cell.flags}".strip() if cell else ""


def _key(view: View, table: FigureTable, cells: list[Cell]) -> str:
    """What the letters in the cells mean."""
    used = {flag.value for cell in cells for flag in cell.flags}
    return view.language.semicolon.join(f"{flag.letter} = {flag.name}" for flag in table.flags if flag.letter in used)


def _sources(view: View, figure: Figure) -> Data:
    """Where the values of the table come from, the newest first, and how many sources the page names beside them."""
    every = {cited.source: cited for cited in figure_sources(view.site.content, figure)}
    newest = sorted(figure.observations, key=lambda one: one.period.end, reverse=True)
    names = list(dict.fromkeys(name for one in newest if (name := figure.source_of(one)) in every)) or list(every)
    shown, say, _n = names[:_SOURCES], view.language.say, view.count
    others = len(every) - len(shown)
    licence = figure_licence(view.site.content, figure)
    return {
        "listed": [source_of(view, every[name]) for name in shown],
        "others": str(_n("And %(n)s older source.", "And %(n)s older sources.", others)) if others else "",
        "terms": say("Terms of use: %(terms)s.", terms=view.language.name(licence)) if licence else "",
    }


# --- all figures, the newest records, the imprint ---------------------------------------------------------------


def _heads(view: View) -> list[str]:
    return [view.language.say(words) for words in (N_("Figure"), N_("Latest value"), N_("Period"))]


def _by_theme(view: View) -> list[Data]:
    """Every figure with its newest value, under its theme."""
    groups: dict[str, list[Data]] = {}
    for entry in view.site.listed("figures", view.code):
        own, figure = View(view.site, view.code, entry, ""), entry.of(Figure)
        top = headline(own, figure) if figure else None
        if figure and top:
            groups.setdefault(figure.main_theme, []).append(_glance(own, entry, top))
    named = [(upper_first(view.theme(theme)), rows) for theme, rows in groups.items()]
    return [{"title": name, "continued": continued(view, name), "rows": rows} for name, rows in named]


def _glance(view: View, entry: Entry, top: Headline) -> Data:
    unit = f" {top.unit}" if top.unit else ""
    values = [f"{part.text}{unit}" + (f" ({part.label})" if part.label else "") for part in top.parts]
    return {
        "title": worded(view.title),
        "address": stands_at(view, entry)["address"],
        "values": values,
        "period": unbroken(upper_first(top.period)),
    }


def _news(view: View) -> list[Data]:
    """The newest records of each kind that the home page shows, more of them than there."""
    return [
        {"title": group.title, "records": [_record(view, entry) for entry in group.entries]}
        for group in newest(view, _NEWEST)
        if group.entries
    ]


def _record(view: View, entry: Entry) -> Data:
    own = View(view.site, view.code, entry, "")
    return {
        "title": worded(own.title),
        "said": said(own, entry),
        "held": own.held_page(entry),
        "summary": worded(own.text("summary")),
        "page": stands_at(own, entry),
    }


def _imprint(view: View, title: str) -> Data:
    """Who answers for the booklet, of which day it is, under which terms, and where more stands."""
    say, settings = view.language.say, view.site.content.settings
    lines = [say("As of %(day)s.", day=view.language.day(view.site.day))]
    if settings:
        lines.append(say("Publisher: %(who)s.", who=settings.publisher.name.read_in(view.code)))
        who = settings.editor.function.read_in(view.code)
        lines.append(say("Responsible for the content: %(who)s.", who=who))
        if address := settings.contact.email or settings.contact.form:
            lines.append(view.language.labelled(say("Contact"), address))
    lines += [
        say(
            "The numbers belong to the bodies that publish them, under the terms that stand beside them. "
            "Where none stand there, ask the body that published the number."
        ),
        say("This booklet was made on the day named above. What was corrected since stands on the site."),
    ]
    pages = [view.entry_at(path) for path in _PAGES if view.has(path)]
    return {
        "title": say("About this booklet"),
        "name": f"{view.site_name}. {title}",
        "colon": view.language.colon,
        "lines": lines,
        "pages": [{"title": worded(view.title_of(page)), "page": stands_at(view, page)} for page in pages],
        "site": printed(f"{view.site.base}{view.code}/"),
    }
