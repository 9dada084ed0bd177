"""What refers to what: every reference, in data or prose, links both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from factsite.content import Content, Entry, Translation
from factsite.deriving.passages import used_references
from factsite.deriving.references import record_references
from factsite.deriving.resolving import Change, Link, Value, resolve
from factsite.documents.memory import Memory
from factsite.problems import RuleError
from factsite.prose.references import Reference
from factsite.records.common import Citation
from factsite.records.registry import kinds

# References to numbers: with the same text they lead elsewhere, or nowhere, when the figure changes.
_NUMBERS = frozenset({"value", "change"})


class Relations:
    """The neighbours of each record, and the pages that use each source.

    ``memory`` holds what was found for the same records and texts before.
    """

    def __init__(self, content: Content, memory: Memory | None = None) -> None:
        self._content = content
        self._memory = memory or Memory()
        self._neighbours: dict[str, set[str]] = defaultdict(set)
        self.uses: dict[str, set[str]] = defaultdict(set)
        there = (frozenset(content.entries), frozenset(content.source_documents))
        # The same object as long as the same pages and sources are there: a link leads to one of them, or nowhere.
        world = self._memory.made(("there", there), (), object)
        for entry in content.entries.values():
            for target in self._targets(entry, content, world):
                self._link(entry, target, content)

    def _targets(self, entry: Entry, content: Content, world: object) -> set[str]:
        translations = tuple(entry.translations.values())
        named = sorted({name for one in translations for name in self._figures(entry, one)})
        figures = (content.entries.get(f"figures/{name}") for name in named)
        records = (figure.record if figure else None for figure in figures)
        return self._memory.made(
            ("targets", entry.path),
            (world, content.subject(entry).record, *translations, *records),
            lambda: _targets(entry, content),
        )

    def _figures(self, entry: Entry, translation: Translation) -> frozenset[str]:
        """What the texts of a page name first: a figure, where it is a number that they take from it."""
        return self._memory.made(
            ("named", entry.path, translation.language),
            (translation,),
            lambda: frozenset(one.arguments[0] for one in used_references(translation) if one.name in _NUMBERS),
        )

    def _link(self, entry: Entry, target: str, content: Content) -> None:
        kind, _, identifier = target.partition("/")
        if kind == "sources":
            self.uses[identifier].add(content.subject(entry).path)
            source = content.sources.get(identifier)
            if source and source.publisher and entry.kind != "page":
                self._neighbours[f"organisations/{source.publisher}"].add(entry.path)
            return
        other = content.entries.get(target)
        if other is None or other is entry or entry.kind == "page" or other.kind == "page":
            return
        self._neighbours[entry.path].add(target)
        self._neighbours[target].add(entry.path)

    def sources_of(self, path: str) -> list[str]:
        """The sources that a page uses, in the order of the site’s list of sources."""
        return self._sources.get(path, [])

    @cached_property
    def _sources(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._content.sources:
            for path in self.uses.get(name, ()):
                found[path].append(name)
        return dict(found)

    def of(self, path: str, kind: str) -> list[str]:
        """The neighbours of a page that are of a kind, in the order of their identifiers."""
        return sorted(other for other in self._neighbours.get(path, ()) if other.startswith(f"{kind}/"))


def _targets(entry: Entry, content: Content) -> set[str]:
    found = set(_in_data(entry))
    for translation in entry.translations.values():
        for reference in used_references(translation):
            found.update(_in_prose(reference, entry, content))
    return found


def _in_data(entry: Entry) -> Iterator[str]:
    if entry.record is None:
        return
    for _, kind, identifier in record_references(entry.record):
        if kind == "*":
            yield identifier
        elif kind in kinds() or kind == "sources":
            yield f"{kind}/{identifier}"


def _in_prose(reference: Reference, entry: Entry, content: Content) -> Iterator[str]:
    if reference.name == "date" and "/" in reference.arguments[0]:
        yield reference.arguments[0]
        return
    try:
        resolved = resolve(reference, entry, content)
    except RuleError:
        return  # the check has reported it
    if isinstance(resolved, Value | Change) and resolved.figure:
        yield f"figures/{resolved.figure}"
    if isinstance(resolved, Value | Citation):
        yield f"sources/{resolved.source}"
    if isinstance(resolved, Link):
        yield resolved.target
