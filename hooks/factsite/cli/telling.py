"""What the commands say, in the language of whoever runs them."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations
from typing import TypeVar

import click

from factsite.localising.messages import editors_words, message_languages, messages_in
from factsite.telling import in_language

F = TypeVar("F", bound=Callable[..., object])
_GIVEN = "factsite.language"


def words() -> NullTranslations:
    """The catalogue of the editor's language: the one that the command was given, else that of the environment."""
    context = click.get_current_context(silent=True)
    given = context.meta.get(_GIVEN) if context else None
    return messages_in(given) if given else editors_words()


def said(message: str) -> str:
    """A message in the editor's language."""
    return in_language(message, words())


def misuse(message: str) -> click.UsageError:
    """The error of a command that was called for what can't be done, in the editor's language."""
    return click.UsageError(said(message))


def tell(message: str, *, err: bool = False) -> None:
    """Print a message in the editor's language."""
    click.echo(said(message), err=err)


def language_option(command: F) -> F:
    """The option ``--language``: in which language a command tells what is wrong."""
    return click.option(
        "--language",
        type=click.Choice(message_languages()),
        callback=_note,
        expose_value=False,
        is_eager=True,
        help="In which language problems are told (default: FACTSITE_LANGUAGE, else that of the system, else English).",
    )(command)


def _note(context: click.Context, _: click.Parameter, value: str | None) -> None:
    context.meta[_GIVEN] = value
