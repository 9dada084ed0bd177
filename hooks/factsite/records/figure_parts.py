"""What belongs to a figure beside its observations: rates, marked days, publishers' files, small counts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from factsite.problems import RuleError
from factsite.records.common import Codes
from factsite.records.embargo import Held
from factsite.records.model import Model
from factsite.records.scalars import CodeText, Day, LooseDay, NextDay, Number, Period, Ref, Slug, Text, Whole
from factsite.records.texts import shown
from factsite.telling import told


def _check_sha256(value: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise RuleError(
            "checksum", told("“{value}” is no SHA-256 checksum (64 hexadecimal digits)", value=shown(value))
        )
    return value


Sha256 = Annotated[str, AfterValidator(_check_sha256), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})]


class Bounds(Model):
    """The values that can be true; one outside is a slip of the pen or worth a look."""

    min: Number
    """The least value that can be true"""
    max: Number
    """The greatest value that can be true"""


class Dimension(Model):
    """How a figure uses a dimension: its total, and whether the parts must add up to it (± ``tolerance`` units)."""

    total: CodeText | None = None
    """The code that stands for the whole"""
    sums: bool = False
    """`true` where the parts must add up to the total"""
    tolerance: Number = Decimal(0)
    """By how many units they may miss it"""


class FigurePart(Model):
    """Some observations of another figure: those with these codes, dimensions that aren't named taking their total."""

    figure: Annotated[Slug, Ref("figures")]
    """The other figure"""
    codes: Codes = {}
    """The code of each dimension; one that isn’t named takes its total"""


class Agreement(FigurePart):
    """A series of this figure that must have the same values as one of another: one total in two tables."""

    own: Codes = {}
    """The code of each dimension of this figure; one that isn’t named takes its total"""
    tolerance: Number = Decimal(0)
    """By how many units the two may differ (default 0)"""
    differs: list[Period] = []
    """Periods for which the two are known to differ; the page says why"""


class Ratio(Model):
    """A rate that the build computes: 100 × numerator ÷ denominator, period by period."""

    numerator: FigurePart
    """What is divided"""
    denominator: FigurePart
    """By what it is divided"""
    decimals: Annotated[Whole, Field(ge=0, le=3)] = 1
    """How many decimals the rate has (default 1)"""


class Event(Held):
    """A day of another record that the chart marks: what changed around the numbers, not what caused them."""

    record: Annotated[Text, Ref("*")]
    """The other record, as `kind/id`"""
    date: Slug
    """The name of a day of that record: a step of an act, or a name under its `dates`"""
    note: Slug | None = None
    """What the chart says at the mark: a name; its text stands under `notes:` in the words of each language"""


class Vintage(Held):
    """A publisher's file from which observations were taken: its name and checksum, and when it was got.

    ``series_sha256`` is the checksum of the series that was written of it, ``corrected`` the day on which the series
    was changed by hand since.
    """

    file: Text
    """The name of the publisher’s file"""
    sha256: Sha256
    """Its SHA-256 checksum"""
    accessed: LooseDay
    """When it was got"""
    published: LooseDay | None = None
    """When the publisher last changed it"""
    imported: Day
    """The day of the import"""
    observations: Annotated[Whole, Field(ge=0)]
    """How many observations came from it"""
    series_sha256: Sha256 | None = None
    """The checksum of the series that was written of it, with plain line ends"""
    corrected: Day | None = None
    """The day on which the series was changed by hand since"""


class Embargo(Held):
    """The observations of a period and those after it become public at one moment, whether in YAML or CSV.

    ``next_update`` is the update that the publisher announces after that one.
    """

    from_: Annotated[Period, Field(alias="from")]
    """The first period whose observations wait"""
    next_update: NextDay | None = None
    """What readers are told to expect from then on"""

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if self.hold is None or self.until_then:
            what = told("an embargo says until when: “publish_at”, or “draft: true”")
            raise RuleError("publish-at", what, told("Add “publish_at: 2027-01-15T09:00 Europe/Brussels”."))
        return self


class Disclosure(Model):
    """Counts from 1 to below ``threshold`` are never shown, nor what would let a reader compute them."""

    threshold: Annotated[Whole, Field(ge=2, le=1_000)] = 5
    """Counts from 1 to below this are never shown (default 5)"""
