"""The table of an audit: what was tried, how much of it held, what was measured."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One proof: how many tries, how many held, and what was measured (seconds, MB, hashes) in words.

    ``full`` is the number of tries of a whole audit where a proof may end before; 0: all that were wanted were tried.
    """

    proof: str
    tried: int
    held: int
    measured: str = ""
    full: int = 0

    @property
    def whole(self) -> bool:
        """Whether every try held, and there was one."""
        return 0 < self.tried == self.held


@dataclass(frozen=True)
class Effort:
    """How much a proof tries: a share of its full number, and no new try after a moment (seconds of the clock)."""

    share: float = 1
    until: float = math.inf

    def of(self, number: int) -> int:
        """That share of a number of tries, one at least."""
        return max(1, round(number * self.share))

    @property
    def spent(self) -> bool:
        """Whether the time for trying is over."""
        return time.monotonic() >= self.until


Proof = Callable[[Effort], Iterator[Row]]
