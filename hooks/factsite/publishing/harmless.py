"""The finished HTML held once more against an allow-list, whatever the check has seen: the last door before readers.

Every text of a page is escaped, so that angle brackets stand around tags only; a page of which that isn't true is
refused. Its tags can then be found by one pass of a pattern, and each different tag is judged once for all pages.
"""

from __future__ import annotations

import html
import re
from posixpath import join, normpath
from urllib.parse import unquote

from factsite.problems import RuleError
from factsite.prose.addresses import Address, judge

_TAG = re.compile(r"<[^<>]*>")
_OPEN = re.compile(r"<([a-z][a-z0-9]*)((?: [a-zA-Z][\w:-]*(?:=\"[^\"]*\")?)*) ?/?>")
_SHUT = re.compile(r"</[a-z][a-z0-9]*>")
_ATTRIBUTE = re.compile(r" ([a-zA-Z][\w:-]*)(?:=\"([^\"]*)\")?")


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ELEMENTS = _names(
    "html head title meta link base script body header main nav footer section article div p span h1 h2 h3 h4 h5 h6 "
    "a abbr br hr em strong small cite code pre dfn data time q blockquote ul ol li dl dt dd table caption thead tbody "
    "tfoot tr th td figure figcaption img aside details summary button form label input textarea noscript "
    "svg g path line circle rect polyline text tspan"
)
# Text, numbers and marks for our own scripts and styles: no browser does anything with what stands in them.
_INERT = _names(
    "id class lang media property hreflang title alt name value charset for type role tabindex scope colspan datetime "
    "start rel as crossorigin "
    "download loading hidden open required readonly placeholder autocomplete spellcheck rows method popover "
    "popovertarget focusable viewbox viewBox preserveaspectratio preserveAspectRatio transform "
    "d x y dy x1 x2 y1 y2 cx cy r rx ry width height points opacity "
    "fill-opacity stroke-opacity stroke-width stroke-dasharray stroke-miterlimit font-size font-weight text-anchor "
    "pointer-events display"
)
_COLOUR = re.compile(r"[a-zA-Z]+|#[0-9a-fA-F]{3,8}|var\(--[a-z0-9-]+\)|rgba?\([\d., ]+\)")
_REFRESH = re.compile(r"\d+; url=([^;]*)")
# Where an address may stand, and whether it may leave the site. Elsewhere none may.
_ADDRESSES = {
    ("a", "href"): True,
    ("img", "src"): False,
    ("script", "src"): False,
    ("form", "action"): False,
    ("base", "target"): False,
}
# Most tags have inert attributes only, and are known by one look.
_PLAIN = re.compile(
    rf"<(?!(?:script|meta|base)\b)(?:{'|'.join(sorted(_ELEMENTS))})"
    rf"(?: (?:{'|'.join(sorted(_INERT))}|aria-[a-z]+|data-[a-z-]+)(?:=\"[^\"]*\")?)* ?/?>"
)
# Most addresses go up some folders and down to a page, which takes no reading.
_EASY = re.compile(r"((?:\.\./)*)(?:[a-z0-9][a-z0-9_-]*/)*(?:[a-z0-9][\w.-]*)?(?:#[\w.%-]*)?")
_OWN_LINKS = frozenset({"stylesheet", "icon", "preload"})


class HarmfulError(Exception):
    """A finished page holds what no page may hold; the message names the page."""


class Judge:
    """Judges finished pages; remembers the tags that it has seen."""

    def __init__(self) -> None:
        self._known: dict[int, set[str]] = {}

    def judge(self, page: str, document: str) -> None:
        """Tell whether a page may be published.

        Args:
            page: its address within the site, such as ``en/figures/index.html``.
            document: its HTML.

        Raises:
            HarmfulError: an element, attribute or address isn't in the allow-list.
        """
        tags = _TAG.findall(document)
        if not document.count("<") == len(tags) == document.count(">"):
            raise HarmfulError(f"{page}: an angle bracket stands outside a tag")
        if "\ue000" in document or "\ue002" in document or "\ue004" in document:
            raise HarmfulError(f"{page}: a mark of a reference or an address is left")
        # Whether a way within the site leaves it depends on how deep the page stands.
        known = self._known.setdefault(page.count("/"), set())
        for tag in set(tags) - known:
            if why := _fault(page, tag):
                raise HarmfulError(f"{page}: {tag[:200]} may not be published: {why}")
            known.add(tag)


# What may stand in a tag depends on nothing that a build changes.
JUDGE = Judge()


def _fault(page: str, tag: str) -> str:
    """Why a tag may not stand on a page; empty if it may."""
    if _PLAIN.fullmatch(tag) or _SHUT.fullmatch(tag) or tag == "<!doctype html>":
        return ""
    found = _OPEN.fullmatch(tag)
    if found is None:
        return "it can't be read"
    name = found[1]
    if name not in _ELEMENTS:
        return f"no page has an element “{name}”"
    pairs = _ATTRIBUTE.findall(found[2])
    attributes = {key.lower(): html.unescape(value) for key, value in pairs}
    if len(attributes) != len(pairs):
        return "an attribute stands twice"
    if name == "script" and not ("src" in attributes or attributes.get("type") == "application/ld+json"):
        return "scripts stand in files of their own"
    reasons = (_attribute_fault(page, name, key, value, attributes) for key, value in attributes.items())
    return next((reason for reason in reasons if reason), "")


def _attribute_fault(page: str, element: str, name: str, value: str, attributes: dict[str, str]) -> str:
    if (element, name) in _ADDRESSES:
        return _address_fault(page, value, outside=_ADDRESSES[element, name], picture=element == "img")
    if (element, name) == ("link", "href"):
        return _address_fault(page, value, outside=attributes.get("rel") not in _OWN_LINKS, picture=False)
    if element == "meta" and name in {"http-equiv", "content"}:
        return _meta_fault(page, attributes)
    if name in {"fill", "stroke"}:
        return "" if _COLOUR.fullmatch(value) else f"“{name}” is no colour"
    if name == "style":
        return "styles stand in the style sheet"
    known = name in _INERT or name.startswith(("aria-", "data-"))
    return "" if known else f"no element has an attribute “{name}”"


def _meta_fault(page: str, attributes: dict[str, str]) -> str:
    if "http-equiv" not in attributes:
        return ""
    found = _REFRESH.fullmatch(attributes.get("content", ""))
    if attributes["http-equiv"] != "refresh" or found is None:
        return "a page may only lead to another"
    return _address_fault(page, found[1], outside=False, picture=False)


def _address_fault(page: str, address: str, *, outside: bool, picture: bool) -> str:
    easy = _EASY.fullmatch(address)
    if easy and len(easy[1]) // 3 <= page.count("/"):
        return ""
    path = address.removeprefix("/")
    found = Address(address if address.startswith("//") else path, picture)
    if found.scheme and not outside:
        return "nothing is fetched from other sites"
    try:
        judge(found)
    except RuleError as error:
        return str(error)
    if found.scheme:
        return ""
    way = normpath(join(page.rpartition("/")[0] if path == address else "", unquote(found.parts()[0])))
    return "it leads out of the site" if way.startswith("..") else ""
