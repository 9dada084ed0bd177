"""What an editor has marked as still to be written: a notice, and refused in a release."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from factsite.content import Content
from factsite.problems import Problem, Severity
from factsite.telling import told

# The mark of “factsite new”, in a text or in a comment behind an example.
WAITING = "TODO"
MARK = re.compile(rf"\b{WAITING}\b")


def what_waits(content: Content, *, release: bool) -> Iterator[Problem]:
    """Every line that is marked.

    Args:
        content: the content.
        release: whether the site is to be published, so that nothing may wait.
    """
    severity = Severity.ERROR if release else Severity.NOTICE
    for path, first, text in _texts(content):
        for number, line in enumerate(text.split("\n") if WAITING in text else (), first):
            if found := MARK.search(line):
                what = told("something is still to be written here ({mark})", mark=WAITING)
                remedy = told(
                    "Write it, or see that the example is right, and delete the mark: a release is refused while it "
                    "stands."
                )
                yield Problem(
                    path, number, found.start() + 1, "placeholder", what, remedy, severity, width=len(WAITING)
                )


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
