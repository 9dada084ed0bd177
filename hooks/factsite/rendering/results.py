"""How a page stands in a list of results: a title and a description of as many letters as are shown there."""

from __future__ import annotations

from collections.abc import Iterable

from factsite.prose.sentences import sentences

# About as much as search engines show; they name no numbers themselves.
MOST_TITLE, MOST_DESCRIPTION = 60, 160
_CUT = "…"


def titled(heading: str, names: Iterable[str]) -> str:
    """A heading with the first of the names of the site for which there is room; alone where there is for none."""
    return next((whole for name in names if name and len(whole := f"{heading} · {name}") <= MOST_TITLE), heading)


def described(summary: str, before: str = "") -> str:
    """A summary, or as many of its first sentences as have room; the first is cut if it is too long by itself.

    Args:
        summary: the summary of a page.
        before: what is said before it: the choice that a list shows.
    """
    said = [*([f"{before}."] if before else []), *(sentence.text for sentence in sentences(summary))]
    for number in range(len(said), 0, -1):
        if len(told := " ".join(said[:number])) <= MOST_DESCRIPTION:
            return told
    return _shortened(said[0] if said else "")


def _shortened(text: str) -> str:
    """A text up to the last word for which there is room; the spaces within a number are no ends of words."""
    return text[:MOST_DESCRIPTION].rpartition(" ")[0].rstrip(",;:–") + _CUT if len(text) > MOST_DESCRIPTION else text
