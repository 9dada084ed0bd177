"""What a new record of a kind looks like: for ``factsite new``, and to know what it wrote when nobody changed it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from factsite.content import Content
from factsite.records.codes import N_

# What stands in every new page, as sentences of the interface.
SUMMARY = N_("One or two sentences that a reader may repeat.")
BODY = N_("Write here what it means.")
_FIELD = re.compile(r"([a-z_]+):")
_EXAMPLE = re.compile(r'"([^"{]*[a-z] [^"{]*)"')


@dataclass(frozen=True)
class Sample:
    """A new record.

    ``file`` is its data with places in braces: ``{day}``, ``{year}``, ``{last_year}``, ``{theme}``; ``{organisation}``
    and ``{source}`` for what it ``needs``; and those that ``values`` finds in the content. ``words`` are texts at the
    top of its pages beside title and summary, as sentences of the interface; ``translated`` those that only a
    translation has. ``instead`` are fields that make one of the sample needless, by its name.
    """

    file: Path
    needs: tuple[str, ...] = ()
    values: Callable[[Content], Mapping[str, str]] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    translated: Mapping[str, str] = field(default_factory=dict)
    has_words: bool = True
    instead: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """Its data as the file has them, with the places."""
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def example_texts(self) -> tuple[str, ...]:
        """The texts in its data that only show what may stand there: whole sentences in quotes."""
        return tuple(_EXAMPLE.findall(self.text))

    def fields_with(self, pattern: re.Pattern[str]) -> set[str]:
        """The fields in whose example something stands."""
        return {name for name, block in self._blocks if any(pattern.search(line) for line in block)}

    @cached_property
    def _blocks(self) -> list[tuple[str, list[str]]]:
        return blocks(self.text)

    def filled(self, content: Content, day: date, code: str, *, organisation: str, source: str) -> str:
        """The data of a new record, with examples in all places.

        Args:
            content: as it is now.
            day: on which it is written.
            code: the language of its words.
            organisation: what it refers to, where it needs one.
            source: the same.
        """
        values = {
            "day": day.isoformat(),
            "language": code,
            "year": str(day.year),
            "last_year": str(day.year - 1),
            "theme": next(iter(content.themes), "theme"),
            "organisation": organisation,
            "source": source,
            "official": ", ".join(content.official_languages),
            **(self.values(content) if self.values else {}),
        }
        return self.text.format(**values)

    def example_words(self) -> Mapping[str, str]:
        """The texts at the top of a page by the names of their fields, as sentences of the interface."""
        return {"summary": SUMMARY, **self.words, **self.translated}


SAMPLES = Path(__file__).parent / "samples"
SOURCE = Sample(
    SAMPLES / "sources.yml",
    ("organisations",),
    lambda content: {"licence": _unstated(content)},
    has_words=False,
    instead={"publisher": "publisher_name"},
)


def _unstated(content: Content) -> str:
    """The licence of which nothing is promised: that of a source that states none; else the first one."""
    unstated = (code for code, one in content.codes.licences.items() if not one.stated)
    return next(unstated, first(content, "licences"))


def first(content: Content, name: str) -> str:
    """The first code of a list of the site; a word to be replaced where it has none."""
    return next(iter(content.codes.lists()[name]), name)


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """The fields at the top of a YAML, each with its lines; comments that stand alone are of none."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if named := _FIELD.match(line):
            found.append((named[1], []))
        if found and line and not line.startswith("#"):
            found[-1][1].append(line)
    return found


def title_of(identifier: str) -> str:
    """The words of an identifier (cc-999-2027: “cc”): a number in a text would be one that no data holds."""
    return " ".join(word for word in identifier.split("-") if word.isalpha()) or "title"
