"""A second process that begins with all that this one has read, and does a part of its work: two processors work.

It is made by copying this process, which costs next to nothing and passes on everything that was read (``os.fork``, not
on Windows, and on macOS not safe beside its frameworks). The work is a list of tasks: this process takes them from its
beginning, the other from its end, each task once. What the other can't do, or had begun when it was ended from outside,
is done here: so a task fails where it is asked for, with its own exception.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

if sys.platform == "linux":
    import fcntl

T = TypeVar("T")

# The setting: how many processes a build may be; with 1 it does all by itself.
PROCESSES = "FACTSITE_PROCESSES"
# Of fewer pages a site is sooner made than a process is begun.
MANY = 100


def two_can_work() -> bool:
    """Whether a second process would help, and can be made by copying this one."""
    if os.environ.get(PROCESSES) == "1" or not sys.platform.startswith("linux"):
        return False
    # A copy has none of the threads: what one of them holds at that moment would be held for ever.
    alone = threading.current_thread() is threading.main_thread() and all(
        one.daemon and one.name == WATCH for one in threading.enumerate() if one is not threading.main_thread()
    )
    return alone and len(os.sched_getaffinity(0)) > 1


# What a task has made goes through the pipe if it is no longer than this, in bytes; else through a file.
_SHORT = 512
# How much the pipe holds where the system lets it: one that is full would keep the other process waiting.
_PIPE = 1 << 20


# The name of threads that only wait for the end of another process, and hold nothing.
WATCH = "waits for an end"


@dataclass
class _Claims:
    """Which tasks are taken, known to both processes: each takes one before it begins."""

    taken: mmap.mmap
    lock: Any

    def take(self, number: int) -> bool:
        """Take a task, unless the other has it."""
        with self.lock:
            if self.taken[number]:
                return False
            self.taken[number] = 1
            return True


@dataclass
class Shared(Generic[T]):
    """Tasks that this process and another do; each is asked for by its number, once."""

    tasks: Sequence[Callable[[], T]]
    _claims: _Claims | None = None
    _folder: Path | None = None
    _told: Connection | None = None
    _done: dict[int, bytes] = field(default_factory=dict)

    def result(self, number: int) -> T:
        """What a task makes, here or in the other process.

        Raises:
            Exception: whatever the task raises.
        """
        # A pipe that is full keeps the other process waiting.
        while self._told is not None and self._told.poll():
            self._hear(self._told)
        if self._claims is None or self._claims.take(number):
            return self.tasks[number]()
        while number not in self._done and self._told is not None:
            self._hear(self._told)
        made = self._read(number)
        return self.tasks[number]() if made is None else made[0]

    def _hear(self, told: Connection) -> None:
        """Wait for what one more task has made, or for the end of the other process."""
        try:
            number, made = told.recv()
            self._done[number] = made
        except (EOFError, OSError):
            self._told = None

    def all(self) -> Iterator[T]:
        """What all tasks make, in their order."""
        for number in range(len(self.tasks)):
            yield self.result(number)

    def _read(self, number: int) -> tuple[T] | None:
        if self._folder is None:
            return None
        path, made = self._folder / str(number), self._done.pop(number, b"")
        try:
            if not made:
                made = path.read_bytes()
                path.unlink()
            found: tuple[T] = pickle.loads(made)  # noqa: S301 - written by a copy of this process
        except (OSError, EOFError, pickle.UnpicklingError):
            return None
        return found


@contextmanager
def shared(
    tasks: Sequence[Callable[[], T]], first: Callable[[], None] = lambda: None, *, worth_it: bool = True
) -> Iterator[Shared[T]]:
    """Do tasks in two processes, where that is possible.

    Args:
        tasks: what to do; what they make must be something that can be pickled.
        first: what the other process does at its beginning.
        worth_it: whether they take longer than to begin a process.

    Yields:
        The tasks, whose results are asked for by their numbers: in whatever order, but fastest from the first on.
    """
    if not (worth_it and two_can_work()):
        yield Shared(tasks)
        return
    context = get_context("fork")
    claims = _Claims(mmap.mmap(-1, len(tasks)), context.Lock())
    told, tells = context.Pipe(duplex=False)
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(tells.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
    lives, life = os.pipe()
    with tempfile.TemporaryDirectory(prefix="factsite-") as folder:
        # What was read stays where it is: else the copy's collector of garbage would copy all of it.
        gc.collect()
        gc.freeze()
        child = os.fork()
        if child == 0:
            os.close(life)
            _be_the_other(_Other(tasks, claims, Path(folder), tells, first), lives)
        gc.unfreeze()
        os.close(lives)
        tells.close()
        try:
            yield Shared(tasks, claims, Path(folder), told)
        finally:
            # Nothing more is wanted: what the other hasn't begun it leaves.
            for number in range(len(tasks)):
                claims.take(number)
            with suppress(ChildProcessError):
                os.waitpid(child, 0)
            os.close(life)
            told.close()


@dataclass
class _Other(Generic[T]):
    """What the other process has to do, and where it leaves what it makes."""

    tasks: Sequence[Callable[[], T]]
    claims: _Claims
    folder: Path
    tells: Connection
    first: Callable[[], None]

    def work(self) -> None:
        """Do tasks from the last to the first, until none is left."""
        self.first()
        for number in reversed(range(len(self.tasks))):
            if self.claims.take(number):
                made = b""
                # What went wrong here goes wrong there as well, where it is told.
                with suppress(Exception):
                    made = pickle.dumps((self.tasks[number](),))
                    if len(made) > _SHORT:
                        (self.folder / str(number)).write_bytes(made)
                        made = b""
                self.tells.send((number, made))


def _be_the_other(other: _Other[Any], lives: int) -> None:
    """Live as the other process, and end with its work or with the process that it is a copy of."""

    def wait() -> None:
        os.read(lives, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True, name=WATCH).start()
    with suppress(BaseException):
        other.work()
    # Nothing of the first process is brought to its end here: no exit handler, no buffer of what it has said.
    os._exit(0)
