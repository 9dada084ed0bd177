"""The status of an observation: flags as its publisher sets them, and what follows where there is no number.

One letter each after SDMX CL_OBS_STATUS as Eurostat publishes it (https://ec.europa.eu/eurostat/data/database/information),
combined as the publisher combines them; what SDMX has besides keeps its letter where Eurostat leaves it free (special
events: t). No other module knows the letters: it asks ``Flag`` and ``Status``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticKnownError

from factsite.problems import RuleError
from factsite.records.codes import N_, Code
from factsite.records.texts import shown
from factsite.telling import listed, told, word_of


class Flag(Code):
    """What a publisher says of an observation, by its letter; ``label`` is said wherever the flag is said."""

    BREAK = "b", N_("break in the series")
    CONFIDENTIAL = "c", N_("confidential")
    DEFINITION_DIFFERS = "d", N_("definition differs")
    ESTIMATED = "e", N_("estimated")
    FORECAST = "f", N_("forecast")
    EXPERIMENTAL = "g", N_("experimental")
    IMPUTED = "i", N_("imputed")
    DEROGATION = "j", N_("derogation")
    INCLUDED_ELSEWHERE = "k", N_("included in another category")
    NOT_AVAILABLE = "m", N_("not available")
    BELOW_UNIT = "n", N_("less than half the unit, or not significant")
    PROVISIONAL = "p", N_("provisional")
    REVISED = "r", N_("revised")
    ESTIMATED_BY_EUROSTAT = "s", N_("estimated by Eurostat")
    SPECIAL_EVENT = "t", N_("strike or another special event")
    LOW_RELIABILITY = "u", N_("low reliability")
    UNVALIDATED = "v", N_("not validated")
    INCLUDES_OTHERS = "w", N_("includes another category")
    NOT_APPLICABLE = "z", N_("not applicable")

    @property
    def named(self) -> str:
        """The letter with what it means, for a message to editors: c (confidential)."""
        return told("{letter} ({label})", letter=self.value, label=word_of(self.label))

    @property
    def counts_as_nothing(self) -> bool:
        """Whether a sum may take a value without a number for nought, as it is next to nothing or can't be."""
        return self in _NOTHING


# Why there may be no number. Where several are set, the first of these decides: what is kept back isn't said to be
# missing or small, and what is next to nothing, or has no meaning, isn't missing.
ABSENCES = (
    Flag.CONFIDENTIAL,
    Flag.BELOW_UNIT,
    Flag.NOT_APPLICABLE,
    Flag.INCLUDED_ELSEWHERE,
    Flag.NOT_AVAILABLE,
)
_NOTHING = frozenset({Flag.BELOW_UNIT, Flag.NOT_APPLICABLE})
_UNSETTLED = frozenset({Flag.PROVISIONAL, Flag.ESTIMATED, Flag.ESTIMATED_BY_EUROSTAT, Flag.FORECAST})


@dataclass(frozen=True, slots=True)
class Status:
    """The flags of one observation, each once, in the order in which the publisher gives them."""

    flags: tuple[Flag, ...] = ()

    def __str__(self) -> str:
        """The letters, as they stand in the data."""
        return "".join(self.flags)

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.flags)

    def __iter__(self) -> Iterator[Flag]:
        """The flags in their order."""
        return iter(self.flags)

    def __contains__(self, flag: Flag) -> bool:
        """Whether a flag is set."""
        return flag in self.flags

    # --- other states --------------------------------------------------------------------------------------------

    def joined(self, *others: Flag) -> Status:
        """The same flags, and after them those of the others that aren't among them."""
        return _shared(tuple(dict.fromkeys((*self.flags, *others))))

    def without(self, *others: Flag) -> Status:
        """The same flags but for these."""
        return _shared(tuple(flag for flag in self.flags if flag not in others))

    def without_nothing(self) -> Status:
        """The same flags but for those by which a part counts as nothing: a sum is no such part."""
        return self.without(*_NOTHING)

    def with_number(self) -> Status:
        """What remains of the status of an observation without a number when it gets one."""
        return self.without(*ABSENCES)

    def with_reason(self) -> Status:
        """The status of an observation without a number: where nothing says why, it isn't available."""
        return self if self.says_why else self.joined(Flag.NOT_AVAILABLE)

    def alphabetical(self) -> Status:
        """The same flags in the order of their letters, for what no publisher has put in an order."""
        return _shared(tuple(sorted(self.flags)))

    # --- questions -----------------------------------------------------------------------------------------------

    @property
    def says_why(self) -> bool:
        """Whether a flag says why there is no number."""
        return any(flag in ABSENCES for flag in self.flags)

    @property
    def breaks(self) -> bool:
        """Whether the observation isn't comparable with those before it."""
        return Flag.BREAK in self.flags

    @property
    def unsettled(self) -> bool:
        """Whether the number may still change: it is provisional, estimated or a forecast."""
        return not _UNSETTLED.isdisjoint(self.flags)

    def absence(self, value: Decimal | None) -> Flag | None:
        """Why there is no number, which decides the words; None beside a number."""
        return None if value is not None else self.reason

    @property
    def reason(self) -> Flag:
        """Why there would be no number; it isn't available where nothing is said."""
        return next((flag for flag in ABSENCES if flag in self.flags), Flag.NOT_AVAILABLE)

    def shown_with(self, value: Decimal | None) -> Status:
        """What is said of an observation: all flags beside a number, else one reason only why there is none."""
        if value is not None:
            return self
        return self.without(*(flag for flag in ABSENCES if flag is not self.reason)).with_reason()


NOTHING_SAID = Status()
_LETTERS = {flag.value: flag for flag in Flag}


def status_schema() -> dict[str, object]:
    """How a status stands in YAML, for programs that help to write it: each letter at most once."""
    named = ", ".join(flag.named for flag in Flag)
    return {
        "type": "string",
        "pattern": f"^(?!.*(.).*\\1)[{''.join(_LETTERS)}]*$",
        "patternErrorMessage": f"Use one or more letters of: {named}",
        "examples": [*_LETTERS],
    }


@lru_cache(maxsize=1_024)
def _shared(flags: tuple[Flag, ...]) -> Status:
    """One object for the same flags: a long series has few different ones."""
    return Status(flags)


@lru_cache(maxsize=1_024)
def parse_status(text: str) -> Status:
    """Read the letters of a status.

    Raises:
        RuleError: one of them is no flag, or stands twice.
    """
    if set(text) - _LETTERS.keys() or len(set(text)) != len(text):
        allowed = listed(flag.named for flag in Flag)
        raise RuleError(
            "status",
            told(
                "“{text}” is no observation status; use one or more letters of: {allowed}",
                text=shown(text),
                allowed=allowed,
            ),
        )
    return _shared(tuple(_LETTERS[letter] for letter in text))


def _read_status(value: object) -> Status:
    if isinstance(value, Status):
        return value
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    return parse_status(value)


# A status as a field of a record.
Letters = Annotated[Status, PlainValidator(_read_status), WithJsonSchema(status_schema())]
