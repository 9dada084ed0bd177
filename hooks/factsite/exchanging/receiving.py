"""Translations that come back: each is judged, and either all are taken or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from factsite.content import Content
from factsite.exchanging.filling import page_files
from factsite.exchanging.judging import refusals
from factsite.exchanging.offering import Offered, alike
from factsite.exchanging.returned import Delivery, Returned
from factsite.problems import Problem, did_you_mean
from factsite.telling import Told, told
from factsite.translating.status import Freshness
from factsite.translating.units import key_of

_AGAIN = told("Export this text again, and carry its translation over.")


@dataclass
class Receipt:
    """What a delivery brings: the texts that change, those that are current from now on, and what is refused.

    ``untouched`` is how many came back as they were, or without a translation; ``unfinished`` how many have another
    translation that the program doesn’t call done: they stay as they are.
    """

    changed: dict[str, tuple[Offered, str]] = field(default_factory=dict)
    accepted: dict[str, Offered] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    untouched: int = 0
    unfinished: int = 0


def receive(path: Path, delivery: Delivery, known: list[Offered], *, reviewed: bool) -> Receipt:
    """Judge the texts of a delivery.

    Args:
        path: the file that was delivered, for the places of what is refused.
        delivery: what is in it.
        known: every text of the language, as it stands today.
        reviewed: take every translation as done, also where the program says nothing of its state, or that it isn’t.

    Returns:
        What it brings. Texts that are alike get the translation of the one that was handed out for them.
    """
    receipt, by_id = Receipt(), {one.id: one for one in known}
    groups: dict[tuple[str, ...], list[Offered]] = {}
    for one in known:
        groups.setdefault(alike(one), []).append(one)
    own = {one.id for one in delivery.units}
    seen: dict[str, str | None] = {}
    for returned in delivery.units:
        wanted = by_id.get(returned.id)
        found = list(_refused(returned, wanted, by_id, seen))
        seen[returned.id] = returned.target
        receipt.problems += [_problem(path, returned, what, remedy) for what, remedy in found]
        if found or wanted is None:
            continue
        for one in groups[alike(wanted)]:
            if one.id == wanted.id or one.id not in own:
                _take(receipt, returned, one, reviewed=reviewed)
    return receipt


def whole_pages(path: Path, receipt: Receipt, known: list[Offered], content: Content) -> Iterator[Problem]:
    """A page that the language lacks comes whole or not at all: its missing texts are named."""
    by_file = page_files(known)
    for name in sorted({one.file for one, _ in receipt.changed.values()}):
        if not name.endswith(".md") or content.root.joinpath(name).exists():
            continue
        missing = [one.id for one in by_file[name] if one.id not in receipt.changed]
        if missing:
            what = told(
                "“{file}” would be half a page: {missing} has no translation", file=name, missing=", ".join(missing[:5])
            )
            yield Problem(path, 1, 1, "exchange", what, told("Translate the whole page, or leave it out."), source="")


def _take(receipt: Receipt, returned: Returned, one: Offered, *, reviewed: bool) -> None:
    target = returned.target
    if target is None or not target.strip():
        receipt.untouched += 1
        return
    if one.target is None and returned.done is not True and _words(target) == _words(one.source):
        # The source in the place of a translation, as some programs want it to begin with.
        receipt.untouched += 1
        return
    changed = _words(target) != _words(one.target or "")
    done = reviewed or returned.done is True
    if changed and returned.done is False and not reviewed:
        receipt.unfinished += 1
        return
    if changed:
        receipt.changed[one.id] = (one, target)
    if done and one.digest and one.state is not Freshness.CURRENT:
        receipt.accepted[one.id] = one
    if not changed and one.id not in receipt.accepted:
        receipt.untouched += 1


def _refused(
    returned: Returned, one: Offered | None, known: Mapping[str, Offered], seen: Mapping[str, str | None]
) -> Iterator[tuple[Told, Told]]:
    if one is None:
        hint = did_you_mean(
            returned.id, [name for name in known if name.partition("#")[0] == returned.id.partition("#")[0]]
        )
        yield told("there is no such text"), hint or told("It was deleted or renamed: export again.")
        return
    if returned.id in seen:
        if seen[returned.id] != returned.target:
            yield told("it comes twice, with two translations"), told("Keep one of them.")
        return
    if returned.fault:
        yield returned.fault, told("Restore the code from the source in your program, or export this text again.")
        return
    if returned.source is not None and _digest(returned.source) != _digest(one.source):
        yield told("its source isn’t the source of today any more"), _AGAIN
        return
    if returned.target is None or not returned.target.strip():
        if returned.done:
            yield told("it is called translated, and is empty"), told("Translate it, or set its state back.")
        return
    if _words(returned.target) == _words(one.target or ""):
        return
    if returned.base is not None and returned.base != one.target_digest:
        yield told("its translation was changed here since it was handed out"), _AGAIN
        return
    yield from ((found.message, found.remedy) for found in refusals(one, returned.target.strip()))


def _words(text: str) -> str:
    """A text as it is compared: programs may part its lines otherwise within a paragraph."""
    return text.strip()


def _digest(text: str) -> str:
    return sha256(key_of(text.strip()).encode()).hexdigest()


def _problem(path: Path, returned: Returned, what: Told, remedy: Told) -> Problem:
    message = told("“{name}”: {what}", name=returned.id, what=what)
    return Problem(path, returned.line, 1, "exchange", message, remedy, source="")
