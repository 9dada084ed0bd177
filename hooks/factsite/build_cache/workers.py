"""A process beside the build that makes what is slow; what it can't make is told with its name."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Generic, TypeVar

T = TypeVar("T")


class MakingError(Exception):
    """Something couldn't be made; says what and why."""


@dataclass
class Workers:
    """One process, started when it is first needed, and a second one if that was ended from outside."""

    _first: ProcessPoolExecutor | None = None
    _second: ProcessPoolExecutor | None = None

    def submit(self, what: str, function: Callable[..., T], *arguments: object) -> Job[T]:
        """Begin to make something; ``what`` names it in messages."""
        try:
            future = self._pool().submit(function, *arguments)
        except BrokenProcessPool:
            self._first = None
            future = self._pool().submit(function, *arguments)
        return Job(what, self, future, function, arguments)

    def again(self, function: Callable[..., T], arguments: tuple[object, ...]) -> T:
        """Make something a second time, in a process that makes nothing else meanwhile.

        Raises:
            BrokenProcessPool: this process was ended as well.
        """
        self._second = self._second or _pool()
        try:
            return self._second.submit(function, *arguments).result()
        except BrokenProcessPool:
            self._second = None
            raise

    def finish(self) -> None:
        """Let the processes go when they have made what was begun."""
        for pool in (self._first, self._second):
            if pool:
                pool.shutdown(wait=False)
        self._first = self._second = None

    def _pool(self) -> ProcessPoolExecutor:
        self._first = self._first or _pool()
        return self._first


@dataclass
class Job(Generic[T]):
    """Something that is being made."""

    what: str
    workers: Workers
    future: Future[T]
    function: Callable[..., T]
    arguments: tuple[object, ...]

    def result(self) -> T:
        """Wait for it.

        A process that was ended (by a full memory, or by hand) takes with it all that was begun: each is then made
        once more by itself, so that only the one that ends its process fails.

        Raises:
            MakingError: it can't be made.
        """
        try:
            try:
                return self.future.result()
            except (BrokenProcessPool, CancelledError):
                return self.workers.again(self.function, self.arguments)
        except BrokenProcessPool as error:
            raise MakingError(f"{self.what}: the process that makes it was ended twice") from error
        except Exception as error:
            raise MakingError(f"{self.what}: {error or type(error).__name__}") from error


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_end_with_the_build)


def _end_with_the_build() -> None:
    """A build that is killed can't tell its processes; they would wait for work for ever."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    build = parent_process()
    if build:
        build.join()
    os._exit(1)
