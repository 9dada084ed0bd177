"""The table of an audit: what was tried, how much of it held, what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One proof: how many tries, how many held, and what was measured (seconds, MB, hashes) in words."""

    proof: str
    tried: int
    held: int
    measured: str = ""

    @property
    def whole(self) -> bool:
        """Whether every try held, and there was one."""
        return 0 < self.tried == self.held


# A proof gets the share of its full size that is wanted: 1 in an audit, less for a trial of the audit itself.
Proof = Callable[[float], Iterator[Row]]


def scaled(number: int, share: float) -> int:
    """That share of a number of tries, one at least."""
    return max(1, round(number * share))


def as_markdown(rows: Iterable[Row]) -> str:
    """Write the rows as a Markdown table."""
    lines = ["| proof | tried | held | measured |", "|---|---:|---:|---|"]
    lines += [f"| {row.proof} | {row.tried:,} | {row.held:,} | {row.measured} |" for row in rows]
    return "\n".join(lines) + "\n"
