"""The addresses of the choices on lists → ``choices.yml``: what was published once, and what is published now."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from factsite.content import Content
from factsite.localising.language import Language
from factsite.records.choices import ALL, FILE, WHOLE
from factsite.records.registry import kinds
from factsite.rendering.addresses import part_end
from factsite.rendering.facets import all_facets
from factsite.rendering.parting import count
from factsite.rendering.site import Site

# Facet → code → language → the ends of its addresses, the oldest first.
Endings = dict[str, dict[str, dict[str, list[str]]]]
_HEAD = (
    "# The ends of the addresses under which the choices on lists were published, the oldest first: each leads\n"
    "# somewhere for good. Written by “factsite diff REF --record”: don’t edit it.\n"
)


def choices_path(root: Path) -> Path:
    """Where they are kept, from the folder of the project."""
    return root / "content" / "data" / FILE


def choices_of(content: Content, public: Content, day: date) -> dict[str, Endings]:
    """What the file says after a release: all that it says, and what has a page in the release.

    Args:
        content: the content.
        public: what of it is public on the day.
        day: the day of the release.
    """
    found = {
        kind: {
            facet: {code: {name: [*ends] for name, ends in by_language.items()} for code, by_language in codes.items()}
            for facet, codes in one.root.items()
        }
        for kind, one in content.choices.items()
    }
    site = Site(public, day, "")
    for kind in kinds():
        for language in content.languages if _has_list(public, kind) else ():
            for facet, code, ends in _published(site, language, kind):
                codes = found.setdefault(kind, {}).setdefault(facet, {})
                known = codes.setdefault(code, defaultdict(list)).setdefault(language, [])
                known += [end for end in ends if end not in known]
    return found


def _published(site: Site, language: str, kind: str) -> Iterator[tuple[str, str, list[str]]]:
    """The ends of all pages of a list but its first: of its further parts, and of each choice with its parts."""
    speaker = site.speaker(language)
    if further := _ends("", speaker, len(site.listed(kind, language)))[1:]:
        yield WHOLE, ALL, further
    for facet in all_facets(site, language, kind):
        for choice in facet.pages:
            yield facet.name, choice.code, _ends(choice.suffix, speaker, len(choice.entries))


def _ends(start: str, language: Language, rows: int) -> list[str]:
    """The ends of the addresses of all parts of a list of so many rows."""
    return [(start + part_end(language, number)).rstrip("/") for number in range(1, count(rows) + 1)]


def _has_list(content: Content, kind: str) -> bool:
    entry = content.entries.get(f"{kind}/index")
    return bool(entry and entry.translations)


def are_recorded(content: Content, public: Content, day: date) -> bool:
    """Whether the file holds the addresses of a release of today’s content."""
    return choices_of(content, public, day) == {kind: one.root for kind, one in content.choices.items()}


def choices_as_yaml(found: dict[str, Endings]) -> str:
    """The file: a line for each choice."""
    lines = [_HEAD.rstrip("\n")]
    for kind, facets in sorted(found.items()):
        lines.append(f"{kind}:")
        for facet, codes in sorted(facets.items()):
            lines.append(f"  {facet}:")
            for code, by_language in sorted(codes.items()):
                ends = ", ".join(f"{name}: [{', '.join(ends)}]" for name, ends in by_language.items())
                lines.append(f"    {json.dumps(code)}: {{{ends}}}")
    return "\n".join(lines) + "\n"
