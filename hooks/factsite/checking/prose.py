"""Rules on text: references that resolve, no bare numbers, no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factsite.content import Content
from factsite.deriving.passages import every_passage
from factsite.deriving.resolving import resolve
from factsite.deriving.targets import find_target
from factsite.problems import Problem, RuleError
from factsite.prose.addresses import Address, judge
from factsite.prose.markdown import tags
from factsite.prose.references import Broken

_MARKDOWN = re.compile(r"[\[<#=|]")
# Fields that may hold their own numbers: official titles and quotations.
_OWN_NUMBERS = frozenset({"official_title", "claim", "abbreviation"})


def references_resolve(content: Content) -> Iterator[Problem]:
    """Every reference can be read and names something; ``term`` and ``cite`` stand in the body only."""
    for entry, passage in every_passage(content):
        for reference in passage.references:
            width = reference.end - reference.start
            if isinstance(reference, Broken):
                yield passage.problem(reference.start, width, reference.error)
                continue
            if entry.kind != "page" and entry.record is None:
                continue
            try:
                resolve(reference, entry, content)
            except RuleError as error:
                yield passage.problem(reference.start, width, error)
            if passage.keys and reference.name in {"term", "cite", "link"}:
                misplaced = RuleError(
                    "reference", f"“{reference.name}” stands in the text only", "Move it into the text below."
                )
                yield passage.problem(reference.start, width, misplaced)


def numbers_are_references(content: Content) -> Iterator[Problem]:
    """No number is typed in a sentence."""
    for _, passage in every_passage(content):
        if passage.keys and passage.keys[0] in _OWN_NUMBERS:
            continue
        for offset, number in passage.bare_numbers:
            remedy = 'Write {{ value(…) }} or {{ date(…) }}; if it must stand, {{ verbatim("…", reason="…") }}.'
            error = RuleError("bare-number", f"the number “{number}” is typed in the text", remedy)
            yield passage.problem(offset, len(number), error)


def markdown_is_safe(content: Content) -> Iterator[Problem]:
    """No HTML, no dangerous addresses, no pictures from elsewhere."""
    for _, passage in every_passage(content):
        # Fields are shown as plain text: what Markdown would make of them can only be wrong with one of these signs.
        for offset, error in tags(passage.masked):
            yield passage.problem(offset, 10, error)
        if not passage.keys or _MARKDOWN.search(passage.masked):
            for offset, error in passage.parsed.faults:
                yield passage.problem(offset, 10, error)


def addresses_lead_somewhere(content: Content) -> Iterator[Problem]:
    """Each address within the site has its page, its heading, its picture or file."""
    for entry, passage in every_passage(content):
        if passage.keys:
            continue
        for address, offset in zip(passage.parsed.addresses, passage.parsed.places, strict=True):
            if address.scheme or not _is_allowed(address):
                continue
            try:
                find_target(address, entry, passage.language, content)
            except RuleError as error:
                yield passage.problem(offset, 10, error)


def _is_allowed(address: Address) -> bool:
    try:
        judge(address)
    except RuleError:
        return False
    return True
