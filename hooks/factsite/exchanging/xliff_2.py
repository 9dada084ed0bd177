"""XLIFF 2.1, out and in: one file per page, one segment per text, codes with their original data.

(OASIS, XLIFF Version 2.1, 2018: core; Translation Candidates, Metadata, Size and Length Restriction modules.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from factsite.exchanging.codes import Half, InlineCode, Numbered, Sort, numbered
from factsite.exchanging.helping import helping_notes
from factsite.exchanging.offering import Candidate, Offered
from factsite.exchanging.returned import Delivery, Returned
from factsite.exchanging.xml import HEAD, Node, escaped, tag
from factsite.telling import UNSAID, Told, told
from factsite.translating.status import Freshness

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
VERSIONS = ("2.0", "2.1", "2.2")
_DONE = frozenset({"translated", "reviewed", "final"})
_SEGMENT = "s"
_TYPES = {Sort.LINK: "link", Sort.PICTURE: "image", Sort.ADDRESS: "link"}
_SUBTYPE = {Sort.EMPHASIS: "fmt", Sort.CODE: "fmt", Sort.BREAK: "fmt"}


def written(units: Iterable[Offered], source: str, target: str) -> str:
    """The document of some texts, which follow one another file by file."""
    files = []
    for number, (name, inside) in enumerate(groupby(units, key=lambda one: one.file), 1):
        several = list(inside)
        body = "".join(f"{_unit(one)}\n" for one in several)
        profiles = tag("slr:profiles", {"generalProfile": "xliff:codepoints"}, "")
        note = tag("notes", {}, tag("note", {"category": "source-file"}, escaped(f"content/{several[0].origin}")))
        attributes = {"id": f"f{number}", "original": f"content/{name}", "canResegment": "no"}
        files.append(tag("file", attributes, f"\n{profiles}\n{note}\n{body}"))
    spaces = {
        "xmlns": NAMESPACE,
        "xmlns:mda": "urn:oasis:names:tc:xliff:metadata:2.0",
        "xmlns:mtc": "urn:oasis:names:tc:xliff:matches:2.0",
        "xmlns:slr": "urn:oasis:names:tc:xliff:sizerestriction:2.0",
    }
    root = {**spaces, "version": "2.1", "srcLang": source, "trgLang": target}
    return HEAD + tag("xliff", root, "\n" + "\n".join(files) + "\n") + "\n"


def _unit(one: Offered) -> str:
    data = _Data()
    ours, theirs = numbered(one.source, one.target)
    source = tag("source", {}, data.inline(ours))
    target = "" if one.target is None else tag("target", {}, data.inline(theirs))
    state = "final" if one.state is Freshness.CURRENT else "initial"
    attributes = {"id": _SEGMENT, "state": state, "subState": f"factsite:{one.state}"}
    base = tag("mda:meta", {"type": "target"}, one.target_digest)
    parts = [
        _matches(one.candidates),
        tag("mda:metadata", {}, tag("mda:metaGroup", {"category": "factsite"}, base)),
        tag("notes", {}, "".join(tag("note", {"category": name}, escaped(text)) for name, text in helping_notes(one))),
        data.written(),
        tag("segment", attributes, source + target),
    ]
    limit = str(one.limit) if one.limit else None
    unit = {"id": one.name or "text", "name": one.id, "xml:space": "preserve", "slr:sizeRestriction": limit}
    return tag("unit", unit, "\n" + "\n".join(filter(None, parts)) + "\n")


def _matches(candidates: Iterable[Candidate]) -> str:
    found = []
    for one in candidates:
        data = _Data()
        ours, theirs = numbered(one.source, one.target)
        inner = tag("source", {}, data.inline(ours)) + tag("target", {}, data.inline(theirs))
        attributes: dict[str, str | None] = {"ref": f"#{_SEGMENT}", "similarity": "100.0", "origin": one.id}
        found.append(tag("mtc:match", attributes, data.written() + inner))
    return tag("mtc:matches", {}, "".join(found)) if found else ""


class _Data:
    """The original data of a unit, each once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def _of(self, native: str) -> str:
        return self._known.setdefault(native, f"d{len(self._known) + 1}")

    def written(self) -> str:
        """The element, or nothing where there are no codes."""
        data = "".join(tag("data", {"id": name}, escaped(native)) for native, name in self._known.items())
        return tag("originalData", {}, data) if data else ""

    def inline(self, parts: list[Numbered]) -> str:
        """Words and codes as XML; both halves of a pair lie in one element."""
        closing = {part.number: part.piece for part in parts if _is(part.piece, Half.CLOSE)}
        found, first = [], True
        for part in parts:
            code = part.piece
            if isinstance(code, str):
                found.append(escaped(code))
            elif code.form is Half.CLOSE:
                found.append("</pc>")
            else:
                end = closing.get(part.number)
                found.append(self._code(code, part.number, end if isinstance(end, InlineCode) else None, first=first))
                first = first and code.sort is not Sort.BREAK
        return "".join(found)

    def _code(self, code: InlineCode, number: int, end: InlineCode | None, *, first: bool) -> str:
        kind = {"type": _TYPES.get(code.sort) or _SUBTYPE.get(code.sort) or "other"}
        subtype = {"subType": f"factsite:{code.sort}"}
        if code.form is Half.OPEN and end is not None:
            name = {"id": str(number), "dataRefStart": self._of(code.native), "dataRefEnd": self._of(end.native)}
            shown = {"dispStart": code.shown, "dispEnd": f"/{code.shown}", "canDelete": "no", "canCopy": "no"}
            return tag("pc", {**kind, **subtype, **name, **shown}, "").removesuffix("</pc>")
        order = ("firstNo" if first else "no") if code.sort is Sort.BREAK else None
        name = {"id": str(number), "dataRef": self._of(code.native), "disp": code.shown}
        return tag("ph", {**kind, **subtype, **name, "canDelete": "no", "canCopy": "no", "canReorder": order})


def _is(piece: str | InlineCode, form: Half) -> bool:
    return isinstance(piece, InlineCode) and piece.form is form


def read(root: Node) -> Delivery:
    """The texts of a document."""
    units = [_returned(unit, file) for file in root.within("file") for unit in file.within("unit")]
    return Delivery(root.attributes.get("trgLang", ""), units)


def _returned(unit: Node, file: Node) -> Returned:
    original = file.attributes.get("original", "").removeprefix("content/").partition("/")[2].rpartition(".")[0]
    name = unit.attributes.get("name") or f"{original}#{unit.attributes.get('id', '')}"
    holder = unit.first("originalData")
    data = {one.attributes.get("id", ""): one.text for one in holder.all("data")} if holder else {}
    faults: list[Told] = []
    sources: list[str] = []
    targets: list[str | None] = []
    states: list[str | None] = []
    for part in unit.all("segment", "ignorable"):
        source, target = part.first("source"), part.first("target")
        sources.append(_native(source, data, faults) if source else "")
        if part.name == "ignorable" and target is None:
            targets.append(sources[-1])
            continue
        targets.append(_native(target, data, faults) if target else None)
        if part.name == "segment":
            states.append(part.attributes.get("state"))
    there = [text for text in targets if text is not None]
    whole = len(there) == len(targets) and bool(states)
    if not whole and any(text.strip() for text in there):
        faults.append(told("some of its segments have no translation"))
    done = None if None in states else bool(states) and all(state in _DONE for state in states)
    base = next((one.text for one in unit.within("meta") if one.attributes.get("type") == "target"), None)
    target_text = "".join(there) if whole else None
    return Returned(name, unit.line, "".join(sources), target_text, done, base, faults[0] if faults else UNSAID)


def _native(node: Node, data: dict[str, str], faults: list[Told]) -> str:
    """The text of an element, with the original data of each code in its place."""
    return "".join(_pieces(node, data, faults))


def _pieces(node: Node, data: dict[str, str], faults: list[Told]) -> Iterator[str]:
    for part in node.content:
        if isinstance(part, str):
            yield part
        elif part.name in {"mrk", "sm", "em"}:
            yield from _pieces(part, data, faults)
        elif part.name == "pc":
            yield _original(part, "dataRefStart", data, faults)
            yield from _pieces(part, data, faults)
            yield _original(part, "dataRefEnd", data, faults)
        elif part.name in {"ph", "sc", "ec"}:
            yield _original(part, "dataRef", data, faults)
        elif part.name == "cp":
            yield chr(int(part.attributes.get("hex", "0"), 16) % 0x110000)
        else:
            faults.append(told("the element “{name}” stands among its words", name=part.name))


def _original(part: Node, attribute: str, data: dict[str, str], faults: list[Told]) -> str:
    found = data.get(part.attributes.get(attribute, ""))
    if found is None:
        faults.append(told("code {number} has lost its original data", number=part.attributes.get("id", "?")))
    return found or ""
