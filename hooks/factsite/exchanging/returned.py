"""What comes back from a translator’s program, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass

from factsite.telling import UNSAID, Told

# No export of a large site has more; a memory of translations isn’t read.
MAX_FILE = 32 * 1024 * 1024


@dataclass(frozen=True)
class Returned:
    """A text that comes back.

    ``source`` is what it was translated from, with its codes put back; ``target`` is None where there is none.
    ``done`` says whether the program calls it translated, or None if it says nothing of its state. ``base`` tells the
    translation that was handed out, if the program kept it. ``fault`` says why its codes can’t be put back.
    """

    id: str
    line: int
    source: str | None
    target: str | None
    done: bool | None
    base: str | None = None
    fault: Told = UNSAID


@dataclass(frozen=True)
class Delivery:
    """All that comes back in a file: the language of the translations as the file names it, and the texts."""

    language: str
    units: list[Returned]
