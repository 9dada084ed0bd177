"""The entries of a gettext catalogue, each with where its translation stands: to change one and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_STRINGS = rf"{_STRING}(?:[ \t]*\n[ \t]*{_STRING})*"
_ENTRY = re.compile(
    rf"^(?:msgctxt[ \t]+(?P<context>{_STRINGS})[ \t]*\n)?msgid[ \t]+(?P<source>{_STRINGS})[ \t]*\n"
    rf"(?P<plural>msgid_plural[ \t]+{_STRINGS}[ \t]*\n)?msgstr(?:\[0\])?[ \t]+(?P<target>{_STRINGS})",
    re.MULTILINE,
)
_ONE = re.compile(_STRING)
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True)
class CatalogueEntry:
    """A sentence of a catalogue and its translation, which stands from ``start`` to ``end`` of the text."""

    context: str | None
    source: str
    target: str
    plural: bool
    start: int
    end: int


def entries(text: str) -> Iterator[CatalogueEntry]:
    """The entries of a catalogue but its header, in order; obsolete ones (``#~``) are none."""
    for found in _ENTRY.finditer(text):
        source = _joined(found["source"])
        if source:
            context = _joined(found["context"]) if found["context"] else None
            start, end = found.span("target")
            yield CatalogueEntry(context, source, _joined(found["target"]), bool(found["plural"]), start, end)


def quoted(text: str) -> str:
    """A text as a catalogue writes it, on one line."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(sign, written)
    return f'"{text}"'


def _joined(strings: str) -> str:
    parts = (one[0][1:-1] for one in _ONE.finditer(strings))
    return "".join(_ESCAPED.sub(lambda found: _SIGNS.get(found[1], found[1]), part) for part in parts)
