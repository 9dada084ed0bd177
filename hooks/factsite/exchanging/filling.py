"""Translations into their files: only the texts that change, every other sign as it was."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from factsite.bounded import read_bytes
from factsite.content import Content
from factsite.documents.text import MAX_BYTES
from factsite.documents.typography import typeset
from factsite.exchanging.catalogue import entries, quoted
from factsite.exchanging.notes import is_term
from factsite.exchanging.offering import Offered
from factsite.exchanging.scalars import entry, place_of, set_text
from factsite.exchanging.site_words import sentence_id
from factsite.localising.catalogues import head_of_catalogue
from factsite.problems import RuleError
from factsite.records.slugs import slug_of
from factsite.telling import told
from factsite.translating.units import sections

_FENCE = "---"
_NARROW = "\u202f"


@dataclass(frozen=True)
class FilledFile:
    """A file with its new text, and the SHA-256 of what it holds now; empty if there is none yet."""

    path: Path
    text: str
    before: str


def filled(content: Content, changes: Mapping[str, tuple[Offered, str]]) -> list[FilledFile]:
    """The files that change.

    Args:
        content: as it stands.
        changes: by id, each text with its new translation.

    Raises:
        RuleError: a translation has no place in its file.
    """
    by_file: dict[str, list[tuple[Offered, str]]] = defaultdict(list)
    for one, text in changes.values():
        by_file[one.file].append((one, _as_typed(text, one.language)))
    return [_file(content, name, inside) for name, inside in by_file.items()]


def _file(content: Content, name: str, inside: list[tuple[Offered, str]]) -> FilledFile:
    path = content.root / name
    there = path.exists()
    if not there and name.endswith(".md"):
        return FilledFile(path, _new_page(inside), "")
    raw = read_bytes(path, MAX_BYTES) if there else b""
    text = raw.decode("utf-8-sig")
    mark = "\ufeff" if raw.startswith(b"\xef\xbb\xbf") else ""
    ends = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    text = text.replace("\r\n", "\n")
    if name.endswith(".md"):
        text = _page(text, inside)
    elif name.endswith(".po"):
        text = _sentences(text or head_of_catalogue(inside[0][0].language), inside)
    else:
        text = _yaml(text, content, inside)
    before = hashlib.sha256(raw).hexdigest() if there else ""
    return FilledFile(path, mark + text.replace("\n", ends), before)


def _page(text: str, inside: list[tuple[Offered, str]]) -> str:
    lines = text.split("\n")
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE)
    head, body = "\n".join(lines[1:end]) + "\n", "\n".join(lines[end + 1 :])
    parts: dict[int, str] = {}
    for one, words in inside:
        field, _, rest = one.name.partition(".")
        if field == "body" and rest.isdecimal():
            parts[int(rest)] = words
        else:
            head = _set(one, head, (field, *([rest] if rest else [])), words)
    return "\n".join([lines[0], head.removesuffix("\n"), lines[end], _body(body, parts, inside)])


def _body(body: str, parts: dict[int, str], inside: list[tuple[Offered, str]]) -> str:
    """The body with some sections in other words; one that isn’t there yet must be the next."""
    inner = body.strip("\n")
    start = body.find(inner) if inner else len(body)
    # The reader ends every body with one line end, and parts it into sections as it is then.
    spans = [(start + one, start + min(two, len(inner))) for one, two in sections(f"{inner}\n")] if inner else []
    for number in sorted((one for one in parts if one < len(spans)), reverse=True):
        first, last = spans[number]
        old = body[first:last]
        if old.strip():
            first, last = first + len(old) - len(old.lstrip()), last - len(old) + len(old.rstrip())
        body = body[:first] + parts[number] + body[last:]
    later = [one for one in sorted(parts) if one >= len(spans)]
    for place, number in enumerate(later, len(spans)):
        if number != place and (spans or number > 1):
            name = next(one.id for one, _ in inside if one.name == f"body.{number}")
            what = told("“{name}” has no place: sections before it are missing", name=name)
            raise RuleError("exchange", what, told("Translate the sections before it as well."))
        body = f"{body.rstrip(chr(10))}\n\n{parts[number]}\n" if body.strip() else f"{parts[number]}\n"
    return body


def _yaml(text: str, content: Content, inside: list[tuple[Offered, str]]) -> str:
    for one, words in inside:
        keys = one.keys or tuple(one.name.split("."))
        if is_term(one.id) and keys[0] not in content.glossary.words.get(one.language, {}) and keys[1] == "term":
            text = _set(one, text, (keys[0], "term"), words)
            text = _set(one, text, (keys[0], "slug"), slug_of(words) or keys[0])
        else:
            text = _set(one, text, keys if is_term(one.id) else place_of(text, keys), words)
    return text


def _set(one: Offered, text: str, keys: tuple[str, ...], words: str) -> str:
    try:
        return set_text(text, keys, words)
    except ValueError as error:
        what = told("“{name}” can’t be written into “{file}”", name=one.id, file=one.file)
        raise RuleError("exchange", what, told("Write this text by hand, and import the others.")) from error


def _sentences(text: str, inside: list[tuple[Offered, str]]) -> str:
    there = {sentence_id(found.context, found.source): found for found in entries(text)}
    known = [(there[one.id], words) for one, words in inside if one.id in there]
    for found, words in sorted(known, key=lambda pair: -pair[0].start):
        text = text[: found.start] + quoted(words) + text[found.end :]
    for one, words in inside:
        if one.id not in there:
            text = f"{text.rstrip(chr(10))}\n\nmsgid {quoted(one.source)}\nmsgstr {quoted(words)}\n"
    return text


def _new_page(inside: list[tuple[Offered, str]]) -> str:
    """A page that its language didn’t have: its fields in the order of the source, an address from its title."""
    lines, notes, body = [_FENCE], [], []
    for one, words in inside:
        field, _, rest = one.name.partition(".")
        if field == "body" and rest.isdecimal():
            body.append(words)
        elif rest:
            notes += entry(rest, words, 2)
        else:
            lines += entry(field, words)
            if field == "title" and not one.id.endswith("index#title") and (slug := slug_of(words)):
                lines.append(f"slug: {slug}")
    lines += ["notes:", *notes] if notes else []
    return "\n".join([*lines, _FENCE, *(["\n\n".join(body)] if body else []), ""])


def _as_typed(text: str, language: str) -> str:
    """A text as editors type it: without the no-break spaces that the reader puts in by itself."""
    text = text.strip()
    if _NARROW not in text:
        return text
    plain = text.replace(_NARROW, " ")
    made = typeset(plain, language)
    return "".join(sign if sign != _NARROW or made[number] != _NARROW else " " for number, sign in enumerate(text))


def page_files(inside: Iterable[Offered]) -> dict[str, list[Offered]]:
    """Texts by their file."""
    found: dict[str, list[Offered]] = defaultdict(list)
    for one in inside:
        found[one.file].append(one)
    return found
