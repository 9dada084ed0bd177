"""Whether a translation that comes back may stand in the place of its text: words are free, codes are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from factsite.documents.text import FORBIDDEN
from factsite.exchanging.codes import Half, InlineCode, Sort, blocks, codes
from factsite.exchanging.offering import Offered
from factsite.prose.markdown import faults as markdown_faults
from factsite.prose.parsing import MAX_TEXT
from factsite.prose.references import Broken, references
from factsite.telling import Told, told, told_many
from factsite.translating.status import Freshness

_MARKS = (Sort.LINK, Sort.PICTURE, Sort.EMPHASIS, Sort.CODE, Sort.ADDRESS, Sort.SIGN)
_NAMES = {
    Sort.LINK: told("links"),
    Sort.PICTURE: told("pictures"),
    Sort.EMPHASIS: told("emphasis"),
    Sort.CODE: told("code"),
    Sort.ADDRESS: told("addresses"),
    Sort.SIGN: told("signs such as “&nbsp;”"),
}


@dataclass(frozen=True)
class Refusal:
    """Why a translation is refused, and what to do."""

    message: Told
    remedy: Told


def refusals(one: Offered, target: str) -> Iterator[Refusal]:
    """What is wrong with a translation: its signs, its length, its references, its marks, its structure.

    Everything is compared with the source. What its translation of today has otherwise than the source may stay as it
    is, but for the references of a stale text.
    """
    if found := FORBIDDEN.search(target):
        what = told("an invisible control character (U+{code}) stands in it", code=f"{ord(found[0]):04X}")
        yield Refusal(what, told("Delete it: it can make text look different from what it is."))
        return
    limit = one.limit or MAX_TEXT
    if len(target) > limit:
        yield Refusal(
            told("it has {n} characters; {limit} is the limit", n=len(target), limit=limit), told("Shorten it.")
        )
        return
    broken = [found for found in references(target) if isinstance(found, Broken)]
    if broken:
        what = told("a reference is broken: {error}", error=str(broken[0].error))
        yield Refusal(what, told("Leave what stands between {{ and }} as it is in the source."))
        return
    yield from _references(one, target)
    yield from _marks(one, target)
    yield from _structure(one, target)
    if one.source != target:
        known = {str(error) for _, error in markdown_faults(one.source)}
        for _, error in markdown_faults(target):
            if str(error) not in known:
                yield Refusal(error.message, error.remedy)


def _references(one: Offered, target: str) -> Iterator[Refusal]:
    found, wanted = _meanings(target), _meanings(one.source)
    if found == wanted or (one.state is not Freshness.STALE and one.target and found == _meanings(one.target)):
        return
    remedy = told("Take every reference of the source into the translation, once and unchanged.")
    for meaning in wanted - found:
        yield Refusal(told("the reference {name} is lost or changed", name=_named(meaning)), remedy)
    for meaning in found - wanted:
        yield Refusal(told("the reference {name} doesn’t stand in the source", name=_named(meaning)), remedy)


def _marks(one: Offered, target: str) -> Iterator[Refusal]:
    for sort in _MARKS:
        found = _count(target, sort)
        wanted = {_count(one.source, sort), _count(one.target, sort)} if one.target else {_count(one.source, sort)}
        if found not in wanted:
            what = told(
                "its {marks} are others than those of the source ({found}, not {wanted})",
                marks=_NAMES[sort],
                found=found,
                wanted=_count(one.source, sort),
            )
            yield Refusal(what, told("Use the codes of the source, each once; type no marks of Markdown."))
    known = _addresses(one.source) | _addresses(one.target or "")
    if foreign := sorted(_addresses(target) - known):
        what = told("the address “{address}” doesn’t stand in the source", address=foreign[0].strip("()<>[]"))
        yield Refusal(what, told("Leave addresses to the page itself; import the words only."))


def _structure(one: Offered, target: str) -> Iterator[Refusal]:
    def same(judged: Callable[[str], object]) -> bool:
        return judged(target) == judged(one.source) or bool(one.target and judged(target) == judged(one.target))

    if not same(_breaks):
        found, wanted = len(_breaks(target)), len(_breaks(one.source))
        what = told_many(
            "its paragraphs, headings, items or cells aren’t those of the source ({n} break, not {wanted})",
            "its paragraphs, headings, items or cells aren’t those of the source ({n} breaks, not {wanted})",
            n=found,
            wanted=wanted,
        )
        yield Refusal(what, told("Keep the breaks of the source, in their order."))
    elif _meanings(target) == _meanings(one.source) and not same(_places):
        what = told("a reference has moved to another paragraph, item or cell")
        yield Refusal(what, told("Leave it in the paragraph, item or cell in which it stands in the source."))


def _meanings(text: str) -> Counter[tuple[str, ...]]:
    return Counter(map(_meaning, filter(_is_reference, codes(text))))


def _is_reference(code: InlineCode) -> bool:
    return code.sort is Sort.REFERENCE and code.form is not Half.CLOSE


def _meaning(code: InlineCode) -> tuple[str, ...]:
    return code.meaning


def _places(text: str) -> list[Counter[tuple[str, ...]]]:
    return [Counter(map(_meaning, filter(_is_reference, block))) for block in blocks(text)]


def _breaks(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(code.meaning for code in codes(text) if code.sort is Sort.BREAK)


def _count(text: str, sort: Sort) -> int:
    return sum(1 for code in codes(text) if code.sort is sort and code.form is not Half.CLOSE)


def _addresses(text: str) -> set[str]:
    sorts = {Sort.LINK, Sort.PICTURE, Sort.ADDRESS}
    return {code.meaning[0] for code in codes(text) if code.sort in sorts and code.form is not Half.CLOSE}


def _named(meaning: tuple[str, ...]) -> str:
    return f"{meaning[0]}({', '.join(meaning[1:])})"
