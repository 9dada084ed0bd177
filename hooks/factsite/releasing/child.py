"""The build as a process of its own, which doesn't outlive the one that waits for it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

_PARENT = "FACTSITE_BUILT_FOR"
_OFTEN = 0.2


def run_build(root: Path, folder: Path, day: str) -> int:
    """Let MkDocs build the site of a project strictly into a folder.

    Returns:
        The exit code of the build.
    """
    more = {"NO_MKDOCS_2_WARNING": "1", "FACTSITE_DAY": day, _PARENT: str(os.getpid())}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    return subprocess.run(command, cwd=root, env=os.environ | more, check=False).returncode  # noqa: S603 - fixed program


def end_with_the_parent() -> None:
    """End when ``factsite site`` does, which can't tell when it is killed; another build may use the folder by then.

    Windows doesn't tell that a parent has ended: there the build goes on to its end, and nobody publishes it.
    """
    parent = os.environ.pop(_PARENT, "")
    if parent and os.name == "posix":
        threading.Thread(target=_watch, args=(int(parent),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_OFTEN)
    os._exit(1)
