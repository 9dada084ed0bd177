"""What “factsite new” wrote as an example and nobody replaced, though its mark is gone: refused in a release."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from factsite.checking.sample import BODY, SOURCE, Sample, blocks, title_of
from factsite.checking.waiting import MARK
from factsite.content import Content, Entry, Translation
from factsite.documents.tree import Document, Keys, parse_document
from factsite.localising.language import language
from factsite.problems import Problem, RuleError, Severity
from factsite.records.registry import kinds
from factsite.telling import listed, told

# On a site with few organisations or sources, the first of them may well be meant.
_MANY = 5
# A number of nothing, as a sample has it at the end of an entry.
_NOTHING = ": 0}"
# What the command sets by itself.
_SET = frozenset({"published", "changed"})


def examples_left(content: Content, *, release: bool) -> Iterator[Problem]:
    """Every text and fact of a new record that is still the example, though its mark was deleted.

    Args:
        content: the content.
        release: whether the site is to be published.
    """
    severity = Severity.ERROR if release else Severity.NOTICE
    what = told("this is still the example of “factsite new”")
    remedy = told("Write what is meant: a release is refused while it stands.")
    for path, line, column, width in _texts(content):
        yield Problem(path, line, column, "placeholder", what, remedy, severity, width=width)
    yield from _facts(content, severity)


def _sample_of(entry: Entry) -> Sample | None:
    kind = kinds().get(entry.section)
    return kind.part(Sample) if kind else None


def _texts(content: Content) -> Iterator[tuple[Path, int, int, int]]:
    """Where texts of examples are left: file, line, column and width."""
    for document in content.source_documents.values():
        yield from _example_lines(document, SOURCE.example_texts)
    for entry in content.entries.values():
        sample = _sample_of(entry)
        if sample is None or entry.record is None:
            continue
        if entry.document is not None:
            yield from _example_lines(entry.document, sample.example_texts)
        for translation in entry.translations.values():
            file, say = translation.file, language(content.languages[translation.language]).say
            for keys in _example_fields(entry, translation, sample, say):
                place = file.document.place(keys)
                yield file.path, place.line, place.column, place.width
            body = say(BODY)
            for number, line in enumerate(file.body.split("\n") if body in file.body else (), file.body_line):
                if line.strip() == body:
                    yield file.path, number, 1, len(line)


def _example_lines(document: Document, texts: Iterable[str]) -> Iterator[tuple[Path, int, int, int]]:
    """The lines of a YAML in which a text is the example, without the mark behind it."""
    for text in texts:
        for number, line in enumerate(document.text.split("\n") if text in document.text else (), document.offset + 1):
            if f'"{text}"' in line and not MARK.search(line):
                yield document.path, number, line.index(text) + 1, len(text)


def _example_fields(
    entry: Entry, translation: Translation, sample: Sample, say: Callable[[str], str]
) -> Iterator[Keys]:
    """The fields at the top of a page that say what the command writes there: a sentence, or their own name."""
    examples = {name: say(text) for name, text in sample.example_words().items()} | {"title": title_of(entry.id)}
    for name in type(translation.words).model_fields:
        if getattr(translation.words, name) in (examples.get(name, name), name):
            yield (name,)


def _facts(content: Content, severity: Severity) -> Iterator[Problem]:
    """The records, not published yet, of which more than half of what tells an example is still as it was written."""
    published = content.published.pages if content.published else {}
    named = {name: content.identifiers(f"{name}s") for name in ("organisation", "source")}
    telling, alone = _telling(named)
    firsts = {name: min(known, default="") for name, known in named.items()}
    for path, entry in content.entries.items():
        sample, document, day = _sample_of(entry), entry.document, getattr(entry.record, "published", None)
        if sample is None or document is None or path in published or not isinstance(day, date):
            continue
        shown, enough = sample.fields_with(telling) - _SET, sample.fields_with(alone)
        left = [
            name
            for name in _same(document, partial(sample.filled, content, day, **firsts), content.languages.default)
            if name not in _SET
        ]
        if _is_seen(document):
            left = [name for name in left if name in enough]
        if 2 * len(shown.intersection(left)) > len(shown) or enough.intersection(left):
            yield replace(_told(document, left, enough), severity=severity)


def _told(document: Document, left: list[str], enough: Set[str]) -> Problem:
    """The problem of the examples that are left, at one that is enough by itself if there is any."""
    what = told("these are still the examples of “factsite new”: {fields}", fields=listed(left))
    remedy = told(
        "Write what is meant: a release is refused while they stand. If they are right, say so in a comment "
        "behind one of them, such as “# checked”."
    )
    if own := [name for name in left if name in enough]:
        remedy = told(
            "Write what is meant: a release is refused while they stand. If it is right, say so in a comment "
            "behind {fields}, such as “# checked”.",
            fields=listed(own),
        )
    keys = ((own or left)[0],)
    place = document.place_of(keys, _NOTHING) if isinstance(document.at(keys), list) else document.place(keys)
    return Problem(document.path, place.line, place.column, "placeholder", what, remedy, width=place.width)


def _telling(named: Mapping[str, Set[str]]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What of a sample can hardly be right by chance: a day, a number of nothing, the first of many on the site.

    Returns:
        All of that; and what is enough by itself.
    """
    first_of_many = [name for name, known in named.items() if len(known) > _MANY]
    return _places("day", "year", "figure", *first_of_many), _places(*first_of_many)


def _places(*names: str) -> re.Pattern[str]:
    """Where a sample has one of these places, or a zero."""
    return re.compile("|".join([*(rf"\{{{name}\}}" for name in names), re.escape(_NOTHING)]))


def _same(document: Document, filled: Callable[[str], str], default: str) -> Iterator[str]:
    """The fields of a record that say what was written for it in its language, without a comment behind them."""
    try:
        text = filled(str(document.data.get("source_language", default)))
    except RuleError:
        return  # there is nothing yet of which a new one could be made
    examples = parse_document(document.path, text).data
    said = {name for name, block in blocks(document.text) if any(" #" in line for line in block)}
    yield from (name for name, value in document.data.items() if name not in said and value == examples.get(name))


def _is_seen(document: Document) -> bool:
    """Whether somebody says of one of the fields that it was looked at."""
    return any(" #" in line and not MARK.search(line) for _, block in blocks(document.text) for line in block)
