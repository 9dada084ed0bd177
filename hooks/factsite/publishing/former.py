"""What was published under names that are no longer: the same files, a way to where it is now, or that it is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from factsite.publishing.facets import plan_former_choices
from factsite.publishing.leading import redirect
from factsite.publishing.markdown import as_markdown
from factsite.publishing.planned import AnyPlanned, Planned
from factsite.records.former import FormerName
from factsite.records.registry import EASY, kinds
from factsite.rendering.addresses import (
    CATALOGUE,
    card_address,
    markdown_address,
    permanent,
    version_address,
    versions_address,
)
from factsite.rendering.pages import render_plain
from factsite.rendering.site import Site
from factsite.rendering.view import View


def plan_former(site: Site, others: Sequence[AnyPlanned]) -> Iterator[AnyPlanned]:
    """What stands at the addresses that were made of former names.

    Args:
        site: the site.
        others: all that is planned beside its pages: a file under a former name has the bytes of that of today.
    """
    yield from plan_former_choices(site, {one.address for one in others})
    for name, former in site.content.former.items():
        kind, _, identifier = name.partition("/")
        if kind == EASY and former.now:
            yield from _easy(site, identifier, former.now)
        for code, slugs in former.slugs.items():
            # A term is an anchor of the glossary.
            if code in site.content.languages and kind in kinds():
                yield from _pages(site, kind, code, slugs, former)
        if kind == "figures":
            yield from _data(site, others, identifier, former)
        if former.now and not former.removed:
            yield from _cards(site, others, name, former.now)


def _pages(site: Site, kind: str, code: str, slugs: list[str], former: FormerName) -> Iterator[Planned]:
    """The pages of a removed record in a language: to what replaces it, or that it was withdrawn."""
    now = site.content.entries.get(former.now) if former.now else None
    section = site.addresses.section(kind, code)
    full = [f"{section}{slug}/" for slug in slugs]
    easy = [site.addresses.below(old, code) for old in full] if f"{EASY}/index" in site.content.entries else []
    for old in (*full, *easy):
        if now is not None and now.translations:
            make = partial(redirect, site, code, old, site.addresses.of(now.path, code), now)
        else:
            make = partial(render_plain, site, "gone.html", code, old, day=former.day, list=f"{kind}/index")
        yield Planned(f"{old}index.html", make)
        yield in_markdown(site, old, make)


def _easy(site: Site, full: str, now: str) -> Iterator[Planned]:
    """The addresses of an easy-to-read page that is gone lead to the full one."""
    entry, target = site.content.entries.get(full), site.content.entries.get(now)
    if entry is None or target is None or not (entry.translations and target.translations):
        return
    for code in site.content.languages:
        old = site.addresses.below(site.addresses.of(full, code), code)
        make = partial(redirect, site, code, old, site.addresses.of(now, code), target)
        yield Planned(f"{old}index.html", make)
        yield in_markdown(site, old, make)


def in_markdown(site: Site, address: str, make: Callable[[], str]) -> Planned:
    """What a page that leads on, or tells that something is gone, says as plain Markdown."""
    return Planned(markdown_address(address), lambda: as_markdown((make(), site.base + address, "")).decode())


def _data(site: Site, others: Sequence[AnyPlanned], identifier: str, former: FormerName) -> Iterator[AnyPlanned]:
    """The data of a figure: under a former name the same as under that of today; of a removed one only that it is gone.

    The numbers of another figure, even of one that replaces it, never stand under its name.
    """
    kind, _, current = (former.now or "").partition("/")
    old = permanent(identifier)
    if not former.removed:
        moved = {f"{CATALOGUE}figures/{current}.": f"{CATALOGUE}figures/{identifier}.", permanent(current): old}
        for one in others:
            for before, after in moved.items():
                if one.address.startswith(before):
                    yield replace(one, address=after + one.address.removeprefix(before))
        return
    for address in _versions(site, identifier):
        yield Planned(f"{address}index.html", partial(_data_gone, site, address, identifier, former))
    now = site.content.entries.get(former.now) if kind == "figures" and former.now else None
    if now is not None and now.translations:
        default = site.content.languages.default
        yield Planned(f"{old}index.html", partial(redirect, site, default, old, permanent(current), now))
    else:
        yield Planned(f"{old}index.html", partial(_data_gone, site, old, identifier, former))


def _cards(site: Site, others: Sequence[AnyPlanned], before: str, now: str) -> Iterator[AnyPlanned]:
    """The cards of a renamed record where they stood: whoever passed its address on shows them from there."""
    moved = {
        card_address(place + now, code): card_address(place + before, code)
        for code in site.content.languages
        for place in ("", f"{EASY}/")
    }
    yield from (replace(one, address=moved[one.address]) for one in others if one.address in moved)


def _versions(site: Site, identifier: str) -> Iterator[str]:
    """The addresses at which the versions of a removed figure stood."""
    if history := site.content.histories.get(identifier):
        yield versions_address(identifier)
        yield from (version_address(identifier, step.version) for step in history.steps)


def _data_gone(site: Site, old: str, identifier: str, former: FormerName) -> str:
    views = {code: View(site, code, None, old) for code in site.content.languages}
    first = views[site.content.languages.default]
    template = site.environment.get_template("data-gone.html")
    return template.render(site=site, address=old, views=views, first=first, identifier=identifier, day=former.day)
