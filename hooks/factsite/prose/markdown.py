"""What the Markdown of a page holds, and what it may not hold; all texts with their references blanked out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from factsite.problems import RuleError

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|!--.*?--|[!?][^<>]*)>", re.DOTALL)
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>")
_LINK = re.compile(r"(!?)\[[^\]]*\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)", re.MULTILINE)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_TABLE_HEAD = re.compile(r"^\|(.*)\|[ \t]*\n(?=\|[ \t]*:?-+)", re.MULTILINE)
_ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})


def heading_levels(text: str) -> tuple[int, ...]:
    """The levels of the headings, in order."""
    return tuple(len(found[1]) for found in _HEADING.finditer(text))


def links(text: str) -> frozenset[str]:
    """The addresses outside the site to which a text links."""
    return frozenset(target for _, target, image in _targets(text) if not image and _SCHEME.match(target))


def faults(text: str) -> Iterator[tuple[int, RuleError]]:
    """Find what a text may not hold: HTML, schemes but http(s) and mailto, foreign pictures, h1, nameless columns."""
    for found in _TAG.finditer(text):
        if not _AUTOLINK.fullmatch(found[0]):
            yield found.start(), RuleError("raw-html", "HTML isn't allowed in the text", "Use Markdown.")
    for offset, target, image in _targets(text):
        scheme = _SCHEME.match(_without_tricks(target))
        if scheme and scheme[1].lower() not in _ALLOWED_SCHEMES:
            yield (
                offset,
                RuleError("link-scheme", f"links with “{scheme[1]}:” aren't allowed", "Use an http(s) address."),
            )
        elif image and (scheme or target.startswith("//")):
            remedy = "Put the picture in content/assets: readers' browsers ask no other site for anything."
            yield offset, RuleError("remote-image", "pictures from other sites aren't allowed", remedy)
        elif target.startswith("//"):
            yield offset, RuleError("link-scheme", "an address needs its scheme", f"Write “https:{target}”.")
    yield from _table_faults(text)
    for found in _HEADING.finditer(text):
        if len(found[1]) == 1:
            yield found.start(), RuleError("heading", "the title is the only first-level heading", "Start with “##”.")


def _table_faults(text: str) -> Iterator[tuple[int, RuleError]]:
    """Columns without a name."""
    for found in _TABLE_HEAD.finditer(text):
        # A reference is blanked out by as many spaces as it has signs: only a short blank is nothing.
        if any(not cell.strip() and len(cell) < 5 for cell in found[1].split("|")):
            remedy = "Write what stands in the column: screen readers say it with each cell."
            yield found.start(), RuleError("table-head", "a column of this table has no name", remedy)


def _targets(text: str) -> Iterator[tuple[int, str, bool]]:
    for found in _LINK.finditer(text):
        yield found.start(), found[2], bool(found[1])
    for found in _DEFINITION.finditer(text):
        yield found.start(), found[1], False


def _without_tricks(target: str) -> str:
    """Undo what browsers undo before they read a scheme: entities and white space within."""
    return re.sub(r"[\s\x00-\x20]", "", html.unescape(target))
