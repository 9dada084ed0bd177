"""Rules on text: references that resolve, no bare numbers, no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factsite.content import Content, Entry
from factsite.deriving.passages import every_passage, passages
from factsite.deriving.resolving import resolve
from factsite.deriving.targets import find_target
from factsite.problems import Problem, RuleError
from factsite.prose.addresses import Address, judge
from factsite.prose.markdown import tags
from factsite.prose.numbers import plain_number
from factsite.prose.pasting import pasted, tags_are_pasted
from factsite.prose.references import Broken
from factsite.telling import Told, told

_PERCENT = re.compile("[ \u00a0\u202f]?%")
_MARKDOWN = re.compile(r"[\[<#=|]")
# Words of a picture that may be the same in two languages: a name.
_NAME = 3
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
            facts = content.subject(entry)
            if facts.record is None and (facts.kind != "page" or entry.full):
                continue  # that they can’t be read, or have gone, has been said
            try:
                resolve(reference, entry, content)
            except RuleError as error:
                yield passage.problem(reference.start, width, error)
            if passage.keys and reference.name in {"term", "cite", "link"}:
                misplaced = RuleError(
                    "reference",
                    told("“{name}” stands in the text only", name=reference.name),
                    told("Move it into the text below."),
                )
                yield passage.problem(reference.start, width, misplaced)


def numbers_are_references(content: Content) -> Iterator[Problem]:
    """No number is typed in a sentence."""
    for entry, passage in every_passage(content):
        if passage.keys and passage.keys[0] in _OWN_NUMBERS:
            continue
        facts = content.subject(entry)
        for offset, number in passage.bare_numbers:
            # The sign of a percentage comes with its value.
            digits = number.removesuffix("%")
            sign = _PERCENT.match(passage.masked, offset + len(digits))
            whole = digits + sign[0] if sign else number
            what = told("the number “{number}” is typed in the text", number=whole)
            unit = "percent" if sign else "persons"
            remedy = _number_below(facts, digits, whole, unit) if facts.document else _number_of_figure(whole)
            yield passage.problem(offset, len(whole), RuleError("bare-number", what, remedy))


def _number_below(facts: Entry, number: str, whole: str, unit: str) -> Told:
    """How a number of the text comes from a figure or stands in the facts of its page."""
    return told(
        'Write {{{{ value("FIGURE", "PERIOD") }}}} if a figure has it. Else add “NAME: {{value: {value}, unit: {unit}, '
        "source: SOURCE}}” under “numbers:” in content/data/{path}.yml, with today as “changed:”, and write "
        '{{{{ value("NAME") }}}} here; a day goes under “dates:”, and here is {{{{ date("NAME") }}}}. What must stand '
        'as it is: {{{{ verbatim("{number}", reason="…") }}}}. The other languages of the page need the same.',
        value=plain_number(number),
        unit=unit,
        path=facts.path,
        number=whole,
    )


def _number_of_figure(number: str) -> Told:
    """The same for a page without facts of its own."""
    return told(
        'Write {{{{ value("FIGURE", "PERIOD") }}}}: this page has no facts of its own, so a number comes from a '
        "figure, or from “numbers:” on the page that has it. What must stand as it is: "
        '{{{{ verbatim("{number}", reason="…") }}}}. The other languages of the page need the same.',
        number=number,
    )


def markdown_is_safe(content: Content) -> Iterator[Problem]:
    """No HTML, no dangerous addresses, no pictures from elsewhere."""
    for _, passage in every_passage(content):
        leavings = list(pasted(passage.masked))
        for offset, error in leavings:
            yield passage.problem(offset, 10, error)
        # What was pasted has been named: its single elements are no mistakes of their own.
        if leavings and tags_are_pasted(passage.masked):
            continue
        # Fields are shown as plain text: what Markdown would make of them can only be wrong with one of these signs.
        for offset, error in tags(passage.masked):
            yield passage.problem(offset, 10, error)
        if not passage.keys or _MARKDOWN.search(passage.masked):
            for offset, error in passage.parsed.faults:
                yield passage.problem(offset, 10, error)


def pictures_have_words(content: Content) -> Iterator[Problem]:
    """What a picture shows is said to those who don't see it, in each language in its own words."""
    for entry in content.entries.values():
        original = entry.in_language(entry.languages.default) if entry.translations else None
        others = [words for _, words in passages(original)[-1].parsed.pictures] if original else []
        for translation in entry.translations.values():
            body = passages(translation)[-1]
            for number, (place, words) in enumerate(body.parsed.pictures):
                if not words:
                    what = told("this picture has no words for those who don’t see it")
                    remedy = told("Say between the brackets what it shows: ![What it shows](…).")
                    yield body.problem(place, 10, RuleError("picture-words", what, remedy))
                elif translation is not original and _same(words, others, number):
                    what = told("the words of this picture aren’t translated")
                    remedy = told("Say in the language of this page what the picture shows.")
                    yield body.problem(place, 10, RuleError("picture-words", what, remedy))


def _same(words: str, others: list[str], number: int) -> bool:
    """Whether words stand letter for letter at the same picture of the other language, and are more than a name."""
    return len(words.split()) > _NAME and words in others[number : number + 1]


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
                if _is_alone(address, entry):
                    remedy = told("{remedy} The other languages of the page need it too.", remedy=error.remedy)
                    error = RuleError(error.rule, error.message, remedy)
                yield passage.problem(offset, 10, error)


def _is_alone(address: Address, entry: Entry) -> bool:
    """Whether a way to another page stands in one language of a page only; headings have other names in each."""
    way = address.text.partition("#")[0]
    found = [
        {one.text.partition("#")[0] for one in passages(translation)[-1].parsed.addresses}
        for translation in entry.translations.values()
    ]
    return bool(way) and len(found) > 1 and sum(way in ways for ways in found) == 1


def _is_allowed(address: Address) -> bool:
    try:
        judge(address)
    except RuleError:
        return False
    return True
