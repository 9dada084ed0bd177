"""Every sentence of the interface as the site really says it: each message with each kind of value that fills it.

Only for reading and testing: a build listens if the environment says so (``FACTSITE_SENTENCES``, a folder).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

FOLDER = "FACTSITE_SENTENCES"
# Of one kind of value this many examples are enough to hear whether the sentence is right.
_EXAMPLES = 2
_SHAPES = ((re.compile(r"<[^>]*>"), ""), (re.compile(r"\d[\d.,\u202f]*"), "9"), (re.compile(r"[A-ZÀ-Þ]\w*"), "A"))
_WORDS = re.compile(r"[a-zß-ÿœ’-]+(?: [a-zß-ÿœ’-]+)*")


def listening() -> Path | None:
    """The folder for the sentences that are heard, if the environment asks for them."""
    name = os.environ.get(FOLDER)
    return Path(name) if name else None


class Heard:
    """The sentences of one language: of each message the texts, a few for each kind of values."""

    def __init__(self) -> None:
        self._found: dict[str, dict[tuple[str, ...], set[str]]] = {}

    def note(self, message: str, text: str, values: Mapping[str, object]) -> None:
        """Remember how a message was said with some values."""
        shapes = self._found.setdefault(message, {})
        examples = shapes.setdefault(tuple(f"{name}={shape(str(value))}" for name, value in values.items()), set())
        if len(examples) < _EXAMPLES:
            examples.add(re.sub(r"<[^>]*>", "", text))

    def messages(self) -> dict[str, list[str]]:
        """Of each message, in the order of their English words, the texts in order."""
        return {
            message: sorted(set().union(*shapes.values())) for message, shapes in sorted(self._found.items()) if shapes
        }

    def as_text(self) -> str:
        """A list for reading: each message, and below it its texts."""
        return "\n".join(
            "\n".join([message, *(f"    {text}" for text in texts), ""]) for message, texts in self.messages().items()
        )


def shape(value: str) -> str:
    """The kind of a value: digits are 9, words with a capital A, others a: 31 December 2022 → 9 A 9."""
    for pattern, sign in _SHAPES:
        value = pattern.sub(sign, value)
    return _WORDS.sub("a", value)
