"""The numbers and days of its own that the texts of a page name: where, and how their lines were that are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from factsite.changes.guarded import CITED
from factsite.content import Content, Entry
from factsite.deriving.passages import passages
from factsite.problems import RuleError
from factsite.prose.references import Reference
from factsite.records.common import LOCATORS
from factsite.records.published import FactKey
from factsite.telling import UNSAID

# The fields in which they stand.
IN_TEXTS = frozenset({"numbers", "dates"})
# How what is guarded tells of a source and of the places in it.
_SOURCE = re.compile(r"sources/(?P<source>\S+)(?P<places>.*)")
_PLACES = re.compile(rf" ({'|'.join(LOCATORS)}) (.*?)(?= (?:{'|'.join(LOCATORS)}) |$)")


def naming(content: Content, entry: Entry, of: str) -> Iterator[str]:
    """Where the texts of a page name a number or a day of its own: file and line."""
    for translation in entry.translations.values():
        for passage in passages(translation):
            for one in passage.references:
                if isinstance(one, Reference) and of in one.arguments:
                    place = passage.problem(one.start, 1, RuleError("reference", UNSAID))
                    yield f"{place.path.relative_to(content.root).as_posix()}:{place.line}"


def line_again(field: str, of: str, rows: Mapping[FactKey, str]) -> str:
    """The line of a number or a day as an editor writes it, from what was published of it.

    Args:
        field: ``numbers`` or ``dates``.
        of: its name.
        rows: what was published of the page.
    """
    value, _, unit = rows[field, of].partition(" ")
    said = [f"value: {value}", f"unit: {unit}"] if field == "numbers" else [f"date: {rows[field, of]}"]
    cited = _SOURCE.fullmatch(rows.get((CITED, f"{field} {of}"), ""))
    said.append(f"source: {cited['source'] if cited else '…'}")
    said += [f'{kind}: "{place}"' for kind, place in _PLACES.findall(cited["places"] if cited else "")]
    return f"{of}: {{{', '.join(said)}}}"
