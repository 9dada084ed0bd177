"""The system tells when files change: a hint to look at them at once, which may fail; looking now and then does not."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

_CHANGES = frozenset({EVENT_TYPE_CLOSED, EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED})


class Watch(FileSystemEventHandler):
    """Watches folders for changes."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._observer = Observer()
        self._observer.daemon = True
        self._watched: dict[Path, int] = {}
        self._observer.start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass on that something has changed, not that something was read."""
        if event.event_type in _CHANGES:
            self._tell()

    def follow(self, root: Path, folders: Iterable[Path]) -> None:
        """Watch these folders, those that went and came back anew; one that can’t be watched is looked at only."""
        now = {path: found for path in (root, *folders) if (found := _identity(path))}
        if now == self._watched:
            return
        self._observer.unschedule_all()
        for path in now:
            try:
                self._observer.schedule(self, str(path), recursive=path != root)
            except OSError:
                continue
        self._watched = now

    def stop(self) -> None:
        """Watch no longer."""
        # Its thread may be told that it has ended while it waits for an event, and would call that an error.
        logging.getLogger("watchdog.observers.inotify").disabled = True
        self._observer.stop()


def _identity(path: Path) -> int:
    try:
        return path.stat().st_ino if path.is_dir() else 0
    except OSError:
        return 0
