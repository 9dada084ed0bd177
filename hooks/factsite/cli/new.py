"""``factsite new``: what isn’t given is asked for on a terminal, and marked as waiting where nobody can be asked."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from factsite.checking import apply_rules
from factsite.cli.telling import misuse, said, tell, words
from factsite.content import Content
from factsite.importing.journal import ABSENT, digest, write_all
from factsite.importing.writing import errors_after
from factsite.problems import RuleError, did_you_mean
from factsite.reading.content import read_content
from factsite.records.registry import kinds
from factsite.renaming.former import check_free
from factsite.renaming.things import SOURCES, TERMS, THEMES, Thing, check_new, kind_named
from factsite.scaffolding.drafting import Draft, texts_of
from factsite.scaffolding.fields import Wanted
from factsite.scaffolding.listing import term_texts, theme_texts
from factsite.telling import told


def read_fields(arguments: Sequence[str]) -> dict[str, str]:
    """What was given as ``--field value`` or ``--field=value``; hyphens stand for the underscores of field names.

    Raises:
        UsageError: something else stands there.
    """
    found, rest = {}, list(arguments)
    while rest:
        option = rest.pop(0)
        name, sign, value = option.removeprefix("--").partition("=")
        if not option.startswith("--") or not name:
            raise misuse(told("“{given}” belongs to no field: write --FIELD VALUE", given=option))
        if not sign:
            if not rest:
                raise misuse(told("--{field} needs a value", field=name))
            value = rest.pop(0)
        found[name.replace("-", "_")] = value
    return found


def write_new(root: Path, kind: str, identifier: str, code: str | None, day: date, given: dict[str, str]) -> list[Path]:
    """Write the files of a new record, all of them or none; ends with code 1 if the content would have errors.

    Args:
        root: the project.
        kind: a kind of record, “sources”, “terms” or “themes”.
        identifier: its name.
        code: the language in which it is written first; without it, the default one.
        day: the day on which it is written.
        given: values by the names of their fields.

    Returns:
        The files written.

    Raises:
        RuleError: the name is none or taken, or a value can’t be.
    """
    content, problems = read_content(root / "content")
    kind = kind_named(kind, (*kinds(), SOURCES, TERMS, THEMES))
    check_new(kind, identifier, content)
    check_free(content, Thing(kind, identifier))
    code = _language(code, content)
    texts = _texts(content, kind, identifier, code, day, given)
    before = {path: digest(path) if path.exists() else ABSENT for path in texts}
    if taken := next((path for path in texts if path.exists() and kind not in {TERMS, THEMES}), None):
        what = told("“{file}” is there already", file=taken.relative_to(root).as_posix())
        raise RuleError("identifier", what, told("Choose another name."))
    if errors := errors_after(root, texts, day, lambda: apply_rules(content, problems, day), words()):
        click.echo(errors)
        tell(
            told(
                "Nothing was written: the content would have these errors. Leave out what can’t be said yet, such as a "
                "number in a text: it is marked, and you write it once the files are there."
            ),
            err=True,
        )
        sys.exit(1)
    write_all(root, texts, before)
    return list(texts)


def _texts(
    content: Content, kind: str, identifier: str, code: str, day: date, given: dict[str, str]
) -> dict[Path, str | None]:
    if kind == TERMS:
        _ask(given, [Wanted(name, True, None) for name in ("term", "definition")])
        return {**term_texts(content, identifier, code, given)}
    if kind == THEMES:
        _ask(given, [Wanted(one, True, None) for one in content.languages.whole])
        return {**theme_texts(content, identifier, given)}
    draft = Draft(kind, identifier, code, day)
    _ask(given, draft.asked(content))
    return {**texts_of(draft, content, given)}


def _ask(given: dict[str, str], wanted: list[Wanted]) -> None:
    """Ask for what isn’t given, on a terminal; an empty answer leaves it for later."""
    for one in wanted if sys.stdin.isatty() else ():
        while one.name not in given:
            some = one.choices if one.choices and len(one.choices) <= 20 else ()
            asked = told("{field} ({choices})", field=one.name, choices=", ".join(some)) if some else one.name
            answer = click.prompt(said(asked), default="", show_default=False).strip()
            if not answer:
                break
            try:
                given[one.name] = one.check(answer)
            except RuleError as error:
                tell(error.whole, err=True)


def _language(code: str | None, content: Content) -> str:
    """The language in which a record is written first.

    Raises:
        RuleError: the site doesn’t have it.
    """
    if code is not None and code not in content.languages:
        what = told("the site has no language “{code}”", code=code)
        raise RuleError("code", what, did_you_mean(code, content.languages))
    return code or content.languages.default
