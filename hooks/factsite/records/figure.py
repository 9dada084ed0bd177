"""Figures: series of observations with unit, period, status and dimensions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self

from pydantic import ConfigDict, Field, PrivateAttr, model_validator

from factsite.problems import RuleError
from factsite.records.codes import Frequency, Measure, RevisionReason
from factsite.records.common import CodesBeside, Left, OrganisationId, Record, SourceId, codes_apart
from factsite.records.embargo import Held, Hold, with_holds
from factsite.records.figure_parts import Agreement, Bounds, Dimension, Disclosure, Embargo, Event, Ratio, Vintage
from factsite.records.history import SeriesKey, Spoken
from factsite.records.listed import UnitCode
from factsite.records.mapping import Mapping
from factsite.records.model import Model
from factsite.records.observation_status import ABSENCES, NOTHING_SAID, Flag, Letters, Status
from factsite.records.scalars import (
    CodeText,
    Day,
    NextDay,
    Number,
    Period,
    Ref,
    Series,
    Slug,
    Span,
    Text,
    Whole,
)
from factsite.telling import listed, told


class Alternative(Held):
    """Another number that a source gives for what looks like the same thing."""

    value: Number
    """The number that the source gives"""
    source: SourceId
    """The source, by its identifier"""
    note: Slug | None = None
    """Why it differs: a name; its text stands under `notes:` in the words of each language"""


class Observation(Held):
    """One value of a figure. ``codes`` holds the code of each dimension; ``value`` is None where there is no number.

    ``numerator`` and ``denominator`` are what a rate was computed from; ``own`` holds the publisher's own codes where
    they differ from ours.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"value": {"type": "null"}}},
            "then": {"required": ["status"], "properties": {"status": {"pattern": f"[{''.join(ABSENCES)}]"}}},
            "else": {"properties": {"status": {"not": {"pattern": Flag.NOT_AVAILABLE.value}}}},
        }
    )

    period: Period
    """The year, quarter, month or day, such as `2022`, `2022-Q1`, `2022-03`; or an interval"""
    value: Number | None
    """The number, or `null` where there is none: then `status` says why"""
    source: SourceId | None = None
    """The source of this number, where it isn’t that of the figure"""
    status: Letters = NOTHING_SAID
    """Letters of the publisher, one for each flag: `p` provisional, `b` break in the series, `m` not available …"""
    note: Slug | None = None
    """What readers must know of this number: a name; its text stands under `notes:` in the words of each language"""
    alternatives: list[Alternative] = []
    """Other numbers that a source gives for what looks like the same thing"""
    numerator: Number | None = None
    """What the rate was computed from"""
    denominator: Number | None = None
    """By what it was divided"""
    own: Text | None = None
    """The publisher’s own codes where they differ from ours, such as `citizen=EL`"""
    codes: CodesBeside = {}
    """The code of a dimension that has the name of another field; others stand beside the value"""

    @model_validator(mode="after")
    def _missing_is_said(self) -> Self:
        if self.value is None and not self.status.says_why:
            allowed = listed(flag.named for flag in sorted(ABSENCES))
            raise RuleError(
                "missing-value",
                told("a value that is missing needs a status that says why, one of: {allowed}", allowed=allowed),
            )
        if self.value is not None and Flag.NOT_AVAILABLE in self.status:
            what = told("the status {not_available} can't go with a value", not_available=Flag.NOT_AVAILABLE.named)
            raise RuleError("missing-value", what)
        return self

    @property
    def absence(self) -> Flag | None:
        """Why there is no number; None if there is one."""
        return self.status.absence(self.value)


class Break(Held):
    """The series isn't comparable before this period."""

    period: Period
    """The first period that isn’t comparable with those before"""
    note: Slug
    """Why: a name; its text stands under `notes:` in the words of each language"""


class Revision(Held):
    """A published number that was changed: what it was, what it is, when and why.

    ``old_status`` are the flags that went with the old one; they stand with it until a revision is public.
    """

    period: Period
    """The period whose number changed"""
    old: Number
    """The number that was published"""
    new: Number
    """The number that holds now"""
    date: Day
    """The day on which it changed here"""
    reason: RevisionReason
    """Why the publisher changed it"""
    old_status: Letters | None = None
    """The flags that went with the old number"""
    note: Slug | None = None
    """More on it: a name; its text stands under `notes:` in the words of each language"""
    codes: CodesBeside = {}
    """The code of each dimension, where it has the name of another field"""

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.of_flags and self.old_status is None:
            what = told("“old” and “new” are the same number")
            remedy = told(
                "Delete it if nothing changed, and “revisions:” too if it stands there alone; else write the published "
                "number as “old”, or its flags as “old_status”."
            )
            raise RuleError("revision", what, remedy)
        return self

    @property
    def of_flags(self) -> bool:
        """Whether the number stayed and only what is said of it changed."""
        return self.old == self.new


class Figure(Record):
    """One statistical series, or a few that differ only in their dimensions."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [name]} for name in ("observations", "series", "ratio")]}
    )

    row: ClassVar[type[Model] | None] = Observation

    unit: UnitCode
    """A code of `units` in `content/data/codes.yml`"""
    measures: Measure
    """`flow` (in a period), `stock` (on a day) or `rate`"""
    frequency: Frequency
    """`annual`, `half-yearly`, `quarterly`, `monthly`, `weekly` or `irregular`"""
    organisation: OrganisationId
    """The body that publishes the number"""
    next_update: NextDay
    """A day, a month, `not-announced`, or `ended` where the publisher gives no further numbers of the series"""
    bounds: Bounds
    """`{min: 0, max: 100000}`: values outside are refused"""
    rounding: Annotated[Whole, Field(gt=1, le=1_000_000)] | None = None
    """`5` where the publisher rounds to multiples of 5"""
    dimensions: dict[Annotated[Slug, Ref("dimensions")], Dimension] = {}
    """Per dimension its `total` code and, if the total must equal the sum of its parts, `sums: true` with a
    `tolerance` in units (a part that is missing is written with status `m`)
    """
    source: SourceId | None = None
    """The source of every observation that names none"""
    observations: list[Observation] = []
    """List of `{period, value, source, status, note, <dimension>: <code>, alternatives: [...]}`"""
    series: Series | None = None
    """Name of a CSV beside the YAML instead of `observations`: columns `period,value` and, as needed, `status`,
    `source`, `note`, `publish_at`, the dimensions; up to 1,000,000 rows or 64 MB, 200,000 where some are held back
    """
    breaks: list[Break] = []
    """List of `{period, note}`: the series is not comparable before that period"""
    revisions: list[Revision] = []
    """List of `{period, <dimension>: <code>, old, new, date, reason, note}`, `old_status` where the flags changed too;
    as long as one isn't public, the old number stands. Reason `scheduled`, `correction`, `definition` or `source`
    """
    numerator: Annotated[Slug, Ref("figures")] | None = None
    """The figure that a published rate divides; an observation may also hold its own, and the check computes the rate
    again
    """
    denominator: Annotated[Slug, Ref("figures")] | None = None
    """The figure by which a published rate divides"""
    ratio: Ratio | None = None
    """Instead of observations: `{numerator: {figure: …, codes: {…}}, denominator: {…}, decimals: 1}`; the build
    computes 100 × numerator ÷ denominator for each period
    """
    agrees_with: list[Agreement] = []
    """List of `{figure, codes, own, tolerance, differs}`: series of other figures that must have the same values as one
    of this figure, such as the same total in two tables
    """
    embargo: list[Embargo] = []
    """List of `{from, publish_at, next_update}`: the observations of that period and after it, in YAML or CSV, aren't
    public before; `next_update` is what readers are told to expect from then on
    """
    events: list[Event] = []
    """List of `{record: legislation/…, date: in-force, note: …}`: days of other records that charts over time mark"""
    disclosure: Disclosure | None = None
    """`{threshold: 5}`: counts below it are never shown, nor what would let a reader compute them"""
    updated: Day | None = None
    """Day on which the numbers were last brought up to date (default: `published`); a later revision has its own day"""
    vintages: list[Vintage] = []
    """List of `{file, sha256, accessed, published, imported, observations, series_sha256, corrected}`: the publisher's
    files from which the numbers came; written by the import. `series_sha256` is the checksum of the CSV that it
    wrote (with plain line ends); `corrected` you write: the day on which the CSV was changed by hand since
    """
    import_: Annotated[Mapping | None, Field(alias="import")] = None
    """How a publisher's file becomes the series: see `docs/importing.md`"""
    # The days “changed” and “updated” of a ratio as they are written: with other parts they are counted anew.
    _written: tuple[datetime.date, datetime.date] | None = PrivateAttr(default=None)

    @classmethod
    def prepared(cls, data: dict[str, Any]) -> dict[str, Any]:
        """The codes of an observation or a revision stand beside its value."""
        dimensions = data.get("dimensions")
        names = set(dimensions) if isinstance(dimensions, dict) else set()
        rows: tuple[tuple[str, type[Model]], ...] = (("observations", Observation), ("revisions", Revision))
        found = data | {name: codes_apart(data[name], model, names) for name, model in rows if name in data}
        return with_holds(found)

    @classmethod
    def before(cls, data: dict[str, Any], gone: Sequence[Left]) -> dict[str, Any]:
        """A revision that isn’t public yet leaves the number, and its flags, as they were."""
        observations = list(data.get("observations", ()))
        revisions = [one.tree for one in gone if one.keys[0] == "revisions" and len(one.keys) == 2]
        for revision in sorted(revisions, key=lambda row: str(row["date"]), reverse=True):
            for number, point in enumerate(observations):
                if point["period"] == revision["period"] and point.get("codes", {}) == revision.get("codes", {}):
                    flags = {"status": revision["old_status"]} if "old_status" in revision else {}
                    observations[number] = point | {"value": revision["old"]} | flags
        return data | ({"observations": observations} if revisions else {})

    def public_since(self, day: datetime.date, *, whole: bool) -> Self:
        """Its numbers were brought up to date on that day too, and the next update is the one after that."""
        found: dict[str, Any] = {"updated": max(self.last_update, day)}
        announced = [one.next_update for one in self.embargo if one.next_update]
        return (
            super()
            .public_since(day, whole=whole)
            .model_copy(update=found | ({"next_update": announced[-1]} if announced else {}))
        )

    @model_validator(mode="after")
    def _has_numbers(self) -> Self:
        if bool(self.observations) == bool(self.ratio):
            raise RuleError("empty", told("a figure has either observations of its own or a ratio of two others"))
        if self.ratio and self.revisions:
            what = told("the revisions of a ratio are computed from those of its parts")
            raise RuleError("revision", what, told("Take “revisions” out here; write them in the figure that changed."))
        return self

    def computed(self, observations: list[Observation], revisions: list[Revision], updated: datetime.date) -> Self:
        """A ratio with its numbers, which changed when they did.

        Args:
            observations: what follows from its parts.
            revisions: those that follow from the revisions of its parts.
            updated: the day on which the newest of its parts was brought up to date.
        """
        changed, own = self._written or (self.changed, self.updated or self.published)
        # What waits has its day when it is public.
        days = [revision.date for revision in revisions if revision.hold is None]
        found = {
            "observations": observations,
            "revisions": revisions,
            "updated": max(own, updated),
            "changed": max(changed, updated, *days),
        }
        made = self.model_copy(update=found)
        made._written = (changed, own)
        return made

    @property
    def ended(self) -> bool:
        """Whether the publisher gives no further numbers of this series."""
        return self.next_update.text == "ended"

    @property
    def last_update(self) -> datetime.date:
        """The day on which the numbers were last brought up to date here: what is written, or a later revision’s."""
        return max([self.updated or self.published, *(one.date for one in self.revisions if one.hold is None)])

    @cached_property
    def shows_parts(self) -> bool:
        """Whether the numbers from which a rate was computed stand beside it."""
        return any(point.denominator is not None for point in self.observations)

    @cached_property
    def total_codes(self) -> dict[str, str]:
        """The code of each dimension that stands for the whole, where there is one."""
        return {name: dimension.total for name, dimension in self.dimensions.items() if dimension.total}

    @cached_property
    def combinations(self) -> dict[frozenset[tuple[str, str]], dict[str, Observation]]:
        """The first observation of each combination of codes and, below it, of each period, as they are met."""
        found: dict[frozenset[tuple[str, str]], dict[str, Observation]] = {}
        of_same: dict[int, dict[str, Observation]] = {}  # many observations hold the same dictionary of codes
        for observation in self.observations:
            periods = of_same.get(id(observation.codes))
            if periods is None:
                periods = found.setdefault(frozenset(observation.codes.items()), {})
                of_same[id(observation.codes)] = periods
            periods.setdefault(observation.period.text, observation)
        return found

    @property
    def said(self) -> dict[SeriesKey, Spoken]:
        """All that its observations say, as its versions keep it; made anew each time, for it can be large."""
        codes: dict[int, tuple[tuple[str, str], ...]] = {}  # many observations hold the same dictionary of codes
        spoken: dict[tuple[str, str], Spoken] = {}
        found = {}
        for point in self.observations:
            named = codes.get(id(point.codes))
            if named is None:
                named = codes[id(point.codes)] = tuple(sorted(point.codes.items()))
            what = ("" if point.value is None else format(point.value, "f"), str(point.status))
            found[SeriesKey(point.period.text, named)] = spoken.get(what) or spoken.setdefault(what, Spoken(*what))
        return found

    def embargo_of(self, period: Span) -> Hold | None:
        """What “embargo” says of the observations of a period; the last that names it decides."""
        holds = [one.hold for one in self.embargo if period.start >= one.from_.start]
        return holds[-1] if holds else None

    def _own_notes(self) -> Iterator[str]:
        named = [note for point in self.observations for note in (point.note, *(o.note for o in point.alternatives))]
        named += [gap.note for gap in self.breaks] + [revision.note for revision in self.revisions]
        named += [event.note for event in self.events]
        yield from filter(None, named)

    def find(self, period: str, codes: dict[Slug, CodeText]) -> Observation | None:
        """The observation of a period; dimensions that aren't named take their total."""
        return self.at(period, self.total_codes | codes)

    def at(self, period: str, codes: dict[str, str]) -> Observation | None:
        """The observation of a period with exactly these codes."""
        return self.combinations.get(frozenset(codes.items()), {}).get(period)

    def source_of(self, observation: Observation) -> str:
        """The source of an observation: its own or that of the figure."""
        return observation.source or self.source or ""

    def status_after(self, revision: Revision) -> Status:
        """The flags with which a number stood after a revision: those before the next one, or those of today."""
        of_same = [one for one in self.revisions if (one.period, one.codes) == (revision.period, revision.codes)]
        following = of_same[of_same.index(revision) + 1 :]
        later = next((one.old_status for one in following if one.old_status is not None), None)
        now = self.find(revision.period.text, revision.codes)
        return later if later is not None else now.status if now else NOTHING_SAID

    @cached_property
    def sources_named(self) -> tuple[Slug, ...]:
        """The sources of the observations and of what else is said of them, once each, in the order of first use."""
        names: dict[Slug, None] = {}
        for observation in self.observations:
            names.setdefault(self.source_of(observation))
            for alternative in observation.alternatives:
                names.setdefault(alternative.source)
        return tuple(names)

    def latest(self) -> Observation | None:
        """The headline: the newest total that has a value, or the newest value at all; forecasts only where all are."""
        return self._latest

    @cached_property
    def _latest(self) -> Observation | None:
        having = [observation for observation in self.observations if observation.value is not None]
        having = [observation for observation in having if Flag.FORECAST not in observation.status] or having
        totals = [observation for observation in having if observation.codes == self.total_codes]
        return max(totals or having, key=lambda observation: observation.period.end, default=None)

    def break_between(self, first: Observation, last: Observation) -> Break | None:
        """The declared break, if any, that lies after the first and not after the last of two observations."""
        for gap in self.breaks:
            if first.period.end < gap.period.start <= last.period.end:
                return gap
        return None
