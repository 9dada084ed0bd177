"""What was published under names that are no longer: the same files, a way to where it is now, or that it is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

from factsite.content import Entry
from factsite.publishing.writing import write_page
from factsite.records.former import FormerName
from factsite.rendering.addresses import CATALOGUE, permanent, relative
from factsite.rendering.facets import faceted, suffix
from factsite.rendering.pages import render_plain
from factsite.rendering.site import Site
from factsite.rendering.view import View

# The facets whose choices bear the identifier of a thing.
_FACETS = {"themes": "theme", "organisations": "body"}


def redirect(site: Site, code: str, old: str, new: str, entry: Entry) -> str:
    """A page that leads on to another at once: ``new`` is the address, ``entry`` that of whose title it shows."""
    template = site.environment.get_template("redirect.html")
    return template.render(code=code, title=site.title(entry, code), href=relative(new, old), canonical=site.base + new)


def write_former(site: Site, folder: Path) -> None:
    """Write what stands at the addresses that were made of former names, after everything else was written."""
    for name, former in site.content.former.items():
        kind, _, identifier = name.partition("/")
        for code, slugs in former.slugs.items():
            if code in site.content.languages:
                _pages(site, folder, kind, code, slugs, former)
        if kind == "figures":
            _data(site, folder, identifier, former)
        if kind in _FACETS:
            _choices(site, folder, kind, identifier, former)


def _pages(site: Site, folder: Path, kind: str, code: str, slugs: list[str], former: FormerName) -> None:
    """The pages of a removed record in a language: to what replaces it, or that it was withdrawn."""
    now = site.content.entries.get(former.now) if former.now else None
    section = site.addresses.section(kind, code)
    for slug in slugs:
        old = f"{section}{slug}/"
        if now is not None and now.translations:
            page = redirect(site, code, old, site.addresses.of(now.path, code), now)
        else:
            page = render_plain(site, "gone.html", code, old, day=former.day, list=f"{kind}/index")
        write_page(folder, f"{old}index.html", page)


def _data(site: Site, folder: Path, identifier: str, former: FormerName) -> None:
    """The data of a figure: under a former name the same as under that of today; of a removed one only that it is gone.

    The numbers of another figure, even of one that replaces it, never stand under its name.
    """
    kind, _, current = (former.now or "").partition("/")
    place = folder / CATALOGUE / "figures"
    if not former.removed:
        for path in sorted(place.glob(f"{current}.*")):
            shutil.copyfile(path, place / f"{identifier}{path.name.removeprefix(current)}")
        (folder / permanent(identifier)).mkdir(exist_ok=True)
        shutil.copyfile(folder / permanent(current) / "index.html", folder / permanent(identifier) / "index.html")
        return
    old = permanent(identifier)
    now = site.content.entries.get(former.now) if kind == "figures" and former.now else None
    if now is not None and now.translations:
        page = redirect(site, site.content.languages.default, old, permanent(current), now)
    else:
        views = {code: View(site, code, None, old) for code in site.content.languages}
        page = site.environment.get_template("data-gone.html").render(
            site=site, address=old, views=views, first=views[site.content.languages.default],
            identifier=identifier, day=former.day,
        )  # fmt: skip
    write_page(folder, f"{old}index.html", page)


def _choices(site: Site, folder: Path, kind: str, identifier: str, former: FormerName) -> None:
    """The lists by a theme or a body: to the list by what it is now, or to the whole list."""
    facet, current = _FACETS[kind], (former.now or "").partition("/")[2]
    for listed in (one for one in faceted() if f"{one}/index" in site.content.entries):
        entry = site.content.entries[f"{listed}/index"]
        for code in site.content.languages if entry.translations else ():
            whole = site.addresses.of(entry.path, code)
            old, new = whole + suffix(facet, identifier), whole + suffix(facet, current)
            there = bool(current) and (folder / new / "index.html").is_file()
            if there or former.removed:
                write_page(folder, f"{old}index.html", redirect(site, code, old, new if there else whole, entry))
