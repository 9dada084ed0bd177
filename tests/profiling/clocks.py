"""Clocks of stages: each moment of a thread's processor time belongs to the innermost stage in which it is."""

from __future__ import annotations

import inspect
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

Named = Callable[[tuple[Any, ...]], str]


class Clocks:
    """Seconds of processor time by stage; what is in no stage of the main thread belongs to the first or the last.

    ``before`` is the name of what comes before the first stage, ``between`` of what is in none after that. ``now``
    tells the processor time of the thread that asks, ``whole`` that of all.
    """

    def __init__(
        self,
        before: str,
        between: str,
        now: Callable[[], float] = time.thread_time,
        whole: Callable[[], float] = time.process_time,
    ) -> None:
        self._now, self._whole = now, whole
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.times: Counter[str] = Counter()
        self._between = between
        self._main = threading.get_ident()
        self._stages: dict[int, list[str]] = {self._main: [before]}
        self._since: dict[int, float] = {self._main: 0.0}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time from here to the end belongs to a stage, but for that of stages within it."""
        here = threading.get_ident()
        stages = self._stages.setdefault(here, [])
        self._until_now(here)
        if here == self._main and len(stages) == 1:
            stages[0] = self._between
        stages.append(name)
        self.times[name] += 1
        try:
            yield
        finally:
            self._until_now(here)
            stages.pop()

    def finish(self) -> dict[str, float]:
        """The seconds of each stage until now; the rest is what threads beside have spent in none."""
        self._until_now(self._main)
        rest = self._whole() - sum(self.seconds.values())
        return {**self.seconds, "threads beside": max(0.0, rest)}

    def watch(self, owner: object, name: str, called: Named) -> None:
        """From now on, calls of a function belong to a stage, wherever it was imported.

        Args:
            owner: the module or class in which it stands.
            name: the function.
            called: the name of the stage, from the arguments of a call.

        Raises:
            AttributeError: there is no such function.
        """
        original = getattr(owner, name)
        around = self._around(original, called)
        setattr(owner, name, around)
        if inspect.ismodule(owner):
            for module in list(sys.modules.values()):
                if getattr(module, "__name__", "").startswith("factsite") and getattr(module, name, None) is original:
                    setattr(module, name, around)

    def _around(self, original: Callable[..., Any], called: Named) -> Callable[..., Any]:
        if inspect.isgeneratorfunction(original):

            @wraps(original)
            def drawn(*arguments: Any, **named: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever is watched
                with self.stage(called(arguments)):
                    found = list(original(*arguments, **named))
                return iter(found)

            return drawn

        @wraps(original)
        def timed(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever is watched
            with self.stage(called(arguments)):
                return original(*arguments, **named)

        return timed

    def _until_now(self, here: int) -> None:
        now = self._now()
        if stages := self._stages[here]:
            self.seconds[stages[-1]] += now - self._since.get(here, now)
        self._since[here] = now
