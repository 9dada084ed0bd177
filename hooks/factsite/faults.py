"""Faults of the generator itself: an exception becomes a problem that names the file of content it came from.

Each stage has one net (reading: per file; checking: per rule; drawing: per page). It mends nothing: it makes sure that
an editor is told which file to look at and whom to tell, and that the other files are read and checked all the same.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

from factsite.content import Entry, Translation
from factsite.documents.pages import PageFile
from factsite.documents.tree import Document
from factsite.problems import Problem
from factsite.telling import UNSAID, Told, told

_PACKAGE = Path(__file__).parent


def fault(error: Exception, path: Path) -> Problem:
    """The problem that the generator failed on a file.

    Args:
        error: what was raised.
        path: the file, or the nearest that is known.
    """
    words = (str(error).strip().splitlines() or [""])[-1][:200]
    # What only the generator's engineers read stands as it is in every language.
    cause = f"{type(error).__name__}: {words}" if words else type(error).__name__
    what = told("the generator failed on this file{where}: {cause}", where=_where(error), cause=cause)
    remedy = told("This is a fault of the generator, not of the content: report it together with this file.")
    return Problem(path, 1, 1, "generator-fault", what, remedy)


def blamed(error: Exception, otherwise: Path) -> Path:
    """The file of content that was being looked at when an exception was raised.

    The innermost call that had an entry, a translation, a page or a document in its hands tells.
    """
    for frame, _ in reversed(list(traceback.walk_tb(error.__traceback__))):
        for value in list(frame.f_locals.values()):
            for path in _paths(value):
                return path
    return otherwise


def _paths(value: object) -> Iterator[Path]:
    if isinstance(value, Document | PageFile):
        yield value.path
    elif isinstance(value, Translation):
        yield value.file.path
    elif isinstance(value, Entry):
        if value.document is not None:
            yield value.document.path
        for translation in value.translations.values():
            yield translation.file.path


def _where(error: Exception) -> Told:
    """The last line of the generator's own code that was reached."""
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(_PACKAGE):
            return told(" ({file}, line {line})", file=file.relative_to(_PACKAGE).as_posix(), line=line)
    return UNSAID
