"""A name that was changed by hand: which page of today is the one that was published under another."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from factsite.changes.guarded import ADDRESS, CHANGED, FORMER, UPDATED, said_by
from factsite.content import Content, Entry
from factsite.problems import nearest_word
from factsite.records.published import FactKey

# So much of what was published of a page must stand in another for it to be the same under a new name.
_ENOUGH = 0.5


def published_name(content: Content, entry: Entry, among: Collection[str] | None = None) -> str:
    """The page that was published, as what stands in files of another name; empty where there is none.

    Args:
        content: the content, whole.
        entry: a page that wasn’t published under the name that it has: with facts, with words, or with both.
        among: the pages of which it can be one; any, if that isn’t given.
    """
    pages = content.published.pages if content.published else {}
    if entry.path in pages:
        return ""
    wanted = pages if among is None else [page for page in pages if page in among]
    wanted = [page for page in wanted if _can_be(entry, page)]
    said = said_by(content, entry) if wanted else {}
    near = {page: share for page in wanted if (share := _share(said, entry, pages[page])) >= _ENOUGH}
    return max(near, key=lambda page: near[page], default="")


def new_name(content: Content, page: str) -> Entry | None:
    """The page that has most of what was published of one that is gone, if there is one."""
    pages = content.published.pages if content.published else {}
    rows = pages.get(page, {})
    new = [entry for entry in content.entries.values() if entry.path not in pages and _can_be(entry, page)]
    shares = {entry: _share(said_by(content, entry), entry, rows) for entry in new}
    best = max(shares, key=lambda entry: shares[entry], default=None)
    return best if best and shares[best] >= _ENOUGH else None


def new_source(content: Content, page: str) -> str:
    """The source that may be one that is gone: the only one that wasn’t published, or that with the nearest name."""
    pages = content.published.pages if content.published else {}
    new = [name for name in content.source_documents if f"sources/{name}" not in pages]
    return new[0] if len(new) == 1 else nearest_word(page.rpartition("/")[2], new)


def _can_be(entry: Entry, page: str) -> bool:
    """Whether a page is of the same kind, and of one whose pages have names of their own."""
    return entry.kind == page.partition("/")[0] and entry.kind != "page"


def _share(said: Mapping[FactKey, str], entry: Entry, rows: Mapping[FactKey, str]) -> float:
    """How much of what was published of a page stands in another: of the parts that the other has.

    Of one whose words alone have another name only its addresses count, of one whose facts have only those.
    """
    of_words = {key for key in rows if key[0] in {ADDRESS, FORMER}}
    wanted = {key for key in of_words if key[1].partition(" ")[0] in entry.translations}
    if entry.record is not None:
        wanted |= {key for key in rows if key not in of_words}
    # Many pages were changed on one day: that alone says little.
    wanted = {key for key in wanted if key[0] not in {CHANGED, UPDATED}} or wanted
    return sum(said.get(key) == rows[key] for key in wanted) / len(wanted) if wanted else 0.0
