"""``factsite translations``: what is missing or stale in each language, and what is taken as current."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from factsite.cli.telling import misuse, said, tell, words
from factsite.content import Content
from factsite.localising.language import language as speak
from factsite.problems import Problem, as_text, did_you_mean, has_errors, with_hint
from factsite.reading.configuration import languages_beside
from factsite.reading.content import read_content
from factsite.rendering.translations import status_page
from factsite.telling import Told, told, told_many
from factsite.translating.lock import Lock
from factsite.translating.status import OPEN, Freshness, UnitStatus, accept, read_locks, statuses

_SAYS = {
    Freshness.MISSING: told("missing"),
    Freshness.STALE: told("stale: the source has changed since it was translated"),
    Freshness.UNKNOWN: told(
        "unknown: nobody has said from which text it was translated (“factsite translations accept FILE” does)"
    ),
    Freshness.CURRENT: told("current"),
}


def status(root: Path, *, language: str | None, form: str, every: bool, frozen: bool) -> int:
    """Print what is open, or with ``every`` all texts. The exit code is 1 if something is and nothing may be."""
    content, locks = _read(root)
    found = [one for one in statuses(content, locks) if language in (None, one.language)]
    shown = [one for one in found if every or one.state in OPEN]
    if form == "page":
        speaker = speak(content.languages[language or content.languages.default])
        click.echo(status_page(speaker, found, shown), nl=False)
    else:
        click.echo(_as_json(shown) if form == "json" else "\n".join(map(_as_text, shown)))
    click.echo(_counted(found), err=True)
    return 1 if frozen and any(one.state in OPEN for one in found) else 0


def take(root: Path, files: tuple[str, ...], *, everything: bool) -> None:
    """Take texts as current: those of files (``fr/figures/x.md``) or single ones (``fr/figures/x.md#summary``).

    Raises:
        UsageError: a file or text is named that there isn’t, or that is missing in its language.
    """
    content, locks = _read(root)
    found = list(statuses(content, locks))
    chosen = found if everything else [one for name in files for one in _named(name, found)]
    changed = accept(locks, found, chosen)
    for lock in changed.values():
        lock.path.parent.mkdir(parents=True, exist_ok=True)
        lock.path.write_text(lock.written(), encoding="utf-8", newline="\n")
    taken = [one for one in chosen if one.state not in (Freshness.MISSING, Freshness.CURRENT)]
    tell(told_many("{n} text taken as current", "{n} texts taken as current", len(taken)))


def repair(root: Path) -> None:
    """Write the locks anew with what can be used of them: sorted, each text once, no marks of a merge."""
    for lock in read_locks(root, languages_beside(root / "content")).values():
        if lock.problems:
            lock.path.write_text(lock.written(), encoding="utf-8", newline="\n")
            path = lock.path.relative_to(root).as_posix()
            done = told_many("{n} line mended or dropped", "{n} lines mended or dropped", len(lock.problems))
            click.echo(f"{path}: {said(done)}")


def _read(root: Path) -> tuple[Content, dict[str, Lock]]:
    content, _, locks = read_translations(root)
    return content, locks


def read_translations(root: Path) -> tuple[Content, list[Problem], dict[str, Lock]]:
    """The content, what is wrong with it, and its locks; ends with code 1 if one of them can’t be read."""
    content, problems = read_content(root / "content")
    locks = read_locks(root, content.languages)
    problems = [*problems, *(problem for lock in locks.values() for problem in lock.problems)]
    if has_errors(problems):
        click.echo(as_text(problems, root, words()))
        sys.exit(1)
    return content, problems, locks


def _named(name: str, found: list[UnitStatus]) -> list[UnitStatus]:
    file, _, unit = name.removeprefix("content/").partition("#")
    of_file = [one for one in found if one.file == file]
    if not of_file:
        hint = did_you_mean(file, {one.file for one in found})
        raise misuse(with_hint(told("no translation stands in “{file}”", file=file), hint))
    chosen = [one for one in of_file if not unit or one.unit.name == unit]
    if not chosen:
        hint = did_you_mean(unit, {one.unit.name for one in of_file})
        raise misuse(with_hint(told("“{file}” has no text “{unit}”", file=file, unit=unit), hint))
    if missing := next((one for one in chosen if one.state is Freshness.MISSING and unit), None):
        raise misuse(
            told("“{unit}” isn’t translated in “{language}” yet", unit=missing.unit.id, language=missing.language)
        )
    return chosen


def _as_text(one: UnitStatus) -> str:
    lines = [f"{one.file}#{one.unit.name}: {said(_SAYS[one.state])}"]
    if one.state is Freshness.STALE:
        lines.append(f"    {one.difference}")
    return "\n".join(lines)


def _as_json(found: Iterable[UnitStatus]) -> str:
    rows = [
        {
            "language": one.language,
            "file": one.file,
            "unit": one.unit.id,
            "state": one.state.value,
            "sourceLanguage": one.source_language,
            "source": one.unit.text,
            "target": one.target,
            "before": one.before,
            "difference": one.difference or None,
        }
        for one in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _counted(found: list[UnitStatus]) -> str:
    lines = []
    for code in dict.fromkeys(one.language for one in found):
        counts = Counter(one.state for one in found if one.language == code)
        lines.append(f"{code}: " + ", ".join(said(_count(state, counts[state])) for state in Freshness))
    return "\n".join(lines)


def _count(state: Freshness, n: int) -> Told:
    return {
        Freshness.MISSING: told_many("{n} missing", "{n} missing", n),
        Freshness.STALE: told_many("{n} stale", "{n} stale", n),
        Freshness.UNKNOWN: told_many("{n} unknown", "{n} unknown", n),
        Freshness.CURRENT: told_many("{n} current", "{n} current", n),
    }[state]
