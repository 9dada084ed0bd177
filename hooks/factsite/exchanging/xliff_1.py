"""XLIFF 1.2, out and in: one file per page, codes as ``ph``, ``bpt`` and ``ept`` that hold them.

(OASIS, XLIFF Version 1.2, 2008.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from factsite.exchanging.codes import Half, InlineCode, Numbered, Sort, numbered
from factsite.exchanging.helping import helping_notes
from factsite.exchanging.offering import Offered
from factsite.exchanging.returned import Delivery, Returned
from factsite.exchanging.xml import HEAD, Node, escaped, tag
from factsite.telling import UNSAID, Told, told
from factsite.translating.status import Freshness

VERSIONS = ("1.0", "1.1", "1.2")
_STATES = {
    Freshness.MISSING: "needs-translation",
    Freshness.STALE: "needs-adaptation",
    Freshness.UNKNOWN: "needs-review-translation",
    Freshness.CURRENT: "final",
}
_DONE = frozenset({"translated", "signed-off", "final"})
# Somebody is to look at it still: it is written, and isn’t taken as current.
_WRITTEN = frozenset({"needs-review-translation", "needs-review-adaptation", "needs-review-l10n"})
_TYPES = {Sort.LINK: "link", Sort.ADDRESS: "link", Sort.PICTURE: "x-picture"}
_TARGET = "x-factsite-target"


def written(units: Iterable[Offered], source: str, target: str) -> str:
    """The document of some texts, which follow one another file by file."""
    files = []
    for name, inside in groupby(units, key=lambda one: one.file):
        body = "".join(f"{_unit(one)}\n" for one in inside)
        attributes = {
            "original": f"content/{name}",
            "source-language": source,
            "target-language": target,
            "datatype": "x-factsite",
        }
        files.append(tag("file", attributes, "\n" + tag("body", {}, f"\n{body}") + "\n"))
    root = {"xmlns": "urn:oasis:names:tc:xliff:document:1.2", "version": "1.2"}
    return HEAD + tag("xliff", root, "\n" + "\n".join(files) + "\n") + "\n"


def _unit(one: Offered) -> str:
    ours, theirs = numbered(one.source, one.shown_target)
    state = {"state": _STATES[one.state]}
    parts = [
        tag("source", {}, _inline(ours)),
        tag("target", state, _inline(theirs)),
        _context("location", {"sourcefile": f"content/{one.origin}", "x-page": one.address}),
        _context("match", {_TARGET: one.target_digest}),
        *(tag("note", {"from": name}, escaped(text)) for name, text in helping_notes(one)),
        *_others(one),
    ]
    attributes = {
        "id": one.id,
        "resname": one.name,
        "xml:space": "preserve",
        "approved": "yes" if one.state is Freshness.CURRENT else None,
        "maxwidth": str(one.limit) if one.limit else None,
        "size-unit": "char" if one.limit else None,
    }
    return tag("trans-unit", attributes, "\n" + "\n".join(filter(None, parts)) + "\n")


def _context(purpose: str, facts: dict[str, str]) -> str:
    inner = "".join(tag("context", {"context-type": name}, escaped(text)) for name, text in facts.items() if text)
    return tag("context-group", {"purpose": purpose, "name": f"factsite-{purpose}"}, inner) if inner else ""


def _others(one: Offered) -> Iterator[str]:
    """What a stale text was translated from, and how its source was translated elsewhere."""
    if one.before is not None:
        earlier = tag("source", {}, _inline(numbered(one.before, None)[0]))
        target = tag("target", {}, _inline(numbered(one.before, one.target)[1]))
        yield tag("alt-trans", {"alttranstype": "previous-version", "origin": "factsite"}, earlier + target)
    for candidate in one.candidates:
        ours, theirs = numbered(candidate.source, candidate.target)
        inner = tag("source", {}, _inline(ours)) + tag("target", {}, _inline(theirs))
        attributes = {"match-quality": "100%", "origin": candidate.id, "alttranstype": "proposal"}
        yield tag("alt-trans", attributes, inner)


def _inline(parts: list[Numbered]) -> str:
    return "".join(
        escaped(part.piece) if isinstance(part.piece, str) else _code(part.piece, part.number) for part in parts
    )


def _code(code: InlineCode, number: int) -> str:
    name = {Half.ALONE: "ph", Half.OPEN: "bpt", Half.CLOSE: "ept"}[code.form]
    kind = None if code.form is Half.CLOSE else _TYPES.get(code.sort, f"x-{code.sort}")
    shown = f"/{code.shown}" if code.form is Half.CLOSE else code.shown
    return tag(name, {"id": str(number), "ctype": kind, "equiv-text": f"[{shown}]"}, escaped(code.native))


def read(root: Node) -> Delivery:
    """The texts of a document; its languages are those of its files, which are one pair."""
    files = list(root.all("file"))
    targets = {file.attributes.get("target-language", "") for file in files}
    units = [_returned(unit) for file in files for unit in file.within("trans-unit")]
    return Delivery(targets.pop() if len(targets) == 1 else "", units)


def _returned(unit: Node) -> Returned:
    faults: list[Told] = []
    source, target = unit.first("source"), unit.first("target")
    known = _natives(source) if source else {}
    state = target.attributes.get("state") if target else None
    base = next(
        (one.text for one in unit.within("context") if one.attributes.get("context-type") == _TARGET),
        None,
    )
    return Returned(
        id=unit.attributes.get("id", ""),
        line=unit.line,
        source=_native(source, known, faults) if source else None,
        target=_native(target, known, faults) if target and (target.content or state in _DONE) else None,
        done=_done(unit, state),
        base=base if base is not None or not unit.first("context-group") else "",
        fault=faults[0] if faults else UNSAID,
    )


def _done(unit: Node, state: str | None) -> bool | None:
    if state is None:
        return True if unit.attributes.get("approved") == "yes" else None
    if state in _WRITTEN:
        return None
    return state in _DONE


def _natives(source: Node) -> dict[tuple[str, str], str]:
    """The codes of a source by element and number: some programs give back empty ones."""
    return {(one.name, one.attributes.get("id", "")): one.text for one in source.within("ph", "bpt", "ept")}


def _native(node: Node, known: dict[tuple[str, str], str], faults: list[Told]) -> str:
    found = []
    for part in node.content:
        if isinstance(part, str):
            found.append(part)
        elif part.name in {"mrk", "g", "sub"}:
            found.append(_native(part, known, faults))
        elif part.name in {"ph", "bpt", "ept", "it"}:
            text = part.text or known.get((part.name, part.attributes.get("id", "")), "")
            if not text:
                faults.append(told("code {number} is empty", number=part.attributes.get("id", "?")))
            found.append(text)
        else:
            faults.append(told("the element “{name}” stands among its words", name=part.name))
    return "".join(found)
