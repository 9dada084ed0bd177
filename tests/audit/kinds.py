"""One page of each kind of the real site: what the proofs in a browser look at."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.content import Content, Entry
from factsite.records.figure import Figure
from factsite.rendering.facets import all_facets
from factsite.rendering.site import Site

_PAGES = (
    *("index", "search", "calendar", "glossary", "report", "changes", "about/index", "about/method", "about/sources"),
    *("about/corrections", "about/open-data", "about/accessibility", "about/contact", "easy/index"),
)
HOME, FIGURE, SEARCH = "home", "figures, one", "search"


def kinds_of_pages(site: Site) -> dict[str, str]:
    """The addresses of one page of each kind in every language, each with its kind in words.

    The largest figure is a kind of its own: nothing on the site weighs more than its like.
    """
    identifier = largest_figure(site.content).id
    found = {"": "choice of language", "data/": "data, list", f"data/figures/{identifier}/": "data, one"}
    found["404.html"] = "not found"
    for code in site.content.languages:
        found |= {site.addresses.of(path, code): kind for path, kind in _entries(site, code).items()}
        found |= dict(_beside(site, code, identifier))
    return found


def largest_figure(content: Content) -> Entry:
    """The figure with the most values."""
    return max(content.of_kind("figures"), key=_values)


def _values(entry: Entry) -> int:
    figure = entry.of(Figure)
    return len(figure.observations) if figure else 0


def _entries(site: Site, code: str) -> dict[str, str]:
    """The pages of the content, by their paths: the first of each kind in the order of its list, two key figures."""
    content = site.content
    found = {path: HOME if path == "index" else path.removesuffix("/index") for path in _PAGES}
    found |= {f"{kind}/index": f"{kind}, list" for kind in site.kinds}
    found |= {site.listed(kind, code)[0].path: f"{kind}, one" for kind in site.kinds if site.listed(kind, code)}
    key = [f"figures/{name}" for name, _ in content.key_figures][:2]
    found |= dict.fromkeys(key, FIGURE)
    found |= dict.fromkeys([f"easy/{path}" for path in key], "easy to read, one")
    found[largest_figure(content).path] = "figures, the largest"
    return {path: kind for path, kind in found.items() if path in content.entries}


def _beside(site: Site, code: str, identifier: str) -> Iterator[tuple[str, str]]:
    yield f"{code}/404.html", "not found"
    yield f"data/figures/{identifier}.{code}.html", "to embed"
    for kind in site.kinds:
        for facet in all_facets(site, code, kind)[:1]:
            if facet.pages:
                yield site.addresses.of(f"{kind}/index", code) + facet.pages[0].suffix, "list, chosen"
                return
