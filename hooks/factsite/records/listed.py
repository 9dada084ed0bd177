"""The code lists that belong to a site, in content/data/codes.yml: the generator knows the role of a code, no more.

A field that takes such a code is validated against the lists of the site, which are the context of the validation.
Its value is the code itself, with its role, and with its names once the labels of the languages have been read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    PrivateAttr,
    RootModel,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from factsite.problems import RuleError, did_you_mean
from factsite.records.model import LanguageCode, Model
from factsite.records.scalars import LIST, Address, Ref, Slug, Text, Whole
from factsite.records.texts import shown
from factsite.records.unit_codes import NUMBER, code_in_sdmx, refuse_shared
from factsite.telling import told

FILE = "codes.yml"
FOLDER = FILE.removesuffix(".yml")
# As it stands in data and addresses: an identifier, or the name of a licence (CC-BY-4.0).
ListedId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]


class CodeName(Model):
    """What a code is called in a language.

    ``gender`` names the gender of the word, where adjectives agree with it; ``forms`` are the name as an adjective of
    words of other genders (annulé; feminine: annulée).
    """

    name: Text
    """The name"""
    gender: Slug | None = None
    """Its gender, where adjectives agree with it"""
    forms: dict[Slug, Text] = {}
    """The name as an adjective of words of other genders, such as `{feminine: annulée}`"""


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


NameOfCode = Annotated[CodeName, BeforeValidator(_named, json_schema_input_type=Text | CodeName)]


class CodeNames(RootModel[dict[ListedId, NameOfCode]]):
    """The names of the codes of a list in a language: a text each, or more where words must agree."""


class Listed(Model):
    """A code of a list: its fields say what the generator must know of it."""

    _value: str = PrivateAttr("")
    _position: int = PrivateAttr(0)
    _names: dict[str, CodeName] = PrivateAttr(default_factory=dict)

    @property
    def value(self) -> str:
        """The code as it stands in the data."""
        return self._value

    @property
    def position(self) -> int:
        """Its place in the list, from 0."""
        return self._position

    @property
    def names(self) -> Mapping[str, CodeName]:
        """Its names by language."""
        return self._names

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Listed) and self._value == other._value

    def __hash__(self) -> int:
        return hash((type(self), self._value))

    def __str__(self) -> str:
        return self._value

    def takes_name(self, code: str, name: CodeName) -> None:
        """Take its name in a language, when the labels of the language are read."""
        self._names[code] = name

    def name_in(self, code: str, of: Listed | None = None) -> str:
        """The name for readers of a language, as it agrees with a word; without a name, the code."""
        name = self._names.get(code)
        if name is None:
            return self._value
        gender = of.gender_in(code) if of else None
        return name.forms.get(gender, name.name) if gender else name.name

    def gender_in(self, code: str) -> str | None:
        """The gender of its name in a language, if the labels say one."""
        name = self._names.get(code)
        return name.gender if name else None


class Level(Listed):
    """A level of authority; of a ``foreign`` one acts need no title in the official languages of the country."""

    foreign: bool = False
    """`true` where acts need no title in the official languages of the country"""


class ActType(Listed):
    """A kind of act of legislation."""


class StepRole(StrEnum):
    """What a step does to an act."""

    ANNOUNCES = "announces"
    PREPARES = "prepares"
    ADOPTS = "adopts"
    PUBLISHES = "publishes"
    TAKES_EFFECT = "takes-effect"
    APPLIES = "applies"
    CHALLENGES = "challenges"
    SUSPENDS = "suspends"
    ANNULS_IN_PART = "annuls-in-part"
    ANNULS = "annuls"
    REPEALS = "repeals"


_TAKES_EFFECT = frozenset({StepRole.TAKES_EFFECT, StepRole.APPLIES})
_LIMITS = frozenset({StepRole.SUSPENDS, StepRole.ANNULS_IN_PART, StepRole.ANNULS, StepRole.REPEALS})


class Step(Listed):
    """A step in the life of an act.

    Steps that announce, adopt and publish follow one another in the order of the list.
    """

    role: StepRole
    """What a step does to an act"""

    @property
    def takes_effect(self) -> bool:
        """Whether the law is another from this step on."""
        return self.role in _TAKES_EFFECT

    @property
    def lasts(self) -> bool:
        """Whether it is a state, since a day, and not an event, on a day."""
        return self.takes_effect or self.role is StepRole.SUSPENDS

    @property
    def ends(self) -> bool:
        """Whether the act, or a part of it, has no effect from this step on."""
        return self.role in _LIMITS


# What a pattern may repeat without saying how often: with texts as short as identifiers are, any such pattern is
# answered at once. A repeated group that repeats something itself could take for ever.
_VARIABLE, MOST_VARIABLE, MAX_IDENTIFIER = re.compile(r"[*+?]|\{[0-9]*,[0-9]*\}"), 3, 80
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{)")


def _check_pattern(value: str) -> str:
    try:
        re.compile(value, re.ASCII)
    except (re.error, RecursionError, OverflowError) as error:
        raise RuleError(
            "code", told("“{value}” is no regular expression: {error}", value=shown(value), error=str(error))
        ) from error
    if len(_VARIABLE.findall(value.replace("(?", "("))) > MOST_VARIABLE or _REPEATED_GROUP.search(value):
        what = told(
            "this pattern repeats a group, or more than {most_variable} parts without a number",
            most_variable=MOST_VARIABLE,
        )
        raise RuleError("code", what, told("Say how often each part comes: [0-9]{8}."))
    return value


class IdentifierScheme(Listed):
    """A way of naming acts or decisions, such as ELI or ECLI.

    ``pattern`` is what the whole identifier matches and ``form`` says it in words. Groups of the pattern that are
    called ``year``, ``month`` and ``day`` hold the date of the act; one with the name of another scheme holds the
    identifier in that. ``host``, if there is one, makes a web address of it. ``versions`` are what a group called
    ``version`` may be in one language only. Pages of the kinds under ``expected`` say that it isn’t confirmed, where
    it is missing.
    """

    pattern: Annotated[Text, AfterValidator(_check_pattern)]
    """A regular expression for the whole of the identifier"""
    form: Text
    """The same in words"""
    host: Address | None = None
    """What makes a web address of it"""
    versions: dict[Slug, LanguageCode] = {}
    """What a group called `version` may be in one language only, such as `{moniteur: fr}`"""
    expected: list[Slug] = []
    """Kinds whose pages say where it isn’t confirmed"""

    def matches(self, identifier: str) -> bool:
        """Whether an identifier has the form of the scheme."""
        return self._match(identifier) is not None

    def _match(self, identifier: str) -> re.Match[str] | None:
        if len(identifier) > MAX_IDENTIFIER:
            return None
        return re.fullmatch(self.pattern, identifier, re.ASCII)

    def parts(self, identifier: str) -> dict[str, str]:
        """What the named groups of the pattern find in an identifier."""
        found = self._match(identifier)
        return {name: part for name, part in found.groupdict().items() if part} if found else {}

    def uri(self, identifier: str) -> str:
        """The identifier with its host, where the scheme has one."""
        return f"{self.host or ''}{identifier}"


class Pledge(Listed):
    """To what a commitment belongs: a goal of a plan, a statement, a treaty."""


class OrganisationType(Listed):
    """A type of bodies; ``public`` if they are of the state (https://schema.org/GovernmentOrganization)."""

    public: bool = False
    """`true` for bodies of the state"""


class Unit(Listed):
    """What is counted; its name is the plural, as it stands in the head of a table.

    ``decimals``: it isn’t counted one by one, so that a decimal is no slip of the pen. ``percent``: it is a share of
    100. ``currency`` is the ISO 4217 code of a unit of money. ``sdmx`` is its code in files for statistical programs,
    which a share and a currency have by themselves.
    """

    decimals: bool = False
    """`true` where it isn’t counted one by one"""
    percent: bool = False
    """`true` for a share of 100"""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    """The ISO 4217 code of a unit of money"""
    sdmx: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,39}$")] | None = None
    """Its code in SDMX files, such as `PS` for persons; a share has `PT` and a currency its own by themselves"""

    @property
    def whole(self) -> bool:
        """Whether it is counted one by one."""
        return not self.decimals

    @property
    def in_sdmx(self) -> str:
        """Its code in SDMX files."""
        return code_in_sdmx(self.sdmx, self.currency, percent=self.percent)

    @model_validator(mode="after")
    def _has_code_in_sdmx(self) -> Self:
        code_in_sdmx(self.sdmx, self.currency, percent=self.percent)
        return self


# A number of which nothing says what it counts, and a share that is computed.
NO_UNIT, PERCENT = Unit(sdmx=NUMBER), Unit(decimals=True, percent=True)


class DifferenceRole(StrEnum):
    """What the arithmetic must know of a reason why two numbers differ."""

    OTHER_UNIT = "other-unit"
    ROUNDING = "rounding"
    NOT_EXPLAINED = "not-explained"


class Difference(Listed):
    """Why two numbers for what looks like the same thing differ; its name fits a step up and a step down."""

    role: DifferenceRole | None = None
    """What the arithmetic must know of the reason"""


class Licence(Listed):
    """Under which terms a source may be reused.

    ``address`` is where its text stands, ``authority`` its code in the EU’s list of licences, ``open_definition`` its
    name in that of the Open Definition; where terms aren’t ``stated`` there is none of these.
    """

    address: Address | None = None
    """Where its text stands"""
    authority: Annotated[str, Field(pattern=r"^[A-Z0-9_]{1,40}$")] | None = None
    """Its code in the EU’s list of licences"""
    open_definition: ListedId | None = None
    """Its name in the list of the Open Definition"""
    stated: bool = True
    """`false` where no terms are stated"""


class CodeLists(Model):
    """All lists of a site; what it doesn’t need may be missing.

    ``objectives`` is how many there are that its commitments may serve.
    """

    levels: dict[ListedId, Level] = {}
    """Levels of authority"""
    acts: dict[ListedId, ActType] = {}
    """Kinds of acts"""
    steps: dict[ListedId, Step] = {}
    """Steps in the life of an act, in the order in which they happen"""
    identifiers: dict[ListedId, IdentifierScheme] = {}
    """Schemes in which acts and decisions are named"""
    pledges: dict[ListedId, Pledge] = {}
    """What commitments belong to"""
    objectives: Annotated[Whole, Field(ge=0, le=99)] = 0
    """How many objectives there are that commitments may serve"""
    organisations: dict[ListedId, OrganisationType] = {}
    """Types of bodies"""
    units: dict[ListedId, Unit] = {}
    """What is counted; the name is the plural"""
    differences: dict[ListedId, Difference] = {}
    """Why two numbers differ"""
    licences: dict[ListedId, Licence] = {}
    """Terms under which sources may be reused"""

    @model_validator(mode="after")
    def _numbered(self) -> Self:
        refuse_shared((name, unit.in_sdmx) for name, unit in self.units.items())
        for codes in self.lists().values():
            for position, (value, code) in enumerate(codes.items()):
                code._value, code._position = value, position
        return self

    def lists(self) -> dict[str, Mapping[str, Listed]]:
        """Each list by its name."""
        return {name: codes for name in type(self).model_fields if isinstance(codes := getattr(self, name), dict)}

    def step_of(self, role: StepRole) -> Step | None:
        """The first step with a role."""
        return next((step for step in self.steps.values() if step.role is role), None)


def _find(name: str, value: object, info: ValidationInfo) -> Listed:
    lists = info.context if isinstance(info.context, CodeLists) else CodeLists()
    known: Mapping[str, Listed] = getattr(lists, name)
    if isinstance(value, Listed):
        return value
    if isinstance(value, str) and value in known:
        return known[value]
    remedy = did_you_mean(shown(value), known) or told(
        "Add it to “{name}” in content/data/{file}.", name=name, file=FILE
    )
    raise RuleError(
        "code", told("“{value}” is no code of “{field}”", value=shown(value), field=info.field_name or ""), remedy
    )


def _of(name: str) -> Any:  # noqa: ANN401 - pydantic’s validators have no common type
    def find(value: object, info: ValidationInfo) -> Listed:
        return _find(name, value, info)

    return PlainValidator(find, json_schema_input_type=Annotated[str, Ref(f"{FOLDER}/{name}")])


def _known_objective(value: int, info: ValidationInfo) -> int:
    most = info.context.objectives if isinstance(info.context, CodeLists) else 0
    if not 1 <= value <= most:
        raise RuleError(
            "code",
            told("{value} is no objective: there are {most}", value=value, most=most),
            told("See “objectives” in {file}.", file=FILE),
        )
    return value


LevelCode = Annotated[Level, _of("levels")]
ActCode = Annotated[ActType, _of("acts")]
StepCode = Annotated[Step, _of("steps")]
PledgeCode = Annotated[Pledge, _of("pledges")]
OrganisationCode = Annotated[OrganisationType, _of("organisations")]
UnitCode = Annotated[Unit, _of("units")]
DifferenceCode = Annotated[Difference, _of("differences")]
LicenceCode = Annotated[Licence, _of("licences")]
Objective = Annotated[Whole, AfterValidator(_known_objective), WithJsonSchema({LIST: f"{FOLDER}/objectives"})]
