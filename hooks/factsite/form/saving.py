"""What the form saves → the file: only values that differ, and only a file that the models take."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Any

from factsite.bounded import read_bytes
from factsite.content import Content
from factsite.documents.events import MAX_YAML
from factsite.documents.pages import MAX_PAGE, read_page
from factsite.documents.text import UnreadableError
from factsite.documents.tree import parse_document, read_document
from factsite.documents.validating import validate
from factsite.documents.walking import DATA
from factsite.form.merging import merged
from factsite.problems import Problem
from factsite.records.registry import kinds
from factsite.records.source import Source
from factsite.records.words import PageWords
from factsite.telling import told

_FENCE = "---\n"


class NotTakenError(Exception):
    """The form can’t save this file, or not now; no fault of what stands in it."""


def version(text: str) -> str:
    """What tells a text from others: a form that has read another one must be loaded again."""
    return sha256(text.encode()).hexdigest()[:16]


def editable(content: Content) -> dict[str, str]:
    """The files that the form shows, by their paths from ``content/``, each with its text."""
    found = {}
    for name in sorted(content.files):
        if _model(name, content) is not None:
            limit = MAX_PAGE if name.endswith(".md") else MAX_YAML
            found[name] = read_bytes(content.root / name, limit).decode()
    return found


def save(content: Content, name: str, given: str, read: str) -> str:
    """Write what the form says into a file that there is.

    Args:
        content: the content as it was read when the form was opened.
        name: the path of the file from ``content/``.
        given: the whole file as the form would write it.
        read: the version of the file that the form had read.

    Returns:
        The text of the file as it stands now.

    Raises:
        NotTakenError: it is no file of the form, or has been changed by someone else since the form read it.
        UnreadableError: the file would be one that the generator refuses; nothing was written.
    """
    path = content.root / name
    if name not in content.files or PurePosixPath(name).as_posix() != name or _model(name, content) is None:
        raise NotTakenError(told("The form can’t write “{name}”: edit it as a text.", name=name))
    old = path.read_text(encoding="utf-8")
    if version(old) != read:
        raise NotTakenError(
            told("“{name}” has been changed elsewhere since the form read it: load the form again.", name=name)
        )
    new = _page(path, old, given) if name.endswith(".md") else merged(old, parse_document(path, given).data)
    if new != old:
        _refuse(content, path, name, new)
        _write(path, new)
    return new


def _page(path: Path, old: str, given: str) -> str:
    """The fields at the top and, where it differs, the text below."""
    page = read_page(path)
    top, body = _parted(given)
    fields = merged(page.document.text, parse_document(path, top).data)
    start = old.index(_FENCE, len(_FENCE)) + len(_FENCE)
    kept = old[start:]
    return _FENCE + fields + _FENCE + (kept if body.strip() == kept.strip() else body.strip("\n") + "\n")


def _parted(text: str) -> tuple[str, str]:
    """The fields and the text of a page as the form writes it."""
    _, top, body = text.replace("\r\n", "\n").split(_FENCE, 2)
    return top, body


def _refuse(content: Content, path: Path, name: str, new: str) -> None:
    """Refuse a file that the models refuse, before it is written."""
    model: Any = _model(name, content)
    with NamedTemporaryFile("w", suffix=path.suffix, encoding="utf-8", newline="\n") as file:
        file.write(new)
        file.flush()
        trial = Path(file.name)
        document = read_page(trial).document if name.endswith(".md") else read_document(trial)
    if hasattr(model, "prepared"):
        document.data = model.prepared(document.data | _numbers(content, name, document.data))
    _, problems = validate(model, document, content.codes)
    if problems:
        raise UnreadableError(*(_at(problem, path) for problem in problems))


def _numbers(content: Content, name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The observations of a series, which stand in a file of their own, as they were read."""
    entry = content.entries.get(name.removeprefix(f"{DATA}/").removesuffix(".yml"))
    if "series" not in data or entry is None or entry.document is None:
        return {}
    return {"observations": entry.document.data.get("observations", [])}


def _at(problem: Problem, path: Path) -> Problem:
    return Problem(path, problem.line, problem.column, problem.rule, problem.message, problem.remedy)


def _model(name: str, content: Content) -> type | None:
    """The model of a file, if it is one that the form shows."""
    parts = PurePosixPath(name).parts
    if len(parts) != 3:
        return None
    first, folder, file = parts
    if first == DATA and file.endswith(".yml"):
        return Source if folder == "sources" else kinds()[folder].record if folder in kinds() else None
    if first in content.languages and file.endswith(".md"):
        return PageWords if file == "index.md" or folder not in kinds() else kinds()[folder].words
    return None


def _write(path: Path, text: str) -> None:
    """The whole file or none of it."""
    trial = path.with_name(f".{path.name}.new")
    trial.write_text(text, encoding="utf-8", newline="\n")
    os.replace(trial, path)
