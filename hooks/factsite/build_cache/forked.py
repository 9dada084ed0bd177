"""Processes that begin with all that this one has read, and do a part of its work: as many processors work.

They are made by copying this process, which costs next to nothing and passes on everything that was read (``os.fork``,
not on Windows, and on macOS not safe beside its frameworks). The work is a list of tasks: this process takes them from
its beginning, the others from its end, or from the end of what is urgent, each task once. What another can't do, or had
begun when it was ended from outside, is done here: so a task fails where it is asked for, with its own exception.
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
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

if sys.platform == "linux":
    import fcntl

T = TypeVar("T")

# The setting: how many processes a build may be; with 1 it does all by itself.
PROCESSES = "FACTSITE_PROCESSES"
# Without it: as many as there are processors, and no more than this, as each takes memory.
_MOST = 4
# Of fewer pages a site is sooner made than a process is begun.
MANY = 100


def others() -> int:
    """How many processes beside this one would help, and can be made by copying it."""
    if not sys.platform.startswith("linux"):
        return 0
    # A copy has none of the threads: what one of them holds at that moment would be held for ever.
    alone = threading.current_thread() is threading.main_thread() and all(
        one.daemon and one.name == WATCH for one in threading.enumerate() if one is not threading.main_thread()
    )
    said = os.environ.get(PROCESSES, "")
    wanted = int(said) if said.isascii() and said.isdecimal() else min(len(os.sched_getaffinity(0)), _MOST)
    return max(0, wanted - 1) if alone else 0


# What a task has made goes through the pipe if it is no longer than this, in bytes; else through a file.
_SHORT = 512
# How much the pipe holds where the system lets it: one that is full would keep the other process waiting.
_PIPE = 1 << 20


# The name of threads that only wait for the end of another process, and hold nothing.
WATCH = "waits for an end"


@dataclass
class _Claims:
    """Which tasks are taken, known to all processes: each takes one before it begins.

    Of each task there is a byte: who has it, counted from 1; 0 while nobody has.
    """

    taken: mmap.mmap
    lock: Any

    def take(self, number: int, who: int) -> bool:
        """Take a task, unless another has it."""
        with self.lock:
            if self.taken[number]:
                return False
            self.taken[number] = who
            return True


# This process, among those that take tasks; the others follow.
_SELF = 1


@dataclass
class Shared(Generic[T]):
    """Tasks that this process and others do; each is asked for by its number, once.

    ``_told`` are the pipes of the others that haven't ended, by who they are.
    """

    tasks: Sequence[Callable[[], T]]
    _claims: _Claims | None = None
    _folder: Path | None = None
    _told: dict[int, Connection] = field(default_factory=dict)
    _done: dict[int, bytes] = field(default_factory=dict)

    def result(self, number: int) -> T:
        """What a task makes, here or in another process.

        Raises:
            Exception: whatever the task raises.
        """
        # A pipe that is full keeps another process waiting.
        while self._told and self._hear(0):
            pass
        if self._claims is None or self._claims.take(number, _SELF):
            return self.tasks[number]()
        while number not in self._done and self._claims.taken[number] in self._told:
            self._hear()
        made = self._read(number)
        return self.tasks[number]() if made is None else made[0]

    def _hear(self, patience: float | None = None) -> bool:
        """Take in what more tasks have made, or that another process has ended.

        Args:
            patience: how many seconds are waited for it; without it, until there is something.

        Returns:
            Whether there was something.
        """
        ready = wait(list(self._told.values()), patience)
        for who in [who for who, told in self._told.items() if told in ready]:
            try:
                number, made = self._told[who].recv()
                self._done[number] = made
            except (EOFError, OSError):
                self._told.pop(who)
        return bool(ready)

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
    tasks: Sequence[Callable[[], T]],
    first: Callable[[], None] = lambda: None,
    *,
    urgent: int = 0,
    worth_it: bool = True,
) -> Iterator[Shared[T]]:
    """Do tasks in several processes, where that is possible.

    Args:
        tasks: what to do; what they make must be something that can be pickled.
        first: what each other process does at its beginning.
        urgent: of how many tasks, from the first on, something waits for all: the others do theirs before the rest.
        worth_it: whether they take longer than to begin a process.

    Yields:
        The tasks, whose results are asked for by their numbers: in whatever order, but fastest from the first on.
    """
    count = others() if worth_it else 0
    if not count:
        yield Shared(tasks)
        return
    claims = _Claims(mmap.mmap(-1, max(1, len(tasks))), get_context("fork").Lock())
    lives, life = os.pipe()
    with tempfile.TemporaryDirectory(prefix="factsite-") as folder:
        # What was read stays as long as this process. A collector that looks at it again and again finds nothing, and
        # has each process copy what it looks at.
        gc.freeze()
        begun = [
            _begun(_Other(tasks, urgent, claims, Path(folder), first, who), lives, life)
            for who in range(_SELF + 1, _SELF + 1 + count)
        ]
        os.close(lives)
        try:
            yield Shared(tasks, claims, Path(folder), {other.who: other.told for other in begun})
        finally:
            # Nothing more is wanted: what the others haven't begun they leave.
            for number in range(len(tasks)):
                claims.take(number, _SELF)
            # One that waits for room in its pipe ends when nobody listens: later copies hold the pipes of earlier ones.
            for other in begun:
                other.told.close()
            for other in begun:
                with suppress(ChildProcessError):
                    os.waitpid(other.process, 0)
            os.close(life)


@dataclass(frozen=True)
class _Begun:
    """Another process: who it is, its number in the system, and the pipe from it."""

    who: int
    process: int
    told: Connection


def _begun(other: _Other[Any], lives: int, life: int) -> _Begun:
    """Begin another process."""
    told, tells = get_context("fork").Pipe(duplex=False)
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(tells.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
    process = os.fork()
    if process == 0:
        os.close(life)
        told.close()
        _be_the_other(other, tells, lives)
    tells.close()
    return _Begun(other.who, process, told)


@dataclass
class _Other(Generic[T]):
    """What another process has to do, where it leaves what it makes, and who it is."""

    tasks: Sequence[Callable[[], T]]
    urgent: int
    claims: _Claims
    folder: Path
    first: Callable[[], None]
    who: int

    def work(self, tells: Connection) -> None:
        """Do tasks from the last to the first, those that are urgent before the others, until none is left."""
        self.first()
        for number in (*reversed(range(self.urgent)), *reversed(range(self.urgent, len(self.tasks)))):
            if self.claims.take(number, self.who):
                made = b""
                # What went wrong here goes wrong there as well, where it is told.
                with suppress(Exception):
                    made = pickle.dumps((self.tasks[number](),))
                    if len(made) > _SHORT:
                        (self.folder / str(number)).write_bytes(made)
                        made = b""
                tells.send((number, made))


def _be_the_other(other: _Other[Any], tells: Connection, lives: int) -> None:
    """Live as another process, and end with its work or with the process that it is a copy of."""

    def ended() -> None:
        os.read(lives, 1)
        os._exit(1)

    threading.Thread(target=ended, daemon=True, name=WATCH).start()
    with suppress(BaseException):
        other.work(tells)
    # Nothing of the first process is brought to its end here: no exit handler, no buffer of what it has said.
    os._exit(0)
