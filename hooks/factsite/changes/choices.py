"""The addresses of the choices on lists → ``choices.yml``: what was published once, and what is published now."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

from factsite.content import Content
from factsite.records.choices import FILE
from factsite.rendering.facets import all_facets, faceted
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
    for kind in faceted():
        for language in content.languages if _has_list(public, kind) else ():
            for facet in all_facets(site, language, kind):
                for choice in facet.pages:
                    codes = found.setdefault(kind, {}).setdefault(facet.name, {})
                    ends = codes.setdefault(choice.code, defaultdict(list)).setdefault(language, [])
                    ends += [end for end in (choice.suffix.rstrip("/"),) if end not in ends]
    return found


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
