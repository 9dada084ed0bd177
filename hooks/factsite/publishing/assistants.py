"""What programs that answer in words read: each page as plain Markdown, and the lists of them (https://llmstxt.org).

An assistant that quotes the page has the numbers as they stand there, each source with its terms, and how to cite.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from factsite.build_cache.recipes import Recipe
from factsite.content import Entry
from factsite.publishing.judged import judged
from factsite.publishing.markdown import as_markdown, escaped
from factsite.publishing.planned import Planned, PlannedOfPage
from factsite.records.figure import Figure
from factsite.records.registry import kinds
from factsite.rendering.addresses import CATALOGUE, LLMS, markdown_address
from factsite.rendering.citing import citation
from factsite.rendering.lists import publisher_name
from factsite.rendering.presentation import presentation
from factsite.rendering.site import Site
from factsite.rendering.view import View

_MARKDOWN = Recipe("md", as_markdown)
# The heading under which a reader in a hurry may skip what stands, whatever the language, says llmstxt.org.
_MAY_BE_SKIPPED = "Optional"


def plan_assistants(site: Site) -> Iterator[Planned | PlannedOfPage]:
    """Every page in Markdown beside itself, and their lists: one per language, and at the root that of the default."""
    yield Planned(LLMS, partial(_list, site, site.content.languages.default, whole=True))
    for code in site.content.languages:
        yield Planned(f"{code}/{LLMS}", partial(_list, site, code))
        for entry in _pages(site, code):
            yield _of_page(site, code, entry)


def _pages(site: Site, code: str) -> Iterator[Entry]:
    """The pages that have words in a language; that of the search has none to read."""
    for path, entry in site.content.entries.items():
        if path != "search" and code in entry.translations and (entry.kind == "page" or entry.record):
            yield entry


def _of_page(site: Site, code: str, entry: Entry) -> PlannedOfPage:
    address = site.addresses.of(entry.path, code)
    page = f"{address}index.html"

    def material(html: str) -> tuple[str, str, str]:
        return html[html.find("<main") : html.rfind("</main>") + 7], site.base + address, _end(site, code, entry)

    return PlannedOfPage(markdown_address(address), page, _MARKDOWN, material, partial(judged, site, code, entry))


def _end(site: Site, code: str, entry: Entry) -> str:
    """What follows a page: where its sources stand and under which terms, and how it is cited."""
    view = View(site, code, entry, site.addresses.of(entry.path, code))
    say, sources = view.language.say, site.relations.sources_of(entry.path)
    lines = [
        f"## {say('Sources')}{view.language.colon}{say('Licence')}",
        "",
        *(_source(view, name) for name in sources),
    ]
    figure = entry.of(Figure)
    changed = site.changed(entry.path)
    words = [
        str(say("“%(words)s”", words=view.title)),
        view.site_name,
        *([view.language.day(changed)] if changed else []),
        view.canonical,
    ]
    cited = citation(view, figure) if figure else ", ".join(words)
    end = ["", f"## {say('How to cite')}", "", escaped(cited), "", f"<{view.canonical}>"]
    return "\n".join([*(lines if sources else []), *end])


def _source(view: View, name: str) -> str:
    source, say = view.site.content.sources[name], view.language.say
    title, address = escaped(source.title_for(view.code).text), source.address_for(view.code)
    published = say("Published: %(when)s.", when=view.language.span(source.published)).removesuffix(".")
    read = view.language.labelled(say("Read"), view.language.span(source.accessed))
    days = [*([published] if source.published.known else []), *([read] if source.accessed.known else [])]
    terms = view.language.labelled(say("Licence"), view.language.name(source.licence))
    said = [escaped(publisher_name(view, source)), f"[{title}]({address})" if address else title, *days, terms]
    return f"- {'; '.join(said)}"


def _list(site: Site, code: str, *, whole: bool = False) -> str:
    """All pages of a language; the ``whole`` one leads to the other languages and to the data too."""
    home = site.content.entries.get("index")
    view = View(site, code, home if home and home.translations else None, f"{code}/")
    lines = [f"# {escaped(view.site_name or site.base)}", "", f"> {escaped(view.text('summary'))}".rstrip(), ""]
    if whole:
        lines += [f"- [{site.speaker(one).own_name}]({site.base}{one}/{LLMS})" for one in site.content.languages]
        lines += [f"- [{view.language.say('All figures and formats')}]({site.base}{CATALOGUE})", ""]
    pages = list(_pages(site, code))
    known = {entry.path for entry in pages}
    for kind in kinds():
        if found := [entry for entry in site.listed(kind, code) if entry.path in known]:
            lines += [
                f"## {view.language.say(presentation(kind).title)}",
                "",
                *(_line(site, code, e) for e in found),
                "",
            ]
    lines += [f"## {_MAY_BE_SKIPPED}", ""]
    lines += [_line(site, code, entry) for entry in pages if entry.kind == "page"]
    return "\n".join(lines) + "\n"


def _line(site: Site, code: str, entry: Entry) -> str:
    address = site.addresses.of(entry.path, code)
    view = View(site, code, entry, address)
    said = f": {escaped(view.finding)}" if view.finding else ""
    return f"- [{escaped(view.title)}]({site.base}{markdown_address(address)}){said}"
