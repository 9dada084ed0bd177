"""What helps a translator beside a text, whatever the format: named notes."""

from __future__ import annotations

from collections.abc import Iterator

from factsite.exchanging.offering import Offered
from factsite.translating.status import Freshness, word_difference


def helping_notes(one: Offered) -> Iterator[tuple[str, str]]:
    """The notes of a text, each with what it is about: its use, its page, what changed, where else it stands."""
    if one.note:
        yield "use", one.note
    if one.address:
        yield "page", one.address
    if one.limit:
        yield "length", f"At most {one.limit} characters, codes included."
    if one.state is Freshness.STALE and one.before is not None:
        yield "change", word_difference(one.before, one.source)
        yield "earlier-source", one.before
    if one.state is Freshness.UNKNOWN:
        yield "change", "Nobody has said from which text this was translated: compare it."
    if one.also:
        yield "also", "Serves these as well: " + ", ".join(one.also)
