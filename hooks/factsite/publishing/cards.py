"""The cards of all pages in all languages, each drawn by a process beside the build and kept by what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from factsite.build_cache.recipes import Recipe
from factsite.charting import card, dots, flat
from factsite.publishing.planned import PlannedSlow
from factsite.rendering.addresses import card_address
from factsite.rendering.cards import face
from factsite.rendering.site import Site
from factsite.rendering.view import View

_CARD = Recipe("card.png", flat.small_png, dots.LIBRARIES, flat.specimen)


def plan_cards(site: Site) -> Iterator[PlannedSlow]:
    """The card of each page in each language that has it."""
    for path, entry in site.content.entries.items():
        for code in entry.translations:
            if entry.kind == "page" or entry.record is not None:
                view = View(site, code, entry, site.addresses.of(path, code))
                yield PlannedSlow(card_address(path, code), _CARD, _drawn(view))


def _drawn(view: View) -> Callable[[], str]:
    return lambda: card.drawing(face(view))
