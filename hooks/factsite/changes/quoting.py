"""Which pages name a value of a figure in their text, by itself or in a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from factsite.changes.numbers import Codes, part_of
from factsite.content import Content, Entry
from factsite.deriving.passages import used_references
from factsite.deriving.resolving import Value, resolve
from factsite.problems import RuleError
from factsite.prose.references import Reference
from factsite.records.figure import Figure

Place = tuple[str, str, Codes]


class Quotes:
    """The pages of a content by the values that they name."""

    def __init__(self, content: Content) -> None:
        self._pages: dict[Place, set[str]] = defaultdict(set)
        for entry in content.entries.values():
            for translation in entry.translations.values():
                for reference in used_references(translation):
                    for place in _places(reference, entry, content):
                        self._pages[place].add(entry.path)

    def of(self, path: str, period: str, codes: Codes) -> list[str]:
        """The pages that name a value, other than that of its figure, in the order of their paths."""
        return sorted(self._pages.get((path, period, codes), set()) - {path})


def _places(reference: Reference, entry: Entry, content: Content) -> Iterator[Place]:
    if reference.name == "value":
        try:
            found = resolve(reference, entry, content)
        except RuleError:
            return  # the check has reported it
        if isinstance(found, Value) and found.figure and found.observation:
            figure = content.get("figures", found.figure, Figure)
            if figure:
                yield f"figures/{found.figure}", found.observation.period.text, part_of(figure, found.observation.codes)
    elif reference.name == "change" and len(reference.arguments) >= 2:
        *named, first, last = reference.arguments
        identifier = named[0] if named else entry.id
        if figure := content.get("figures", identifier, Figure):
            codes = {name: code for name, code in reference.named.items() if name not in {"as", "form"}}
            for period in (first, last):
                yield f"figures/{identifier}", period, part_of(figure, codes)
