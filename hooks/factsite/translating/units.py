"""The texts of a page that are translated one by one: its fields, and the sections of its body; terms; labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from factsite.content import Content, Entry, Translation
from factsite.deriving.passages import passages
from factsite.prose.passage import WORDED, Passage
from factsite.prose.references import Reference, references

# A section begins with a heading; Markdown's other form of headings is refused elsewhere for its first level only.
_HEADING = re.compile(r"^#{2,6} ", re.MULTILINE)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class TextUnit:
    """A text that is translated by itself (a ``unit`` of XLIFF).

    ``id`` is the page and the field, or ``body`` and the number of the section: ``figures/x#notes.break``,
    ``explained/y#body.2``. ``key`` is the text as it is compared: what a reference refers to and how large a number is
    may change without a translator, so both are blanked out.
    """

    id: str
    text: str
    key: str

    @property
    def name(self) -> str:
        """The text within its page: ``notes.break``, ``body.2``."""
        return self.id.partition("#")[2]

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that change when the text to be translated does."""
        return sha256(self.key.encode()).hexdigest()[:16]


def units(path: str, translation: Translation) -> Iterator[TextUnit]:
    """Every text of a page in one language, in the order of the file; a slug is an address, not a text.

    Args:
        path: that of the entry: ``figures/x``.
        translation: its words.
    """
    for passage, name, start, end in pieces(translation):
        found = [one for one in passage.references if isinstance(one, Reference)]
        text = passage.text[start:end].strip()
        yield TextUnit(f"{path}#{name}", text, _key(passage.text, found, start, end))


def pieces(translation: Translation) -> Iterator[tuple[Passage, str, int, int]]:
    """Where the units of a page stand: the passage, the name of the unit within its page, its start and its end."""
    for passage in passages(translation):
        for name, start, end in _parts(passage.keys, passage.text):
            if not passage.text[start:end].isspace() and start < end:
                yield passage, name, start, end


def term_units(content: Content, code: str) -> Iterator[TextUnit]:
    """The terms of the glossary in a language: each with its name and its definition."""
    for term, words in content.glossary.words.get(code, {}).items():
        for name, text in (("term", words.term), ("definition", words.definition)):
            yield TextUnit(f"glossary#{term}.{name}", text, key_of(text))


def sections(body: str) -> list[tuple[int, int]]:
    """Where each section of a body starts and ends."""
    starts = [0, *(found.start() for found in _HEADING.finditer(body) if found.start()), len(body)]
    return list(pairwise(starts))


def key_of(text: str) -> str:
    """A text as it is compared: the same whatever its references refer to and how large its numbers are."""
    return _key(text, [one for one in references(text) if isinstance(one, Reference)], 0, len(text))


def label_units(content: Content, code: str) -> Iterator[TextUnit]:
    """The names of the site's own codes in a language: of themes, dimensions and their codes, and of the code lists."""
    labels = content.labels.get(code)
    if labels is None:
        return
    named = {f"themes.{theme}": name for theme, name in labels.themes.items()}
    named |= {f"dimensions.{dimension}.name": name for dimension, name in labels.dimensions.items() if name}
    for dimension, names in labels.codes.items():
        named |= {f"dimensions.{dimension}.codes.{value}": name for value, name in names.items()}
    for name, listed in content.codes.lists().items():
        named |= {f"{name}.{value}": one.names[code].name for value, one in listed.items() if code in one.names}
    for place, text in named.items():
        yield TextUnit(f"labels#{place}", text, _NUMBER.sub("0", text))


def source_of(entry: Entry, content: Content) -> str:
    """The language in which a page is written first: its own ``source_language``, else the default, else any it has."""
    own = entry.record.source_language if entry.record else None
    return next(
        code for code in content.languages.preferred(own or content.languages.default) if code in entry.translations
    )


def _parts(keys: tuple[str | int, ...], text: str) -> Iterator[tuple[str, int, int]]:
    """The name of each part of a passage, and where it starts and ends."""
    if keys:
        yield ".".join(map(str, keys)), 0, len(text)
        return
    for number, (start, end) in enumerate(sections(text)):
        yield f"body.{number}", start, end


def _key(text: str, named: list[Reference], start: int, end: int) -> str:
    """A part of a text without what may change in it: references to their functions and words, numbers to noughts."""
    found, position = [], start
    for one in named:
        if start <= one.start and one.end <= end:
            words = one.arguments[1] if one.name in WORDED and len(one.arguments) > 1 else ""
            found += [_NUMBER.sub("0", text[position : one.start]), "{{", one.name, words, "}}"]
            position = one.end
    found.append(_NUMBER.sub("0", text[position:end]))
    return " ".join("".join(found).split())
