"""One at a time: a lock that the system lets go when its holder ends, however it ends, and that says who holds it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from factsite.durable import write_whole
from factsite.telling import Told, told


class HeldError(Exception):
    """Another process holds the lock; ``who`` says which."""

    def __init__(self, who: Told) -> None:
        super().__init__(who)
        self.who = who


@contextmanager
def held(folder: Path, name: str, *, say: Callable[[str], None] | None) -> Iterator[None]:
    """Hold a lock.

    Args:
        folder: where the lock stands.
        name: the name of the lock, which says what is done under it.
        say: is told for whom one waits; without it nobody waits.

    Raises:
        HeldError: another process holds it, and nobody waits.
        OSError: the folder can't be written.
    """
    lock, holder = FileLock(folder / f"{name}.lock"), folder / f"{name}.holder"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if say is None:
            raise HeldError(_who(holder)) from None
        say(told("waiting for {who}", who=_who(holder)))
        lock.acquire()
    try:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        write_whole(holder, json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}).encode())
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _who(holder: Path) -> Told:
    """Who holds the lock, in words; between taking a lock and saying so there is a moment."""
    try:
        found = json.loads(holder.read_bytes())
        pid, host, since = (str(found[name]) for name in ("pid", "host", "since"))
        return told("process {pid} on {host}, at work since {since}", pid=pid, host=host, since=since)
    except (OSError, ValueError, KeyError, TypeError):
        return told("another process, which has only begun")
