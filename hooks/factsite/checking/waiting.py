"""What an editor has marked as still to be written: a notice, and refused in a release."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from factsite.checking.sample import BODY, SOURCE, Sample, title_of
from factsite.content import Content, Entry, Translation
from factsite.documents.tree import Document, Keys
from factsite.localising.language import language
from factsite.problems import Problem, Severity
from factsite.records.registry import kinds
from factsite.telling import told

# The mark of “factsite new”, in a text or in a comment behind an example.
WAITING = "TODO"
_MARK = re.compile(rf"\b{WAITING}\b")


def what_waits(content: Content, *, release: bool) -> Iterator[Problem]:
    """Every line that is marked.

    Args:
        content: the content.
        release: whether the site is to be published, so that nothing may wait.
    """
    severity = Severity.ERROR if release else Severity.NOTICE
    for path, first, text in _texts(content):
        for number, line in enumerate(text.split("\n") if WAITING in text else (), first):
            if found := _MARK.search(line):
                what = told("something is still to be written here ({mark})", mark=WAITING)
                remedy = told(
                    "Write it, or see that the example is right, and delete the mark: a release is refused while it "
                    "stands."
                )
                yield Problem(
                    path, number, found.start() + 1, "placeholder", what, remedy, severity, width=len(WAITING)
                )


def examples_left(content: Content, *, release: bool) -> Iterator[Problem]:
    """Every text of a new record that is still the example, though its mark was deleted.

    Args:
        content: the content.
        release: whether the site is to be published.
    """
    severity = Severity.ERROR if release else Severity.NOTICE
    what = told("this is still the example of “factsite new”")
    remedy = told("Write what is meant: a release is refused while it stands.")
    for path, line, column, width in _examples(content):
        yield Problem(path, line, column, "placeholder", what, remedy, severity, width=width)


def _examples(content: Content) -> Iterator[tuple[Path, int, int, int]]:
    """Where examples are left: file, line, column and width."""
    for document in content.source_documents.values():
        yield from _example_lines(document, SOURCE.example_texts)
    for entry in content.entries.values():
        kind = kinds().get(entry.section)
        sample = kind.part(Sample) if kind else None
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
            if f'"{text}"' in line and not _MARK.search(line):
                yield document.path, number, line.index(text) + 1, len(text)


def _example_fields(
    entry: Entry, translation: Translation, sample: Sample, say: Callable[[str], str]
) -> Iterator[Keys]:
    """The fields at the top of a page that say what the command writes there: a sentence, or their own name."""
    examples = {name: say(text) for name, text in sample.example_words().items()} | {"title": title_of(entry.id)}
    for name in type(translation.words).model_fields:
        if getattr(translation.words, name) in (examples.get(name, name), name):
            yield (name,)


def _texts(content: Content) -> Iterator[tuple[Path, int, str]]:
    """Every file of data and words with the line on which a text of it starts."""
    glossary = content.glossary
    documents = [*content.source_documents.values(), *glossary.documents.values(), glossary.facts_document]
    documents += [entry.document for entry in content.entries.values()]
    for document in documents:
        if document is not None:
            yield document.path, document.offset + 1, document.text
    for entry in content.entries.values():
        for translation in entry.translations.values():
            file = translation.file
            yield file.path, file.document.offset + 1, file.document.text
            yield file.path, file.body_line, file.body
