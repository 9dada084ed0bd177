"""What all records share: citations, numbers and days for the prose, themes and days of change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from factsite.problems import RuleError
from factsite.records.codes import N_, Unit
from factsite.records.scalars import Day, LooseDay, Number, Ref, Slug, Span, Text

# ISO 639, as it stands in folders and addresses; whether the site has the language, a rule says.
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
SourceId = Annotated[Slug, Ref("sources")]
OrganisationId = Annotated[Slug, Ref("organisations")]
Theme = Annotated[Slug, Ref("themes")]


class Model(BaseModel):
    """A closed model: unknown fields are refused, instances don't change."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy it with other values in some fields, and nothing remembered that was computed from the former ones."""
        fresh = super().model_copy(update=update, deep=deep)
        for name in [name for name, kind in vars(type(self)).items() if isinstance(kind, cached_property)]:
            fresh.__dict__.pop(name, None)
        return fresh


LOCATORS: tuple[str, ...] = (
    N_("section"),
    N_("objective"),
    N_("part"),
    N_("addendum"),
    N_("page"),
    N_("footnote"),
    N_("table"),
    N_("row"),
)


# A word: two letters or more that stand alone and are no Roman number (9bis is a number, III too).
_WORD = re.compile(r"\b(?!(?:[IVXLC]+|[ivxlc]+)\b)[^\W\d_]{2,}\b")


class Place(Model):
    """A place in a source, as exactly as it is known."""

    section: Text | None = None
    objective: Text | None = None
    part: Text | None = None
    addendum: Text | None = None
    page: Text | None = None
    footnote: Text | None = None
    table: Text | None = None
    row: Text | None = None

    @property
    def wordy(self) -> list[tuple[str, str]]:
        """The places that are named in words (“Executive summary”), not by a number, a letter or a Roman number."""
        return [(kind, place) for kind, place in self.locators if _WORD.search(place)]

    @property
    def locators(self) -> list[tuple[str, str]]:
        """The places named, as (kind of place, number)."""
        return [(name, value) for name in LOCATORS if (value := getattr(self, name)) is not None]


class Citation(Place):
    """A source and the place in it."""

    source: SourceId


class Quantity(Citation):
    """A number that the prose of one record uses, with its unit and source."""

    value: Number
    unit: Unit


class Moment(Citation):
    """A day, or as much of one as is known, that the prose of one record uses."""

    date: LooseDay


class DatedNote(Model):
    """Something that an editor tells the reader with its day: the note's name, whose text stands with the words."""

    date: Day
    note: Slug


class Record(Model):
    """The fields that every record on the site has.

    ``corrections`` tell what was wrong on the page in substance, and when it was mended.
    """

    themes: Annotated[list[Theme], Field(min_length=1)]
    published: Day
    changed: Day
    source_language: LanguageCode | None = None
    sources: list[Citation] = []
    numbers: dict[Slug, Quantity] = {}
    dates: dict[Slug, Moment] = {}
    organisations: list[OrganisationId] = []
    related: list[Annotated[Text, Ref("*")]] = []
    corrections: list[DatedNote] = []

    @model_validator(mode="after")
    def _changed_after_published(self) -> Record:
        if self.changed < self.published:
            raise RuleError("changed-before-published", "“changed” is before “published”")
        return self

    @property
    def main_theme(self) -> str:
        """The theme under which it stands on lists: its first."""
        return self.themes[0]

    def named_dates(self) -> dict[str, Span]:
        """The days that the prose may name with ``date(…)``."""
        return {name: moment.date for name, moment in self.dates.items()}

    def note_names(self) -> list[str]:
        """Every note that the facts name, once each, in order."""
        return list(dict.fromkeys([*self._own_notes(), *(correction.note for correction in self.corrections)]))

    def _own_notes(self) -> Iterator[str]:
        """The notes that the fields of the kind itself name."""
        yield from ()


class TextIn(Model):
    """A text in its own language, kept as it was published."""

    language: LanguageCode
    text: Text
