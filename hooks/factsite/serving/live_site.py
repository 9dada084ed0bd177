"""The site as the live site has it: what was made of the same things for its last edition isn’t made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from factsite.charting.shape import Shape
from factsite.content import Content
from factsite.deriving.chart_events import marked_days
from factsite.deriving.relations import Relations
from factsite.documents.memory import Memory
from factsite.records.figure import Figure
from factsite.rendering.charts import charts
from factsite.rendering.environment import make_environment
from factsite.rendering.site import Site
from factsite.translating.lock import Lock, lock_path, read_lock
from factsite.translating.units import source_of


@dataclass
class LiveSite(Site):
    """One edition of the site; ``memory`` and ``templates`` are handed on from edition to edition."""

    memory: Memory = field(default_factory=Memory)
    templates: Environment = field(default_factory=make_environment)

    @cached_property
    def environment(self) -> Environment:
        """The templates, read again only when one has changed."""
        return self.templates

    @cached_property
    def shapes(self) -> Mapping[str, Mapping[str, list[Shape]]]:
        """The charts of each figure that is asked for, by slice."""
        return _Shapes(self.content, self.memory)

    @cached_property
    def relations(self) -> Relations:
        """What refers to what, found anew for what has changed."""
        return Relations(self.content, self.memory)

    @cached_property
    def stale(self) -> dict[tuple[str, str], frozenset[str]]:
        """The texts whose source has changed, looked at anew where a text or a lock has changed."""
        root, entries = self.content.root.parent, self.content.entries
        locks = {code: self._lock(lock_path(root, code)) for code in self.content.languages}
        found = ((path, self.stale_in(path, locks)) for path, entry in entries.items() if entry.translations)
        return {(path, code): names for path, by_language in found for code, names in by_language.items()}

    def stale_in(self, path: str, locks: dict[str, Lock]) -> dict[str, frozenset[str]]:
        """The texts of a page whose source has changed, by language."""
        entry = self.content.entries[path]
        inputs = (*entry.translations.values(), *locks.values())
        key = ("stale", path, source_of(entry, self.content))
        return self.memory.made(key, inputs, lambda: Site.stale_in(self, path, locks))

    def _lock(self, path: Path) -> Lock:
        try:
            return self.memory.read(path, read_lock)
        except FileNotFoundError:
            return self.memory.made(("no lock", path), (), lambda: Lock(path, {}))


class _Shapes(Mapping[str, Mapping[str, list[Shape]]]):
    """The charts of figures, made when they are asked for, and kept while the figure is the same."""

    def __init__(self, content: Content, memory: Memory) -> None:
        self._content = content
        self._memory = memory
        self._figures = {entry.id: figure for entry, figure in content.records(Figure)}

    def __getitem__(self, identifier: str) -> Mapping[str, list[Shape]]:
        figure, dimensions = self._figures[identifier], self._content.dimensions
        days = tuple(marked.day.start for marked in marked_days(self._content, figure))
        inputs = (figure, dimensions)
        return self._memory.made(("shapes", identifier, days), inputs, lambda: charts(self._content, figure))

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)
