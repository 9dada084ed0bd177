"""What a new record of a kind looks like: for ``factsite new``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factsite.content import Content

FOLDER = Path(__file__).parent / "samples"


@dataclass(frozen=True)
class Sample:
    """A new record.

    ``file`` is its data with places in braces: ``{day}``, ``{year}``, ``{last_year}``, ``{theme}``; ``{organisation}``
    and ``{source}`` for what it ``needs``; and those that ``values`` finds in the content. ``words`` are texts at the
    top of its pages beside title and summary, as sentences of the interface; ``translated`` those that only a
    translation has.
    """

    file: Path
    needs: tuple[str, ...] = ()
    values: Callable[[Content], Mapping[str, str]] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    translated: Mapping[str, str] = field(default_factory=dict)
    has_words: bool = True


SOURCE = Sample(
    FOLDER / "sources.yml", ("organisations",), lambda content: {"licence": first(content, "licences")}, has_words=False
)


def first(content: Content, name: str) -> str:
    """The first code of a list of the site; a word to be replaced where it has none."""
    return next(iter(content.codes.lists()[name]), name)
