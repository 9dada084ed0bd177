"""The build as a process of its own, which doesn't outlive the one that waits for it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from factsite.build_cache.forked import WATCH
from factsite.clock import Clock
from factsite.machinery import BUILDER
from factsite.reading.configuration import FILE

_PARENT = "FACTSITE_BUILT_FOR"
_PREVIEW = "FACTSITE_PREVIEW"
_OFTEN = 0.2


def run_build(root: Path, folder: Path, clock: Clock, *, preview: bool = False) -> int:
    """Let MkDocs, or ProperDocs, build the site of a project strictly into a folder.

    Args:
        root: the project.
        folder: where the site is written.
        clock: the moment for which it is built.
        preview: whether what isn’t public yet is shown too, and marked.

    Returns:
        The exit code of the build.
    """
    more = {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_MOMENT": clock.moment.isoformat(timespec="seconds")}
    more |= {_PARENT: str(os.getpid()), _PREVIEW: "1" if preview else ""}
    command = [sys.executable, "-m", BUILDER, "build", "--strict", "--config-file", FILE, "--site-dir", str(folder)]
    return subprocess.run(command, cwd=root, env=os.environ | more, check=False).returncode  # noqa: S603 - fixed program


def is_preview() -> bool:
    """Whether this process builds a preview."""
    return bool(os.environ.get(_PREVIEW))


def end_with_the_parent() -> None:
    """End when ``factsite site`` does, which can't tell when it is killed; another build may use the folder by then.

    Windows doesn't tell that a parent has ended: there the build goes on to its end, and nobody publishes it.
    """
    parent = os.environ.pop(_PARENT, "")
    if parent and os.name == "posix":
        threading.Thread(target=_watch, args=(int(parent),), daemon=True, name=WATCH).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_OFTEN)
    os._exit(1)
