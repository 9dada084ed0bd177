"""What all records share: citations, numbers and days for the prose, themes and days of change."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, WithJsonSchema, model_validator

from factsite.problems import RuleError
from factsite.records.codes import N_
from factsite.records.embargo import Held
from factsite.records.listed import ListedId, UnitCode
from factsite.records.model import LanguageCode, Model
from factsite.records.scalars import (
    BESIDE,
    CODES,
    IDENTIFIERS,
    LIST,
    CodeText,
    Day,
    LooseDay,
    Number,
    Ref,
    Slug,
    Span,
    Text,
)
from factsite.telling import told

SourceId = Annotated[Slug, Ref("sources")]
OrganisationId = Annotated[Slug, Ref("organisations")]
Theme = Annotated[Slug, Ref("themes")]
LegislationId = Annotated[Slug, Ref("legislation")]
FigureId = Annotated[Slug, Ref("figures")]
DecisionId = Annotated[Slug, Ref("decisions")]

# The codes by dimension that choose some observations; in a row of a file they stand beside its other fields.
Codes = Annotated[dict[Slug, CodeText], WithJsonSchema({LIST: CODES})]
# Identifiers of a record by the schemes of the site.
Identifiers = Annotated[dict[ListedId, Text], WithJsonSchema({LIST: IDENTIFIERS})]
CodesBeside = Annotated[dict[Slug, CodeText], WithJsonSchema({LIST: BESIDE})]


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


@dataclass(frozen=True)
class Left:
    """A part of a file that was left out: where it stood (names, and places in lists), and what it was."""

    keys: tuple[str | int, ...]
    tree: Any


class SourcePlace(Model):
    """A place in a source, as exactly as it is known."""

    section: Text | None = None
    """The section of the document, such as `3.2.3`"""
    objective: Text | None = None
    """The objective, such as `13`"""
    part: Text | None = None
    """The part of the document: its number, or its name where the source lists it under `parts`"""
    addendum: Text | None = None
    """The addendum"""
    page: Text | None = None
    """The page"""
    footnote: Text | None = None
    """The footnote"""
    table: Text | None = None
    """The table"""
    row: Text | None = None
    """The row of the table"""

    @property
    def wordy(self) -> list[tuple[str, str]]:
        """The places that are named in words (“Executive summary”), not by a number, a letter or a Roman number."""
        return [(kind, place) for kind, place in self.locators if _WORD.search(place)]

    @property
    def locators(self) -> list[tuple[str, str]]:
        """The places named, as (kind of place, number)."""
        return [(name, value) for name in LOCATORS if (value := getattr(self, name)) is not None]


class Citation(Held, SourcePlace):
    """A source and the place in it."""

    source: SourceId
    """The source, by its identifier"""


class Quantity(Citation):
    """A number that the prose of one record uses, with its unit and source."""

    value: Number
    """The number: digits with a point for decimals, nothing between thousands"""
    unit: UnitCode
    """What is counted: a code of `units` in `content/data/codes.yml`"""


class Moment(Citation):
    """A day, or as much of one as is known, that the prose of one record uses."""

    date: LooseDay
    """The day, or as much of it as is known"""


class DatedNote(Held):
    """Something that an editor tells the reader with its day: the note's name, whose text stands with the words."""

    date: Day
    """The day"""
    note: Slug
    """A name; its text stands under `notes:` in the words of each language"""


class Record(Held):
    """The fields that every record on the site has.

    ``corrections`` tell what was wrong on the page in substance, and when it was mended.
    """

    # What a row is of the CSV beside its YAML, which a field “series” names; None where no numbers may stand in one.
    row: ClassVar[type[Model] | None] = None

    themes: Annotated[list[Theme], Field(min_length=1)]
    """One or more codes of `content/data/themes.yml`"""
    published: Day
    """Day on which the record first stood on this site"""
    changed: Day
    """Day on which its content last changed"""
    source_language: LanguageCode | None = None
    """`en` (default), `fr` or `nl`: the language in which the page is written first"""
    sources: list[Citation] = []
    """List of citations: `{source: gcm-plan-2022, section: "3.2.3"}`"""
    numbers: dict[Slug, Quantity] = {}
    """Numbers that the prose uses: `{waiting: {value: 4, unit: months, source: rd-2020}}`, cited as `{{
    value("waiting") }}`
    """
    dates: dict[Slug, Moment] = {}
    """Days that the prose uses: `{launch: {date: 2021-06, source: gcm-plan-2022}}`, cited as `{{ date("launch") }}`"""
    organisations: list[OrganisationId] = []
    """Organisations that are responsible or competent"""
    related: list[Annotated[Text, Ref("*")]] = []
    """Other records, as `kind/id`"""
    corrections: list[DatedNote] = []
    """List of `{date, note}`: what was wrong on the page in substance; the note's text stands under `notes:` with the
    words
    """

    @model_validator(mode="after")
    def _changed_after_published(self) -> Record:
        if self.changed < self.published:
            raise RuleError(
                "changed-before-published", told("“changed” is before “published”"), told("Check the two days.")
            )
        return self

    @classmethod
    def prepared(cls, data: dict[str, Any]) -> dict[str, Any]:
        """What stands in the file, as the model takes it."""
        return data

    def place(self, themes: Sequence[str]) -> int:
        """Where it stands on the list of its kind: with the others of its first theme, in the order of the themes."""
        return themes.index(self.main_theme) if self.main_theme in themes else len(themes)

    def past_days(self) -> dict[str, datetime.date]:
        """The days, by the fields that hold them, that can’t lie after the day of the build."""
        found = {"published": self.published, "changed": self.changed}
        return found | ({"corrections": max(one.date for one in self.corrections)} if self.corrections else {})

    @property
    def main_theme(self) -> str:
        """The theme under which it stands on lists: its first."""
        return self.themes[0]

    def named_dates(self) -> dict[str, Span]:
        """The days that the prose may name with ``date(…)``."""
        return {name: moment.date for name, moment in self.dates.items()}

    def public_since(self, day: datetime.date, *, whole: bool) -> Self:
        """The record as readers get it when it, or some of it, became public on a day that lies after its own.

        Args:
            day: the day.
            whole: whether it is the record itself that became public, not only a part of it.
        """
        found = {"changed": max(self.changed, day)} | ({"published": max(self.published, day)} if whole else {})
        return self.model_copy(update=found)

    @classmethod
    def before(cls, data: dict[str, Any], gone: Sequence[Left]) -> dict[str, Any]:
        """What stands in the file without the parts that aren’t public yet, where more follows from their absence.

        Args:
            data: what is left.
            gone: what isn’t there.
        """
        del gone
        return data

    def note_names(self) -> list[str]:
        """Every note that the facts name, once each, in order."""
        return list(dict.fromkeys([*self._own_notes(), *(correction.note for correction in self.corrections)]))

    def _own_notes(self) -> Iterator[str]:
        """The notes that the fields of the kind itself name."""
        yield from ()


def codes_apart(rows: Any, model: type[Model], names: Set[str] | None = None) -> Any:  # noqa: ANN401 - as YAML has it
    """Move the keys of each row that no field of the model has (or that are in ``names``) into ``codes``."""
    if not isinstance(rows, list):
        return rows
    known, found = set(model.model_fields), []
    for row in rows:
        if isinstance(row, dict):
            apart = {
                key: value for key, value in row.items() if (key in names if names is not None else key not in known)
            }
            kept = {key: value for key, value in row.items() if key not in apart}
            row = kept | ({"codes": apart} if apart else {})
        found.append(row)
    return found


class TextIn(Model):
    """A text in its own language, kept as it was published."""

    language: LanguageCode
    """The language of the text, such as `en`"""
    text: Text
    """The text, as it was published"""
