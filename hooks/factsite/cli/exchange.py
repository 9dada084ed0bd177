"""``factsite translations export`` and ``import``: texts for a translator’s program, and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from factsite.cli.telling import misuse, tell, words
from factsite.cli.translations import read_translations
from factsite.documents.text import UnreadableError
from factsite.exchanging.exchange import Exchange
from factsite.exchanging.handing import FORMATS
from factsite.exchanging.receiving import Receipt
from factsite.exchanging.tmx import written as memory
from factsite.problems import Problem, RuleError, as_text, did_you_mean, with_hint
from factsite.reading.configuration import site_address_beside
from factsite.telling import told, told_many


@dataclass(frozen=True)
class Order:
    """What is to be handed out: a language, the first language of its texts, a format, some files or all.

    With ``fill`` the source stands where no translation is.
    """

    language: str
    source: str | None
    form: str
    files: tuple[str, ...]
    every: bool
    fill: bool


def export(root: Path, order: Order, output: Path | None) -> None:
    """Write the texts of a language that wait for a translator, or all of them, to a file or to the screen.

    Raises:
        UsageError: there is no such language or file.
    """
    exchange = _exchange(root)
    codes = exchange.content.languages.codes
    source = order.source or exchange.content.languages.default
    for code in (order.language, source):
        if code not in codes:
            raise misuse(with_hint(told("there is no language “{code}”", code=code), did_you_mean(code, codes)))
    names = [name.removeprefix("content/") for name in order.files]
    known = {one.file for one in exchange.known(order.language)}
    for name in names:
        if name not in known:
            raise misuse(with_hint(told("no translation stands in “{name}”", name=name), did_you_mean(name, known)))
    units = exchange.handed_out(order.language, source, names, every=order.every, fill=order.fill)
    _put(FORMATS[order.form](units, source, order.language), output)
    tell(told_many("{n} text", "{n} texts", n=len(units)), err=True)
    if others := sum(1 for one in exchange.known(order.language) if one.source_language != source):
        more = told_many(
            "{n} more is written first in another language: name it with --source",
            "{n} more are written first in another language: name it with --source",
            n=others,
        )
        tell(more, err=True)


def export_memory(root: Path, output: Path | None) -> None:
    """Write how all texts that are current were translated, in all languages, to a file or to the screen."""
    exchange = _exchange(root)
    languages = exchange.content.languages
    _put(memory([exchange.known(code) for code in languages], languages.default), output)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")


def bring_in(root: Path, files: tuple[Path, ...], day: date, *, reviewed: bool, sound: bool) -> int:
    """Take the translations of files that come back, all or nothing.

    Args:
        root: the project.
        files: what came back.
        day: the day for which the content is checked.
        reviewed: take every translation as done, whatever its state.
        sound: leave what is refused, and take the rest.

    Returns:
        The exit code: 0, or 1 if something is refused or the content would have errors.
    """
    exchange = _exchange(root)
    receipts, problems = [], []
    for path in files:
        receipt = _receipt(exchange, path, reviewed=reviewed)
        receipts.append(receipt)
        problems += receipt.problems
    if problems:
        click.echo(as_text(problems, root, words()))
        if not sound or not any(one.changed or one.accepted for one in receipts):
            tell(told("Nothing was written."), err=True)
            return 1
    return _carry_out(exchange, receipts, day) or (1 if problems else 0)


def _receipt(exchange: Exchange, path: Path, *, reviewed: bool) -> Receipt:
    try:
        return exchange.receipt(path, reviewed=reviewed)
    except UnreadableError as error:
        return Receipt(problems=list(error.problems))


def _carry_out(exchange: Exchange, receipts: list[Receipt], day: date) -> int:
    try:
        texts, before = exchange.texts(receipts)
        if errors := exchange.errors(texts, day, words()):
            click.echo(errors)
            tell(told("The content would have these errors; nothing was written."), err=True)
            return 1
        if texts:
            exchange.write(texts, before)
    except RuleError as error:
        click.echo(
            as_text(
                [Problem(exchange.root, 1, 1, error.rule, error.message, error.remedy, source="")],
                exchange.root,
                words(),
            )
        )
        tell(told("Nothing was written."), err=True)
        return 1
    except OSError as error:
        tell(told("The files couldn’t be written and are as they were: {error}.", error=str(error)), err=True)
        return 1
    for path in sorted(texts):
        click.echo(path.relative_to(exchange.root).as_posix())
    _count(receipts)
    return 0


def _count(receipts: list[Receipt]) -> None:
    changed = sum(len(one.changed) for one in receipts)
    accepted = sum(len(one.accepted) for one in receipts)
    unfinished = sum(one.unfinished for one in receipts)
    tell(told_many("{n} text written", "{n} texts written", n=changed), err=True)
    tell(told_many("{n} text taken as current", "{n} texts taken as current", n=accepted), err=True)
    if unfinished:
        tell(
            told_many(
                "{n} text isn’t called translated in the file, and stays as it was (--accept takes it)",
                "{n} texts aren’t called translated in the file, and stay as they were (--accept takes them)",
                n=unfinished,
            ),
            err=True,
        )


def _exchange(root: Path) -> Exchange:
    content, problems, locks = read_translations(root)
    return Exchange(root, content, problems, locks, site_address_beside(root / "content"))
