"""Addresses within the site → the page, anchor or file that they lead to, or the reason why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from factsite.content import Content, Entry
from factsite.deriving.passages import passages
from factsite.problems import RuleError, did_you_mean, nearest_word
from factsite.prose.addresses import Address
from factsite.telling import Told, told

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg"})

# What people type who leave out the scheme: the name of a server, with a path or with a common ending.
_HOST = re.compile(
    r"www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/|(?:[a-z0-9-]+\.)+(?:be|com|eu|fr|int|net|nl|org)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Target:
    """Where an address within the site leads: to a page (``entry``) or a file under content/ (``file``)."""

    entry: Entry | None
    file: str
    query: str
    anchor: str


def find_target(address: Address, entry: Entry, language: str, content: Content) -> Target:
    """Find what an address leads to in the text of a page in a language.

    Args:
        address: an address without scheme.
        entry: the page.
        language: the folder in which the text stands.
        content: everything else.

    Raises:
        RuleError: it leads nowhere, or where no reader can go.
    """
    path, query, anchor = address.parts()
    if not path:
        return _on_page(address, entry, entry, language, Target(entry, "", query, anchor))
    place = normpath(join(language, entry.path.rpartition("/")[0], unquote(path)))
    if place.startswith("assets/"):
        return _file(address, place, content)
    if address.picture:
        raise RuleError(
            "link-target", told("there is no picture “{address}”", address=address.text), _remedy(address, content)
        )
    folder, _, rest = place.partition("/")
    found = content.entries.get(rest.removesuffix(".md")) if folder == language and rest.endswith(".md") else None
    if found is None or not found.translations:
        raise RuleError(
            "link-target",
            told("“{address}” leads to no page of this language", address=address.text),
            _remedy_of_page(address, entry, language, content),
        )
    return _on_page(address, entry, found, language, Target(found, "", query, unquote(anchor)))


def anchors(entry: Entry, language: str) -> set[str]:
    """The headings of the text that a reader of a language gets."""
    return passages(entry.in_language(language))[-1].parsed.anchors


def _on_page(address: Address, entry: Entry, found: Entry, language: str, target: Target) -> Target:
    if address.picture:
        raise RuleError(
            "link-target",
            told("“{address}” is no picture", address=address.text),
            told("Name a picture in content/assets."),
        )
    known = anchors(found, language)
    if target.anchor and target.anchor not in known:
        remedy = did_you_mean(target.anchor, known) or told(
            "Name a heading of the text, in small letters with hyphens."
        )
        what = told("there is no heading “#{anchor}” on “{path}”", anchor=target.anchor, path=found.path)
        if found is entry:
            what = told("there is no heading “#{anchor}” on this page", anchor=target.anchor)
        raise RuleError("link-target", what, remedy)
    return target


def _file(address: Address, place: str, content: Content) -> Target:
    if place.removeprefix("assets/") not in content.assets:
        what = told("there is no file “{address}”", address=address.text)
        if address.picture:
            what = told("there is no picture “{address}”", address=address.text)
        raise RuleError("link-target", what, _remedy(address, content))
    if address.picture and not place.lower().endswith(tuple(PICTURES)):
        raise RuleError(
            "link-target",
            told("“{address}” is no picture", address=address.text),
            told("Pictures end in {listed}.", listed=", ".join(sorted(PICTURES))),
        )
    _, query, anchor = address.parts()
    if query or (anchor and address.picture):
        raise RuleError(
            "link-target",
            told("“{address}” asks a file for something", address=address.text),
            told("Leave out what follows its name."),
        )
    return Target(None, place, "", anchor)


def _remedy_of_page(address: Address, entry: Entry, language: str, content: Content) -> Told:
    """Where an address that leads to no page was meant to lead: elsewhere, to one that it names, or to one near it."""
    if _HOST.match(address.text):
        return told("Write https://{address} if it is another site.", address=address.text)
    pages = {path: one for path, one in content.entries.items() if one.translations}
    name = address.text.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2].removesuffix(".md")
    for path, other in pages.items():
        own = other.translations.get(language)
        if name and name in {other.id, own.words.slug if own else None}:
            return _way(path, entry, language)
    if meant := nearest_word(name, {other.id for other in pages.values()}):
        return _way(next(path for path, other in pages.items() if other.id == meant), entry, language)
    return _BY_HAND


def _way(path: str, entry: Entry, language: str) -> Told:
    way = relpath(f"{language}/{path}.md", dirname(f"{language}/{entry.path}"))
    return told("Write “{way}”, the way from this file.", way=way)


_BY_HAND = told("Write the way from this file to another .md of this language, or {{ link(…) }}.")


def _remedy(address: Address, content: Content) -> Told:
    if not address.picture:
        return _BY_HAND
    near = did_you_mean(address.text.rpartition("/")[2], {asset.rpartition("/")[2] for asset in content.assets})
    return near or told("Put the picture in content/assets, and write the way to it from this file.")
