"""What the Markdown of a text holds, and what it may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factsite.problems import RuleError
from factsite.prose.parsing import Parsed, parse
from factsite.prose.references import masked
from factsite.telling import told

# HTML is shown as the text it is, so that only the source knows of it. Each part stops at the next bracket: one step
# for each sign.
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*>|!--|[!?][^<>]*>)")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>")


def heading_levels(text: str) -> tuple[int, ...]:
    """The levels of the headings, in order."""
    return tuple(parse(text).levels)


def links(text: str) -> frozenset[str]:
    """The addresses outside the site to which words of a text link."""
    return links_of(parse(text))


def links_of(parsed: Parsed) -> frozenset[str]:
    """The same for a text that is parsed."""
    found = (address for address in parsed.addresses if not address.picture and not address.bare)
    return frozenset(address.text for address in found if address.scheme)


def faults(text: str) -> Iterator[tuple[int, RuleError]]:
    """Find what a text may not hold: HTML, schemes but http(s) and mailto, foreign pictures, h1, nameless columns."""
    yield from tags(masked(text))
    yield from parse(text).faults


def tags(text: str) -> Iterator[tuple[int, RuleError]]:
    """Find HTML in a text with its references blanked out."""
    opened: set[str] = set()
    for found in _TAG.finditer(text):
        name = found[0].strip("</>").partition(" ")[0]
        if found[0].startswith("</") and name in opened:
            continue  # the end of an element whose beginning has been named
        opened.add(name)
        if not _AUTOLINK.fullmatch(found[0]):
            yield found.start(), RuleError("raw-html", told("HTML isn't allowed in the text"), told("Use Markdown."))
