"""All kinds of records and special pages: the generator’s own, and those that other packages bring.

A kind is loaded by the name of its module when it is first asked for: its declaration names functions of every stage,
and the stages ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from factsite.problems import RuleError
from factsite.records.kind import Kind, SpecialPage
from factsite.telling import told

# The entry points by which an installed package brings a kind: “consultations = my_package.consultations:KIND”.
GROUP = "factsite.kinds"
# The generator’s own, in the order of the menu.
_OWN = ("figures", "bridges", "legislation", "decisions", "fact_checks", "commitments", "explained", "organisations")
# Sections that hold pages of words only; they stand behind the kinds.
_PLAIN = ("glossary", "about")
# The easy-to-read pages: each stands here under the path of the page that it tells in plainer words.
EASY = "easy"
# The page of all terms.
GLOSSARY = "glossary"


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its name: the generator’s own, then those of other packages in the order of their names.

    Raises:
        RuleError: a package brings something else, or a kind whose name is taken.
    """
    found: dict[str, Kind] = {}
    own: list[Kind] = [import_module(f"factsite.kinds.{name}").KIND for name in _OWN]
    brought = map(_loaded, sorted(entry_points(group=GROUP), key=lambda point: point.name))
    for kind in (*own, *brought):
        if kind.name in {*found, *_PLAIN}:
            raise RuleError(
                "configuration",
                told("two packages bring the kind “{name}”", name=kind.name),
                told("Uninstall one of them."),
            )
        found[kind.name] = kind
    return found


def _loaded(point: EntryPoint) -> Kind:
    try:
        kind = point.load()
    except (ImportError, AttributeError) as error:
        what = told(
            "the kind “{name}” can’t be loaded from {point}: {error}",
            name=point.name,
            point=point.value,
            error=str(error),
        )
        raise RuleError("configuration", what, told("Mend or uninstall the package that brings it.")) from error
    if not isinstance(kind, Kind):
        raise RuleError(
            "configuration",
            told("{point} is no kind", point=point.value),
            told("It should be a factsite.records.kind.Kind."),
        )
    return kind


def sections() -> tuple[str, ...]:
    """The sections of a site in the order of the menu; those that aren’t kinds hold pages of words only."""
    return (*kinds(), *_PLAIN, EASY)


def menu() -> tuple[str, ...]:
    """The sections whose list stands in the menu."""
    return tuple(name for name in (*kinds(), *_PLAIN) if name not in kinds() or kinds()[name].in_menu)


@cache
def special_pages() -> Mapping[str, SpecialPage]:
    """Every special page by its path."""
    pages: tuple[SpecialPage, ...] = import_module("factsite.kinds.pages").PAGES
    return {page.path: page for page in pages}
