"""The text of a merge request that proposes a fetched file: what changes, whence it comes, what is to be seen to."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations

from factsite.changes.markdown import escaped
from factsite.changes.reporting import as_comment
from factsite.deriving.release_state import State, state_on
from factsite.fetching.branching import ADDRESS, FIGURE, FILE_SUM
from factsite.fetching.choosing import WantedFigure
from factsite.fetching.keeping import FetchedFile
from factsite.fetching.trying import TriedImport
from factsite.importing.writing import Occasion
from factsite.problems import Problem, printable
from factsite.telling import Told, in_language, told

# What GitHub and GitLab take is 65,536 characters; half of it is for the readers' words.
_READERS = 40_000
_MOST_LINES = 60
_MOST_PROBLEMS = 20


def title_of(wanted: WantedFigure, kept: FetchedFile, words: NullTranslations) -> str:
    """The title of the merge request, a line."""
    return in_language(told("Update {figure}: file of {day}", figure=wanted.identifier, day=kept.day), words)


def message_of(wanted: WantedFigure, kept: FetchedFile, title: str, text: str) -> str:
    """The message of the commit: title and text, and the lines by which a later fetch knows its own."""
    lines = (f"{FIGURE}: {wanted.identifier}", f"{FILE_SUM}: {kept.sha256}", f"{ADDRESS}: {printable(kept.url)}")
    return "\n".join([title, "", text.strip(), "", *lines, ""])


def text_of(
    wanted: WantedFigure,
    kept: FetchedFile,
    tried: TriedImport,
    occasion: Occasion,
    numbers: str,
    words: NullTranslations,
) -> str:
    """The text of the merge request, in Markdown.

    Args:
        wanted: the figure.
        kept: the file.
        tried: what it would change.
        occasion: the reason, where published values change.
        numbers: what the import says that it changes, as ``factsite import`` shows it.
        words: the catalogue of the language in which editors are told.
    """
    to_do = (f"- {in_language(line, words)}" for line in _to_do(wanted, tried, occasion, words))
    parts: list[tuple[Told, str]] = [
        (told("The numbers"), _fenced(numbers)),
        (told("What readers will see"), as_comment(tried.report, _READERS).strip()),
        (told("Before it is merged"), "\n".join(to_do)),
    ]
    sections = [f"## {in_language(name, words)}\n\n{text}" for name, text in parts]
    return "\n\n".join(["\n".join(_file(wanted, kept, words)), *sections, ""])


def _file(wanted: WantedFigure, kept: FetchedFile, words: NullTranslations) -> Iterator[str]:
    """Where the file comes from, as a list."""
    rows: list[tuple[Told, str]] = [
        (told("figure"), f"`{wanted.identifier}`"),
        (told("source"), f"`{wanted.mapping.source or wanted.figure.source}`"),
        (told("file"), f"<{printable(kept.url)}>"),
        (told("fetched on"), kept.day),
        (told("size in bytes"), str(kept.size)),
        (told("type"), escaped(kept.content_type) or "–"),
        (told("SHA-256"), f"`{kept.sha256}`"),
    ]
    for name, value in rows:
        line = told("{name}: {value}", name=name, value=value)
        yield f"- {in_language(line, words)}"


def _fenced(text: str) -> str:
    """Lines as they are, in which nothing can end the fence."""
    lines = [printable(line).replace("`", "'") for line in text.splitlines()]
    shown = [*lines[:_MOST_LINES], *(["…"] if len(lines) > _MOST_LINES else [])]
    return "\n".join(["```text", *shown, "```"])


def _to_do(wanted: WantedFigure, tried: TriedImport, occasion: Occasion, words: NullTranslations) -> Iterator[Told]:
    """What whoever merges is to look at."""
    if tried.plan.comparison.changed and occasion.reason:
        yield told(
            "Published numbers change. The revisions give the reason “{reason}”: see that it is the right one.",
            reason=occasion.reason.value,
        )
    if tried.plan.comparison.vanished:
        yield told("Some numbers aren’t in the file any more; they are kept. See why.")
    if state_on(wanted.figure, occasion.day) not in {State.NOT_ANNOUNCED, State.ENDED}:
        when = wanted.figure.next_update.text
        yield told("“next_update” is {when}: write the next one, or “not-announced”.", when=when)
    yield from _found(tried.problems, words)
    yield told("Sentences of the pages may speak of the former numbers: read them.")
    yield told("Run “factsite diff --record” before the release, so that readers are told.")


def _found(problems: list[Problem], words: NullTranslations) -> Iterator[Told]:
    """What the check finds in addition."""
    if not problems:
        yield told("The check finds nothing that it didn’t find before.")
    for one in problems[:_MOST_PROBLEMS]:
        name, what = f"`{printable(one.path.name)}`", escaped(in_language(one.message, words))
        yield told("The check finds in {file}: {what}", file=name, what=what)
    if rest := problems[_MOST_PROBLEMS:]:
        yield told("… and {n} more", n=len(rest))
