"""``factsite watch``: every problem of the content again whenever a file of it has been saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Event

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from factsite.checking import check
from factsite.describing.files import write
from factsite.problems import as_lines

# What .vscode/tasks.json waits for: between these two lines stand all problems that there are now.
BEGUN, DONE = "checking", "checked"
# A save is often several writes; some programs write a file beside it first.
_SETTLED = 0.3


class _Waker(FileSystemEventHandler):
    def __init__(self, changed: Event) -> None:
        self.changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note that something was written; reading isn’t a change."""
        if event.event_type in {"created", "deleted", "modified", "moved"} and not event.is_directory:
            self.changed.set()


def watch_content(root: Path, day: date) -> None:
    """Check, and again after each change of the content, until interrupted."""
    changed = Event()
    observer = Observer()
    observer.schedule(_Waker(changed), str(root / "content"), recursive=True)
    observer.start()
    try:
        while True:
            changed.clear()
            check_once(root, day)
            changed.wait()
            while changed.wait(_SETTLED):
                changed.clear()
    except KeyboardInterrupt:
        click.echo(err=True)
    finally:
        observer.stop()
        observer.join()


def check_once(root: Path, day: date) -> None:
    """Say every problem, a line each, and bring the schemas up to date with the identifiers of today."""
    click.echo(BEGUN)
    content, problems = check(root / "content", day)
    if report := as_lines(problems, root):
        click.echo(report)
    if content.languages:
        write(root, content)
    click.echo(DONE)
