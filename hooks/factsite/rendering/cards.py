"""The card of a page: what its kind says of a record, set for where the address is passed on."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from factsite.charting.card import HEIGHT, WIDTH, Face
from factsite.records.registry import kinds, special_pages
from factsite.rendering.addresses import card_address
from factsite.rendering.pictures import Card
from factsite.rendering.presentation import PageCard, Said, presentation
from factsite.rendering.view import View


def card(view: View) -> Card:
    """The picture that stands for a page: that of the page in the language of its words."""
    entry = view.page
    return Card(card_address(entry.path, view.shown.code), WIDTH, HEIGHT, face(view).words)


def face(view: View) -> Face:
    """What stands on the card of a page."""
    entry, record = view.page, view.page.record
    plain = Face(
        view.shown.code,
        view.title,
        view.site_name,
        urlsplit(view.site.base).netloc,
        text=view.finding,
    )
    if entry.kind not in kinds() or record is None:
        special = special_pages().get(entry.path)
        own = special.part(PageCard) if special else None
        return own.make(view, plain) if own else plain
    shown = presentation(entry.kind)
    kicker = [view.language.say(shown.title), view.theme(record.main_theme) if record.main_theme else ""]
    said = view.said(entry)
    plain = replace(
        plain,
        kicker=" · ".join(filter(None, kicker)),
        badge=next((one.text for one in said if one.badge), ""),
        facts=" · ".join(_words(view, one) for one in said if not one.badge),
    )
    return shown.card(view, entry, record, plain) if shown.card else plain


def _words(view: View, said: Said) -> str:
    """One thing that a list says of a record, as plain words."""
    if said.entry:
        return view.title_of(said.entry)
    return view.language.span(said.day) if said.day else said.text
