"""The cards of the real site with the longest titles, and those of every figure."""

from __future__ import annotations

from boxes import clashes
from factsite.charting.card import drawing
from factsite.rendering.site import Site
from test_cards import faces


def test_the_longest_titles_stay_on_their_cards(model: Site) -> None:
    found = list(faces(model, most=40))
    assert [(one.title, fault) for one in found for fault in clashes(drawing(one))] == []
