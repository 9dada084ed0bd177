"""What has a name that others refer to: records, sources, terms, themes and dimensions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factsite.content import Content
from factsite.problems import RuleError, did_you_mean
from factsite.records.registry import EASY, kinds
from factsite.records.texts import check_slug
from factsite.telling import UNSAID, Told, told

SOURCES, TERMS, THEMES, DIMENSIONS = "sources", "terms", "themes", "dimensions"
# What has no folder of its own for each, but stands in lists.
LISTED = (TERMS, THEMES, DIMENSIONS)
# What stands before and behind the identifier in the names of texts, but for those of records.
_UNITS = {
    TERMS: ("glossary#", "."),
    THEMES: ("labels#themes.", "."),
    DIMENSIONS: ("labels#dimensions.", "."),
}
# A page of this name is the list of its section.
_RESERVED = "index"


@dataclass(frozen=True)
class Thing:
    """Something with an identifier: its kind (a kind of record, or one of those above) and the identifier."""

    kind: str
    id: str

    @property
    def path(self) -> str:
        """How references to any kind name it: ``figures/x``."""
        return f"{self.kind}/{self.id}"

    @property
    def is_record(self) -> bool:
        """Whether it has a page of its own."""
        return self.kind in kinds()


def known_kinds() -> tuple[str, ...]:
    """Every kind of thing, records first."""
    return (*kinds(), SOURCES, *LISTED)


def kind_named(word: str, known: Iterable[str] | None = None) -> str:
    """The kind that an editor names, by its folder (“figures”) or in the singular (“figure”).

    Raises:
        RuleError: there is none.
    """
    choices = tuple(known or known_kinds())
    found = next((kind for kind in choices if word in {kind, kind.removesuffix("s")}), None)
    if found is None:
        raise RuleError("identifier", told("there is no kind “{kind}”", kind=word), did_you_mean(word, choices))
    return found


def find_thing(name: str, content: Content) -> Thing:
    """The thing that an editor names as KIND/ID.

    Raises:
        RuleError: it isn't named so, or there is none.
    """
    word, slash, identifier = name.partition("/")
    if not slash or not identifier:
        what = told("“{name}” doesn’t say of which kind it is", name=name)
        raise RuleError("identifier", what, told("Write KIND/ID, for example figures/applicants."))
    kind = kind_named(word)
    known = identifiers(kind, content)
    if identifier not in known:
        what = told("there is no “{id}” among the {kind}", id=identifier, kind=kind)
        raise RuleError("dangling-reference", what, _elsewhere(identifier, content) or did_you_mean(identifier, known))
    return Thing(kind, identifier)


def identifiers(kind: str, content: Content) -> set[str]:
    """Every identifier of a kind."""
    return set(content.glossary.facts) if kind == TERMS else content.identifiers(kind)


def begins_unit(unit: str, thing: Thing) -> int | None:
    """Where the identifier of a thing ends in the name of a text that is its own; None where it is another’s."""
    before, after = _UNITS.get(thing.kind, (f"{thing.kind}/", "#"))
    for begin in (f"{before}{thing.id}", f"{EASY}/{before}{thing.id}"):
        if unit == begin or unit.startswith((begin + after, begin + " ")):
            return len(begin)
    return None


def check_new(kind: str, identifier: str, content: Content) -> None:
    """Let a name through that a new thing, or one that is renamed, may have.

    Raises:
        RuleError: it isn't in the form of an identifier, or it is taken.
    """
    check_slug(identifier)
    if identifier == _RESERVED and kind in kinds():
        what = told("“{id}” is the name of the list of a section", id=identifier)
        raise RuleError("identifier", what, told("Choose another name."))
    if identifier in identifiers(kind, content):
        what = told("there is already “{id}” among the {kind}", id=identifier, kind=kind)
        raise RuleError("identifier", what, told("Choose another name."))


def _elsewhere(identifier: str, content: Content) -> Told:
    other = next((kind for kind in known_kinds() if identifier in identifiers(kind, content)), None)
    return told("Do you mean “{kind}/{id}”?", kind=other, id=identifier) if other else UNSAID
