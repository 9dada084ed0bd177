"""``content/data/former.yml`` as text: under which names something was published, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from factsite.content import Content
from factsite.documents.walking import DATA
from factsite.problems import RuleError
from factsite.records.former import FILE, FormerName
from factsite.records.registry import kinds
from factsite.renaming.raw import Patch, RawFiles, patched
from factsite.renaming.things import SOURCES, THEMES, Thing
from factsite.telling import told

_HEAD = """\
# Names under which records were published, and what became of them: their addresses lead on. “factsite rename” and
# “factsite remove” write here; see docs/data-dictionary.md.
"""


def former_path(content: Content) -> Path:
    """Where the file stands."""
    return content.root / DATA / FILE


def has_addresses(thing: Thing) -> bool:
    """Whether addresses are made of its identifier: of records, of themes (lists by theme), of sources (anchors)."""
    return thing.kind in {*kinds(), THEMES, SOURCES}


def names_now(content: Content, thing: Thing) -> dict[str, FormerName]:
    """The former names that lead to a thing."""
    return {name: one for name, one in content.former.items() if one.now == thing.path}


def born_on(content: Content, thing: Thing, day: date) -> bool:
    """Whether a thing got its name on a day: then nothing was published under it before."""
    if content.published and thing.path in content.published.pages:
        return False
    entry = content.entries.get(thing.path)
    first = entry is not None and entry.record is not None and entry.record.published >= day
    return first or any(one.day == day and not one.removed for one in names_now(content, thing).values())


def check_free(content: Content, thing: Thing) -> None:
    """Let a name through under which nothing else was published.

    Raises:
        RuleError: something was, and its addresses lead on.
    """
    if (former := content.former.get(thing.path)) is not None:
        what = told("“{name}” was the name of something else until {day}", name=thing.path, day=former.day.isoformat())
        remedy = told("Choose another name: the addresses that were published under it lead on ({file}).", file=FILE)
        raise RuleError("identifier", what, remedy)


def rewritten(
    content: Content, files: RawFiles, patches: Iterable[Patch], gone: Iterable[str], new: Mapping[str, FormerName]
) -> str | None:
    """The file with some changes.

    Args:
        content: as it is now.
        files: the files as they are on the disk.
        patches: changes of names that it holds.
        gone: keys whose lines go.
        new: what is added, by its key.

    Returns:
        The text; None if nothing is left to be said.
    """
    path = former_path(content)
    document = content.former_document
    text = files.of(path).text if document is not None else _HEAD
    cuts = list(patches)
    for name in gone:
        if document is not None:
            cuts = [patch for patch in cuts if not _same_line(files, patch, document.key_place((name,)).line)]
            raw, line = files.of(path), document.key_place((name,)).line
            start = raw.offset(line, 1)
            end = text.find("\n", start) + 1 or len(text)
            cuts.append(Patch(path, start, end, ""))
    text = patched(text, cuts)
    text += "" if text.endswith("\n") or not text else "\n"
    text += "".join(f"{name}: {_written(one)}\n" for name, one in new.items())
    return None if text == _HEAD else text


def _same_line(files: RawFiles, patch: Patch, line: int) -> bool:
    return files.of(patch.path).line(patch.start) == line


def _written(one: FormerName) -> str:
    parts = [f"day: {one.day.isoformat()}"]
    parts += [f"now: {one.now}"] if one.now else []
    parts += ["removed: true"] if one.removed else []
    if one.slugs:
        slugs = ", ".join(f"{code}: [{', '.join(found)}]" for code, found in one.slugs.items())
        parts.append(f"slugs: {{{slugs}}}")
    return "{" + ", ".join(parts) + "}"
